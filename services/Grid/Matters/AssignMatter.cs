using Governance.Access;
using Governance.Grid.Communities;
using Governance.Map;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Matters;

internal sealed class AssignMatter(GridDb db, MatterDesk desk, Caller caller, DivisionMap map, TimeProvider clock)
{
    public async Task<Wire.MatterAssignment> Handle(Wire.AssignMatterRequest request, CancellationToken cancel)
    {
        var check = new Check()
            .Id("matter_id", request.MatterId, out var id)
            .Division("division_code", request.DivisionCode, out var area, longest: 15)
            .That(await IsThereAsync(request.DivisionCode, cancel), "division_code", "UNKNOWN_PLACE", "没有这个区划或网格，或已撤销");
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await desk.HoldAsync(id, cancel);
        var matter = await desk.Seen.FirstOrDefaultAsync(m => m.Id == id, cancel) ?? throw MatterRefusals.NotFound(request.MatterId);
        check.That(area.Code.StartsWith(matter.Area, StringComparison.Ordinal), "division_code", "ANOTHER_COUNTY", "应在准入该事项的县（市、区）之内").OrThrow();
        caller.MustCover(area.Code);
        var assigned = await db.MatterAssignments.AnyAsync(a => a.MatterId == id && a.Area == area.Code, cancel);
        var assignment = matter.AssignTo(area.Code, assigned, clock.Today(), clock.GetUtcNow());
        db.Add(assignment);
        try
        {
            var reply = await db.SaveAsync(assignment.ToWire, cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == Place.MustExist)
        {
            map.Forget();
            check.Broken("division_code", "UNKNOWN_PLACE", "没有这个区划或网格，或已撤销").OrThrow();
            throw;
        }
    }

    private async Task<bool> IsThereAsync(string code, CancellationToken cancel) => code.Length == 15
        ? await db.Everywhere<Grids.Grid>("whether a grid exists is no secret").AnyAsync(g => g.Area == code && g.RetiredAt == null, cancel)
        : await map.FindAsync(code, cancel) is { Retired: false };
}
