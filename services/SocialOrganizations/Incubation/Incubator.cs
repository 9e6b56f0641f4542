using Governance.Events.SocialOrgs.V1;
using Governance.Messaging;

namespace Governance.SocialOrganizations.Incubation;

internal enum IncubatorLevel { Province = 1, City, County, Town, Community }

/// <summary>A place where organisations are incubated. Whoever takes or frees a place holds the row; that no more are taken than there are is a constraint as well.</summary>
internal sealed class Incubator : Aggregate
{
    private Incubator() { }

    public IncubatorLevel Level { get; private init; }
    public string Name { get; private set; } = "";
    public Guid? OperatorId { get; private set; }
    public string Offer { get; private set; } = "";
    public int Capacity { get; private set; }
    public int Occupied { get; private set; }
    public bool Closed { get; private set; }
    public DateTimeOffset OpenedAt { get; private init; }

    public static IncubatorLevel LevelOf(string area) => area.Length switch { 2 => IncubatorLevel.Province, 4 => IncubatorLevel.City, 6 => IncubatorLevel.County, 9 => IncubatorLevel.Town, _ => IncubatorLevel.Community };

    /// <summary>Digits of the divisions of a level.</summary>
    public static int DigitsOf(IncubatorLevel level) => level switch { IncubatorLevel.Province => 2, IncubatorLevel.City => 4, IncubatorLevel.County => 6, IncubatorLevel.Town => 9, _ => 12 };

    public static Incubator Open(string area, string name, Guid? operatorId, string offer, int capacity, DateTimeOffset at)
    {
        var incubator = new Incubator { Id = Guid.CreateVersion7(at), Area = area, Level = LevelOf(area), Name = name, OperatorId = operatorId, Offer = offer, Capacity = capacity, OpenedAt = at };
        incubator.Raise(new IncubatorOpened(incubator.Id, area, incubator.Level.ToString(), capacity, at));
        return incubator;
    }

    public void Update(string? name, Guid? operatorId, string? offer, int? capacity)
    {
        MustBeOpen();
        if (capacity < Occupied) throw IncubationRefusals.IncubatorFull();
        (Name, Offer, Capacity) = (name ?? Name, offer ?? Offer, capacity ?? Capacity);
        if (operatorId is { } by) OperatorId = by == Guid.Empty ? null : by;
    }

    /// <summary>Whoever ran it runs it no more; the authority does, until it names another.</summary>
    public void EndOperator() => OperatorId = null;

    /// <param name="awaited">An intake of it takes applications still or will, or somebody who applied waits for a decision.</param>
    /// <param name="at">Now.</param>
    public void Close(bool awaited, DateTimeOffset at)
    {
        MustBeOpen();
        if (Occupied > 0) throw IncubationRefusals.InUse();
        if (awaited) throw IncubationRefusals.IntakesOpen();
        Closed = true;
        Raise(new IncubatorClosed(Id, Area, Level.ToString(), at));
    }

    public void Take()
    {
        MustBeOpen();
        if (Occupied >= Capacity) throw IncubationRefusals.IncubatorFull();
        Occupied++;
    }

    public void Free() => Occupied--;

    public void MustBeOpen()
    {
        if (Closed) throw IncubationRefusals.IncubatorClosed();
    }
}

/// <summary>What the plan wants of incubation in the whole province, from a day on.</summary>
internal sealed class IncubationTarget : Aggregate
{
    private IncubationTarget() { }

    public DateOnly Since { get; private init; }
    public int CoveragePercent { get; private init; }
    public string[] Excepted { get; private init; } = [];
    public int FunctionalCount { get; private init; }
    public int InterestCount { get; private init; }

    public static IncubationTarget Set(DateOnly since, int percent, IEnumerable<string> excepted, int functional, int interest, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(at), Area = "51", Since = since, CoveragePercent = percent, Excepted = [.. excepted.Distinct().Order(StringComparer.Ordinal)], FunctionalCount = functional, InterestCount = interest };

    public bool Excepts(string code) => Excepted.Any(e => code.StartsWith(e, StringComparison.Ordinal));
}
