using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class AddCaseNote(WelfareDb db, CaseDesk desk, CaseRows rows, CaseWire wire)
{
    public async Task<Wire.CaseNote> Handle(Wire.AddCaseNoteRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("text", request.Text, 2000).Few("attachments", request.Attachments.Count, 10).Id("case_id", request.CaseId, out var id);
        for (var i = 0; i < request.Attachments.Count; i++) check.Text($"attachments[{i}]", request.Attachments[i], 200);
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await rows.ShareAsync(id, cancel);
        var found = await desk.FindAsync(id, cancel);
        var note = desk.Note(found, request.Text, attachments: request.Attachments);
        db.AuditRead(found.Id, found.Area, "case note added");
        var reply = await db.SaveAsync(() => wire.Of(note), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
