using Governance.Foundation.Tests.Wire;
using Google.Rpc;
using Grpc.Core;

namespace Governance.Foundation.Tests;

public sealed class GuardingARpc(SharedServers servers) : IAsyncLifetime
{
    private NotesHost host = null!;

    public async ValueTask InitializeAsync() => host = await NotesHost.StartAsync(servers);

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_service_with_a_rpc_that_declares_no_permission_does_not_start()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => NotesHost.StartAsync(servers, withBare: true));
        Assert.Contains("/governance.testing.v1.Bare/TellAll", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_grant_with_a_typing_error_does_not_start()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => NotesHost.StartAsync(servers, takers: "testing.notes.take:al"));
        Assert.Contains("testing.notes.take:al", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_and_a_stranger_are_unauthenticated_but_on_public_rpcs()
    {
        foreach (var client in new[] { host.AsNobody(), host.AsStranger() })
        {
            Assert.Equal((StatusCode.Unauthenticated, "TOKEN_MISSING_OR_INVALID"), await Refused(client.ListNotesAsync(new ListNotesRequest())));
            Assert.Equal((StatusCode.Unauthenticated, "TOKEN_MISSING_OR_INVALID"), await Refused(client.WhoAmIAsync(new ListNotesRequest())));
            Assert.Equal("hello", (await client.HelloAsync(new ListNotesRequest())).Text);
        }
    }

    [Fact]
    public async Task A_role_without_the_permission_is_denied_on_unary_and_stream()
    {
        var client = host.As("auditor", ["51"]);
        Assert.Equal((StatusCode.PermissionDenied, "PERMISSION_MISSING"), await Refused(client.ListNotesAsync(new ListNotesRequest())));
        using var watch = client.WatchNotes(new ListNotesRequest());
        var denied = await Assert.ThrowsAsync<RpcException>(() => watch.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(StatusCode.PermissionDenied, denied.StatusCode);
        Assert.Equal("auditor", (await client.WhoAmIAsync(new ListNotesRequest())).Text);
    }

    [Fact]
    public async Task Each_sees_its_areas_its_own_or_its_units_notes_and_none_else()
    {
        await host.As("writer", ["5101"], unit: "510104-01").TakeNoteAsync(new TakeNoteRequest { Text = "unit's", Area = "510104017001" });
        await host.As("writer", ["5101"]).TakeNoteAsync(new TakeNoteRequest { Text = "next county", Area = "510105001001" });
        await host.As("resident", ["510104017001"], "zhang").TakeNoteAsync(new TakeNoteRequest { Text = "zhang's", Area = "510104017001" });

        Assert.Equal(["unit's", "next county", "zhang's"], await Texts(host.As("writer", ["5101"])));
        Assert.Equal(["unit's", "zhang's"], await Texts(host.As("writer", ["510104"])));
        Assert.Equal(["unit's", "next county", "zhang's"], await Texts(host.As("writer", ["510104", "510105"])));
        Assert.Equal(["zhang's"], await Texts(host.As("resident", ["510104017001"], "zhang")));
        Assert.Empty(await Texts(host.As("resident", ["510104017001"], "li")));
        Assert.Equal(["unit's"], await Texts(host.As("clerk", ["510104"], unit: "510104-01")));
        Assert.Empty(await Texts(host.As("clerk", ["510105"], unit: "510104-01")));
        Assert.Empty(await Texts(host.As("clerk", ["510104"])));
        Assert.Empty(await Texts(host.As("writer", [])));
        Assert.Empty(await Texts(host.As("writer", ["", "%", "51010", "5101040170011111"])));
        Assert.Equal(["next county"], await Texts(host.AsPartner("testing.read", ["510105"])));
    }

    [Fact]
    public async Task Writing_elsewhere_is_refused_and_changing_elsewhere_finds_nothing()
    {
        var note = await host.As("writer", ["510105"]).TakeNoteAsync(new TakeNoteRequest { Text = "theirs", Area = "510105001001" });
        var client = host.As("writer", ["510104"]);
        Assert.Equal((StatusCode.PermissionDenied, "AREA_NOT_YOURS"), await Refused(client.TakeNoteAsync(new TakeNoteRequest { Text = "x", Area = "510105001001" })));
        Assert.Equal((StatusCode.PermissionDenied, "AREA_NOT_YOURS"), await Refused(client.TakeNoteAsync(new TakeNoteRequest { Text = "x", Area = "5101" })));
        Assert.Equal((StatusCode.NotFound, "NOTE_NOT_FOUND"), await Refused(client.AmendNoteAsync(new AmendNoteRequest { Id = note.Id, Text = "mine now" })));
        Assert.Equal(1L, await host.ScalarAsync<long>("select count(*) from events"));
    }

    [Fact]
    public async Task An_inner_error_tells_a_trace_id_and_nothing_else()
    {
        var e = await Assert.ThrowsAsync<RpcException>(() => host.AsNobody().BreakAsync(new ListNotesRequest()).ResponseAsync);
        Assert.Equal(StatusCode.Internal, e.StatusCode);
        Assert.DoesNotContain("secret", e.ToString(), StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{32}$", e.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Metadata["trace_id"]);
    }

    [Fact]
    public async Task All_wrong_fields_come_in_one_answer()
    {
        var e = await Assert.ThrowsAsync<RpcException>(() => host.As("writer", ["51"]).TakeNoteAsync(new TakeNoteRequest { Text = new string('长', 21), Area = "everywhere" }).ResponseAsync);
        var violations = e.GetRpcStatus()!.GetDetail<BadRequest>()!.FieldViolations;
        Assert.Equal([("text", "TOO_LONG"), ("area", "NOT_AN_AREA")], violations.Select(v => (v.Field, v.Reason)));
        Assert.Equal("zh-CN", e.GetRpcStatus()!.GetDetail<LocalizedMessage>()!.Locale);
    }

    [Fact]
    public async Task Pages_join_without_gap_and_a_token_of_another_filter_is_refused()
    {
        var client = host.As("writer", ["5101"]);
        for (var n = 0; n < 7; n++) await client.TakeNoteAsync(new TakeNoteRequest { Text = $"note {n}", Area = "510104017001" });
        var (seen, token) = (new List<string>(), "");
        do
        {
            var page = await client.ListNotesAsync(new ListNotesRequest { PageSize = 3, PageToken = token, Text = "note" });
            seen.AddRange(page.Notes.Select(n => n.Id));
            if (page.NextPageToken.Length > 0) token = page.NextPageToken;
            else break;
        }
        while (true);
        Assert.Equal(7, seen.Distinct().Count());
        Assert.Equal(7, seen.Count);
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELDS"), await Refused(client.ListNotesAsync(new ListNotesRequest { PageSize = 3, PageToken = token, Text = "other" })));
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELDS"), await Refused(client.ListNotesAsync(new ListNotesRequest { PageToken = "nonsense!" })));
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELDS"), await Refused(client.ListNotesAsync(new ListNotesRequest { PageSize = -1 })));
        // Another's token shows nothing that the caller may not see.
        Assert.Empty((await host.As("writer", ["510105"]).ListNotesAsync(new ListNotesRequest { PageSize = 3, PageToken = token, Text = "note" })).Notes);
    }

    private static async Task<List<string>> Texts(Wire.Notes.NotesClient client)
    {
        var listed = (await client.ListNotesAsync(new ListNotesRequest())).Notes.Select(n => n.Text).ToList();
        var watched = new List<string>();
        using var watch = client.WatchNotes(new ListNotesRequest());
        await foreach (var note in watch.ResponseStream.ReadAllAsync()) watched.Add(note.Text);
        Assert.Equal(listed, watched);
        return listed;
    }

    private static async Task<(StatusCode, string)> Refused<T>(AsyncUnaryCall<T> call)
    {
        var e = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);
        return (e.StatusCode, e.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason ?? e.Status.ToString());
    }
}
