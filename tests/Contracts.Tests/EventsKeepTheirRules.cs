using Governance.Events.Broken.V1;

namespace Governance.ContractsTests;

public sealed class EventsKeepTheirRules
{
    private static readonly Type[] _broken = [typeof(NoRecordOpened), typeof(NotSealedOpened), typeof(OpenTheCall), typeof(NowhereOpened), typeof(NamelessOpened), typeof(NestedOpened)];

    [Fact]
    public void There_are_events() => Assert.InRange(EventRules.Ours.Count, 20, 1000);

    [Fact]
    public void Sealed_records_with_id_and_area() => Contracts.Hold(EventRules.Shape(EventRules.Ours));

    [Fact]
    public void No_personal_data() => Contracts.Hold(EventRules.PersonalData(EventRules.Ours));

    [Fact]
    public void Words_are_declared_where_code_decides_them() => Contracts.Hold(EventRules.Undeclared(EventRules.Ours));

    [Fact]
    public void Words_that_are_not_declared_are_noticed() =>
        Assert.Equal(["governance.broken.v1.WordyOpened.State holds words that nobody declares: [Words(\"…\")], or say in EventRules.Open who decides them", "governance.broken.v1.WordyOpened.Level declares Low twice"],
            EventRules.Undeclared([typeof(WordyOpened)]));

    [Fact]
    public void Every_exception_is_needed() => Contracts.Hold(EventRules.StaleExceptions(EventRules.Ours));

    [Fact]
    public void A_broken_shape_is_noticed() => Assert.Equal([
        "NoRecordOpened is no sealed record",
        "NoRecordOpened.Id can be changed",
        "NotSealedOpened is no sealed record",
        "OpenTheCall is not in the past tense: an event says what has happened",
        "NowhereOpened has no Area: nobody could tell who may see it",
        "NamelessOpened does not begin with the id of what it happened to",
        "NestedOpened.Inner is a NowhereOpened: events carry plain values and lists of them",
        "NestedOpened.Day is a DayOfWeek: events carry plain values and lists of them",
    ], EventRules.Shape(_broken));

    [Fact]
    public void Personal_data_is_noticed()
    {
        var found = EventRules.PersonalData([typeof(ChattyOpened)]).Select(v => v.Split(' ')[0]);
        Assert.Equal(["governance.broken.v1.ChattyOpened.ContactPhone", "governance.broken.v1.ChattyOpened.Text", "governance.broken.v1.ChattyOpened.ReturnReason"], found);
    }
}
