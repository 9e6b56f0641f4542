using Governance.Access;
using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Allowances;

internal sealed class ListPayments(WelfareDb db, PayListDesk lists, PersonDesk people, PersonWire wire)
{
    public async Task<Wire.ListPaymentsResponse> Handle(Wire.ListPaymentsRequest request, CancellationToken cancel)
    {
        var check = new Check().Known("purpose", request.Purpose);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.Id);
        var (afterId, afterMonth) = (Guid.Empty, DateOnly.MinValue);
        if (page.After is { } after)
        {
            check.That(after.Split(' ') is [var id, var text] && Guid.TryParse(id, out afterId) && DateOnly.TryParseExact(text, "yyyy-MM", out afterMonth), "page_token", "WRONG_TOKEN", "翻页标记无效");
        }
        var list = await lists.FindAsync(request.Id, "", check, cancel);
        var veiled = people.Veiled;
        var rows = await (from p in db.Everywhere<Payment>("of a list that the caller sees whole, wherever the people live now").AsNoTracking()
                          where p.PayListId == list.Id && (p.AllowanceId > afterId || (p.AllowanceId == afterId && p.Month > afterMonth))
                          join q in db.Everywhere<Person>("whom the list pays; the name is masked, and left out under a seal") on p.PersonId equals q.Id
                          orderby p.AllowanceId, p.Month
                          select new { Payment = p, Person = q, Hidden = veiled.Any(v => v.Id == q.Id) }).AsNoTracking().Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListPaymentsResponse();
        foreach (var row in rows.Take(page.Size))
        {
            var payment = new Wire.Payment
            {
                AllowanceId = row.Payment.AllowanceId.ToString(), Month = Months.Text(row.Payment.Month), Kind = (Wire.AllowanceKind)row.Payment.Kind, DivisionCode = row.Payment.Area, AmountFen = row.Payment.AmountFen,
                State = (Wire.PaymentState)row.Payment.State, PayDate = AllowanceWire.Day(row.Payment.PaidOn),
            };
            if (!row.Hidden)
            {
                (payment.PersonId, payment.NameMasked) = (row.Person.Id.ToString(), Mask.Name(wire.Reveal(row.Person).Name));
                db.AuditRead(row.Person.Id, row.Payment.Area, request.Purpose.ToString());
            }
            reply.Payments.Add(payment);
        }
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, $"{rows[page.Size - 1].Payment.AllowanceId} {Months.Text(rows[page.Size - 1].Payment.Month)}");
        await db.SaveAsync(cancel);
        return reply;
    }
}
