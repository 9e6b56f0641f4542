using System.Diagnostics.Metrics;
using Governance.Foundation.Tests.Notes;
using Governance.Messaging;
using Governance.Rpc;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Governance.Foundation.Tests;

public sealed class StrikingWhatIsDue(SharedServers servers) : IAsyncLifetime
{
    private NotesApp app = null!;

    public async ValueTask InitializeAsync() => app = await NotesApp.StartAsync(await servers.NewDatabaseAsync(), servers.RabbitMq, start: false);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task One_that_cannot_be_struck_holds_up_no_other_and_comes_again()
    {
        await DueAsync(450);
        // First of all in the order, so that everything stands behind them; more than one, and of both sorts.
        await app.ExecuteAsync("""
            update notes set text = 'faulty' where id = (select id from notes order by id limit 1);
            update notes set text = 'refused' where id = (select id from notes order by id offset 1 limit 1)
            """);
        await Clock().StrikeDueAsync(CancellationToken.None);
        Assert.Equal("448 2", await StruckAsync());
        await app.ExecuteAsync("update notes set text = 'due' where text in ('faulty', 'refused')");
        await Clock().StrikeDueAsync(CancellationToken.None);
        Assert.Equal("450 0", await StruckAsync());
    }

    [Fact]
    public async Task Of_several_replicas_one_wins()
    {
        await DueAsync(60);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Clock().StrikeDueAsync(CancellationToken.None)));
        Assert.Equal("60 0", await StruckAsync());
        Assert.Equal(60, await app.ScalarAsync<long>("select count(*) from events where type like '%NoteAmended'"));
    }

    [Fact]
    public async Task Whoever_was_faster_counts()
    {
        await DueAsync(3);
        var overtaken = 0L;
        using var listener = new MeterListener { InstrumentPublished = (instrument, l) => { if (instrument.Name == "governance.clock.overtaken") l.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((_, n, tags, _) => { if (tags.ToArray().Contains(new("clock", "testing.NoteClock"))) Interlocked.Add(ref overtaken, n); });
        listener.Start();
        // Between reading and saving.
        await Clock(before: (db, id) => db.Database.ExecuteSqlAsync(
            $"update notes set text = 'taken by hand', version = version + 1 where id = {id} and id = (select id from notes order by id limit 1)")).StrikeDueAsync(CancellationToken.None);
        Assert.Equal("2 0", await StruckAsync());
        Assert.Equal(1, await app.ScalarAsync<long>("select count(*) from notes where text = 'taken by hand'"));
        Assert.Equal(1, overtaken);
        await Clock().StrikeDueAsync(CancellationToken.None);
        Assert.Equal(1, overtaken);
    }

    [Fact]
    public async Task An_outage_ends_the_round_and_the_next_strikes_all()
    {
        await DueAsync(5);
        var tries = 0;
        await Assert.ThrowsAsync<RpcException>(() => Clock(before: (_, _) => ++tries == 3 ? throw new RpcException(new Status(StatusCode.Unavailable, "away")) : Task.CompletedTask).StrikeDueAsync(CancellationToken.None));
        Assert.Equal("2 3", await StruckAsync());
        await Clock().StrikeDueAsync(CancellationToken.None);
        Assert.Equal("5 0", await StruckAsync());
    }

    private NoteClock Clock(Func<NotesDb, Guid, Task>? before = null) => new(app.Services.GetRequiredService<IServiceScopeFactory>(), TimeProvider.System, before);

    private Task<string> StruckAsync() => app.ScalarAsync<string>("select count(*) filter (where text = 'struck') || ' ' || count(*) filter (where text in ('due', 'faulty', 'refused')) from notes");

    private Task DueAsync(int count) => app.DoAsync(async db =>
    {
        for (var n = 0; n < count; n++) db.Add(Note.Take(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), "510104017001", "due"));
        await db.SaveAsync(CancellationToken.None);
        return true;
    });

    private sealed class NoteClock(IServiceScopeFactory scopes, TimeProvider time, Func<NotesDb, Guid, Task>? before)
        : Clock<NotesDb>(scopes, time, NullLogger.Instance, TimeSpan.FromMinutes(1), "testing.NoteClock", "notes come due in every area")
    {
        private static readonly string[] Due = ["due", "faulty", "refused"];

        protected override Task<List<Guid>> DueAsync(NotesDb db, Guid last, DateTimeOffset now, CancellationToken cancel) =>
            db.Notes.Where(n => Due.Contains(n.Text) && n.Id > last).OrderBy(n => n.Id).Select(n => n.Id).Take(Batch).ToListAsync(cancel);

        protected override async Task StrikeAsync(IServiceProvider services, NotesDb db, Guid id, DateTimeOffset now, CancellationToken cancel)
        {
            if (await db.Notes.FirstOrDefaultAsync(n => n.Id == id && Due.Contains(n.Text), cancel) is not { } note) return;
            if (before is not null) await before(db, id);
            if (note.Text == "faulty") throw new InvalidOperationException("wrong in itself");
            if (note.Text == "refused") throw new Refusal(StatusCode.FailedPrecondition, "NOT_NOW", "现在不行");
            note.Amend("struck");
            await db.SaveAsync(cancel);
        }
    }
}
