using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class ContinueCase(CaseDesk desk)
{
    public async Task<Wire.Case> Handle(Wire.ContinueCaseRequest request, CancellationToken cancel)
    {
        var found = await desk.FindAsync(request.Id, request.Etag, new Check(), cancel);
        found.Continue(await desk.DueAsync(CaseLimitKind.Review, cancel), desk.Me);
        return await desk.SaveAsync(found, cancel);
    }
}
