using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Projects;

internal sealed class AddFundSource(ProjectDesk desk)
{
    // Far beyond any budget, and far from where sums overflow.
    private const long Most = 1_000_000_000_00;

    public Task<Wire.Project> Handle(Wire.AddFundSourceRequest request, CancellationToken cancel)
    {
        var check = new Check().Known("kind", request.Kind).Text("title", request.Title, 100, min: 2).That(request.AmountFen is > 0 and <= Most, "amount_fen", "OUT_OF_RANGE", "应大于 0，且不超过十亿元");
        return desk.ChangeAsync(request.Id, request.Etag, check, project => project.Fund((FundSourceKind)request.Kind, request.Title.Trim(), request.AmountFen, desk.Me, desk.Now), cancel);
    }
}
