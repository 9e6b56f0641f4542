using Governance.Access;
using Governance.Rpc;
using Governance.SocialOrganizations.Organizations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class GetIncubationProgress(SocialOrgsDb db, IncubationDesk desk, Caller caller)
{
    public async Task<Wire.IncubationProgress> Handle(Wire.GetIncubationProgressRequest request, CancellationToken cancel)
    {
        new Check().Division("division_code", request.DivisionCode, out var area, longest: 9).OrThrow();
        caller.MustCover(area.Code);
        var target = await desk.TargetAsync(cancel);
        var counts = await db.Organizations.AsNoTracking().In(area).Where(o => o.Kind == OrganizationKind.Functional || o.Kind == OrganizationKind.Interest)
            .GroupBy(o => new { o.Kind, o.State }).Select(g => new { g.Key.Kind, g.Key.State, Count = g.Count() }).ToListAsync(cancel);
        var reply = new Wire.IncubationProgress { DivisionCode = area.Code };
        foreach (var (kind, wanted) in new[] { (OrganizationKind.Functional, target.FunctionalCount), (OrganizationKind.Interest, target.InterestCount) })
        {
            var grown = counts.Where(c => c.Kind == kind && c.State is (OrganizationState.Filed or OrganizationState.Registered or OrganizationState.Graduated)).Sum(c => c.Count);
            reply.Kinds.Add(new Wire.KindProgress
            {
                Kind = (Wire.OrganizationKind)kind, Target = wanted, Incubating = counts.Where(c => c.Kind == kind && c.State == OrganizationState.Incubating).Sum(c => c.Count), Grown = grown,
                Percent = wanted == 0 ? 0 : (int)(grown * 100L / wanted),
            });
        }
        return reply;
    }
}
