using System.Globalization;
using Governance.Access;
using Governance.Rpc;
using Governance.Volunteers.Points;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Protection;

internal sealed class ListExpiringCovers(VolunteersDb db, ProtectionDesk desk)
{
    private const int SoonInDays = 30, FarthestInDays = 366;

    public async Task<Wire.ListExpiringCoversResponse> Handle(Wire.ListExpiringCoversRequest request, CancellationToken cancel)
    {
        var (today, by) = (desk.Today, desk.Today.AddDays(SoonInDays));
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(System.Enum.IsDefined(request.Kind), "kind", "UNKNOWN_VALUE", "不是有效的取值");
        if (request.ByDate.Length > 0) check.Date("by_date", request.ByDate, out by);
        if (by != default) check.That(by > today && by <= today.AddDays(FarthestInDays), "by_date", "OUT_OF_RANGE", $"应晚于今天，且不超过 {FarthestInDays} 天后");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.ByDate, request.Kind);
        var (lastDay, last) = ReadAfter(check, page.After);
        check.OrThrow();

        var (covers, kind) = (db.Covers.AsNoTracking().Where(c => c.HoldsUntil > today && c.FromDate <= today && c.HoldsUntil <= by), (CoverKind)request.Kind);
        if (division is { } area) covers = covers.In(area);
        if (request.Kind != Wire.CoverKind.Unspecified) covers = covers.Where(c => c.Kind == kind);
        if (page.After is not null) covers = covers.Where(c => c.HoldsUntil > lastDay || (c.HoldsUntil == lastDay && c.Id > last));
        var others = db.Everywhere<Cover>("only whether another continues a cover that the caller sees");
        covers = covers.Where(c => !others.Any(o => o.VolunteerId == c.VolunteerId && o.Kind == c.Kind && o.FromDate <= c.HoldsUntil && o.HoldsUntil > c.HoldsUntil));
        // Planned for what is asked: a town has a handful of them, the province a million.
        await using var transaction = await db.PlannedAnewAsync(cancel);
        var rows = await (from cover in covers
                          join volunteer in desk.People on cover.VolunteerId equals volunteer.Id
                          orderby cover.HoldsUntil, cover.Id
                          select new { cover, volunteer.Person.Name }).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListExpiringCoversResponse();
        reply.Covers.AddRange(rows.Take(page.Size).Select(r => desk.Of(r.cover, r.Name)));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, $"{rows[page.Size - 1].cover.HoldsUntil.ToWire()}/{rows[page.Size - 1].cover.Id}");
        return reply;
    }

    private static (DateOnly Day, Guid Id) ReadAfter(Check check, string? after)
    {
        if (after is null) return default;
        var id = Guid.Empty;
        check.That(DateOnly.TryParseExact(after.Split('/')[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && Guid.TryParse(after.Split('/')[^1], out id), "page_token", "WRONG_TOKEN", "翻页标记无效");
        return (day, id);
    }
}
