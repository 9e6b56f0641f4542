using Governance.Messaging;
using Governance.Rpc;
using Governance.SocialOrganizations.Assessments;
using Governance.SocialOrganizations.Funds;
using Governance.SocialOrganizations.Organizations;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Ventures;

internal sealed class SubmitVenture(SocialOrgsDb db, VentureDesk desk, OrganizationDesk organizations, Blacklist blacklist)
{
    public async Task<Wire.Venture> Handle(Wire.SubmitVentureRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("contest_id", request.ContestId, out var contestId).Id("organization_id", request.OrganizationId, out var organizationId).Text("title", request.Title, 100, min: 2).Text("plan", request.Plan, 2_000, min: 10)
            .Few("tranche_fen", request.TrancheFen.Count, 6, min: 1);
        for (var i = 0; i < request.TrancheFen.Count; i++) FundDesk.Fen(check, $"tranche_fen[{i}]", request.TrancheFen[i]);
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Shared: it is not cancelled, nor its panel filled by who works for this one, meanwhile.
        var contest = await desk.ShareContestAsync(contestId, cancel);
        await organizations.FindAsync(organizationId, cancel);
        var organization = await blacklist.AskAsync(organizationId, cancel);
        var venture = contest.Submit(organization, request.Title.Trim(), request.Plan.Trim(), request.TrancheFen, desk.Today, desk.Now);
        db.Add(venture);
        try
        {
            var reply = await db.SaveAsync(() => VentureDesk.Of(venture), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == VentureTable.Once)
        {
            throw VentureRefusals.VentureExists();
        }
    }
}
