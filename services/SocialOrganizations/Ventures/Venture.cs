using Governance.Events.SocialOrgs.V1;
using Governance.Messaging;
using Governance.SocialOrganizations.Funds;
using Governance.SocialOrganizations.Incubation;
using Governance.SocialOrganizations.Organizations;

namespace Governance.SocialOrganizations.Ventures;

internal enum VentureState { Submitted = 1, Awarded, Declined, Completed, Terminated }

internal enum VentureTrancheState { Waiting = 1, Due, Paid, Reported, Accepted }

/// <summary>What an organisation enters in a contest; once each, by a constraint. Its grant is paid in tranches out of the fund's ledger, each gated by the accepted report of the one before.</summary>
internal sealed class Venture : Aggregate, IStaffed
{
    private Venture() { }

    public Guid ContestId { get; private init; }
    public Guid FundId { get; private init; }
    public Guid? EarmarkId { get; private init; }
    public Guid OrganizationId { get; private init; }
    public string OrganizationName { get; private init; } = "";
    public string? Owner { get; private init; }
    public string[] FormerStaff { get; private init; } = [];
    public string Title { get; private init; } = "";
    public string Plan { get; private init; } = "";
    public long AmountFen { get; private init; }
    public VentureState State { get; private set; }
    public string AwardedBy { get; private set; } = "";
    public List<VentureTranche> Tranches { get; } = [];

    public bool OwnedAnywhere => true;

    /// <summary>What was promised and not paid.</summary>
    public long UnpaidFen => Tranches.Where(t => t.State is VentureTrancheState.Waiting or VentureTrancheState.Due).Sum(t => t.AmountFen);

    public static Venture Of(VentureContest contest, Organization organization, string title, string plan, IReadOnlyList<long> tranches, DateTimeOffset at)
    {
        var venture = new Venture
        {
            Id = Guid.CreateVersion7(at), Area = contest.Area, ContestId = contest.Id, FundId = contest.FundId, EarmarkId = contest.EarmarkId, OrganizationId = organization.Id, OrganizationName = organization.Name,
            Owner = organization.Owner, FormerStaff = organization.FormerAt(at), Title = title, Plan = plan, AmountFen = tranches.Sum(), State = VentureState.Submitted,
        };
        venture.Tranches.AddRange(tranches.Select((fen, i) => new VentureTranche { VentureId = venture.Id, Number = i + 1, AmountFen = fen, State = VentureTrancheState.Waiting }));
        venture.Raise(new VentureSubmitted(venture.Id, venture.Area, contest.Id, organization.Id, venture.AmountFen, at));
        return venture;
    }

    public VentureScore Score(VentureContest contest, VenturePanelist by, IReadOnlyList<int> points, int given, DateOnly today, DateTimeOffset at)
    {
        if (by.IsBarredFrom(this)) throw IncubationRefusals.ConflictOfInterest();
        Must(VentureState.Submitted);
        contest.MustTakeScores(given, today);
        return new VentureScore { VentureId = Id, PanelistId = by.Id, Points = [.. points], Total = points.Sum(), ScoredAt = at };
    }

    public void MustTakeVotes() => Must(VentureState.Submitted);

    public void Award(string by, DateTimeOffset at)
    {
        Must(VentureState.Submitted);
        (State, AwardedBy) = (VentureState.Awarded, by);
        Tranches.MinBy(t => t.Number)!.State = VentureTrancheState.Due;
        Raise(new VentureAwarded(Id, Area, ContestId, OrganizationId, AmountFen, at));
    }

    public void Decline(DateTimeOffset at)
    {
        Must(VentureState.Submitted);
        State = VentureState.Declined;
        Raise(new VentureDeclined(Id, Area, ContestId, OrganizationId, at));
    }

    public VentureTranche Pay(int number, string voucher, string by, DateTimeOffset at)
    {
        Must(VentureState.Awarded);
        var tranche = Find(number, VentureTrancheState.Due);
        if (by == AwardedBy || this.IsOf(by) || Tranches.Any(t => t.WasReportedBy(by) || t.AcceptedBy == by)) throw FundRefusals.SamePerson();
        (tranche.State, tranche.Voucher) = (VentureTrancheState.Paid, voucher);
        Raise(new VentureTranchePaid(Id, Area, FundId, OrganizationId, number, tranche.AmountFen, at));
        return tranche;
    }

    /// <summary>It was paid by mistake, or comes back from who is no more. It is due again; what this returns is due to nobody, since the venture has ended, and is free.</summary>
    public long TakeBack(Guid entryId, string by, DateTimeOffset at)
    {
        var tranche = Tranches.SingleOrDefault(t => t.EntryId == entryId) ?? throw FundRefusals.NotReversible();
        // What was reported on was done.
        if (State is not (VentureState.Awarded or VentureState.Terminated) || tranche.State != VentureTrancheState.Paid) throw FundRefusals.NotReversible();
        if (this.IsOf(by)) throw FundRefusals.SamePerson();
        (tranche.State, tranche.Voucher, tranche.EntryId) = (VentureTrancheState.Due, "", null);
        Raise(new VentureTrancheReturned(Id, Area, FundId, OrganizationId, tranche.Number, tranche.AmountFen, at));
        return State == VentureState.Terminated ? tranche.AmountFen : 0;
    }
    public void Report(int number, string report, string by, DateTimeOffset at)
    {
        Must(VentureState.Awarded);
        var tranche = Find(number, VentureTrancheState.Paid);
        (tranche.State, tranche.Report, tranche.ReportedBy) = (VentureTrancheState.Reported, report, by);
        Raise(new VentureReported(Id, Area, ContestId, OrganizationId, number, at));
    }

    /// <summary>A report is accepted, or goes back: then it stays beside the tranche with the reason, and another one is awaited.</summary>
    public void Accept(int number, bool accepted, string reason, string by, DateTimeOffset at)
    {
        Must(VentureState.Awarded);
        var tranche = Find(number, VentureTrancheState.Reported);
        if (tranche.WasReportedBy(by) || this.IsOf(by)) throw FundRefusals.SamePerson();
        if (!accepted)
        {
            tranche.Returned.Add(new ReturnedReport { VentureId = Id, TrancheNumber = number, Number = tranche.Returned.Count + 1, Report = tranche.Report, Reason = reason, ReportedBy = tranche.ReportedBy, ReturnedBy = by, At = at });
            (tranche.State, tranche.Report) = (VentureTrancheState.Paid, "");
            Raise(new VentureReportReturned(Id, Area, ContestId, OrganizationId, number, at));
            return;
        }
        (tranche.State, tranche.AcceptedBy) = (VentureTrancheState.Accepted, by);
        if (Tranches.SingleOrDefault(t => t.Number == number + 1) is { } next) next.State = VentureTrancheState.Due;
        else
        {
            State = VentureState.Completed;
            Raise(new VentureCompleted(Id, Area, ContestId, OrganizationId, at));
        }
    }

    /// <summary>What was promised and not paid is free again.</summary>
    public long Terminate(string by, DateTimeOffset at)
    {
        Must(VentureState.Awarded);
        if (this.IsOf(by)) throw FundRefusals.SamePerson();
        State = VentureState.Terminated;
        Raise(new VentureTerminated(Id, Area, ContestId, OrganizationId, UnpaidFen, at));
        return UnpaidFen;
    }

    private VentureTranche Find(int number, VentureTrancheState state)
    {
        var tranche = Tranches.SingleOrDefault(t => t.Number == number) ?? throw VentureRefusals.NoTranche();
        return tranche.State == state ? tranche : throw VentureRefusals.TrancheStateForbids();
    }

    private void Must(VentureState state)
    {
        if (State != state) throw VentureRefusals.VentureStateForbids();
    }
}

/// <summary>A part of a venture's grant.</summary>
[Nationwide("reached only through its venture, which is area-scoped")]
internal sealed class VentureTranche
{
    public Guid VentureId { get; init; }
    public int Number { get; init; }
    public long AmountFen { get; init; }
    public VentureTrancheState State { get; set; }
    public string Voucher { get; set; } = "";
    public Guid? EntryId { get; set; }
    public string Report { get; set; } = "";
    public string ReportedBy { get; set; } = "";
    public string AcceptedBy { get; set; } = "";

    /// <summary>Now, or before it was sent back.</summary>
    public bool WasReportedBy(string subject) => ReportedBy == subject || Returned.Any(r => r.ReportedBy == subject);
    public List<ReturnedReport> Returned { get; } = [];
}

/// <summary>A report that was not accepted, and why. Insert-only.</summary>
[Nationwide("reached only through its venture, which is area-scoped")]
internal sealed class ReturnedReport
{
    public Guid VentureId { get; init; }
    public int TrancheNumber { get; init; }
    public int Number { get; init; }
    public string Report { get; init; } = "";
    public string Reason { get; init; } = "";
    public string ReportedBy { get; init; } = "";
    public string ReturnedBy { get; init; } = "";
    public DateTimeOffset At { get; init; }
}
