using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class ReopenCase(CaseDesk desk)
{
    public async Task<Wire.Case> Handle(Wire.ReopenCaseRequest request, CancellationToken cancel)
    {
        var found = await desk.FindAsync(request.Id, request.Etag, new Check().Text("reason", request.Reason, 500, min: 4), cancel);
        found.Reopen(await desk.DueAsync(CaseLimitKind.Plan, cancel), desk.Me);
        desk.Note(found, request.Reason);
        return await desk.SaveAsync(found, cancel);
    }
}
