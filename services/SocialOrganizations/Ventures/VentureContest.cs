using Governance.Events.SocialOrgs.V1;
using Governance.Messaging;
using Governance.SocialOrganizations.Funds;
using Governance.SocialOrganizations.Incubation;
using Governance.SocialOrganizations.Organizations;

namespace Governance.SocialOrganizations.Ventures;

/// <summary>A contest of public-welfare ventures (公益创投). Plan ch. 3 §5. It ends by its awards or is cancelled; whoever does either, or fills the panel, holds the row.</summary>
internal sealed class VentureContest : Aggregate
{
    private VentureContest() { }

    public string Title { get; private init; } = "";
    public Guid FundId { get; private init; }
    public Guid? EarmarkId { get; private init; }
    public long MostFen { get; private init; }
    public int Places { get; private init; }
    public DateOnly StartsOn { get; private init; }
    public DateOnly EndsOn { get; private init; }
    public DateOnly VoteStartsOn { get; private init; }
    public DateOnly VoteEndsOn { get; private init; }
    public string[] CriterionTitles { get; private init; } = [];
    public int[] CriterionPoints { get; private init; } = [];
    public int PassPercent { get; private init; }
    public int MinScores { get; private init; }
    public int OutlierPercent { get; private init; }
    public int VotePercent { get; private init; }

    /// <summary>How many votes of residents who came in person one clerk enters in a day.</summary>
    public int DeskVotesADay { get; private init; }
    public string AwardedBy { get; private set; } = "";
    public string CancelledBy { get; private set; } = "";
    public string CancelReason { get; private set; } = "";

    public bool Awarded => AwardedBy.Length > 0;

    public bool Cancelled => CancelledBy.Length > 0;

    public bool Decided => Awarded || Cancelled;

    public PanelRule Panel => new(CriterionPoints.Sum(), PassPercent, MinScores, OutlierPercent);

    public static VentureContest Open(Fund fund, Earmark? earmark, string title, long mostFen, int places, ContestDates dates, IReadOnlyList<(string Title, int Points)> criteria, PanelRule panel, VoteRule votes, DateTimeOffset at)
    {
        fund.MustBeOpen();
        earmark?.MustBeOpen();
        var contest = new VentureContest
        {
            Id = Guid.CreateVersion7(at), Area = fund.Area, Title = title, FundId = fund.Id, EarmarkId = earmark?.Id, MostFen = mostFen, Places = places, StartsOn = dates.StartsOn, EndsOn = dates.EndsOn, VoteStartsOn = dates.VoteStartsOn,
            VoteEndsOn = dates.VoteEndsOn, CriterionTitles = [.. criteria.Select(c => c.Title)], CriterionPoints = [.. criteria.Select(c => c.Points)], PassPercent = panel.PassPercent, MinScores = panel.MinScores,
            OutlierPercent = panel.OutlierPercent, VotePercent = votes.Percent, DeskVotesADay = votes.DeskVotesADay,
        };
        contest.Raise(new ContestOpened(contest.Id, contest.Area, fund.Id, dates.StartsOn, dates.VoteEndsOn, at));
        return contest;
    }

    public Venture Submit(Organization organization, string title, string plan, IReadOnlyList<long> tranches, DateOnly today, DateTimeOffset at)
    {
        MustStand();
        if (today < StartsOn || today > EndsOn) throw VentureRefusals.ContestNotOpen();
        if (!organization.Area.StartsWith(Area, StringComparison.Ordinal)) throw VentureRefusals.OutsideContest();
        if (!organization.IsActive) throw FundRefusals.NotActive();
        if (tranches.Sum() > MostFen) throw VentureRefusals.MoreThanAllowed();
        return Venture.Of(this, organization, title, plan, tranches, at);
    }

    public void MustTakeVotes(DateOnly today)
    {
        MustStand();
        if (today < VoteStartsOn || today > VoteEndsOn) throw VentureRefusals.VotingNotOpen();
    }

    public void MustTakeScores(int given, DateOnly today)
    {
        if (today <= EndsOn) throw VentureRefusals.ContestStillOpen();
        // The ranking is told from now on: what has the scores that it needs takes no more, and what has not is not ranked before.
        if (today > VoteEndsOn && given >= MinScores) throw VentureRefusals.ScoringOver();
    }

    public void MustBeOver(DateOnly today)
    {
        MustStand();
        if (today <= VoteEndsOn) throw VentureRefusals.VotingNotOver();
    }

    public void MustStand()
    {
        if (Cancelled) throw VentureRefusals.ContestCancelled();
    }

    public void MustBeUndecided()
    {
        MustStand();
        if (Awarded) throw VentureRefusals.ContestAwarded();
    }

    public void Award(string by, DateOnly today)
    {
        MustBeOver(today);
        MustBeUndecided();
        AwardedBy = by;
    }

    /// <summary>Nobody gets anything of it, whenever that becomes plain: nothing is set aside before the awards.</summary>
    public void Cancel(string reason, string by, DateTimeOffset at)
    {
        MustBeUndecided();
        (CancelledBy, CancelReason) = (by, reason);
        Raise(new VentureContestCancelled(Id, Area, FundId, at));
    }

    /// <summary>The panel's mean and the share of the votes, each of a hundred, by their weights.</summary>
    public double ScoreOf(double mean, int votes, int allVotes) => Math.Round(mean / Panel.Points * (100 - VotePercent) + (allVotes == 0 ? 0 : (double)votes / allVotes * VotePercent), 4);
}

/// <summary>The days of a contest.</summary>
internal sealed record ContestDates(DateOnly StartsOn, DateOnly EndsOn, DateOnly VoteStartsOn, DateOnly VoteEndsOn);

/// <summary>What votes weigh, and how many of them one clerk enters in a day.</summary>
internal sealed record VoteRule(int Percent, int DeskVotesADay);

/// <summary>Somebody on the panel of a contest; once a contest, by a constraint.</summary>
internal sealed class VenturePanelist : Aggregate
{
    private VenturePanelist() { }

    public Guid ContestId { get; private init; }
    public string Subject { get; private init; } = "";
    public Guid[] OrganizationIds { get; private init; } = [];
    public Guid[] Recused { get; private set; } = [];

    public static VenturePanelist Seat(VentureContest contest, string subject, IEnumerable<Guid> organizations, DateTimeOffset at)
    {
        contest.MustBeUndecided();
        return new() { Id = Guid.CreateVersion7(at), Area = contest.Area, ContestId = contest.Id, Subject = subject, OrganizationIds = [.. organizations.Distinct()] };
    }

    public void Recuse(Venture from) => Recused = [.. Recused.Append(from.Id).Distinct()];

    /// <summary>As on the panel of an intake: <see cref="Panelist.IsBarredFrom"/>.</summary>
    public bool IsBarredFrom(Venture venture) => HasDeclared(venture) || venture.IsOf(Subject);

    /// <summary>As there: a score that was given stays.</summary>
    public bool HasDeclared(Venture venture) => Recused.Contains(venture.Id) || OrganizationIds.Contains(venture.OrganizationId);
}

/// <summary>What one panelist gave one venture; once, by its key. Insert-only.</summary>
[Nationwide("reached only through its venture, which is area-scoped")]
internal sealed class VentureScore : IPanelTotal
{
    public Guid VentureId { get; init; }
    public Guid PanelistId { get; init; }
    public int[] Points { get; init; } = [];
    public int Total { get; init; }
    public DateTimeOffset ScoredAt { get; init; }
}

/// <summary>How many votes a clerk has entered at a desk on a day, and not for what: the register of whoever supervises the contest, and what bounds the clerk.</summary>
[Nationwide("reached only through its contest, which is area-scoped")]
internal sealed class DeskTally
{
    public Guid ContestId { get; init; }
    public string Clerk { get; init; } = "";
    public DateOnly Day { get; init; }
    public int Votes { get; init; }
}

/// <summary>
/// A vote. Who cast it is kept as keyed hashes of identity number and account, which differ from contest to contest: one vote for each in a contest, by constraints, and nobody can tell whose it is or what else they voted for.
/// Of one that was entered at a desk the trail names the clerk, not the resident.
/// </summary>
[Nationwide("reached only through its contest, which is area-scoped; tells nothing of who voted")]
internal sealed class VentureVote
{
    public Guid ContestId { get; init; }
    public byte[] Voter { get; init; } = [];

    /// <summary>Null for a vote that was cast in person at a desk.</summary>
    public byte[]? Voting { get; init; }
    public Guid VentureId { get; init; }
}
