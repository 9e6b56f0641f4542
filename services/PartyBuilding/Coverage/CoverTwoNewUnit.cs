using Governance.Access;
using Governance.Map;
using Governance.PartyBuilding.Organizations;
using Governance.PartyBuilding.People;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Coverage;

internal sealed class CoverTwoNewUnit(PartyDb db, PersonWire people, DivisionMap map, OrganizationTree tree)
{
    public async Task<Wire.TwoNewUnit> Handle(Wire.CoverTwoNewUnitRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("id", request.Id, out var id);
        Guid organizationId = default, instructorId = default;
        if (request.OrganizationId.Length > 0) check.Id("organization_id", request.OrganizationId, out organizationId);
        if (request.InstructorId.Length > 0) check.Id("instructor_id", request.InstructorId, out instructorId);
        check.OrThrow();
        // Who covers it is not dissolved or merged meanwhile.
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await tree.HoldStillAsync(cancel);
        var unit = await db.TwoNewUnits.FirstOrDefaultAsync(u => u.Id == id, cancel) ?? throw CoverageRefusals.NotFound(request.Id);
        Etag.Match(request.Etag, unit.Version);
        var by = organizationId == default ? null : await db.Organizations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == organizationId, cancel) ?? throw OrganizationRefusals.NotFound(request.OrganizationId);
        var instructor = instructorId == default ? null : await people.KnownAsync(instructorId, cancel);
        unit.Cover(by, instructor?.Id);
        var division = await map.NameAsync(unit.Area, cancel);
        var reply = await db.SaveAsync(() => CoverageDesk.Of(unit, division, instructor is null ? "" : Mask.Name(people.OpenName(instructor.Sealed.Name))), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
