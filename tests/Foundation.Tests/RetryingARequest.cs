using Governance.Foundation.Tests.Wire;
using Google.Rpc;
using Grpc.Core;
using Npgsql;

namespace Governance.Foundation.Tests;

public sealed class RetryingARequest(SharedServers servers) : IAsyncLifetime
{
    private static readonly string[] _county = ["510104"];
    private NotesHost host = null!;

    public async ValueTask InitializeAsync() => host = await NotesHost.StartAsync(servers);

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Two_hundred_at_once_with_one_id_make_one_note_and_get_one_answer()
    {
        var client = host.As("writer", _county);
        var request = new TakeNoteRequest { RequestId = NewId(), Text = "once", Area = "510104017001" };
        var replies = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => client.TakeNoteAsync(request).ResponseAsync));
        Assert.Single(replies.Distinct());
        Assert.Equal((1L, 1L, 1L), (await host.ScalarAsync<long>("select count(*) from notes"), await host.ScalarAsync<long>("select count(*) from events"), await host.ScalarAsync<long>("select count(*) from audit")));
    }

    [Fact]
    public async Task The_same_id_with_another_request_is_refused()
    {
        var client = host.As("writer", _county);
        var request = new TakeNoteRequest { RequestId = NewId(), Text = "first", Area = "510104017001" };
        await client.TakeNoteAsync(request);
        Assert.Equal((StatusCode.AlreadyExists, "REQUEST_ID_REUSED"), await Refused(client.TakeNoteAsync(new TakeNoteRequest(request) { Text = "second" })));
        Assert.Equal(1L, await host.ScalarAsync<long>("select count(*) from notes"));
    }

    [Fact]
    public async Task The_same_id_of_another_caller_is_another_request()
    {
        var request = new TakeNoteRequest { RequestId = NewId(), Text = "same", Area = "510104017001" };
        var one = await host.As("writer", _county, "one").TakeNoteAsync(request);
        var two = await host.As("writer", _county, "two").TakeNoteAsync(request);
        Assert.NotEqual(one.Id, two.Id);
    }

    [Fact]
    public async Task A_retry_whose_first_try_moved_the_aggregate_gets_the_first_answer()
    {
        var client = host.As("writer", _county);
        var note = await client.TakeNoteAsync(new TakeNoteRequest { Text = "note", Area = "510104017001" });
        var amend = new AmendNoteRequest { RequestId = NewId(), Id = note.Id, Text = "amended", Etag = note.Etag };
        var first = await client.AmendNoteAsync(amend);
        Assert.Equal(first, await client.AmendNoteAsync(amend));    // its etag is an old one by now
        Assert.Equal((StatusCode.Aborted, "ETAG_MISMATCH"), await Refused(client.AmendNoteAsync(new AmendNoteRequest(amend) { RequestId = NewId() })));
    }

    [Fact]
    public async Task Two_changes_of_one_version_at_once_one_wins_and_the_other_is_told()
    {
        var client = host.As("writer", _county);
        var note = await client.TakeNoteAsync(new TakeNoteRequest { Text = "note", Area = "510104017001" });
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(async n =>
        {
            try
            {
                await client.AmendNoteAsync(new AmendNoteRequest { RequestId = NewId(), Id = note.Id, Text = $"{n}", Etag = note.Etag });
                return "won";
            }
            catch (RpcException e) { return Reason(e); }
        }));
        Assert.Single(outcomes, "won");
        Assert.All(outcomes.Where(o => o != "won"), o => Assert.Equal("ETAG_MISMATCH", o));
        Assert.Equal(2L, await host.ScalarAsync<long>("select count(*) from events"));
    }

    [Fact]
    public async Task One_that_is_overtaken_every_time_is_told_after_three_tries()
    {
        var client = host.As("writer", _county);
        var note = await client.TakeNoteAsync(new TakeNoteRequest { Text = "note", Area = "510104017001" });
        // No update finds its row, and each try counts, rolled back or not.
        await using (var other = await host.ConnectAsync())
        await using (var never = new NpgsqlCommand("create sequence tries; create function never() returns trigger language plpgsql as $$ begin perform nextval('tries'); return null; end $$; create trigger never before update on notes for each row execute function never()", other)) await never.ExecuteNonQueryAsync();
        Assert.Equal((StatusCode.Aborted, "ETAG_MISMATCH"), await Refused(client.AmendNoteAsync(new AmendNoteRequest { RequestId = NewId(), Id = note.Id, Text = "amended" })));
        Assert.Equal((3L, 1L, 0L), (await host.ScalarAsync<long>("select last_value from tries"), await host.ScalarAsync<long>("select count(*) from events"), await host.ScalarAsync<long>("select count(*) from requests")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_change_that_was_overtaken_is_made_on_what_there_is_now_unless_its_etag_is_old(bool withEtag)
    {
        var client = host.As("writer", _county);
        var note = await client.TakeNoteAsync(new TakeNoteRequest { Text = "note", Area = "510104017001" });
        await using var other = await host.ConnectAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await using (var overtaking = new NpgsqlCommand($"update notes set version = version + 1 where id = '{note.Id}'", other)) await overtaking.ExecuteNonQueryAsync();
        var amend = new AmendNoteRequest { RequestId = NewId(), Id = note.Id, Text = "amended", Etag = withEtag ? note.Etag : "" };
        var answer = client.AmendNoteAsync(amend).ResponseAsync;
        // It has read the old version and waits to write.
        while (await host.ScalarAsync<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") == 0) Assert.False(answer.IsCompleted);
        await transaction.CommitAsync();
        if (withEtag)
        {
            Assert.Equal("ETAG_MISMATCH", Reason(await Assert.ThrowsAsync<RpcException>(() => answer)));
            Assert.Equal(1L, await host.ScalarAsync<long>("select count(*) from audit"));
            return;
        }
        Assert.Equal(("amended", "\"3\""), ((await answer).Text, (await answer).Etag));
        Assert.Equal(await answer, await client.AmendNoteAsync(amend));
        Assert.Equal((2L, 2L), (await host.ScalarAsync<long>("select count(*) from events"), await host.ScalarAsync<long>("select count(*) from audit where subject = 'writer'")));
    }

    [Fact]
    public async Task A_refused_request_keeps_no_id()
    {
        var client = host.As("writer", _county);
        var request = new TakeNoteRequest { RequestId = NewId(), Text = "", Area = "510104017001" };
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELDS"), await Refused(client.TakeNoteAsync(request)));
        await client.TakeNoteAsync(new TakeNoteRequest(request) { Text = "put right" });
    }

    [Fact]
    public async Task An_id_that_is_no_uuid_is_a_wrong_field() => Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELDS"),
        await Refused(host.As("writer", _county).TakeNoteAsync(new TakeNoteRequest { RequestId = "42", Text = "x", Area = "510104017001" })));

    [Fact]
    public async Task A_constraint_that_the_slice_knows_is_its_refusal()
    {
        var client = host.As("writer", _county);
        await client.TakeNoteAsync(new TakeNoteRequest { RequestId = NewId(), Text = "a", Area = "510104017001", Code = "A1" });
        Assert.Equal((StatusCode.AlreadyExists, "CODE_TAKEN"), await Refused(client.TakeNoteAsync(new TakeNoteRequest { RequestId = NewId(), Text = "b", Area = "510104017001", Code = "A1" })));
    }

    private static string NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();

    private static string Reason(RpcException e) => e.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason ?? e.Status.ToString();

    private static async Task<(StatusCode, string)> Refused<T>(AsyncUnaryCall<T> call)
    {
        var e = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);
        return (e.StatusCode, Reason(e));
    }
}
