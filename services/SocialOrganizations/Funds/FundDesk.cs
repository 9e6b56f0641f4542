using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Governance.SocialOrganizations.Organizations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

/// <summary>What the slices about funds share.</summary>
internal sealed partial class FundDesk(SocialOrgsDb db, Caller caller, DivisionMap map, TimeProvider clock)
{
    /// <summary>10 billion yuan.</summary>
    public const long MostFen = 1_000_000_000_000;

    public string Me => caller.Subject;

    public string? MeAsOwner => caller.Reach == Reach.Own ? caller.Subject : null;

    public DateTimeOffset Now => clock.GetUtcNow();

    public DateOnly Today => clock.Today();

    /// <summary>Funds of the caller's divisions and of those above: what they have and where it goes is public there.</summary>
    public IQueryable<Fund> Funds => db.Everywhere<Fund>("a fund and its statement are told to everybody in its division").AsNoTracking().InOrAbove(caller.Areas);

    /// <summary>Drives of those funds.</summary>
    public IQueryable<DonationDrive> Drives => db.Everywhere<DonationDrive>("a drive is told to everybody in its division").AsNoTracking().InOrAbove(caller.Areas);

    /// <summary>Needs and resources of the caller's divisions and of those above.</summary>
    public IQueryable<T> Told<T>() where T : class, IAreaScoped => db.Everywhere<T>("a need and a resource are told to everybody in their division").AsNoTracking().InOrAbove(caller.Areas);

    public async Task<Fund> ToldFundAsync(Guid id, CancellationToken cancel) => await Funds.FirstOrDefaultAsync(f => f.Id == id, cancel) ?? throw FundRefusals.NoFund(id.ToString());

    public async Task<Fund> FundAsync(Guid id, CancellationToken cancel) => await db.Funds.AsNoTracking().FirstOrDefaultAsync(f => f.Id == id, cancel) ?? throw FundRefusals.NoFund(id.ToString());

    /// <summary>The purpose of a fund; null = none is asked for.</summary>
    public async Task<Earmark?> EarmarkAsync(Guid fundId, Guid? id, CancellationToken cancel) =>
        id is not { } key ? null : await db.Earmarks.FirstOrDefaultAsync(e => e.Id == key && e.FundId == fundId, cancel) ?? throw FundRefusals.NoEarmark(key.ToString());

    /// <summary>What of a fund, or of one purpose of it, is open still. Under the fund's lock nothing joins it: what is opened shares it.</summary>
    public async Task<OpenMatters> OpenAsync(Guid fundId, Guid? earmarkId, CancellationToken cancel)
    {
        // A drive ends its own purpose.
        var drives = earmarkId is null ? await db.DonationDrives.CountAsync(d => d.FundId == fundId && d.State == DonationDriveState.Open, cancel) : 0;
        var contests = await db.VentureContests.CountAsync(c => c.FundId == fundId && c.AwardedBy == "" && c.CancelledBy == "" && (earmarkId == null || c.EarmarkId == earmarkId), cancel);
        var grants = await db.Grants.CountAsync(g => g.FundId == fundId && (g.State == GrantState.Applied || g.State == GrantState.Approved) && (earmarkId == null || g.EarmarkId == earmarkId), cancel);
        var spendings = await db.Spendings.CountAsync(s => s.FundId == fundId && s.State == SpendingState.Requested && (earmarkId == null || s.EarmarkId == earmarkId), cancel);
        return new(drives, contests, grants, spendings);
    }

    /// <summary>A donation had been entered by mistake. Under the fund's lock, as whatever changes a donor.</summary>
    public async Task ReverseAsync(Donation donation, CancellationToken cancel)
    {
        if (donation.DonorId is not { } donorId)
        {
            donation.Reverse(null, false, Me, Now);
            return;
        }
        var donor = await db.Donors.FirstAsync(d => d.Id == donorId, cancel);
        var others = db.Donations.Where(d => d.DonorId == donorId && d.Id != donation.Id && d.State == DonationState.Received);
        // Receipts are numbered one after the other: what was said last of those that count. A donor of before may be two people of one phone, and is masked: taking one's back does not publish the other, who refused.
        // Nor does whoever agreed before they took that back: whatever was given after it has a later id.
        var since = donor.MaskedAt is { } masked ? Uuid7.Floor(masked.AddMilliseconds(1)) : Guid.Empty;
        var named = await others.Where(d => d.Id >= since).OrderByDescending(d => d.ReceiptYear).ThenByDescending(d => d.ReceiptNumber).Select(d => d.Named).FirstOrDefaultAsync(cancel) && (donor.Named || !await others.AnyAsync(d => !d.Named, cancel));
        donation.Reverse(donor, named, Me, Now);
    }

    /// <summary>A county, town or community that stands.</summary>
    public async Task<string> PlaceAsync(Check check, string field, string code, CancellationToken cancel)
    {
        check.Division(field, code, out var area);
        if (area.Code is not null) check.Standing(code.Length >= 6 ? await map.FindAsync(code, cancel) : null, field, "应为县（市、区）、乡镇（街道）或社区（村），且未撤销");
        return area.Code ?? "";
    }

    public static Guid? Optional(Check check, string field, string id)
    {
        if (id.Length == 0) return null;
        check.Id(field, id, out var key);
        return key;
    }

    public static Check Fen(Check check, string field, long fen) => check.That(fen is > 0 and <= MostFen, field, "OUT_OF_RANGE", "应大于 0，且不超过 100 亿元");

    public static Check Code(Check check, string field, string code) => check.That(Codes().IsMatch(code), field, "NOT_A_CODE", "应为 2 至 40 位小写字母或连字符");

    public Task<string> NameAsync(string area, CancellationToken cancel) => map.NameAsync(area, cancel).AsTask();

    public static Wire.Fund Of(Fund fund, string division, long freeFen) => new()
    {
        Id = fund.Id.ToString(), DivisionCode = fund.Area, DivisionName = division, Name = fund.Name, Closed = fund.Closed, EntryCount = fund.EntryCount, AvailableFen = freeFen, OpenTime = fund.OpenedAt.ToTimestamp(), Etag = Etag.Of(fund.Version),
    };

    public static Wire.Earmark Of(Earmark earmark, long freeFen) => new()
    {
        Id = earmark.Id.ToString(), FundId = earmark.FundId.ToString(), Title = earmark.Title, Closed = earmark.Closed, DriveId = earmark.DriveId?.ToString() ?? "", AvailableFen = freeFen,
    };

    public static Wire.FundEntry Of(FundEntry entry, Guid? reversedBy, IEnumerable<(FundAccountKind Kind, Guid? EarmarkId, long Fen)> legs)
    {
        var wire = new Wire.FundEntry
        {
            Id = entry.Id.ToString(), Number = entry.Number, Kind = (Wire.FundEntryKind)entry.Kind, AboutId = entry.AboutId?.ToString() ?? "", ReversesId = entry.ReversesId?.ToString() ?? "",
            ReversedById = reversedBy?.ToString() ?? "", Voucher = entry.Voucher, Subject = entry.By, EntryTime = entry.At.ToTimestamp(),
        };
        wire.Legs.AddRange(legs.Select(l => new Wire.FundLeg { Account = (Wire.FundAccountKind)l.Kind, EarmarkId = l.EarmarkId?.ToString() ?? "", AmountFen = l.Fen }));
        return wire;
    }

    public static Wire.LotteryRule Of(LotteryRule rule) => new() { Id = rule.Id.ToString(), DivisionCode = rule.Area, SinceDate = rule.Since.Day(), SharePermille = rule.SharePermille };

    public static Wire.LotteryShare Of(LotteryShare share, FundEntry entry) => new()
    {
        Id = share.Id.ToString(), FundId = share.FundId.ToString(), OutletNumber = share.OutletNumber, Month = share.Month, SalesFen = share.SalesFen, ShareFen = share.ShareFen, EntryId = entry.Id.ToString(), Reversed = share.Reversed,
    };

    public static Wire.Grant Of(Grant grant) => new()
    {
        Id = grant.Id.ToString(), FundId = grant.FundId.ToString(), DivisionCode = grant.Area, OrganizationId = grant.OrganizationId.ToString(), OrganizationName = grant.OrganizationName, EarmarkId = grant.EarmarkId?.ToString() ?? "",
        Purpose = grant.Purpose, AmountFen = grant.AmountFen, State = (Wire.GrantState)grant.State, Voucher = grant.Voucher, Etag = Etag.Of(grant.Version),
    };

    public static Wire.Spending Of(Spending spending) => new()
    {
        Id = spending.Id.ToString(), FundId = spending.FundId.ToString(), DivisionCode = spending.Area, EarmarkId = spending.EarmarkId?.ToString() ?? "", Purpose = spending.Purpose, AmountFen = spending.AmountFen,
        State = (Wire.SpendingState)spending.State, Voucher = spending.Voucher, Etag = Etag.Of(spending.Version),
    };

    public static Wire.DonorHonour Of(DonorHonour honour) => new() { Id = honour.Id.ToString(), DivisionCode = honour.Area, Title = honour.Title, MinFen = honour.MinFen };

    public static Wire.DonationDrive Of(DonationDrive drive) => new()
    {
        Id = drive.Id.ToString(), FundId = drive.FundId.ToString(), DivisionCode = drive.Area, PlaceCode = drive.Place, Hazard = drive.Hazard, Title = drive.Title, EarmarkId = drive.EarmarkId.ToString(),
        State = (Wire.DonationDriveState)drive.State, DestinationEarmarkId = drive.DestinationEarmarkId?.ToString() ?? "", MovedFen = drive.MovedFen, OpenDate = drive.OpenedOn.Day(), CloseDate = drive.ClosedOn.Day(),
        PublishedThroughDate = (drive.PublishNext ?? drive.ClosedOn?.AddDays(1)) is { } next && next > drive.OpenedOn ? next.AddDays(-1).Day() : "", Etag = Etag.Of(drive.Version),
    };

    public static Wire.CharityNeed Of(CharityNeed need, string division) => new()
    {
        Id = need.Id.ToString(), DivisionCode = need.Area, DivisionName = division, Category = need.Category, Title = need.Title, Quantity = need.Quantity, Unit = need.Unit, Matched = need.Matched, Closed = need.Closed, Etag = Etag.Of(need.Version),
    };

    public static Wire.CharityResource Of(CharityResource resource) => new()
    {
        Id = resource.Id.ToString(), DivisionCode = resource.Area, Category = resource.Category, Title = resource.Title, Quantity = resource.Quantity, Unit = resource.Unit, Matched = resource.Matched, Closed = resource.Closed,
        DonationId = resource.DonationId?.ToString() ?? "", Etag = Etag.Of(resource.Version),
    };

    public static Wire.ResourceMatch Of(ResourceMatch match) => new()
    {
        Id = match.Id.ToString(), NeedId = match.NeedId.ToString(), ResourceId = match.ResourceId.ToString(), DivisionCode = match.Area, Category = match.Category, Quantity = match.Quantity, State = (Wire.ResourceMatchState)match.State,
        DeliveryNote = match.DeliveryNote, Etag = Etag.Of(match.Version),
    };

    [GeneratedRegex(@"\A[a-z-]{2,40}\z")]
    private static partial Regex Codes();
}
