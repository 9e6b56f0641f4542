using Governance.Events.Party.V1;
using Governance.Messaging;
using Governance.Rpc;

namespace Governance.PartyBuilding.ReportIns;

/// <summary>How a community appraises a year of a report-in, in words; once a year, by a constraint.</summary>
internal sealed class YearAppraisal : Aggregate
{
    private YearAppraisal() { }

    public Guid ReportInId { get; private init; }
    public int Year { get; private init; }

    /// <summary>Encrypted: people write here what they know of somebody.</summary>
    public byte[] SealedOpinion { get; private init; } = [];

    public int ServiceCount { get; private init; }
    public int Minutes { get; private init; }
    public DateTimeOffset GivenAt { get; private init; }

    public static YearAppraisal Give(ReportIn of, int year, byte[] opinion, IReadOnlyCollection<int> minutes, DateTimeOffset at)
    {
        if (ChinaTime.DateOf(of.ReportedAt).Year > year || (of.EndedAt is { } ended && ChinaTime.DateOf(ended).Year < year)) throw ReportInRefusals.NotInThatYear(year);
        var appraisal = new YearAppraisal { Id = Guid.CreateVersion7(at), Area = of.Area, ReportInId = of.Id, Year = year, SealedOpinion = opinion, ServiceCount = minutes.Count, Minutes = minutes.Sum(), GivenAt = at };
        appraisal.Raise(new ReportInAppraised(appraisal.Id, of.Area, of.Id, year, at));
        return appraisal;
    }
}
