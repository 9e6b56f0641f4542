using System.Globalization;
using Governance.Grid.Categories;
using Governance.Grid.Grids;

namespace Governance.Grid.Communities;

/// <summary>
/// Who and what goes where in a reorganisation: worked out from the plan and the rows alone, so that a preview and the deed can't differ. What belongs to a grid goes with it, all else to
/// the first successor.
/// </summary>
internal sealed class Resettlement
{
    private readonly Reorganization plan;
    private readonly string heir;
    private readonly Dictionary<string, string> byGrid;
    private readonly IReadOnlyList<Grids.Grid> grids;
    private readonly Dictionary<Guid, string> workerTo;
    private readonly Dictionary<Guid, Worker> goesOnAs;

    public Resettlement(Reorganization plan, IReadOnlyList<Grids.Grid> grids, IReadOnlyList<Worker> workers, IReadOnlyList<DispatchRule> rules)
    {
        this.plan = plan;
        var successors = plan.Successors.OrderBy(s => s.Ordinal).ToList();
        (heir, byGrid, this.grids) = (successors[0].Code, successors.SelectMany(s => s.Grids, (s, g) => (s.Code, g)).ToDictionary(p => p.g, p => p.Code, StringComparer.Ordinal), grids);
        workerTo = workers.ToDictionary(w => w.Id, w => DestinationOf(w, successors));
        goesOnAs = Doubles(workers);
        MovingGrids = [.. grids.Where(g => DestinationOf(g.Area) != g.Community).OrderBy(g => g.Area, StringComparer.Ordinal)];
        MovingWorkers = [.. workers.Where(w => workerTo[w.Id] != w.Community && !goesOnAs.ContainsKey(w.Id)).OrderBy(w => w.Id)];
        DoubleWorkers = [.. workers.Where(w => goesOnAs.ContainsKey(w.Id)).OrderBy(w => w.Id)];
        (WantedRules, RuleConflicts) = Rules(rules, successors);
    }

    public IReadOnlyList<Grids.Grid> MovingGrids { get; }

    /// <summary>Who changes the community, without those who go on as somebody else.</summary>
    public IReadOnlyList<Worker> MovingWorkers { get; }

    /// <summary>The same phone serves in two of the communities: the later entry ends.</summary>
    public IReadOnlyList<Worker> DoubleWorkers { get; }

    /// <summary>Rules of whole communities as they are to be, for every successor.</summary>
    public IReadOnlyDictionary<(string Area, string Category), string?> WantedRules { get; }

    public int RuleConflicts { get; }

    public IReadOnlyList<string> Retired => [.. plan.Sources.Where(s => plan.Successors.All(n => n.Code != s))];

    public int Unassigned => MovingGrids.Count(g => g.ResponsibleWorkerId is { } id && ResponsibleOf(g) is null && workerTo.ContainsKey(id))
        + grids.Except(MovingGrids).Count(g => g.ResponsibleWorkerId is { } id && workerTo.GetValueOrDefault(id, g.Community) != g.Community);

    /// <summary>Community that a place of one of the sources comes to, 12 digits.</summary>
    public string DestinationOf(string place) => plan.Kind == ReorganizationKind.Rename ? place[..12] : byGrid.GetValueOrDefault(place, heir);

    public string DestinationOf(Worker worker) => workerTo[worker.Id];

    /// <summary>The worker as whom this one goes on; usually the same.</summary>
    public Worker GoesOnAs(Worker worker) => goesOnAs.GetValueOrDefault(worker.Id, worker);

    /// <summary>Who will be responsible for a grid that moves, or null: nobody is responsible for a grid of another community.</summary>
    public Guid? ResponsibleOf(Grids.Grid grid) => grid.ResponsibleWorkerId is { } id && workerTo.TryGetValue(id, out var to) && to == DestinationOf(grid.Area)
        ? goesOnAs.TryGetValue(id, out var other) ? other.Id : id : null;

    /// <summary>Grids that stay while the worker who is responsible for them goes.</summary>
    public IEnumerable<Grids.Grid> Left(Worker worker) => grids.Except(MovingGrids).Where(g => g.ResponsibleWorkerId == worker.Id);

    /// <summary>New code of every grid that moves: the lowest numbers that no grid of the successor has ever had, in the order of the old codes.</summary>
    public IReadOnlyDictionary<string, string> NewGridCodes(IEnumerable<string> everUsed)
    {
        var taken = everUsed.ToHashSet(StringComparer.Ordinal);
        var codes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var grid in MovingGrids)
        {
            var community = DestinationOf(grid.Area);
            var number = Enumerable.Range(1, 999).Select(n => community + n.ToString("000", CultureInfo.InvariantCulture)).FirstOrDefault(taken.Add) ?? throw GridRefusals.NumbersUsedUp(community);
            codes[grid.Area] = number;
        }
        return codes;
    }

    /// <summary>How much moves, by community and successor. Calls, disputes and facilities are counted by their place.</summary>
    public IReadOnlyDictionary<(string From, string To), MoveCounts> Count(IEnumerable<(string Place, MoveCounts Counts)> atPlaces)
    {
        var counts = new SortedDictionary<(string From, string To), MoveCounts>();
        void Add(string from, string to, MoveCounts more)
        {
            if (from != to) counts[(from, to)] = counts.GetValueOrDefault((from, to)) + more;
        }
        foreach (var grid in MovingGrids) Add(grid.Community, DestinationOf(grid.Area), new(1, 0, 0, grid.HouseholdCount));
        foreach (var worker in MovingWorkers.Concat(DoubleWorkers)) Add(worker.Community, DestinationOf(worker), new(0, 1, 0, 0));
        // What belongs to no grid goes where its code goes: a facility of a community that stays, stays.
        foreach (var (place, there) in atPlaces) Add(place[..12], DestinationOf(place), there);
        return counts;
    }

    // Where most of the worker's grids go; those without grids go where everything else goes.
    private string DestinationOf(Worker worker, List<ReorganizationSuccessor> successors)
    {
        var mine = grids.Where(g => g.ResponsibleWorkerId == worker.Id).Select(g => DestinationOf(g.Area)).CountBy(to => to).ToList();
        return mine.Count == 0 ? DestinationOf(worker.Community) : mine.OrderByDescending(d => d.Value).ThenBy(d => successors.FindIndex(s => s.Code == d.Key)).First().Key;
    }

    // One phone serves once in a community. Who is there already stays, else who entered first.
    private Dictionary<Guid, Worker> Doubles(IReadOnlyList<Worker> workers)
    {
        var doubles = new Dictionary<Guid, Worker>();
        foreach (var same in workers.GroupBy(w => (To: workerTo[w.Id], Phone: System.Convert.ToHexString(w.PhoneHash))).Where(g => g.Count() > 1))
        {
            var stays = same.OrderBy(w => w.Community != same.Key.To).ThenBy(w => w.Id).First();
            foreach (var other in same.Where(w => w != stays)) doubles[other.Id] = stays;
        }
        return doubles;
    }

    private (Dictionary<(string, string), string?>, int Conflicts) Rules(IReadOnlyList<DispatchRule> rules, List<ReorganizationSuccessor> successors)
    {
        var (wanted, conflicts) = (new Dictionary<(string, string), string?>(), 0);
        foreach (var successor in successors)
        {
            // A community that stays speaks first for itself, then the others in the order of the plan.
            foreach (var rule in plan.Sources.OrderBy(s => s != successor.Code).SelectMany(s => rules.Where(r => r.Area == s)))
            {
                if (!wanted.TryAdd((successor.Code, rule.CategoryCode), rule.UnitCode) && wanted[(successor.Code, rule.CategoryCode)] != rule.UnitCode) conflicts++;
            }
        }
        return (wanted, conflicts);
    }
}
