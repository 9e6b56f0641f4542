using Governance.Events.Grid.V1;
using Grpc.Core;
using Npgsql;
using static Governance.Harness.Outcomes;

namespace Governance.Harness;

/// <summary>
/// What every service guarantees that keeps rows by place, when communities are reorganised: nothing is stranded under a code that is retired, whatever comes when. Each service's tests derive one class,
/// and say what is entered there by hand and what is heard of from others.
/// </summary>
/// <param name="app">The running service, with a broker.</param>
public abstract class FollowingCommunitiesMatrix<TProgram, TCaller>(ServiceApp<TProgram, TCaller> app) where TProgram : class where TCaller : ServiceCaller
{
    private const string County = "510105";
    private static readonly List<string> Places = [.. SmallMap.Rows.Select(r => r.Code).Where(c => c.Length == 12 && string.CompareOrdinal(c, "510105013") > 0 && c.StartsWith(County, StringComparison.Ordinal))];
    private static int taken;

    /// <summary>Table of what <see cref="EnterAsync"/> enters.</summary>
    protected abstract string Table { get; }

    /// <summary>Enters something in this community by a command that names it, and gives its id.</summary>
    protected abstract Task<Guid> EnterAsync(string community);

    /// <summary>Another service's event about something in this community, of which the service keeps a row.</summary>
    protected abstract object Heard(Guid id, string community);

    /// <summary>Area of that row; $1 is the id.</summary>
    protected abstract string WhereHeard { get; }

    /// <summary>Tables with an area, or <c>table.column</c> of another place, that stay under the code of their day, or are no aggregate's, or hold text.</summary>
    protected abstract string[] Facts { get; }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_chain_leads_to_its_end_whichever_is_heard_first(bool inOrder)
    {
        var (a, b, c) = (NewPlace(), NewPlace(), NewPlace());
        var rows = new[] { await EnterAsync(a), await EnterAsync(b) };
        CommunitiesReorganized[] news = [News(a, b, 1), News(b, c, 2)];
        if (!inOrder) Array.Reverse(news);
        var heard = new List<Guid> { await HearAsync(a), await HearAsync(b) };
        await TellAsync(news[0]);
        heard.AddRange([await HearAsync(a), await HearAsync(b)]);
        await TellAsync(news[1]);
        heard.AddRange([await HearAsync(a), await HearAsync(b), await HearAsync(c)]);
        foreach (var row in rows) Assert.Equal(c, await app.Query<string>($"select area from {Table} where id = $1", row));
        foreach (var row in heard) Assert.Equal(c, await app.Query<string>(WhereHeard, row));
        // The same news again, each under another event id, in either order.
        var before = await app.DigestOfPlacesAsync();
        foreach (var again in news.Concat(news)) await TellAsync(again);
        Assert.Equal(before, await app.DigestOfPlacesAsync());
        await Moved(a, c);
        await Moved(b, c);
    }

    [Fact]
    public async Task A_command_that_was_checked_before_and_saves_after_is_told_the_new_code()
    {
        var (former, successor) = (NewPlace(), NewPlace());
        await EnterAsync(former);
        // As another replica would: this one's map in memory does not know of it.
        await using var other = new NpgsqlConnection(app.Database + ";Pooling=false");
        await other.OpenAsync();
        await using var reorganizing = await other.BeginTransactionAsync();
        await new NpgsqlCommand($"""
            select pg_advisory_xact_lock(7423020, hashtext('{County}'));
            insert into moved_communities (reorganization_id, former, successor, at) values (gen_random_uuid(), '{former}', '{successor}', now())
            """, other, reorganizing).ExecuteNonQueryAsync();
        var entering = EnterAsync(former);
        await Waits();
        await reorganizing.CommitAsync();
        await Moved(former, successor, entering);
        Assert.Equal(1, await app.Query<long>($"select count(*) from {Table} where area = $1", former));
        await EnterAsync(successor);
        // The news itself comes too, and nobody is left behind.
        await TellAsync(News(former, successor, 1));
        Assert.Equal(0, await app.Query<long>($"select count(*) from {Table} where area = $1", former));
    }

    [Fact]
    public async Task What_is_being_written_when_the_news_comes_is_moved_along()
    {
        var (former, successor) = (NewPlace(), NewPlace());
        var row = await EnterAsync(former);
        await using var other = new NpgsqlConnection(app.Database + ";Pooling=false");
        await other.OpenAsync();
        await using var writing = await other.BeginTransactionAsync();
        // Whoever writes this place, here the row itself anew, and has not committed.
        await new NpgsqlCommand($"update {Table} set area = area where id = '{row}'", other, writing).ExecuteNonQueryAsync();
        var id = Guid.Parse(NewId());
        await app.PublishAsync(News(former, successor, 1), id);
        await Waits();
        await writing.CommitAsync();
        await Consumed(id);
        Assert.Equal(successor, await app.Query<string>($"select area from {Table} where id = $1", row));
    }

    [Fact]
    public async Task Every_column_with_a_place_is_guarded_but_the_facts() => Assert.Equal(Facts.Order(StringComparer.Ordinal), await app.UnguardedPlacesAsync());

    /// <summary>They are a way round all that the serving role may not: each is on a list, looks for itself at what it is asked for, and is nobody else's to call.</summary>
    [Fact]
    public async Task Functions_that_change_tables_act_as_the_owner_with_their_own_path_and_are_not_everybodys() => Assert.Equal([], await app.QueryAll<string>("""
        select p.oid::regprocedure::text from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prolang <> (select oid from pg_language where lanname = 'c') and (p.prosecdef or p.prosrc ~* '\m(create|drop|attach) (table|partition)\M')
          and not (p.prosecdef and p.proconfig = array['search_path=public, pg_temp'] and not has_function_privilege('public', p.oid, 'execute'))
        """));

    [Fact]
    public async Task A_table_that_came_later_and_has_rows_is_guarded_from_the_next_migration_on()
    {
        await EnterAsync(NewPlace());
        await app.QueryAll<int>($"drop trigger place_must_stand on {Table}");
        var (exit, said) = await app.RunCommandAsync("migrate");
        Assert.True(exit == 0, said);
        await Every_column_with_a_place_is_guarded_but_the_facts();
    }

    // Refused with the code that took over: for machines and for people.
    private async Task Moved(string former, string successor, Task<Guid>? entering = null)
    {
        var wrong = Assert.Single((await Refused(StatusCode.InvalidArgument, "INVALID_FIELDS", () => entering ?? EnterAsync(former))).Violations);
        Assert.Equal("PLACE_MOVED", wrong.Reason);
        Assert.Contains(successor, wrong.Description, StringComparison.Ordinal);
    }

    private static string NewPlace() => Places[Interlocked.Increment(ref taken) - 1];

    private CommunitiesReorganized News(string former, string successor, int minute) => new(Guid.Parse(NewId()), County, [former], [successor], app.Clock.GetUtcNow().AddMinutes(minute), [], []);

    private async Task TellAsync(object news)
    {
        var id = Guid.Parse(NewId());
        await app.PublishAsync(news, id);
        await Consumed(id);
    }

    private async Task<Guid> HearAsync(string community)
    {
        var row = Guid.Parse(NewId());
        await TellAsync(Heard(row, community));
        return row;
    }

    private Task Consumed(Guid id) => EventuallyAsync("it is consumed", () => app.Query<bool>("select exists (select from inbox where event_id = $1)", id));

    private Task Waits() => EventuallyAsync("it waits", () => app.Query<bool>("select exists (select from pg_locks where locktype = 'advisory' and classid = 7423020 and not granted and database = (select oid from pg_database where datname = current_database()))"));
}
