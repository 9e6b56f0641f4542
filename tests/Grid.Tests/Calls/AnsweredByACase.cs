using Governance.Events.Welfare.V1;
using Governance.Grid.V1;
using static Governance.Grid.Tests.Calls.Appeals;

namespace Governance.Grid.Tests.Calls;

/// <summary>A case in Welfare that came from an appeal is closed: whoever appealed is told by the outcome, in a sentence that nobody typed.</summary>
public sealed class AnsweredByACase(GridAppWithBroker app) : IClassFixture<GridAppWithBroker>
{
    [Fact]
    public async Task Each_outcome_answers_with_its_sentence_and_what_came_before_there_were_outcomes_with_its_own()
    {
        var answers = new HashSet<string>();
        foreach (var outcome in new[] { "GoalsMet", "NotEligible", "Declined", "Merged", "Ended", "OfALaterVersion", null })
        {
            var resident = app.AsResident();
            var call = await resident.Calls.OpenCallAsync(Appeal(ElderlyAlone));
            await app.PublishAsync(new CaseClosed(Guid.Parse(NewId()), SmallMap.Community, Guid.Parse(call.Id), "事项已办结", app.Clock.GetUtcNow(), outcome));
            var told = await EventuallyAsync("it is answered", async () => await resident.Calls.GetCallAsync(new() { Id = call.Id }), c => c.State == CallState.Resolved);
            Assert.Equal(outcome is null, told.Resolution == "事项已办结");
            Assert.True(told.Resolution.Length > 4, told.Resolution);
            answers.Add(told.Resolution);
        }
        // The last two of a kind: what is not known is answered as what has no sentence of its own.
        Assert.Equal(6, answers.Count);
        Assert.Contains(answers, a => a.Contains("与同一人的另一事项合并办理", StringComparison.Ordinal));
    }
}
