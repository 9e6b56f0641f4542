using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Allowances;

internal sealed class RepayAllowance(WelfareDb db, AllowanceDesk desk, PayListDesk lists, PayListRows rows, PersonRows people)
{
    private const string Why = "of a payment of a list that the caller sees whole: what has become of its allowance, and whether the month was paid otherwise";

    public async Task<Wire.PayList> Handle(Wire.RepayAllowanceRequest request, CancellationToken cancel)
    {
        var check = new Check().Date("pay_date", request.PayDate, out var on).That(on <= desk.Today, "pay_date", "IN_THE_FUTURE", "不能晚于今天");
        var (allowance, month) = PayListDesk.ReadKey(check, "payment", request.Payment);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var list = await lists.FindAsync(request.Id, request.Etag, check, cancel);
        // The county before the person, as whoever ends or merges.
        await rows.HoldCountyAsync(list.Area, cancel);
        var fen = await rows.RepayAsync(list.Id, allowance, month, on, cancel) ?? throw AllowanceRefusals.NoPayment();
        await MustBeOwedAsync(allowance, month, cancel);
        list.Repay(fen);
        var reply = await db.SaveAsync(list.ToWire, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }

    // It was sent back some time ago: the allowance may have ended before that month since, and the person may have turned out to be somebody who was paid it under another record.
    private async Task MustBeOwedAsync(Guid id, DateOnly month, CancellationToken cancel)
    {
        var allowance = await db.Everywhere<Allowance>(Why).AsNoTracking().FirstAsync(a => a.Id == id, cancel);
        var whom = (await desk.PersonOfAsync(allowance, cancel)).Id;
        // Two that were sent back to one person, of lists of two counties, are not repaid at once.
        await people.HoldAsync([whom], cancel);
        var person = await desk.PersonOfAsync(allowance, cancel);
        if (person.Id != whom) throw Etag.Overtaken();
        var last = allowance.Until ?? (person.DiedOn is { } died ? await desk.LastMonthOfAsync(person.Area, allowance.Kind, died, cancel) : null);
        if (month > last) throw AllowanceRefusals.NotOwed();
        var doubles = db.Everywhere<Person>(Why).Where(p => p.MergedInto == whom).Select(p => p.Id);
        // One that stands on another list will be paid by it.
        if (await db.Everywhere<Payment>(Why).AnyAsync(p => (p.PersonId == whom || doubles.Contains(p.PersonId)) && p.Kind == allowance.Kind && p.Month == month && p.AllowanceId != id && p.State != PaymentState.Returned, cancel)) throw AllowanceRefusals.NotOwed();
    }
}
