using System.Text.RegularExpressions;
using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed partial class AddCaseNote(WelfareDb db, CaseDesk desk, CaseRows rows, CaseWire wire)
{
    public async Task<Wire.CaseNote> Handle(Wire.AddCaseNoteRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("text", request.Text, 2000).Few("attachments", request.Attachments.Count, 10).Id("case_id", request.CaseId, out var id);
        for (var i = 0; i < request.Attachments.Count; i++) check.Text($"attachments[{i}]", request.Attachments[i], 200).That(Reference().IsMatch(request.Attachments[i]), $"attachments[{i}]", "NOT_A_REFERENCE", "应为存放处的编号或地址，只含字母、数字和 . _ : / -，不得写姓名、证件号码");
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

    // No title that somebody typed: it would tell a name or what somebody suffers from.
    [GeneratedRegex(@"\A(?!.*\d{15})[A-Za-z0-9._:/-]+\z")]
    private static partial Regex Reference();
}
