using Governance.Access;
using Governance.Rpc;
using Governance.Volunteers.Registrations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Records;

internal sealed class ListRecords(VolunteersDb db)
{
    public async Task<Wire.ListRecordsResponse> Handle(Wire.ListRecordsRequest request, CancellationToken cancel)
    {
        var volunteerId = Guid.Empty;
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division);
        if (request.VolunteerId.Length > 0) check.Id("volunteer_id", request.VolunteerId, out volunteerId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.VolunteerId, request.DivisionCode);
        var after = page.AfterId(check);
        check.OrThrow();

        var people = db.Everywhere<Volunteer>("only whether the person is hidden is asked");
        var records = db.Records.AsNoTracking().Where(r => !people.Any(v => v.Id == r.VolunteerId && v.Hidden));
        if (request.VolunteerId.Length > 0) records = records.Where(r => r.VolunteerId == volunteerId);
        if (division is { } area) records = records.In(area);
        if (after is { } last) records = records.Where(r => r.Id < last);
        var rows = await records.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListRecordsResponse();
        reply.Records.AddRange(rows.Take(page.Size).Select(r => r.ToWire()));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
