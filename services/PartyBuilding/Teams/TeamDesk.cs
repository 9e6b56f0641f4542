using Google.Protobuf.WellKnownTypes;
using Governance.Map;
using Governance.PartyBuilding.Members;
using Governance.PartyBuilding.Organizations;
using Governance.PartyBuilding.People;
using Governance.PartyBuilding.Qualifications;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Teams;

/// <summary>
/// What the slices about committees share. A committee is changed alone: its row is locked first, so that an election, a post that is filled and one that is closed take turns. Who may come to a post
/// is asked here: the roster for full members, the joint reviews for those who have passed.
/// </summary>
internal sealed class TeamDesk(PartyDb db, DivisionMap map, PersonWire people, TimeProvider clock)
{
    public const string Manage = "party.teams.manage";

    private List<TeamRule>? rules;
    private List<TeamFloor>? floors;

    public DateTimeOffset Now => clock.GetUtcNow();

    public DateOnly Today => clock.Today();

    /// <summary>The committee, which nobody else changes before the transaction ends.</summary>
    public async Task<Team> HoldAsync(Guid id, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from teams where id = {id} for no key update", cancel);
        return await db.Teams.FirstOrDefaultAsync(t => t.Id == id, cancel) ?? throw TeamRefusals.NotFound(id.ToString());
    }

    /// <summary>Committees, in the order of their ids, which nobody else changes before the transaction ends.</summary>
    public Task HoldAllAsync(IEnumerable<Guid> ids, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"select from teams where id = any ({ids.Order().ToArray()}) order by id for no key update", cancel);

    /// <summary>Posts of these committees that are held, and all that these people hold; the people are held, so that nobody fills another post with them meanwhile.</summary>
    public async Task<List<TeamHolding>> RunningAsync(IReadOnlyCollection<Guid> teams, IReadOnlyCollection<Guid> personIds, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from people where id = any ({personIds.Order().ToArray()}) order by id for no key update", cancel);
        return await db.Everywhere<TeamHolding>("which posts are taken, and whether somebody whose number the caller has holds one anywhere").AsNoTracking()
            .Where(h => h.RunningPostId != null && (teams.Contains(h.TeamId) || personIds.Contains(h.PersonId))).ToListAsync(cancel);
    }

    /// <summary>Which of these numbers are full members', as keys.</summary>
    public async Task<HashSet<string>> FullMembersAsync(List<byte[]> hashes, CancellationToken cancel) =>
        [.. (await db.Everywhere<Member>("whether somebody whose number the caller had is a full member").Where(m => hashes.Contains(m.Person.NumberHash) && m.State == MemberState.Full).Select(m => m.Person.NumberHash).ToListAsync(cancel)).Select(Convert.ToBase64String)];

    /// <summary>The rule of the nearest division, there the latest that had begun; never less than the floor of that day.</summary>
    public async ValueTask<TeamRule> RuleAsync(string area, DateOnly on, CancellationToken cancel)
    {
        rules ??= await db.TeamRules.AsNoTracking().ToListAsync(cancel);
        var rule = rules.Where(r => r.Since <= on && area.StartsWith(r.Area, StringComparison.Ordinal)).OrderByDescending(r => r.Area.Length).ThenByDescending(r => r.Since).FirstOrDefault()
            ?? TeamRule.Set(area, 0, 0, true, 0, 0, on, Now);
        return await FloorAsync(on, cancel) is { } floor ? floor.Complete(rule, Now) : rule;
    }

    /// <summary>For how many months at most a review counts, in any division, by the rules that hold today.</summary>
    public async ValueTask<int> LongestReviewAsync(CancellationToken cancel)
    {
        var today = Today;
        rules ??= await db.TeamRules.AsNoTracking().ToListAsync(cancel);
        return rules.Where(r => r.Since <= today).GroupBy(r => r.Area).Select(a => a.MaxBy(r => r.Since)!.ReviewMonths).DefaultIfEmpty(0).Max();
    }

    /// <summary>The floor that holds on a day; null = none does.</summary>
    public async ValueTask<TeamFloor?> FloorAsync(DateOnly on, CancellationToken cancel)
    {
        floors ??= await db.Database.SqlQuery<TeamFloor>($"select since, years, review, basis from team_floors").ToListAsync(cancel);
        return floors.Where(f => f.Since <= on).MaxBy(f => f.Since);
    }

    /// <summary>The most posts that a committee of a body may have in a community or village today.</summary>
    public async Task<int> MostSeatsAsync(string area, TeamBody body, CancellationToken cancel)
    {
        var (village, today) = (!Division.IsCommunity(area), Today);
        return await db.TeamSeats.Where(s => s.Body == body && s.Village == village && s.Since <= today).OrderByDescending(s => s.Since).Select(s => s.Most).FirstAsync(cancel);
    }

    /// <summary>People who come to posts of a committee on a day; refuses whoever may not.</summary>
    public async Task<Dictionary<Guid, Person>> QualifiedAsync(Team team, IReadOnlyCollection<Guid> ids, DateOnly on, CancellationToken cancel)
    {
        var found = await db.Everywhere<Person>("whoever has the id, by the number, may go on with the person; nothing else is told").AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancel);
        foreach (var id in ids.Where(id => !found.ContainsKey(id))) throw PersonRefusals.NotFound(id.ToString());
        if (team.Body == TeamBody.Party)
        {
            var hashes = found.Values.Select(p => p.Sealed.NumberHash).ToList();
            var full = await db.Everywhere<Member>("whether somebody whose number the caller had is a full member").Where(m => hashes.Contains(m.Person.NumberHash) && m.State == MemberState.Full).Select(m => m.Person.NumberHash).ToListAsync(cancel);
            if (found.Values.FirstOrDefault(p => !full.Any(h => h.AsSpan().SequenceEqual(p.Sealed.NumberHash))) is { } other) throw TeamRefusals.NotAFullMember(other.Id);
        }
        await MustSuperviseOthersAsync(team.Body, ids, cancel);
        // The joint review is for the two committees.
        var rule = await RuleAsync(team.Area, on, cancel);
        if (!rule.NeedsReview || team.Body is TeamBody.Council or TeamBody.Supervision) return found;
        var reviews = await ReviewsAsync(ids, on.AddMonths(-rule.ReviewMonths), cancel);
        foreach (var id in ids.Where(id => !HasPassed(reviews, id, rule, on))) throw TeamRefusals.ReviewNotPassed(id);
        return found;
    }

    /// <summary>Reviews of people that ended on a day or later.</summary>
    public Task<List<EndedReview>> ReviewsAsync(IReadOnlyCollection<Guid> ids, DateOnly since, CancellationToken cancel)
    {
        var from = ChinaTime.StartOf(since);
        return db.Everywhere<JointReview>("whether somebody has passed; nothing else of the review is told").AsNoTracking().Where(r => ids.Contains(r.PersonId) && r.EndedAt >= from)
            .Select(r => new EndedReview(r.PersonId, r.State, r.EndedAt!.Value)).ToListAsync(cancel);
    }

    /// <summary>The latest review of the day counts: a veto after a pass is a veto. So it is when it came after that day, which the clerk names: nobody comes to a post by a day before their veto.</summary>
    public static bool HasPassed(List<EndedReview> reviews, Guid person, TeamRule rule, DateOnly on)
    {
        var (from, until) = (ChinaTime.StartOf(on.AddMonths(-rule.ReviewMonths)), ChinaTime.StartOf(on.AddDays(1)));
        var since = reviews.Where(r => r.PersonId == person && r.EndedAt >= from).ToList();
        return since.MaxBy(r => r.EndedAt)?.State == JointReviewState.Passed && since.Where(r => r.EndedAt < until).MaxBy(r => r.EndedAt)?.State == JointReviewState.Passed;
    }

    /// <summary>The latest review since a day was a veto.</summary>
    public static bool IsVetoed(List<EndedReview> reviews, Guid person, DateOnly since)
    {
        var from = ChinaTime.StartOf(since);
        return reviews.Where(r => r.PersonId == person && r.EndedAt >= from).MaxBy(r => r.EndedAt)?.State == JointReviewState.Vetoed;
    }

    /// <summary>Since when posts are free that somebody has held; who comes to one comes no earlier. Only while their committees are held.</summary>
    public async Task<Dictionary<Guid, DateOnly>> FreeSinceAsync(IReadOnlyCollection<Guid> posts, CancellationToken cancel) =>
        await db.Everywhere<TeamHolding>("when posts of committees that the slice has found were left").Where(h => posts.Contains(h.PostId) && h.EndedOn != null).GroupBy(h => h.PostId)
            .Select(h => new { h.Key, On = h.Max(x => x.EndedOn!.Value) }).ToDictionaryAsync(h => h.Key, h => h.On, cancel);

    // Nobody supervises the committee they sit on: Organic Law of Villagers' Committees, art. 32. The person is held, so that two who fill both posts at once take turns.
    private async Task MustSuperviseOthersAsync(TeamBody body, IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        if (body is not (TeamBody.Residents or TeamBody.Supervision)) return;
        var (held, other) = (ids.Order().ToArray(), body == TeamBody.Residents ? TeamBody.Supervision : TeamBody.Residents);
        await db.Database.ExecuteSqlAsync($"select from people where id = any ({held}) order by id for no key update", cancel);
        var both = await db.Everywhere<TeamHolding>("whether somebody sits on the committee that is supervised, wherever").Where(h => h.Body == other && h.RunningPersonId != null && held.Contains(h.PersonId)).Select(h => (Guid?)h.PersonId).FirstOrDefaultAsync(cancel);
        if (both is { } person) throw TeamRefusals.SupervisesItself(person);
    }

    /// <summary>Whoever becomes secretary is no longer in the reserve, wherever that was kept.</summary>
    public async Task TakeFromReserveAsync(TeamHolding holding, CancellationToken cancel)
    {
        if (!holding.IsSecretary) return;
        if (await db.Everywhere<Reserve>("who becomes secretary leaves the reserve, by the right of the office").FirstOrDefaultAsync(r => r.RunningPersonId == holding.PersonId, cancel) is { } reserve) reserve.Take(holding.Area);
    }

    public async ValueTask<Wire.Team> OfAsync(Team team, CancellationToken cancel) => Of(team, await map.NameAsync(team.Area, cancel));

    public static Wire.Team Of(Team team, string division) => new()
    {
        Id = team.Id.ToString(), DivisionCode = team.Area, DivisionName = division, Body = (Wire.TeamBody)team.Body, TermStartDate = team.TermStart?.Day() ?? "", TermEndDate = team.TermEnd?.Day() ?? "",
        RemindTime = team.RemindedAt?.ToTimestamp(), Closed = team.Closed, Etag = Etag.Of(team.Version),
    };

    public static Wire.TeamPost Of(TeamPost post, Wire.TeamHolding? holding) => new() { Id = post.Id.ToString(), TeamId = post.TeamId.ToString(), Kind = (Wire.TeamPostKind)post.Kind, Holding = holding, Etag = Etag.Of(post.Version) };

    public Wire.TeamHolding Of(TeamHolding holding, byte[] sealedName) => new()
    {
        Id = holding.Id.ToString(), TeamId = holding.TeamId.ToString(), Body = (Wire.TeamBody)holding.Body, PostId = holding.PostId.ToString(), Kind = (Wire.TeamPostKind)holding.Kind, PersonId = holding.PersonId.ToString(),
        Name = people.NameFor(sealedName, Manage, holding.Area), Mode = (Wire.HoldingMode)holding.Mode, StartDate = holding.StartedOn.Day(), TermEndDate = holding.TermEnd.Day(), EndDate = holding.EndedOn?.Day() ?? "",
        End = (Wire.HoldingEnd)(holding.End ?? 0), EndReason = people.Holds(Manage, holding.Area) ? people.OpenReason(holding.SealedReason) : "",
    };

    public static Wire.TeamRule Of(TeamRule rule) => new()
    {
        Id = rule.Id.ToString(), DivisionCode = rule.Area, TermYears = rule.TermYears, RemindMonths = rule.RemindMonths, NeedsReview = rule.NeedsReview, ReviewMonths = rule.ReviewMonths, FilingDays = rule.FilingDays, SinceDate = rule.Since.Day(),
    };
}

/// <summary>How a review of somebody ended.</summary>
internal sealed record EndedReview(Guid PersonId, JointReviewState State, DateTimeOffset EndedAt);

internal static class TeamWords
{
    public static string Chinese(this TeamBody body) => body switch { TeamBody.Party => "社区党组织", TeamBody.Residents => "居（村）民委员会", TeamBody.Council => "居民议事会", _ => "居务（村务）监督委员会" };

    public static string Chinese(this TeamPostKind kind) => kind switch { TeamPostKind.Head => "正职", TeamPostKind.Deputy => "副职", _ => "委员" };
}
