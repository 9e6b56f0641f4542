using System.Diagnostics.Metrics;
using Governance.Welfare.Tests.Assessments;
using Governance.Welfare.Tests.People;
using Npgsql;

namespace Governance.Welfare.Tests.Visits;

public sealed class OvertakingTheClock(WelfareApp app) : IClassFixture<WelfareApp>
{
    [Fact]
    public async Task A_visit_that_somebody_changes_meanwhile_is_counted_and_looked_at_again()
    {
        await MonthIsPlanned();
        var child = await app.New(app.Child());
        await app.Supervisor(child.DivisionCode[..6]).Assessments.RecordAssessmentAsync(app.Risk(child, 30));
        var overtaken = 0L;
        using var listener = new MeterListener { InstrumentPublished = (instrument, l) => { if (instrument.Name == "governance.clock.overtaken") l.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((_, n, tags, _) => { if (tags.ToArray().Contains(new("clock", "welfare.VisitClock"))) Interlocked.Add(ref overtaken, n); });
        listener.Start();
        // The row is another one by the time the clock writes it.
        await app.QueryAll<int>("create function was_faster() returns trigger language plpgsql as $$ begin return null; end $$");
        await app.QueryAll<int>($"create trigger was_faster before update on visits for each row when (new.person_id = '{child.Id}') execute function was_faster()");
        app.Clock.Advance(TimeSpan.FromDays(2));
        await EventuallyAsync("it was overtaken", () => Task.FromResult(Interlocked.Read(ref overtaken) > 0));
        Assert.DoesNotContain(await app.Events("VisitMissed"), e => e.Contains(child.Id, StringComparison.Ordinal));
        await app.QueryAll<int>("create or replace function was_faster() returns trigger language plpgsql as $$ begin return new; end $$");
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await EventuallyAsync("the next round sees to it", async () => (await app.Events("VisitMissed")).Any(e => e.Contains(child.Id, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Who_plans_a_county_waits_for_its_reorganisation_before_it_holds_the_schedule()
    {
        await MonthIsPlanned();
        await using var other = new NpgsqlConnection(app.Database + ";Pooling=false");
        await other.OpenAsync();
        await using var reorganizing = await other.BeginTransactionAsync();
        await new NpgsqlCommand("select pg_advisory_xact_lock(7423020, hashtext('510105'))", other, reorganizing).ExecuteNonQueryAsync();
        await app.QueryAll<int>("delete from visit_months where county = '510105' returning 1");
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await EventuallyAsync("it waits", () => app.Query<bool>("select exists (select from pg_locks where locktype = 'advisory' and classid = 7423020 and not granted and database = (select oid from pg_database where datname = current_database()))"));
        // OnCommunitiesReorganized asks for it next: each would wait for the other.
        Assert.Equal(0, await app.Query<long>("select count(*) from pg_locks where locktype = 'advisory' and classid = 0 and objid = 7424005 and database = (select oid from pg_database where datname = current_database())"));
        await reorganizing.CommitAsync();
        await EventuallyAsync("it is planned", () => app.Query<bool>("select exists (select from visit_months where county = '510105')"));
    }

    private Task MonthIsPlanned() => EventuallyAsync("the month is planned", async () => await app.Query<long>("select count(*) from visit_months") >= await app.Query<long>("select count(*) from divisions where length(code) = 6"));
}
