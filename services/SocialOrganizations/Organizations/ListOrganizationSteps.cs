using System.Globalization;
using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Organizations;

internal sealed class ListOrganizationSteps(SocialOrgsDb db, OrganizationDesk desk, OrganizationWire wire, Caller caller, Grants grants)
{
    public async Task<Wire.ListOrganizationStepsResponse> Handle(Wire.ListOrganizationStepsRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("organization_id", request.OrganizationId, out var id);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.OrganizationId);
        var before = int.MaxValue;
        if (page.After is { } token) check.That(int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out before), "page_token", "WRONG_TOKEN", "翻页标记无效");
        check.OrThrow();
        var organization = await desk.FindAsync(id, cancel);
        // A reason may tell of people: the office that gives them reads it, and whom it was given to. Centres and partners read that it happened.
        var reasons = organization.Owner == caller.Subject || grants.Of("socialorgs.organizations.manage", caller.Roles) == Reach.Area;
        var rows = await db.OrganizationSteps.AsNoTracking().Where(s => s.OrganizationId == id && s.Number < before).OrderByDescending(s => s.Number).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListOrganizationStepsResponse();
        reply.Steps.AddRange(rows.Take(page.Size).Select(s => wire.Of(s, reasons)));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Number.ToString(CultureInfo.InvariantCulture));
        return reply;
    }
}
