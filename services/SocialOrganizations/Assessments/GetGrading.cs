using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Assessments;

internal sealed class GetGrading(AssessmentDesk desk)
{
    public async Task<Wire.Grading> Handle(Wire.GetGradingRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        return desk.Of(await desk.FindAsync(id, cancel));
    }
}
