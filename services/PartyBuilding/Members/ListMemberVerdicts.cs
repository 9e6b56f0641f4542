using System.Globalization;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Members;

internal sealed class ListMemberVerdicts(PartyDb db)
{
    public async Task<Wire.ListMemberVerdictsResponse> Handle(Wire.ListMemberVerdictsRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("batch_id", request.BatchId, out var id).That(Enum.IsDefined(request.Outcome), "outcome", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.BatchId, request.Outcome);
        var after = 0L;
        check.That(page.After is null || long.TryParse(page.After, CultureInfo.InvariantCulture, out after), "page_token", "WRONG_TOKEN", "翻页标记无效").OrThrow();
        if (!await db.MemberBatches.AnyAsync(b => b.Id == id, cancel)) throw MemberRefusals.NoBatch(request.BatchId);

        var verdicts = db.MemberVerdicts.AsNoTracking().Where(v => v.BatchId == id && v.Line > after);
        if (request.Outcome != 0) verdicts = verdicts.Where(v => v.Known == (request.Outcome == Wire.MemberOutcome.Known));
        var rows = await verdicts.OrderBy(v => v.Line).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListMemberVerdictsResponse();
        foreach (var row in rows.Take(page.Size))
        {
            var verdict = new Wire.MemberVerdict { Line = row.Line, Outcome = row.Known ? Wire.MemberOutcome.Known : Wire.MemberOutcome.Refused, MemberId = row.MemberId?.ToString() ?? "" };
            verdict.Problems.AddRange(row.Problems);
            reply.Verdicts.Add(verdict);
        }
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Line.ToString(CultureInfo.InvariantCulture));
        return reply;
    }
}
