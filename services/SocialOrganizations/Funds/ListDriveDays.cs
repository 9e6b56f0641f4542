using Governance.Rpc;
using Governance.SocialOrganizations.Organizations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class ListDriveDays(SocialOrgsDb db, FundDesk desk)
{
    public async Task<Wire.ListDriveDaysResponse> Handle(Wire.ListDriveDaysRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("drive_id", request.DriveId, out var driveId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DriveId);
        var before = DateOnly.MaxValue;
        if (page.After is { } after) check.Date("page_token", after, out before);
        check.OrThrow();
        if (!await desk.Drives.AnyAsync(d => d.Id == driveId, cancel)) throw FundRefusals.NoDrive(request.DriveId);
        var found = await db.DriveDays.AsNoTracking().Where(d => d.DriveId == driveId && d.Day < before).OrderByDescending(d => d.Day).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListDriveDaysResponse();
        reply.Days.AddRange(found.Take(page.Size).Select(d => new Wire.DriveDay { Day = d.Day.Day(), DonatedFen = d.DonatedFen, PaidFen = d.PaidFen, LeftFen = d.LeftFen, GoodsCount = d.GoodsCount, GoodsFen = d.GoodsFen }));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Day.Day());
        return reply;
    }
}
