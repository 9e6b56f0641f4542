using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Organizations;

internal sealed class GetOrganizationFigures(PartyDb db, OrganizationTree tree, Caller caller, Grants grants)
{
    /// <summary>Who may see members learns nothing of them from their number.</summary>
    private const string SeesMembers = "party.members.read";

    public async Task<Wire.OrganizationFigures> Handle(Wire.GetOrganizationFiguresRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var organization = await db.Organizations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == id, cancel) ?? throw OrganizationRefusals.NotFound(request.Id);
        var counts = await tree.CountsAsync(id, cancel);
        var hidden = grants.Of(SeesMembers, caller.Roles) == Reach.Area ? [] : await HideAsync(organization, counts, cancel);
        long Of(short measure) => counts.GetValueOrDefault(measure);
        return new Wire.OrganizationFigures
        {
            OrganizationId = id.ToString(), WorkingCommittees = Of(Measure.Of(OrganizationKind.WorkingCommittee)), Committees = Of(Measure.Of(OrganizationKind.Committee)),
            GeneralBranches = Of(Measure.Of(OrganizationKind.GeneralBranch)), Branches = Of(Measure.Of(OrganizationKind.Branch)), FunctionalGroups = Of(Measure.Of(OrganizationKind.FunctionalGroup)),
            Applicants = Of(Measure.OfState(1)), Activists = Of(Measure.OfState(2)), Candidates = Of(Measure.OfState(3)), ProbationaryMembers = Of(Measure.OfState(4)), FullMembers = Of(Measure.Full),
            FloatingMembers = Of(Measure.Floating), Suppressed = hidden.Count > 0,
        };
    }

    // Too few, or what would tell of too few beside it: the one above tells the sum.
    private async Task<List<short>> HideAsync(Organization organization, Dictionary<short, long> counts, CancellationToken cancel)
    {
        var (beside, hidden) = (organization.ParentId is { } parent ? await tree.PeopleBesideAsync(parent, organization.Id, cancel) : [], new List<short>());
        foreach (var measure in Measure.People)
        {
            SmallGroups.Suppress([(Mine: true, N: counts.GetValueOrDefault(measure)), .. beside.Where(b => b.Measure == measure && b.N > 0).Select(b => (Mine: false, b.N))], r => r.N, r =>
            {
                if (r.Mine) hidden.Add(measure);
            });
        }
        foreach (var measure in hidden) counts.Remove(measure);
        return hidden;
    }
}
