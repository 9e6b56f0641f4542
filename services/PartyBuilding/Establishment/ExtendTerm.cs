using Governance.Messaging;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Establishment;

internal sealed class ExtendTerm(OrganizationDesk desk, RuleBook rules, Work work)
{
    public async Task<Wire.Organization> Handle(Wire.ExtendTermRequest request, CancellationToken cancel)
    {
        var check = new Check().Date("extended_date", request.ExtendedDate, out var to).Text("reason", request.Reason, 200, min: 4);
        var organization = await desk.FindAsync(request.Id, request.Etag, check, cancel);
        var rule = await rules.ForAsync(organization.Area, organization.Kind, organization.Seat, cancel);
        organization.ExtendTerm(to, rule.MaxExtensionMonths, rule.RemindMonths, desk.Now);
        work.Purpose = request.Reason.Trim();
        return await desk.SaveAsync(organization, cancel);
    }
}
