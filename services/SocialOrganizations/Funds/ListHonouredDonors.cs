using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using System.Globalization;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class ListHonouredDonors(SocialOrgsDb db, FundDesk desk, DonationWire wire)
{
    public async Task<Wire.ListHonouredDonorsResponse> Handle(Wire.ListHonouredDonorsRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("fund_id", request.FundId, out var fundId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.FundId);
        var (total, id) = (long.MaxValue, Guid.Empty);
        if (page.After is { } after) check.That(after.Split('/') is [var first, var second] && long.TryParse(first, CultureInfo.InvariantCulture, out total) && Guid.TryParse(second, out id), "page_token", "WRONG_TOKEN", "翻页标记无效");
        check.OrThrow();
        var fund = await desk.ToldFundAsync(fundId, cancel);
        var honours = await db.DonorHonours.AsNoTracking().Where(h => fund.Area.StartsWith(h.Area)).ToListAsync(cancel);
        // Those of the nearest division, the highest first.
        var levels = honours.GroupBy(h => h.Area.Length).OrderByDescending(g => g.Key).FirstOrDefault()?.OrderByDescending(h => h.MinFen).ToList() ?? [];
        var reply = new Wire.ListHonouredDonorsResponse();
        if (levels.Count == 0) return reply;
        var least = levels[^1].MinFen;
        var found = await db.Everywhere<Donor>("whom a fund honours is told to everybody in its division, masked unless they want to be named").AsNoTracking().Where(d => d.FundId == fundId && d.TotalFen >= least && (d.TotalFen < total || (d.TotalFen == total && d.Id > id)))
            .OrderByDescending(d => d.TotalFen).ThenBy(d => d.Id).Take(page.Size + 1).ToListAsync(cancel);
        reply.Donors.AddRange(found.Take(page.Size).Select(d => wire.Of(d, levels.First(h => h.MinFen <= d.TotalFen).Title)));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, string.Create(CultureInfo.InvariantCulture, $"{found[page.Size - 1].TotalFen}/{found[page.Size - 1].Id}"));
        return reply;
    }
}
