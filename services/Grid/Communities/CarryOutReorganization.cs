using Governance.Access;
using Governance.Grid.Calls;
using Governance.Grid.Categories;
using Governance.Grid.Grids;
using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Communities;

/// <summary>One transaction: whoever looks sees all of it before or all of it after. What others open in the old communities meanwhile waits for it.</summary>
internal sealed class CarryOutReorganization(GridDb db, ReorganizationDesk desk, CommunityRows rows, Caller caller, DivisionMap map, ReferenceNow reference, TimeProvider clock)
{
    public async Task<Wire.Reorganization> Handle(Wire.CarryOutReorganizationRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var seen = await desk.FindAsync(request.Id, request.Etag, check, cancel);
        desk.MustBeTheCounty(seen);
        seen.MustBeApproved();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await rows.LockAsync(seen.Id, seen.Sources, cancel);
        // Somebody else may have carried it out while we waited: only what is read now counts.
        db.ChangeTracker.Clear();
        var plan = await desk.FindAsync(request.Id, request.Etag, check, cancel);
        plan.MustBeApproved();
        await MustBeUpToDateAsync(plan, cancel);

        var now = new Actor(caller.Subject, clock.GetUtcNow());
        var grids = await rows.GridsAsync(plan.Sources, tracked: true, cancel);
        var workers = await rows.WorkersAsync(plan.Sources, tracked: true, cancel);
        var rules = await rows.RulesAsync(plan.Sources, cancel);
        var calls = await rows.CallsAsync(plan.Sources, now.At, cancel);
        var moves = new Resettlement(plan, grids, workers, rules);
        var counts = moves.Count(await rows.AtPlacesAsync(plan.Sources, moves.Retired, cancel)).Values.Aggregate(default(MoveCounts), (a, b) => a + b);
        var gridCodes = moves.NewGridCodes(await rows.EverUsedAsync([.. plan.Successors.Select(s => s.Code)], cancel));
        var codes = await CodesAsync(plan, moves, gridCodes, cancel);

        await rows.ChangeMapAsync(codes, now.At, cancel);
        MoveWorkers(moves, plan, now.At);
        MoveGrids(moves, workers, gridCodes, plan, now.At);
        var movedCalls = await MoveCallsAsync(calls, moves, gridCodes, now, cancel);
        MoveRules(rules, moves, gridCodes);
        foreach (var dispute in await rows.DisputesAsync(plan.Sources, cancel))
        {
            if (Moves(dispute.Area, moves, gridCodes) is { } to) dispute.MoveTo(to, now);
        }
        foreach (var visit in await rows.ChecksAsync([.. gridCodes.Keys], cancel)) visit.MoveTo(gridCodes[visit.Area]);
        await rows.RehomeAsync(codes, cancel);
        var passed = await MoveEmergenciesAsync(codes, now.At, cancel);
        await MoveProfilesAsync(plan, moves, now.At, cancel);
        Succeed(plan, moves, now.At);
        plan.CarryOut(codes, counts, now.At);
        var reply = await db.SaveAsync(plan.ToWire, cancel);
        await rows.FollowCallsAsync(movedCalls, cancel);
        foreach (var (from, to) in passed) await rows.PassChecksAsync(from, to, cancel);
        await transaction.CommitAsync(cancel);
        map.Forget();
        reference.Forget();
        return reply;
    }

    private async Task MustBeUpToDateAsync(Reorganization plan, CancellationToken cancel)
    {
        var wanted = plan.Sources.Concat(plan.Successors.Select(s => s.Code)).ToList();
        var towns = wanted.Select(c => c[..9]).Distinct().ToList();
        var known = await db.Divisions.AsNoTracking().Where(d => wanted.Contains(d.Code) || towns.Contains(d.Code)).ToDictionaryAsync(d => d.Code, d => d.RetiredAt is not null, cancel);
        var named = plan.Successors.SelectMany(s => s.Grids).ToList();
        var there = named.Count == 0 ? [] : await db.Grids.Where(g => named.Contains(g.Area) && g.RetiredAt == null).Select(g => g.Area).ToListAsync(cancel);
        List<string> outdated =
        [
            .. plan.Sources.Concat(towns).Where(c => known.GetValueOrDefault(c, true)),
            .. plan.Successors.Select(s => s.Code).Where(c => !plan.Sources.Contains(c) && known.ContainsKey(c)),
            .. named.Except(there),
        ];
        if (outdated.Count > 0) throw ReorganizationRefusals.Outdated(outdated);
    }

    private async Task<CodeChanges> CodesAsync(Reorganization plan, Resettlement moves, IReadOnlyDictionary<string, string> gridCodes, CancellationToken cancel)
    {
        var successors = plan.Successors.OrderBy(s => s.Ordinal).ToList();
        var stay = successors.Where(s => plan.Sources.Contains(s.Code)).ToList();
        var named = stay.Select(s => s.Code).ToList();
        var names = await db.Divisions.AsNoTracking().Where(d => named.Contains(d.Code)).ToDictionaryAsync(d => d.Code, d => d.Name, cancel);
        return new CodeChanges(
            [.. successors.Except(stay).Select(s => (s.Code, s.Name))],
            [.. stay.Where(s => names[s.Code] != s.Name).Select(s => (s.Code, s.Name))],
            moves.Retired,
            [.. moves.Retired.Select(s => (s, successors[0].Code))],
            [.. gridCodes.Select(g => (g.Key, g.Value))]);
    }

    private static void MoveWorkers(Resettlement moves, Reorganization plan, DateTimeOffset at)
    {
        foreach (var worker in moves.MovingWorkers) worker.MoveTo(moves.DestinationOf(worker));
        foreach (var worker in moves.DoubleWorkers) worker.Exit(responsible: false, $"社区建制调整：{plan.Reason}"[..Math.Min(200, plan.Reason.Length + 7)], at);
    }

    private void MoveGrids(Resettlement moves, List<Worker> workers, IReadOnlyDictionary<string, string> gridCodes, Reorganization plan, DateTimeOffset at)
    {
        const string Why = "社区建制调整";
        var byId = workers.ToDictionary(w => w.Id);
        foreach (var grid in moves.MovingGrids)
        {
            var responsible = moves.ResponsibleOf(grid);
            var next = grid.GiveWay(gridCodes[grid.Code], Why, at);
            if (responsible is { } id) next.HandOver(byId[id], Why, at);
            db.Add(next);
        }
        // Who goes elsewhere with most grids can't stay responsible for one that stays.
        foreach (var worker in workers.Where(w => plan.Kind == ReorganizationKind.Split && moves.MovingWorkers.Contains(w))) foreach (var grid in moves.Left(worker)) grid.Release(at);
    }

    private async Task<List<Guid>> MoveCallsAsync(List<Call> calls, Resettlement moves, IReadOnlyDictionary<string, string> gridCodes, Actor by, CancellationToken cancel)
    {
        var moved = new Dictionary<Guid, Call>();
        foreach (var call in calls)
        {
            if (Moves(call.Area, moves, gridCodes) is not { } to) continue;
            call.MoveTo(to, by);
            moved[call.Id] = call;
        }
        var ids = moved.Keys.ToList();
        if (ids.Count == 0) return ids;
        foreach (var whistle in await db.Whistles.Where(w => ids.Contains(w.CallId)).ToListAsync(cancel)) whistle.MoveTo(moved[whistle.CallId].Area);
        return ids;
    }

    // What goes on in a community that is no more goes on where it went. One of a hazard a community: what the second still has to look in on, the first does.
    private async Task<List<(Guid From, Guid To)>> MoveEmergenciesAsync(CodeChanges codes, DateTimeOffset at, CancellationToken cancel)
    {
        var to = codes.Communities.ToDictionary(c => c.Former, c => c.Successor);
        var passed = new List<(Guid, Guid)>();
        foreach (var same in (await rows.EmergenciesAsync([.. to.Keys, .. to.Values.Distinct()], cancel)).GroupBy(e => (Place: to.GetValueOrDefault(e.Area, e.Area), e.Hazard)))
        {
            var stays = same.OrderBy(e => e.Area != same.Key.Place).ThenBy(e => e.Id).First();
            foreach (var other in same.Where(e => e != stays))
            {
                other.Deactivate("社区建制调整，并入同灾种的应急响应", await rows.FiguresAsync(other.Id, cancel), at);
                passed.Add((other.Id, stays.Id));
            }
            if (stays.Area != same.Key.Place) stays.MoveTo(same.Key.Place);
        }
        return passed;
    }

    // Where what happened in a place goes; null for a grid that stays, and a community that stays.
    private static string? Moves(string place, Resettlement moves, IReadOnlyDictionary<string, string> gridCodes)
    {
        var to = gridCodes.TryGetValue(place, out var grid) ? grid : moves.DestinationOf(place);
        return to == place || (place.Length == 15 && to == place[..12]) ? null : to;
    }

    private void MoveRules(List<DispatchRule> rules, Resettlement moves, IReadOnlyDictionary<string, string> gridCodes)
    {
        var wanted = moves.WantedRules.ToDictionary();
        foreach (var rule in rules.Where(r => r.Area.Length == 15 && gridCodes.ContainsKey(r.Area))) wanted[(gridCodes[rule.Area], rule.CategoryCode)] = rule.UnitCode;
        foreach (var rule in rules)
        {
            if (wanted.Remove((rule.Area, rule.CategoryCode), out var unit)) rule.UnitCode = unit;
            else if (moves.Retired.Contains(rule.Area[..12]) || gridCodes.ContainsKey(rule.Area)) db.Remove(rule);
        }
        foreach (var ((area, category), unit) in wanted) db.Add(new DispatchRule { Area = area, CategoryCode = category, UnitCode = unit });
    }

    private async Task MoveProfilesAsync(Reorganization plan, Resettlement moves, DateTimeOffset at, CancellationToken cancel)
    {
        if (plan.Kind == ReorganizationKind.Rename) return;
        var before = await db.Communities.Where(c => plan.Sources.Contains(c.Area)).ToDictionaryAsync(c => c.Area, cancel);
        foreach (var (successor, ordinal) in plan.Successors.OrderBy(s => s.Ordinal).Select((s, i) => (s, i)))
        {
            var kind = successor.Kind ?? plan.Sources.Select(before.GetValueOrDefault).FirstOrDefault(c => c is not null)?.Kind;
            // Nobody has said anything of any of them: nothing is known of what becomes of them.
            if (kind is not { } known) continue;
            var parts = plan.Sources.Select(s => before.GetValueOrDefault(s)?.Profile ?? new CommunityProfile(known)).ToList();
            var profile = plan.Kind != ReorganizationKind.Split ? CommunityProfile.OfAll(known, parts)
                // Nobody knows yet how many live in which half: it has to be counted.
                : new CommunityProfile(known) { Seat = ordinal == 0 ? parts[0].Seat : CommunitySeat.None, AbolishedTown = ordinal == 0 ? parts[0].AbolishedTown : "" };
            if (before.TryGetValue(successor.Code, out var stays)) stays.Describe(profile);
            else db.Add(Community.Enter(successor.Code, profile, at));
        }
        foreach (var code in moves.Retired) before.GetValueOrDefault(code)?.Retire(at);
    }

    private void Succeed(Reorganization plan, Resettlement moves, DateTimeOffset at)
    {
        foreach (var former in plan.Sources)
        {
            foreach (var successor in plan.Successors.Where(s => s.Code != former).OrderBy(s => s.Ordinal))
            {
                // A community that stays gives nothing away when others come to it.
                if (plan.Kind == ReorganizationKind.Merge && !moves.Retired.Contains(former)) continue;
                db.Add(new Succession(former, successor.Code, successor.Ordinal, moves.Retired.Contains(former), !plan.Sources.Contains(successor.Code), plan.Id, at));
            }
        }
    }
}
