using Governance.Access;
using Governance.Grid.Boards;
using Governance.Grid.Calls;
using Governance.Grid.Divisions;
using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Disputes;

/// <summary>Three queries over the period and over what is open; none reads what is older and over. What was taken in and settled counts where it was taken in, so that a merger leaves history as it was.</summary>
internal sealed class GetDisputeFigures(GridDb db, NpgsqlDataSource source, Caller caller, DivisionMap map)
{
    public async Task<Wire.DisputeFigures> Handle(Wire.GetDisputeFiguresRequest request, CancellationToken cancel)
    {
        var check = new Check().Division("division_code", request.DivisionCode, out var area).Date("from_date", request.FromDate, out var first).Date("to_date", request.ToDate, out var last);
        check.That(last >= first && last.DayNumber - first.DayNumber <= 366, "to_date", "OUT_OF_RANGE", "应不早于起始日期，且不超过 366 天").OrThrow();
        // Figures are no rows of an area but sums over it, some of which stand elsewhere now: the whole division must be the caller's.
        if (caller.Reach != Reach.Area || !caller.Covers(area.Code) || await map.FindAsync(area.Code, cancel) is null) throw DivisionRefusals.NotFound(request.DivisionCode);

        var digits = area.Code.Length switch { 2 => 4, 4 => 6, 6 => 9, _ => 12 };
        var (from, before) = (ChinaTime.StartOf(first), ChinaTime.StartOf(last.AddDays(1)));
        var (fromId, beforeId) = (Uuid7.Floor(from), Uuid7.Floor(before));
        // Of a community by its boundary of today: what its predecessors had, who are of its town.
        var boundary = request.ByCurrentBoundary && area.Code.Length >= 9 ? await CurrentBoundary.OfAsync(source, area.Code[..9], cancel) : CurrentBoundary.AsItWas;
        var (low, high) = request.ByCurrentBoundary && area.Code.Length == 12 && Area.TryParse(area.Code[..9], out var town) ? (town.Code, town.End) : (area.Code, area.End);
        var disputes = db.Everywhere<Dispute>("sums over a division that is the caller's").AsNoTracking().Where(d => string.Compare(d.OpenedIn ?? d.Area, low) >= 0 && string.Compare(d.OpenedIn ?? d.Area, high) < 0);
        var opened = await disputes.Where(d => d.Id >= fromId && d.Id < beforeId).GroupBy(d => (d.OpenedIn ?? d.Area).Substring(0, digits)).Select(g => new
        {
            g.Key, Opened = g.Count(), High = g.Count(d => d.Risk == DisputeRisk.High), Missed = g.Count(d => d.ReportMissed), FromCall = g.Count(d => d.CallId != null), Overdue = g.Count(d => d.Overdue),
        }).ToListAsync(cancel);
        var settled = await disputes.Where(d => d.SettledAt >= from && d.SettledAt < before).GroupBy(d => (d.OpenedIn ?? d.Area).Substring(0, digits)).Select(g => new
        {
            g.Key, Settled = g.Count(), Below = g.Count(d => d.Level == ResponseLevel.Community || d.Level == ResponseLevel.Town),
            Mediated = g.Count(d => d.SettledBy == ProceedingKind.PeoplesMediation || d.SettledBy == ProceedingKind.AdministrativeMediation), Performed = g.Count(d => d.State == DisputeState.Closed),
        }).ToListAsync(cancel);
        var open = await db.Disputes.AsNoTracking().In(area).Where(d => d.State == DisputeState.Open || d.State == DisputeState.Proceeding).GroupBy(d => d.Area.Substring(0, digits)).Select(g => new { g.Key, Open = g.Count() }).ToListAsync(cancel);

        var total = new Wire.DisputeFigureRow { DivisionCode = area.Code, Name = await map.NameAsync(area.Code, cancel) };
        var children = new SortedDictionary<string, Wire.DisputeFigureRow>(StringComparer.Ordinal);
        foreach (var code in opened.Select(o => o.Key).Concat(settled.Select(s => s.Key)).Concat(open.Select(o => o.Key)).Select(boundary.Of).Where(area.Covers).Distinct()) children[code] = new() { DivisionCode = code, Name = await map.NameAsync(code, cancel) };
        foreach (var one in opened)
        {
            foreach (var row in Rows(one.Key))
            {
                row.OpenedCount += one.Opened;
                row.HighRiskCount += one.High;
                row.ReportMissedCount += one.Missed;
                row.FromCallCount += one.FromCall;
                row.OverdueCount += one.Overdue;
            }
        }
        foreach (var one in settled)
        {
            foreach (var row in Rows(one.Key))
            {
                row.SettledCount += one.Settled;
                row.SettledBelowCountyCount += one.Below;
                row.MediatedCount += one.Mediated;
                row.PerformedCount += one.Performed;
            }
        }
        foreach (var one in open)
        {
            foreach (var row in Rows(one.Key)) row.OpenCount += one.Open;
        }
        return new Wire.DisputeFigures { DivisionCode = area.Code, Total = total, Children = { children.Values } };

        Wire.DisputeFigureRow[] Rows(string code) => children.TryGetValue(boundary.Of(code), out var child) ? [total, child] : [];
    }
}
