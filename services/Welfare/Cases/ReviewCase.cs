using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class ReviewCase(CaseDesk desk)
{
    public async Task<Wire.Case> Handle(Wire.ReviewCaseRequest request, CancellationToken cancel)
    {
        var found = await desk.FindAsync(request.Id, request.Etag, new Check().Text("findings", request.Findings, 2000), cancel);
        // The limit runs on: a review that leads to nothing lies with the supervisor in the end.
        found.Review(await desk.DueAsync(CaseLimitKind.Review, cancel), desk.Me);
        desk.Note(found, request.Findings);
        return await desk.SaveAsync(found, cancel);
    }
}
