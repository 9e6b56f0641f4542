using Governance.Messaging;
using Governance.PartyBuilding.Workers;

namespace Governance.PartyBuilding.Grades;

internal enum RegradingState { Previewed = 1, Approved, Applied, Reversed, Cancelled }

internal enum RegradingOutcome { Applied = 1, Skipped, Reversed, Kept }

/// <summary>A regrading of a county in a year: previewed, approved by somebody else, applied once, reversible. One a county and year that stands, by a constraint.</summary>
internal sealed class Regrading : Aggregate
{
    private Regrading() { }

    public int Year { get; private init; }
    public DateOnly EffectiveOn { get; private init; }
    public RegradingState State { get; private set; }
    public int Workers { get; private init; }
    public int Changes { get; private init; }
    public int Skipped { get; private set; }
    public string PreviewedBy { get; private init; } = "";
    public string? ApprovedBy { get; private set; }
    public DateTimeOffset PreviewedAt { get; private init; }
    public DateTimeOffset? ApprovedAt { get; private set; }
    public DateTimeOffset? AppliedAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    public static Regrading Preview(Guid id, string area, int year, DateOnly on, IReadOnlyCollection<RegradingRow> rows, string by, DateTimeOffset at) => new()
    {
        Id = id, Area = area, Year = year, EffectiveOn = on, State = RegradingState.Previewed, Workers = rows.Count, Changes = rows.Count(r => r.Before != r.After), PreviewedBy = by, PreviewedAt = at,
    };

    public void Approve(string by, DateTimeOffset at)
    {
        if (State != RegradingState.Previewed) throw GradeRefusals.NotPreviewed();
        if (by == PreviewedBy) throw GradeRefusals.PreviewedByYou();
        (State, ApprovedBy, ApprovedAt) = (RegradingState.Approved, by, at);
    }

    /// <summary>Changes the grades of those who are still in the county, and whose post and grade are still what they were.</summary>
    public void Apply(IEnumerable<(RegradingRow Row, Worker? Worker)> rows, DateTimeOffset at)
    {
        if (State != RegradingState.Approved) throw GradeRefusals.NotApproved();
        foreach (var (row, worker) in rows)
        {
            row.Outcome = worker?.Regrade(row.Post, row.Before, row.After, EffectiveOn, Id, at) == true ? RegradingOutcome.Applied : RegradingOutcome.Skipped;
            if (row.Outcome == RegradingOutcome.Skipped) Skipped++;
        }
        (State, AppliedAt) = (RegradingState.Applied, at);
    }

    /// <summary>Takes back the grades of those whose post is still what it was, and whose grade what it became.</summary>
    public void Reverse(IEnumerable<(RegradingRow Row, Worker? Worker)> rows, DateOnly on, DateTimeOffset at)
    {
        if (State != RegradingState.Applied) throw GradeRefusals.NotApplied();
        foreach (var (row, worker) in rows.Where(r => r.Row.Outcome == RegradingOutcome.Applied))
        {
            row.Outcome = worker?.Regrade(row.Post, row.After, row.Before, on, Id, at) == true ? RegradingOutcome.Reversed : RegradingOutcome.Kept;
            if (row.Outcome == RegradingOutcome.Kept) Skipped++;
        }
        (State, EndedAt) = (RegradingState.Reversed, at);
    }

    public void Cancel(DateTimeOffset at)
    {
        if (State is not (RegradingState.Previewed or RegradingState.Approved)) throw GradeRefusals.IsApplied();
        (State, EndedAt) = (RegradingState.Cancelled, at);
    }
}

/// <summary>One worker in a regrading, with the explanation as it was shown to who approved it.</summary>
[Nationwide("reached only through its regrading, which is area-scoped")]
internal sealed class RegradingRow
{
    public Guid RegradingId { get; init; }
    public Guid WorkerId { get; init; }

    /// <summary>What the grade was computed for; null = it was previewed before that was kept.</summary>
    public WorkerPost? Post { get; init; }

    public int Before { get; init; }
    public int After { get; init; }
    public string Explanation { get; init; } = "";
    public RegradingOutcome? Outcome { get; set; }
}
