using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using System.Text.RegularExpressions;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed partial class ReceiveDonation(SocialOrgsDb db, FundDesk desk, FundLedger ledger, DonationWire wire)
{
    public async Task<Wire.Donation> Handle(Wire.ReceiveDonationRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("fund_id", request.FundId, out var fundId).Known("kind", request.Kind).Known("donor_kind", request.DonorKind).Date("received_date", request.ReceivedDate, out var on);
        if (on != default) check.That(on <= desk.Today, "received_date", "IN_THE_FUTURE", "不能晚于今天");
        var earmarkId = FundDesk.Optional(check, "earmark_id", request.EarmarkId);
        FundDesk.Fen(check, "amount_fen", request.AmountFen);
        var (name, phone) = (request.DonorName.Trim(), request.DonorPhone.Trim());
        if (request.DonorKind == Wire.DonorKind.Anonymous) check.That(name.Length + phone.Length == 0 && !request.Named, "donor_name", "NOT_ANONYMOUS", "匿名捐赠不登记捐赠人");
        else check.Text("donor_name", request.DonorName, 100, min: 2).That(phone.Length == 0 || Phone().IsMatch(phone), "donor_phone", "NOT_A_PHONE", "应为 7 至 20 位数字，或统一社会信用代码");
        GoodsEntry? goods = null;
        if (request.Kind == Wire.DonationKind.Goods)
        {
            FundDesk.Code(check.Text("goods", request.Goods, 100), "category", request.Category).Within("quantity", request.Quantity, 1, 1_000_000).Text("unit", request.Unit, 10);
            goods = new GoodsEntry(request.Category, request.Goods.Trim(), request.Quantity, request.Unit.Trim());
        }
        else check.That(request.Goods.Length + request.Category.Length + request.Quantity + request.Unit.Length == 0, "goods", "NOT_GOODS", "捐赠资金时不填写物资");
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var fund = await ledger.HoldAsync(fundId, cancel);
        var earmark = await desk.EarmarkAsync(fundId, earmarkId, cancel);
        var now = desk.Now;
        var who = wire.Seal((DonorKind)request.DonorKind, name, phone, request.Named);
        Donor? donor = null;
        if (who.Key is { } key)
        {
            donor = await DonorAsync(fundId, (DonorKind)request.DonorKind, name, phone, key, cancel);
            if (donor is null) db.Add(donor = Donor.Of(fund, (DonorKind)request.DonorKind, wire.SealDonor(name), key, now));
        }
        var donation = Donation.Receive(fund, earmark, donor, (DonationKind)request.Kind, (DonorKind)request.DonorKind, who, request.AmountFen, goods, on, desk.Me, now);
        db.Add(donation);
        if (goods is not null) db.Add(donation.Store(goods, now));
        else await ledger.PostAsync(fund, FundEntryKind.Donation, FundAccountKind.Donated, FundAccountKind.Free, earmark?.Id, request.AmountFen, donation.Id, donation.Receipt, cancel);
        var reply = await db.SaveAsync(() => wire.Of(donation), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }

    // A phone may be of two who give, a couple or a company and its clerk: whoever refused to be named is not published by what the other says. Who gave before kind and name counted is found by the phone alone, once, when
    // both were theirs.
    private async Task<Donor?> DonorAsync(Guid fundId, DonorKind kind, string name, string phone, byte[] key, CancellationToken cancel)
    {
        var before = wire.KeyFromBefore(phone);
        var found = await db.Donors.Where(d => d.FundId == fundId && (d.Key == key || d.Key == before)).ToListAsync(cancel);
        if (found.Find(d => d.Key.AsSpan().SequenceEqual(key)) is { } same) return same;
        if (found is not [var old] || old.Kind != kind || wire.NameOf(old) != name) return null;
        old.FoundBy(key);
        return old;
    }

    [GeneratedRegex(@"\A[0-9A-Z]{7,20}\z")]
    private static partial Regex Phone();
}
