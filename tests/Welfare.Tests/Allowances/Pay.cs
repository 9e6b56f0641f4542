using Governance.Rpc;
using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;

namespace Governance.Welfare.Tests.Allowances;

internal static class Pay
{
    public static string Month(this WelfareApp app, int from = 0) => ChinaTime.DateOf(app.Clock.GetUtcNow()).AddMonths(from).ToString("yyyy-MM", null);

    public static async Task<Person> Disabled(this WelfareApp app, string home = SmallMap.Community, DisabilityKind kind = DisabilityKind.Physical, int grade = 1, bool numbered = true)
    {
        var request = numbered ? app.ToRegister(home) : app.Unknown(home);
        request.Kinds.Add(ConcernKind.Disabled);
        request.Disabilities.Add(new Disability { Kind = kind, Grade = grade });
        return await app.New(request);
    }

    public static ApplyForAllowanceRequest Application(Person person, AllowanceKind kind = AllowanceKind.Nursing) =>
        new() { RequestId = NewId(), PersonId = person.Id, Kind = kind, HardshipGround = kind == AllowanceKind.Living ? HardshipGround.MinimumLiving : HardshipGround.Unspecified };

    /// <summary>A county that pays without a notice, and by its own rule.</summary>
    public static async Task<AllowanceRule> PaysAtOnce(this WelfareApp app, string county, AllowanceKind kind = AllowanceKind.Nursing, long fen = 10_000, int from = -12) =>
        await app.As("province-operator", "51").Allowances.SetAllowanceRuleAsync(new() { RequestId = NewId(), Rule = new()
        {
            DivisionCode = county, Kind = kind, SinceDate = app.Month(from) + "-01", Amounts = { new DisabilityAmount { Grade = 1, AmountFen = fen }, new DisabilityAmount { Grade = 2, AmountFen = fen / 2 } },
        } });

    public static async Task<Allowance> Granted(this WelfareApp app, Person person, AllowanceKind kind = AllowanceKind.Nursing)
    {
        var county = person.DivisionCode[..6];
        var id = (await app.Worker(person.DivisionCode[..9]).Allowances.ApplyForAllowanceAsync(Application(person, kind))).Id;
        await app.Worker(person.DivisionCode[..9]).Allowances.VerifyAllowanceAsync(new() { RequestId = NewId(), Id = id });
        await app.Worker(person.DivisionCode[..9]).Allowances.PublishAllowanceAsync(new() { RequestId = NewId(), Id = id });
        return await app.Supervisor(county).Allowances.ApproveAllowanceAsync(new() { RequestId = NewId(), Id = id });
    }

    public static async Task<PayList> Draws(this WelfareApp app, string county, int from = 0, string? subject = null) =>
        await app.Supervisor(county, subject).PayLists.DrawPayListAsync(new() { RequestId = NewId(), DivisionCode = county, Month = app.Month(from) });

    public static async Task<List<Payment>> Payments(this WelfareApp app, PayList list)
    {
        var (all, request) = (new List<Payment>(), new ListPaymentsRequest { Id = list.Id, Purpose = ReadPurpose.Allowance, PageSize = 2 });
        do
        {
            var page = await app.Supervisor(list.DivisionCode).PayLists.ListPaymentsAsync(request);
            all.AddRange(page.Payments);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return all;
    }

    /// <summary>Approved and paid, but for what the bank sent back.</summary>
    public static async Task<PayList> PaysOut(this WelfareApp app, PayList list, params PaymentKey[] returned)
    {
        await app.Supervisor(list.DivisionCode, "approves").PayLists.ApprovePayListAsync(new() { RequestId = NewId(), Id = list.Id });
        return await app.Supervisor(list.DivisionCode).PayLists.RecordPaymentsAsync(new() { RequestId = NewId(), Id = list.Id, PayDate = app.Day(), Voucher = "2026-0007", Returned = { returned } });
    }

    public static async Task<PayList> Repays(this WelfareApp app, PayList list, PaymentKey payment) =>
        await app.Supervisor(list.DivisionCode).PayLists.RepayAllowanceAsync(new() { RequestId = NewId(), Id = list.Id, Payment = payment, PayDate = app.Day() });

    /// <summary>A list says what its payments say, and nobody is on two.</summary>
    public static async Task Adds(this WelfareApp app)
    {
        Assert.Equal(0, await app.Query<long>("""
            select count(*) from pay_lists l left join (select pay_list_id, count(*) as n, sum(amount_fen) as fen, sum(amount_fen) filter (where state = 2) as paid from allowance_payments group by 1) p on p.pay_list_id = l.id
            where l.payment_count <> coalesce(p.n, 0) or l.total_fen <> coalesce(p.fen, 0) or (l.state = 3 and l.paid_fen <> coalesce(p.paid, 0))
            """));
        Assert.Equal(0, await app.Query<long>("select count(*) from (select from allowance_payments group by person_id, kind, month having count(*) > 1) twice"));
    }
}
