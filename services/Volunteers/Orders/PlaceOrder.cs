using Governance.Rpc;
using Governance.Volunteers.Registrations;
using Governance.Volunteers.TimeBank;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Orders;

internal sealed class PlaceOrder(VolunteersDb db, AccountDesk accounts, RegistrationDesk desk, Ledger ledger)
{
    private const int Longest = 720;

    public async Task<Wire.Order> Handle(Wire.PlaceOrderRequest request, CancellationToken cancel)
    {
        var check = new Check().That(request.StartTime is not null && request.StartTime.ToDateTimeOffset() >= desk.Now, "start_time", request.StartTime is null ? "REQUIRED" : "IN_THE_PAST", "不能为空，且不能早于现在")
            .Text("relation", request.Relation, 20, min: 0).Text("note", request.Note, 200, min: 0);
        OrderDesk.CheckMinutes(check, request.Minutes, 30, Longest);
        OrderDesk.CheckKind(check, request.Kind);
        await desk.CheckHomeAsync(check, request.DivisionCode, cancel);
        var payer = await accounts.FindAsync(request.AccountId, "account_id", check, cancel);
        if (payer.Kind is not (AccountKind.Volunteer or AccountKind.Pool)) throw TimeBankRefusals.NoAccount(request.AccountId);
        await CheckAgeAsync(payer, cancel);

        var order = Order.Place(payer, request.DivisionCode, request.Kind, request.StartTime!.ToDateTimeOffset(), request.Minutes, request.Relation.Trim(), request.Note.Trim(), desk.Now);
        db.Add(order);
        return await ledger.PostAsync([Posting.Of(PostingKind.Hold, payer.Area, payer.Id, Account.Of(AccountKind.Hold, payer.Area), order.Minutes, "服务订单预留", desk.Now)], order.ToWire, cancel);
    }

    // The year is what we keep of a birth date; whoever has their birthday this year is old enough from New Year on.
    private async Task CheckAgeAsync(Account payer, CancellationToken cancel)
    {
        if (payer.Kind != AccountKind.Volunteer || (await ledger.RuleAsync(payer.Area, cancel)).RedeemAge is not (> 0 and var age)) return;
        var born = await db.Everywhere<Volunteer>("the account is the caller's to see; only the age is asked").Where(v => v.Id == payer.Id).Select(v => v.BirthYear).FirstAsync(cancel);
        if (ChinaTime.DateOf(desk.Now).Year - born < age) throw OrderRefusals.TooYoung(age);
    }
}
