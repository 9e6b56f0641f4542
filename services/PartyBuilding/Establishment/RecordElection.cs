using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Establishment;

internal sealed class RecordElection(OrganizationDesk desk, RuleBook rules)
{
    public async Task<Wire.Organization> Handle(Wire.RecordElectionRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var day = desk.Past(check, "held_date", request.HeldDate);
        var organization = await desk.FindAsync(request.Id, request.Etag, check, cancel);
        var rule = await rules.ForAsync(organization.Area, organization.Kind, organization.Seat, cancel);
        organization.Elect(day, rule.TermYears, rule.RemindMonths, desk.Now);
        return await desk.SaveAsync(organization, cancel);
    }
}
