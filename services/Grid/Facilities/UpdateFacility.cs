using Governance.Grid.Divisions;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Facilities;

internal sealed class UpdateFacility(GridDb db, ProvinceBounds bounds)
{
    private static readonly string[] Changeable = ["name", "point", "square_metres", "hours"];
    private static readonly FacilityFacts Nothing = new("", 0, 0, 0, []);

    public async Task<Wire.Facility> Handle(Wire.UpdateFacilityRequest request, CancellationToken cancel)
    {
        var wanted = request.Facility ?? new Wire.Facility();
        var mask = request.UpdateMask?.Paths.ToHashSet(StringComparer.Ordinal) ?? [];
        FacilityFacts Facts(Check check, FacilityFacts before) => check.FacilityFields("facility.", wanted.Name, wanted.Point, wanted.SquareMetres, wanted.Hours, mask.Contains, bounds, before);
        var check = new Check().Id("facility.id", wanted.Id, out var id)
            .That(mask.Count > 0 && mask.IsSubsetOf(Changeable), "update_mask", "UNKNOWN_PATH", $"应至少包含 {string.Join("、", Changeable)} 之一，且不含其他字段");
        _ = Facts(check, Nothing);
        check.OrThrow();
        var facility = await db.Facilities.FirstOrDefaultAsync(f => f.Id == id, cancel) ?? throw FacilityRefusals.NotFound(wanted.Id);
        Etag.Match(wanted.Etag, facility.Version);
        facility.Update(Facts(new Check(), new FacilityFacts(facility.Name, facility.Latitude, facility.Longitude, facility.SquareMetres, facility.Hours)));
        return await db.SaveAsync(facility.ToWire, cancel);
    }
}
