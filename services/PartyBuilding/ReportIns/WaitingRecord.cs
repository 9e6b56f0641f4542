using Governance.Messaging;

namespace Governance.PartyBuilding.ReportIns;

/// <summary>
/// What Volunteers has recorded of a volunteer who may be a member, but of whom it is not known here yet: a record and the news who it is come by two queues, and the news may take days while a service is
/// away. Under the volunteer's id alone, and only while some member who has reported in waits to be recognized; entered when this one is, and forgotten after <see cref="Days"/> days.
/// </summary>
[Nationwide("of no area here: whose it is is not known; nothing shows it")]
internal sealed class WaitingRecord
{
    public const int Days = 92;

    public Guid RecordId { get; init; }
    public Guid VolunteerId { get; init; }
    public string PlaceCode { get; set; } = "";
    public string Kind { get; set; } = "";

    /// <summary>Null: its correction has come before it.</summary>
    public DateTimeOffset? StartsAt { get; set; }

    public int Minutes { get; set; }
    public DateTimeOffset? CorrectedAt { get; set; }
    public DateTimeOffset KeptAt { get; init; }
}
