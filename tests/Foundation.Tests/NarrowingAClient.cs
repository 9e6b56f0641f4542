using System.Diagnostics;
using Governance.Foundation.Tests.Wire;
using Grpc.Core;

namespace Governance.Foundation.Tests;

/// <summary>What a partner's client may do less than its scope says, as data: methods, areas, fields.</summary>
public sealed class NarrowingAClient(SharedServers servers)
{
    private static readonly (string, string)[] Narrow =
    [
        ("Access:Clients:narrow:Methods:0", "Notes/ListNotes"), ("Access:Clients:narrow:Methods:1", "Notes/WatchNotes"), ("Access:Clients:narrow:Areas:Notes/ListNotes:0", "510104"),
        ("Access:Clients:narrow:HiddenFields:0", "NoteReply.text"),
    ];

    [Fact]
    public async Task It_calls_its_methods_in_its_areas_and_does_not_see_what_is_hidden()
    {
        await using var host = await NotesHost.StartAsync(servers, more: Narrow);
        var writer = host.As("writer", ["5101"]);
        await writer.TakeNoteAsync(new() { RequestId = Id(), Text = "here", Area = "510104017001" });
        await writer.TakeNoteAsync(new() { RequestId = Id(), Text = "there", Area = "510105002002" });

        var narrow = host.AsPartner("testing.read", ["5101"], "narrow");
        var listed = Assert.Single((await narrow.ListNotesAsync(new())).Notes);
        Assert.Equal(("", 36), (listed.Text, listed.Id.Length));
        // Areas are narrowed for this method alone; the stream hides the same field.
        var watched = new List<NoteReply>();
        using (var watch = narrow.WatchNotes(new())) while (await watch.ResponseStream.MoveNext(CancellationToken.None)) watched.Add(watch.ResponseStream.Current);
        Assert.Equal(["", ""], watched.Select(n => n.Text));
        Assert.Equal("PERMISSION_MISSING", Reason(await Assert.ThrowsAsync<RpcException>(() => narrow.AmendNoteAsync(new() { RequestId = Id() }).ResponseAsync)));

        // Nobody else is narrowed, whatever their scope.
        Assert.Equal(["here", "there"], (await host.AsPartner("testing.read", ["5101"]).ListNotesAsync(new())).Notes.Select(n => n.Text));
        // Nor widened: what the token does not cover stays away.
        Assert.Empty((await host.AsPartner("testing.read", ["5107"], "narrow").ListNotesAsync(new())).Notes);
    }

    [Fact]
    public async Task A_method_that_is_not_listed_is_refused_though_the_scope_would_give_it()
    {
        await using var host = await NotesHost.StartAsync(servers, more: [("Access:Clients:narrow:Methods:0", "Notes/WatchNotes")]);
        Assert.Equal("PERMISSION_MISSING", Reason(await Assert.ThrowsAsync<RpcException>(() => host.AsPartner("testing.read", ["5101"], "narrow").ListNotesAsync(new()).ResponseAsync)));
        await host.AsPartner("testing.read", ["5101"]).ListNotesAsync(new());
        // Read again when the data changes, without a restart; what cannot be read leaves the rights as they were.
        host.Set("Access:Clients:narrow:Methods:0", "Notes/NoSuchMethod");
        await Assert.ThrowsAsync<RpcException>(() => host.AsPartner("testing.read", ["5101"], "narrow").ListNotesAsync(new()).ResponseAsync);
        host.Set("Access:Clients:narrow:Methods:0", "Notes/ListNotes");
        await host.AsPartner("testing.read", ["5101"], "narrow").ListNotesAsync(new());
    }

    /// <summary>A Secret's volume: a link with the file's name, through a link that kubelet swaps.</summary>
    [Fact]
    public async Task Its_file_is_read_again_when_kubelet_has_swapped_it()
    {
        var folder = Directory.CreateTempSubdirectory("clients-");
        void Swap(string at, string method)
        {
            File.WriteAllText(Path.Combine(folder.CreateSubdirectory(at).FullName, "clients.json"), """{"Access": {"Clients": {"narrow": {"Methods": ["METHOD"]}}}}""".Replace("METHOD", method, StringComparison.Ordinal));
            File.CreateSymbolicLink(Path.Combine(folder.FullName, "..data_tmp"), at);
            // rename(2), as kubelet does it; File.Move takes the link for the folder that it leads to.
            using var move = Process.Start("mv", ["-T", Path.Combine(folder.FullName, "..data_tmp"), Path.Combine(folder.FullName, "..data")]);
            move.WaitForExit();
        }
        Swap("..1", "Notes/WatchNotes");
        var file = Path.Combine(folder.FullName, "clients.json");
        File.CreateSymbolicLink(file, Path.Combine("..data", "clients.json"));
        await using (var host = await NotesHost.StartAsync(servers, more: [("Access:ClientsFile", file)]))
        {
            var narrow = host.AsPartner("testing.read", ["5101"], "narrow");
            Assert.Equal("PERMISSION_MISSING", Reason(await Assert.ThrowsAsync<RpcException>(() => narrow.ListNotesAsync(new()).ResponseAsync)));
            Swap("..2", "Notes/ListNotes");
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (true)
            {
                try { await narrow.ListNotesAsync(new(), cancellationToken: patience.Token); break; }
                catch (RpcException e) when (e.StatusCode == StatusCode.PermissionDenied) { await Task.Delay(100, patience.Token); }
            }
        }
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("Methods:0", "Notes/ListNote")]
    [InlineData("Areas:Notes/ListNotes:0", "5")]
    [InlineData("Areas:Notes/Nothing:0", "51")]
    [InlineData("HiddenFields:0", "NoteReply.txt")]
    [InlineData("Events:0", "governance.grid.v1.CallOpend")]
    public async Task A_typo_keeps_the_service_from_starting(string key, string value)
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => NotesHost.StartAsync(servers, more: [("Access:Clients:narrow:" + key, value)]));
        Assert.Contains("Access:Clients:narrow: '", refused.Message, StringComparison.Ordinal);
    }

    private static string Id() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();

    private static string Reason(RpcException e) => e.GetRpcStatus()?.GetDetail<Google.Rpc.ErrorInfo>()?.Reason ?? "";
}
