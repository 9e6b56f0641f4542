using Governance.Messaging;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Compounds;

internal sealed class FileManagementRule(PartyDb db, CompoundDesk desk, OrganizationDesk days)
{
    public async Task<Wire.ManagementRule> Handle(Wire.FileManagementRuleRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("place_id", request.PlaceId, out var placeId).Known("kind", request.Kind).Text("title", request.Title, 100, min: 4).Text("party_clause", request.PartyClause, 500, min: 0);
        var adopted = days.Past(check, "adopted_date", request.AdoptedDate);
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var clause = request.PartyClause.Trim();
        var rule = ManagementRule.File(await desk.PlaceAsync(placeId, cancel), (ManagementRuleKind)request.Kind, request.Title.Trim(), adopted, clause.Length > 0 ? clause : null, desk.Today, desk.Now);
        (await db.ManagementRules.FirstOrDefaultAsync(r => r.PlaceId == placeId && r.KindInForce == rule.Kind, cancel))?.Supersede();
        db.Add(rule);
        try
        {
            var reply = await db.SaveAsync(() => CompoundDesk.Of(rule), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == ManagementRuleTable.OneInForce)
        {
            throw Etag.Overtaken();
        }
    }
}
