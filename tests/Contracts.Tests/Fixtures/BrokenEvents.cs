// Each of these breaks a rule of events; see the class EventsKeepTheirRules.
namespace Governance.Events.Broken.V1;

public sealed class NoRecordOpened
{
    public Guid Id { get; set; }
    public string Area { get; init; } = "";
}

public record NotSealedOpened(Guid CallId, string Area);

public sealed record OpenTheCall(Guid CallId, string Area);

public sealed record NowhereOpened(Guid CallId);

public sealed record NamelessOpened(string Area, DateTimeOffset At);

public sealed record NestedOpened(Guid CallId, string Area, NowhereOpened Inner, DayOfWeek Day);

public sealed record ChattyOpened(Guid CallId, string Area, string ContactPhone, string Text, string? ReturnReason, string Nameplate);

public sealed record WordyOpened(Guid CallId, string Area, string State, [Words("Low|High|Low")] string Level, [Words("A|B")] IReadOnlyList<string> Kinds);
