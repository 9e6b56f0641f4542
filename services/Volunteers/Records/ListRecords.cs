using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Records;

internal sealed class ListRecords(VolunteersDb db)
{
    public async Task<Wire.ListRecordsResponse> Handle(Wire.ListRecordsRequest request, CancellationToken cancel)
    {
        Area area = default;
        Guid volunteerId = default, after = default;
        var check = new Check().That(request.DivisionCode.Length == 0 || Area.TryParse(request.DivisionCode, out area), "division_code", "NOT_A_DIVISION_CODE", "应为 2、4、6、9 或 12 位数字");
        if (request.VolunteerId.Length > 0) check.Id("volunteer_id", request.VolunteerId, out volunteerId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.VolunteerId, request.DivisionCode);
        check.That(page.After is null || Guid.TryParse(page.After, out after), "page_token", "WRONG_TOKEN", "翻页标记无效").OrThrow();

        var records = db.Records.AsNoTracking();
        if (request.VolunteerId.Length > 0) records = records.Where(r => r.VolunteerId == volunteerId);
        if (request.DivisionCode.Length > 0) records = records.In(area);
        if (page.After is not null) records = records.Where(r => r.Id < after);
        var rows = await records.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListRecordsResponse();
        reply.Records.AddRange(rows.Take(page.Size).Select(r => r.ToWire()));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
