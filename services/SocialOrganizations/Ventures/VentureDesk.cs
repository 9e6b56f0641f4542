using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Governance.SocialOrganizations.Incubation;
using Governance.SocialOrganizations.Organizations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Ventures;

/// <summary>What the slices about ventures share. Who enters, votes and scores shares the contest's row, who awards, cancels or fills the panel holds it: nothing comes in while it is decided.</summary>
internal sealed class VentureDesk(SocialOrgsDb db, Caller caller, Grants grants, PersonalData personal, TimeProvider clock)
{
    private const string VoterPurpose = "socialorgs.venture-votes.voter";

    public string Me => caller.Subject;

    /// <summary>The caller has a role by which panels are seated.</summary>
    public bool MayScore => grants.Of("socialorgs.ventures.score", caller.Roles) != Reach.None;

    public DateTimeOffset Now => clock.GetUtcNow();

    public DateOnly Today => clock.Today();

    /// <summary>Contests of the caller's divisions and of those above: residents vote in them.</summary>
    public IQueryable<VentureContest> Contests => db.Everywhere<VentureContest>("a contest is announced to everybody in its division").AsNoTracking().InOrAbove(caller.Areas);

    /// <summary>Their ventures.</summary>
    public IQueryable<Venture> Ventures => db.Everywhere<Venture>("residents vote for ventures of contests in their division").AsNoTracking().InOrAbove(caller.Areas);

    public async Task<VentureContest> ContestAsync(Guid id, CancellationToken cancel) => await Contests.FirstOrDefaultAsync(c => c.Id == id, cancel) ?? throw VentureRefusals.NoContest(id.ToString());

    /// <summary>The contest, which nobody decides before the transaction ends.</summary>
    public async Task<VentureContest> ShareContestAsync(Guid id, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from venture_contests where id = {id} for share", cancel);
        return await ContestAsync(id, cancel);
    }

    /// <summary>The contest, for which nobody votes or scores before the transaction ends.</summary>
    public async Task<VentureContest> HoldContestAsync(Guid id, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from venture_contests where id = {id} for no key update", cancel);
        return await db.VentureContests.FirstOrDefaultAsync(c => c.Id == id, cancel) ?? throw VentureRefusals.NoContest(id.ToString());
    }

    /// <summary>Whether somebody works or worked for an organisation that has entered.</summary>
    public Task<bool> HasEnteredAsync(Guid contestId, string subject, CancellationToken cancel) =>
        db.Everywhere<Venture>("whether somebody gains by a contest; nothing else of its ventures is told").AnyAsync(v => v.ContestId == contestId && (v.Owner == subject || v.FormerStaff.Contains(subject)), cancel);

    /// <summary>Whether somebody works or worked for who enters a contest that is not decided.</summary>
    public Task<bool> EntersAsync(string subject, CancellationToken cancel) =>
        db.Everywhere<Venture>("whether somebody gains by any contest; nothing else of its ventures is told").AnyAsync(v => v.State == VentureState.Submitted && (v.Owner == subject || v.FormerStaff.Contains(subject)), cancel);

    /// <summary>Whoever verifies accounts does so one after the other: what bounds them holds.</summary>
    public Task HoldMyVerificationsAsync(CancellationToken cancel) => db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({"socialorgs.verifications:" + Me}, 0))", cancel);

    /// <summary>The caller may write there.</summary>
    public bool Covers(string area) => caller.Covers(area);

    public async Task<Venture> VentureAsync(string id, string etag, Check check, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        var venture = await db.Ventures.Include(v => v.Tranches).FirstOrDefaultAsync(v => v.Id == key, cancel) ?? throw VentureRefusals.NoVenture(id);
        Etag.Match(etag, venture.Version);
        return venture;
    }

    /// <summary>Who calls, as a member of the panel.</summary>
    public async Task<VenturePanelist> MeAsync(Guid contestId, CancellationToken cancel) =>
        await db.VenturePanelists.FirstOrDefaultAsync(p => p.ContestId == contestId && p.Subject == caller.Subject, cancel) ?? throw IncubationRefusals.NotOnThePanel();

    /// <summary>An account as it is kept.</summary>
    public byte[] AccountOf(string subject) => personal.LookupHash($"account/{subject}", VoterPurpose);

    /// <summary>A resident as they are kept beside their accounts; not as in a vote, so that no vote leads to an account.</summary>
    public byte[] ResidentOf(IdentityNumber number) => personal.LookupHash($"resident/{number.Text}", VoterPurpose);

    /// <summary>The number is that of the resident whose account calls, as a desk has verified; and not one of an entrant's: nobody makes voters for their own.</summary>
    private async Task MustBeMineAsync(Guid contestId, IdentityNumber number, CancellationToken cancel)
    {
        var account = AccountOf(caller.Subject);
        var mine = await db.Everywhere<Voter>("who calls is one resident, wherever a desk has seen them").Where(v => v.Account == account).Select(v => new { v.Resident, v.VerifiedBy }).FirstOrDefaultAsync(cancel) ?? throw VentureRefusals.NotVerified();
        if (!mine.Resident.AsSpan().SequenceEqual(ResidentOf(number))) throw VentureRefusals.NotYourNumber();
        if (mine.VerifiedBy.Length > 0 && await HasEnteredAsync(contestId, mine.VerifiedBy, cancel)) throw VentureRefusals.VerifiedByAnEntrant();
    }

    /// <summary>A vote of somebody, for whom only keyed hashes are kept, and none that could be found in another contest.</summary>
    /// <param name="contestId">The contest.</param>
    /// <param name="ventureId">The venture.</param>
    /// <param name="number">Identity number.</param>
    /// <param name="inPerson">Entered at a desk: whoever enters has a vote of their own.</param>
    public VentureVote Vote(Guid contestId, Guid ventureId, IdentityNumber number, bool inPerson) => new()
    {
        ContestId = contestId, VentureId = ventureId, Voter = personal.LookupHash($"{contestId}/{number.Text}", VoterPurpose), Voting = inPerson ? null : personal.LookupHash($"{contestId}/account/{caller.Subject}", VoterPurpose),
    };

    /// <summary>Casts it within the contest's dates. The audit trail keeps that somebody voted, and not for what.</summary>
    public async Task<TReply> VoteAsync<TReply>(string ventureId, string identityNumber, bool inPerson, CancellationToken cancel) where TReply : Google.Protobuf.IMessage, new()
    {
        var check = new Check().Id("venture_id", ventureId, out var id).That(IdentityNumber.TryParse(identityNumber, Today, out var number), "identity_number", "NOT_AN_IDENTITY_NUMBER", "不是有效的公民身份号码");
        check.OrThrow();
        var venture = await Ventures.FirstOrDefaultAsync(v => v.Id == id, cancel) ?? throw VentureRefusals.NoVenture(ventureId);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var contest = await ShareContestAsync(venture.ContestId, cancel);
        contest.MustTakeVotes(Today);
        // A resident of the division; whoever looks after more than it has no vote in it, and a desk only enters those of others.
        if (!inPerson && !caller.Areas.Any(a => a.Code.StartsWith(contest.Area, StringComparison.Ordinal))) throw VentureRefusals.NotOfTheDivision();
        if (!inPerson) await MustBeMineAsync(contest.Id, number, cancel);
        venture.MustTakeVotes();
        if (inPerson) await TallyAsync(contest, cancel);
        db.Add(Vote(contest.Id, id, number, inPerson));
        try
        {
            var reply = await db.SaveAsync(() => new TReply(), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint is VentureVoteTable.OneAPerson or VentureVoteTable.OneAnAccount)
        {
            throw VentureRefusals.VotedAlready();
        }
    }

    // One more of this clerk today. The row is theirs until the transaction ends: those who enter by one account at once take turns, and the bound holds.
    private async Task TallyAsync(VentureContest contest, CancellationToken cancel)
    {
        var (id, me, today, most) = (contest.Id, Me, Today, contest.DeskVotesADay);
        if (await db.Everywhere<VenturePanelist>("whether who enters votes decides as well").AnyAsync(p => p.ContestId == id && p.Subject == me, cancel) || await HasEnteredAsync(id, me, cancel)) throw VentureRefusals.ConflictOfInterest();
        var entered = await db.Database.ExecuteSqlAsync($"""
            insert into desk_tallies (contest_id, day, clerk, votes) values ({id}, {today}, {me}, 1)
            on conflict (contest_id, day, clerk) do update set votes = desk_tallies.votes + 1 where desk_tallies.votes < {most}
            """, cancel);
        if (entered == 0) throw VentureRefusals.DeskLimit(most);
    }

    /// <summary>Votes for each venture, and how many of them were entered at desks.</summary>
    public async Task<Dictionary<Guid, (int All, int AtDesks)>> VotesAsync(Guid contestId, CancellationToken cancel) =>
        await db.VentureVotes.Where(v => v.ContestId == contestId).GroupBy(v => v.VentureId).Select(g => new { g.Key, All = g.Count(), AtDesks = g.Count(v => v.Voting == null) })
            .ToDictionaryAsync(g => g.Key, g => (g.All, g.AtDesks), cancel);

    /// <summary>What the panel says of each of these, in two queries. A score of somebody who has recused themselves since does not count.</summary>
    public async Task<(Dictionary<Guid, Review<VentureScore>> Reviews, IReadOnlyList<VenturePanelist> Panel)> ReviewsAsync(VentureContest contest, IReadOnlyList<Venture> ventures, CancellationToken cancel)
    {
        var ids = ventures.Select(v => v.Id).ToArray();
        var panel = await db.Everywhere<VenturePanelist>("of a contest that the caller sees; who it is is told to none but those who review").AsNoTracking().Where(p => p.ContestId == contest.Id).ToListAsync(cancel);
        var scores = (await db.VentureScores.AsNoTracking().Where(s => ids.Contains(s.VentureId)).OrderBy(s => s.ScoredAt).ToListAsync(cancel)).ToLookup(s => s.VentureId);
        return (ventures.ToDictionary(v => v.Id, v => new Review<VentureScore>(contest.Panel, [.. scores[v.Id].Where(s => !panel.Any(p => p.Id == s.PanelistId && p.HasDeclared(v)))])), panel);
    }

    /// <summary>All ventures of a contest, the best first; equal ones by who entered first.</summary>
    public async Task<IReadOnlyList<(Venture Venture, Review<VentureScore> Review, (int All, int AtDesks) Votes, double Score)>> RankAsync(VentureContest contest, IReadOnlyList<Venture> ventures, CancellationToken cancel)
    {
        var (votes, (reviews, _)) = (await VotesAsync(contest.Id, cancel), await ReviewsAsync(contest, ventures, cancel));
        var all = votes.Values.Sum(v => v.All);
        return [.. ventures.Select(v => (Venture: v, Review: reviews[v.Id], Votes: votes.GetValueOrDefault(v.Id), Score: contest.ScoreOf(reviews[v.Id].Mean, votes.GetValueOrDefault(v.Id).All, all))).OrderByDescending(r => r.Score).ThenBy(r => r.Venture.Id)];
    }

    public static Wire.VentureContest Of(VentureContest contest)
    {
        var wire = new Wire.VentureContest
        {
            Id = contest.Id.ToString(), DivisionCode = contest.Area, Title = contest.Title, FundId = contest.FundId.ToString(), EarmarkId = contest.EarmarkId?.ToString() ?? "", MostFen = contest.MostFen, Places = contest.Places,
            StartDate = contest.StartsOn.Day(), EndDate = contest.EndsOn.Day(), VoteStartDate = contest.VoteStartsOn.Day(), VoteEndDate = contest.VoteEndsOn.Day(), PassPercent = contest.PassPercent, MinScores = contest.MinScores,
            OutlierPercent = contest.OutlierPercent, VotePercent = contest.VotePercent, DeskVotesADay = contest.DeskVotesADay, Awarded = contest.Awarded, Cancelled = contest.Cancelled, CancelReason = contest.CancelReason, Etag = Etag.Of(contest.Version),
        };
        wire.Criteria.AddRange(contest.CriterionTitles.Zip(contest.CriterionPoints, (title, points) => new Wire.Criterion { Title = title, Points = points }));
        return wire;
    }

    public static Wire.VenturePanelist Of(VenturePanelist panelist)
    {
        var wire = new Wire.VenturePanelist { Id = panelist.Id.ToString(), ContestId = panelist.ContestId.ToString(), Subject = panelist.Subject };
        wire.OrganizationIds.AddRange(panelist.OrganizationIds.Select(o => o.ToString()));
        return wire;
    }

    public static Wire.PanelScore Of(VentureScore score, bool outlier)
    {
        var wire = new Wire.PanelScore { PanelistId = score.PanelistId.ToString(), Total = score.Total, Outlier = outlier, ScoreTime = score.ScoredAt.ToTimestamp() };
        wire.Points.AddRange(score.Points);
        return wire;
    }

    public static Wire.Venture Of(Venture venture)
    {
        var wire = new Wire.Venture
        {
            Id = venture.Id.ToString(), ContestId = venture.ContestId.ToString(), DivisionCode = venture.Area, OrganizationId = venture.OrganizationId.ToString(), OrganizationName = venture.OrganizationName, Title = venture.Title,
            Plan = venture.Plan, AmountFen = venture.AmountFen, State = (Wire.VentureState)venture.State, Etag = Etag.Of(venture.Version),
        };
        foreach (var tranche in venture.Tranches.OrderBy(t => t.Number))
        {
            var told = new Wire.VentureTranche { Number = tranche.Number, AmountFen = tranche.AmountFen, State = (Wire.VentureTrancheState)tranche.State, Voucher = tranche.Voucher, Report = tranche.Report };
            told.ReturnedReports.AddRange(tranche.Returned.OrderBy(r => r.Number).Select(r => new Wire.ReturnedReport { Report = r.Report, Reason = r.Reason, ReturnTime = r.At.ToTimestamp() }));
            wire.Tranches.Add(told);
        }
        return wire;
    }
}
