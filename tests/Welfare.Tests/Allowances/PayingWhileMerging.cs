using Governance.Welfare.Tests.Jobs;
using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;
using Grpc.Core;

namespace Governance.Welfare.Tests.Allowances;

public sealed class PayingWhileMerging(WelfareApp app) : IClassFixture<WelfareApp>
{
    [Fact]
    public async Task A_list_that_is_drawn_while_two_records_are_merged_never_pays_both()
    {
        const string county = "510104";
        await app.PaysAtOnce(county);
        await app.JobRuleHolds(county);
        for (var round = 0; round < 12; round++)
        {
            var request = app.Unknown();
            request.BirthYear = 1985;
            request.Kinds.Clear();
            request.Kinds.AddRange([ConcernKind.Disabled, ConcernKind.LowIncome]);
            request.Disabilities.Add(new Disability { Kind = DisabilityKind.Physical, Grade = 1 });
            var pair = new[] { await app.New(new RegisterPersonRequest(request) { RequestId = NewId() }), await app.New(new RegisterPersonRequest(request) { RequestId = NewId() }) };
            foreach (var person in pair)
            {
                await app.Granted(person);
                await app.Engages(await app.Job(SmallMap.Community), person);
            }
            await Task.WhenAll(
                Tried(async () => await app.Draws(county)), Tried(async () => await app.DrawsJobPay(county)),
                Tried(async () => await app.Supervisor().People.MergePeopleAsync(new() { RequestId = NewId(), Id = pair[0].Id, DoubleId = pair[1].Id, Reason = "入户核实为同一人" })));
            if (await app.Query<bool>("select state <> 3 from people where id = $1", Guid.Parse(pair[1].Id))) await app.Supervisor().People.MergePeopleAsync(new() { RequestId = NewId(), Id = pair[0].Id, DoubleId = pair[1].Id, Reason = "入户核实为同一人" });
            await app.Draws(county);
            await app.DrawsJobPay(county);
            foreach (var table in new[] { "allowance_payments", "job_payments" })
            {
                Assert.Equal([1L], await app.QueryAll<long>($"select count(*) from {table} where person_id = any ($1) group by month", pair.Select(p => Guid.Parse(p.Id)).ToArray()));
            }
        }
        await app.Adds();
        Assert.Equal(0, await app.Query<long>("select count(*) from job_pay_lists l where payment_count <> (select count(*) from job_payments p where p.pay_list_id = l.id) or total_fen <> (select coalesce(sum(amount_fen), 0) from job_payments p where p.pay_list_id = l.id)"));

        static async Task Tried(Func<Task> act)
        {
            // Whoever is refused because somebody else was faster tries again; nobody waits for ever.
            try { await act(); }
            catch (RpcException e) { Assert.Equal("ETAG_MISMATCH", Read(e).Reason); }
        }
    }
}
