using Governance.Access;
using Governance.Map;
using Governance.PartyBuilding.People;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Coverage;

/// <summary>What the slices about the two coverages share.</summary>
internal sealed class CoverageDesk(DivisionMap map, PersonWire people)
{
    public async Task<List<Wire.TwoNewUnit>> OfAsync(IReadOnlyCollection<TwoNewUnit> units, CancellationToken cancel)
    {
        var (names, all) = (await people.NamesAsync(units.Select(u => u.InstructorId).OfType<Guid>(), cancel), new List<Wire.TwoNewUnit>(units.Count));
        foreach (var unit in units) all.Add(Of(unit, await map.NameAsync(unit.Area, cancel), unit.InstructorId is { } id ? Mask.Name(people.OpenName(names[id])) : ""));
        return all;
    }

    public static Wire.TwoNewUnit Of(TwoNewUnit unit, string division, string instructor) => new()
    {
        Id = unit.Id.ToString(), DivisionCode = unit.Area, DivisionName = division, Kind = (Wire.TwoNewKind)unit.Kind, Name = unit.Name ?? "", OrganizationId = unit.OrganizationId?.ToString() ?? "",
        InstructorId = unit.InstructorId?.ToString() ?? "", InstructorNameMasked = instructor, Etag = Etag.Of(unit.Version),
    };
}
