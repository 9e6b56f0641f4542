using System.Globalization;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Registrations;

internal sealed class ListRowVerdicts(VolunteersDb db)
{
    public async Task<Wire.ListRowVerdictsResponse> Handle(Wire.ListRowVerdictsRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("batch_id", request.BatchId, out var id).That(Enum.IsDefined(request.Outcome), "outcome", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.BatchId, request.Outcome);
        var after = 0L;
        check.That(page.After is null || long.TryParse(page.After, CultureInfo.InvariantCulture, out after), "page_token", "WRONG_TOKEN", "翻页标记无效").OrThrow();
        if (!await db.Batches.AnyAsync(b => b.Id == id, cancel)) throw BatchRefusals.NotFound(request.BatchId);

        var verdicts = db.RowVerdicts.AsNoTracking().Where(v => v.BatchId == id && v.Line > after);
        if (request.Outcome != Wire.RowOutcome.Unspecified) verdicts = verdicts.Where(v => v.Known == (request.Outcome == Wire.RowOutcome.Known));
        var rows = await verdicts.OrderBy(v => v.Line).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListRowVerdictsResponse();
        foreach (var row in rows.Take(page.Size))
        {
            var verdict = new Wire.RowVerdict { Line = row.Line, Outcome = row.Known ? Wire.RowOutcome.Known : Wire.RowOutcome.Refused, VolunteerId = row.VolunteerId?.ToString() ?? "" };
            verdict.Problems.AddRange(row.Problems);
            reply.Verdicts.Add(verdict);
        }
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Line.ToString(CultureInfo.InvariantCulture));
        return reply;
    }
}
