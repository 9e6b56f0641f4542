using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class StartCase(CaseDesk desk)
{
    public async Task<Wire.Case> Handle(Wire.StartCaseRequest request, CancellationToken cancel)
    {
        var found = await desk.FindAsync(request.Id, request.Etag, new Check(), cancel);
        found.Start(await desk.DueAsync(CaseLimitKind.Review, cancel), desk.Me);
        return await desk.SaveAsync(found, cancel);
    }
}
