using Governance.Grid.Divisions;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Supplies;

internal sealed class UpdateShelter(GridDb db, ProvinceBounds bounds)
{
    private static readonly string[] Changeable = ["name", "address", "point", "capacity"];

    public async Task<Wire.Shelter> Handle(Wire.UpdateShelterRequest request, CancellationToken cancel)
    {
        var wanted = request.Shelter ?? new Wire.Shelter();
        var mask = request.UpdateMask?.Paths.ToHashSet(StringComparer.Ordinal) ?? [];
        new Check()
            .Id("shelter.id", wanted.Id, out var id)
            .That(mask.Count > 0 && mask.IsSubsetOf(Changeable), "update_mask", "UNKNOWN_PATH", $"应至少包含 {string.Join("、", Changeable)} 之一，且不含其他字段")
            .ShelterFields("shelter.", wanted.Name, wanted.Address, wanted.Point, wanted.Capacity, mask.Contains, bounds)
            .OrThrow();
        var shelter = await db.Shelters.FirstOrDefaultAsync(s => s.Id == id, cancel) ?? throw SupplyRefusals.NoShelter(wanted.Id);
        Etag.Match(wanted.Etag, shelter.Version);
        shelter.Update(new ShelterChange(mask.Contains("name") ? wanted.Name.Trim() : null, mask.Contains("address") ? wanted.Address.Trim() : null, mask.Contains("capacity") ? wanted.Capacity : null,
            mask.Contains("point"), wanted.Point?.Latitude, wanted.Point?.Longitude));
        return await db.SaveAsync(shelter.ToWire, cancel);
    }
}
