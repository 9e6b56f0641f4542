using Governance.Rpc;
using Governance.Welfare.People;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class ScreenCase(WelfareDb db, CaseDesk desk, PersonDesk people, PersonRows rows)
{
    public async Task<Wire.Case> Handle(Wire.ScreenCaseRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("findings", request.Findings, 2000);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var found = await desk.FindAsync(request.Id, request.Etag, check, cancel);
        var whom = found.PersonId ?? Guid.Empty;
        if (request.PersonId.Length > 0 || whom == Guid.Empty) new Check().Id("person_id", request.PersonId, out whom).OrThrow();
        await rows.ShareAsync(whom, cancel);
        found.Screen(await people.FindAsync(whom, cancel), await desk.DueAsync(CaseLimitKind.Plan, cancel), desk.Me);
        desk.Note(found, request.Findings);
        var reply = await desk.SaveAsync(found, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
