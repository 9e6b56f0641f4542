using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Care;

internal sealed class ListCareRecords(WelfareDb db, PersonDesk people)
{
    public async Task<Wire.ListCareRecordsResponse> Handle(Wire.ListCareRecordsRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var page = Page.Read(check, request.PageSize, request.PageToken, request.PersonId);
        var after = page.AfterId(check);
        var person = await people.LookAsync(request.PersonId, request.Purpose, check, cancel, "person_id");
        var ids = await people.IdsOfAsync(person, cancel);
        var records = db.CareRecords.AsNoTracking().Where(r => ids.Contains(r.PersonId));
        if (after is { } last) records = records.Where(r => r.RecordId < last);
        var rows = await records.OrderByDescending(r => r.RecordId).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListCareRecordsResponse();
        reply.Records.AddRange(rows.Take(page.Size).Select(r => r.ToWire()));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].RecordId.ToString());
        return await db.SaveAsync(() => reply, cancel);
    }
}
