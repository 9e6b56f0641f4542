using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Organizations;

internal sealed class GetOrganizationFigures(PartyDb db, OrganizationTree tree, CountsOfPeople people)
{
    public async Task<Wire.OrganizationFigures> Handle(Wire.GetOrganizationFiguresRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        if (!await db.Organizations.AnyAsync(o => o.Id == id, cancel)) throw OrganizationRefusals.NotFound(request.Id);
        var counts = await tree.CountsAsync(id, cancel);
        long Of(short measure) => counts.GetValueOrDefault(measure);
        long People(short measure) => people.Told(Of(measure), id, measure);
        return new Wire.OrganizationFigures
        {
            OrganizationId = id.ToString(), WorkingCommittees = Of(Measure.Of(OrganizationKind.WorkingCommittee)), Committees = Of(Measure.Of(OrganizationKind.Committee)),
            GeneralBranches = Of(Measure.Of(OrganizationKind.GeneralBranch)), Branches = Of(Measure.Of(OrganizationKind.Branch)), FunctionalGroups = Of(Measure.Of(OrganizationKind.FunctionalGroup)),
            Applicants = People(Measure.OfState(1)), Activists = People(Measure.OfState(2)), Candidates = People(Measure.OfState(3)), ProbationaryMembers = People(Measure.OfState(4)), FullMembers = People(Measure.Full),
            FloatingMembers = People(Measure.Floating), Suppressed = !people.Exact,
        };
    }
}
