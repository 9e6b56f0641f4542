using Governance.Access;
using Governance.Grid.Communities;
using Governance.Grid.Divisions;
using Governance.Grid.Grids;
using Governance.Map;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Facilities;

/// <summary>A row that is wrong keeps no other out: a city's table of four thousand is never all right.</summary>
internal sealed class ImportFacilities(GridDb db, Caller caller, DivisionMap map, ProvinceBounds bounds, TimeProvider clock)
{
    private const int MostRows = 2_000;

    public async Task<Wire.ImportFacilitiesResponse> Handle(Wire.ImportFacilitiesRequest request, CancellationToken cancel)
    {
        new Check().Few("facilities", request.Facilities.Count, MostRows, min: 1).OrThrow();
        var codes = request.Facilities.Select(f => f.Code).Distinct().ToList();
        var known = await db.Facilities.Where(f => codes.Contains(f.Code!)).ToDictionaryAsync(f => f.Code!, cancel);
        // A number that somebody else's facility has is taken, and no more is told of it.
        var taken = (await db.Everywhere<Facility>("a number is given once in the province; only that it is taken is told").Where(f => codes.Contains(f.Code!)).Select(f => f.Code!).ToListAsync(cancel)).Except(known.Keys).ToHashSet();
        var (seen, now, reply) = (new HashSet<string>(StringComparer.Ordinal), clock.GetUtcNow(), new Wire.ImportFacilitiesResponse());
        for (var i = 0; i < request.Facilities.Count; i++)
        {
            var row = request.Facilities[i];
            var check = new Check().Text("code", row.Code, 50).CommunityCode("division_code", row.DivisionCode).Known("kind", row.Kind)
                .That(!taken.Contains(row.Code), "code", "FACILITY_CODE_TAKEN", "来源编号已被使用")
                .That(seen.Add(row.Code), "code", "DUPLICATE_CODE", "来源编号与前面的行重复")
                // Also outside the caller's areas: what is not theirs does not exist.
                .That(caller.Covers(row.DivisionCode) && await map.FindAsync(row.DivisionCode, cancel) is { Retired: false }, "division_code", "UNKNOWN_PLACE", "没有这个社区（村），或已撤销");
            var facts = check.FacilityFields("", row.Name, row.Point, row.SquareMetres, row.Hours, _ => true, bounds);
            var verdict = new Wire.FacilityVerdict { Row = i, Code = row.Code, Kind = Wire.FacilityVerdictKind.Refused, Reasons = { check.Violations.Select(v => $"{v.Field} {v.Reason}") } };
            if (check.Passed)
            {
                if (!known.TryGetValue(row.Code, out var facility))
                {
                    db.Add(Facility.Enter(row.DivisionCode, (FacilityKind)row.Kind, row.Code, facts, now));
                    verdict.Kind = Wire.FacilityVerdictKind.Added;
                }
                else verdict.Kind = facility.Follow(row.DivisionCode, (FacilityKind)row.Kind, facts) ? Wire.FacilityVerdictKind.Changed : Wire.FacilityVerdictKind.Unchanged;
            }
            reply.Verdicts.Add(verdict);
        }
        try
        {
            return await db.SaveAsync(() => reply, cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint is FacilityTable.OneACode or Place.MustExist)
        {
            // Entered, or retired, since we looked, or since this replica last read the map.
            map.Forget();
            throw Etag.Overtaken();
        }
    }
}
