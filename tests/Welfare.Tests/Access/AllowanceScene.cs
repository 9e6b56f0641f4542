using Governance.Welfare.Tests.Allowances;
using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;

namespace Governance.Welfare.Tests.Access;

internal static class AllowanceScene
{
    private static int months;

    public static async Task SetAsync(WelfareApp app, Scene scene)
    {
        var county = Scene.Town[..6];
        if (Interlocked.Increment(ref months) == 1) await app.PaysAtOnce(county);
        var (paid, applied, verified, published) = (await app.Granted(await app.Disabled()), await app.Disabled(), await app.Disabled(), await app.Disabled());
        var (first, second, third) = (await Applied(applied), await Applied(verified), await Applied(published));
        foreach (var id in new[] { second.Id, third.Id }) await app.Supervisor().Allowances.VerifyAllowanceAsync(new() { RequestId = NewId(), Id = id });
        await app.Supervisor().Allowances.PublishAllowanceAsync(new() { RequestId = NewId(), Id = third.Id });
        // The list of this month may be closed by a scene before: what is due then stands on that of the month after.
        if (await app.Query<bool>("select exists (select from pay_lists where state > 1)")) app.Clock.Advance(TimeSpan.FromDays(31));
        var list = await app.Draws(county);
        scene.Marks.AddRange([paid.Id, first.Id, second.Id, third.Id, list.Id]);
        scene.Counts.AddRange(["select sum(version) || '/' || count(*) from allowances", "select sum(version) || '/' || count(*) from pay_lists", "select count(*) || '/' || sum(state) from allowance_payments", "select count(*) from allowance_rules"]);
        var key = new PaymentKey { AllowanceId = paid.Id, Month = app.Month() };
        var rules = 0;

        var r = scene.Requests;
        r["ApplyForAllowance"] = () => Pay.Application(applied, AllowanceKind.Living);
        r["GetAllowance"] = () => new GetAllowanceRequest { Id = paid.Id, Purpose = ReadPurpose.Allowance };
        r["ListAllowances"] = () => new ListAllowancesRequest { Purpose = ReadPurpose.Allowance, PageSize = 500 };
        r["VerifyAllowance"] = () => new VerifyAllowanceRequest { Id = first.Id };
        r["PublishAllowance"] = () => new PublishAllowanceRequest { Id = second.Id };
        r["ApproveAllowance"] = () => new ApproveAllowanceRequest { Id = third.Id };
        r["RefuseAllowance"] = () => new RefuseAllowanceRequest { Id = first.Id, Reason = "公示期间有异议" };
        r["StopAllowance"] = () => new StopAllowanceRequest { Id = paid.Id, Ground = StopGround.Died, Date = app.Day() };
        r["SetAllowanceRule"] = () => new SetAllowanceRuleRequest { Rule = new() { DivisionCode = county, Kind = AllowanceKind.Living, SinceDate = app.Month(++rules % 240) + "-01", Amounts = { new DisabilityAmount { Grade = 1, AmountFen = 100 } }, HardshipGrounds = { HardshipGround.MinimumLiving } } };
        r["DrawPayList"] = () => new DrawPayListRequest { DivisionCode = county, Month = app.Month() };
        r["ApprovePayList"] = () => new ApprovePayListRequest { Id = list.Id };
        r["RecordPayments"] = () => new RecordPaymentsRequest { Id = list.Id, PayDate = app.Day(), Voucher = "2026-0001", Returned = { key } };
        r["RepayAllowance"] = () => new RepayAllowanceRequest { Id = list.Id, Payment = key, PayDate = app.Day() };
        r["ListPayLists"] = () => new ListPayListsRequest { PageSize = 500 };
        r["ListPayments"] = () => new ListPaymentsRequest { Id = list.Id, Purpose = ReadPurpose.Allowance, PageSize = 500 };

        async Task<Allowance> Applied(Person person) => await app.Worker().Allowances.ApplyForAllowanceAsync(Pay.Application(person));
    }
}
