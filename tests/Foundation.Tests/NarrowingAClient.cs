using System.Diagnostics;
using System.Security.Claims;
using Governance.Access;
using Governance.Common.V1;
using Governance.Foundation.Tests.Notes;
using Governance.Foundation.Tests.Wire;
using Grpc.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Governance.Foundation.Tests;

/// <summary>What a partner's client may do less than its scope says, as data: methods, areas, fields.</summary>
public sealed class NarrowingAClient(SharedServers servers)
{
    private static readonly (string, string)[] Narrowed =
    [
        ("Access:Clients:narrow:Methods:0", "Notes/ListNotes"), ("Access:Clients:narrow:Methods:1", "Notes/WatchNotes"), ("Access:Clients:narrow:Areas:Notes/ListNotes:0", "510104"),
        ("Access:Clients:narrow:HiddenFields:0", "NoteReply.text"),
    ];

    [Fact]
    public async Task It_calls_its_methods_in_its_areas_and_does_not_see_what_is_hidden()
    {
        await using var host = await NotesHost.StartAsync(servers, more: Narrowed);
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
        void Swap(string at, string json)
        {
            File.WriteAllText(Path.Combine(folder.CreateSubdirectory(at).FullName, "clients.json"), json);
            File.CreateSymbolicLink(Path.Combine(folder.FullName, "..data_tmp"), at);
            // rename(2), as kubelet does it; File.Move takes the link for the folder that it leads to.
            using var move = Process.Start("mv", ["-T", Path.Combine(folder.FullName, "..data_tmp"), Path.Combine(folder.FullName, "..data")]);
            move.WaitForExit();
        }
        static string Only(string method) => """{"Access": {"Clients": {"narrow": {"Methods": ["METHOD"]}}}}""".Replace("METHOD", method, StringComparison.Ordinal);
        Swap("..1", Only("Notes/WatchNotes"));
        var file = Path.Combine(folder.FullName, "clients.json");
        File.CreateSymbolicLink(file, Path.Combine("..data", "clients.json"));
        await using (var host = await NotesHost.StartAsync(servers, more: [("Access:ClientsFile", file)]))
        {
            var narrow = host.AsPartner("testing.read", ["5101"], "narrow");
            Assert.Equal("PERMISSION_MISSING", Reason(await Assert.ThrowsAsync<RpcException>(() => narrow.ListNotesAsync(new()).ResponseAsync)));
            Swap("..2", Only("Notes/ListNotes"));
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (true)
            {
                try { await narrow.ListNotesAsync(new(), cancellationToken: patience.Token); break; }
                catch (RpcException e) when (e.StatusCode == StatusCode.PermissionDenied) { await Task.Delay(100, patience.Token); }
            }
            // Half a file: nothing of it is there any more, and the rights are as they were.
            Swap("..3", Only("Notes/WatchNotes")[..20]);
            await Eventually.Equal(null, () => Task.FromResult(host.Setting("Access:Clients:narrow:Methods:0")));
            using var watch = narrow.WatchNotes(new());
            Assert.Equal("PERMISSION_MISSING", Reason(await Assert.ThrowsAsync<RpcException>(() => watch.ResponseStream.MoveNext(CancellationToken.None))));
            await narrow.ListNotesAsync(new());
        }
        folder.Delete(recursive: true);
    }

    /// <summary>Whatever another layer, such as the environment, says of clients.</summary>
    [Theory]
    [InlineData("Logging", "")]
    [InlineData("Access:Clients", "")]
    [InlineData("Access:Clients:other:HiddenFields:0", "Point.latitude")]
    public void What_is_wrong_or_gone_later_leaves_the_rights_as_they_were_and_is_told(string key, string value)
    {
        var folder = Directory.CreateTempSubdirectory("clients-");
        var file = Path.Combine(folder.FullName, "clients.json");
        var caller = Caller.Nobody;
        caller.Become(new ClaimsPrincipal(new ClaimsIdentity([new("sub", "narrow"), new("client_id", "narrow")], "test")), _ => Reach.Area);
        File.WriteAllText(file, Hiding("Point.latitude"));
        var (configuration, told) = (new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).AddJsonFile(file).Build(), new Told());
        using (var rights = new ClientRights(configuration, new PermissionMap(typeof(AccessExtensions).Assembly), told))
        {
            Assert.Equal(["Point.latitude"], rights.HiddenFrom(caller));
            foreach (var (json, warning) in new[]
            {
                (Hiding("Point.altitude"), "'Point.altitude' is no field"), ("{}", "Access:Clients is gone"), ("""{"Access": {"Roles": {}}}""", "Access:Clients is gone"),
            })
            {
                Set(json);
                // A reload by hand tells of the change twice: by the provider and by the root.
                Assert.Contains(warning, Assert.Single(told.Warnings.Distinct()), StringComparison.Ordinal);
                Assert.Equal(["Point.latitude"], rights.HiddenFrom(caller));
                told.Warnings.Clear();
            }
            Set(Hiding("Point.longitude"));
            Assert.Equal(["Point.longitude"], rights.HiddenFrom(caller));
            // Said in so many words, nobody is narrowed; and nothing that never was is missed.
            for (var n = 0; n < 2; n++)
            {
                Set(n == 0 ? """{"Access": {"Clients": {}}}""" : "{}");
                Assert.Empty(rights.HiddenFrom(caller));
            }
            Assert.Empty(told.Warnings);
        }
        folder.Delete(recursive: true);

        static string Hiding(string field) => """{"Access": {"Clients": {"narrow": {"HiddenFields": ["FIELD"]}}}}""".Replace("FIELD", field, StringComparison.Ordinal);

        void Set(string json)
        {
            File.WriteAllText(file, json);
            configuration.Reload();
        }
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

    /// <summary>Empty is nothing: as it stands in the file of a Secret, and as the environment says it.</summary>
    [Theory]
    [InlineData("""{"Methods": []}""", false), InlineData("""{"Methods": null}""", false), InlineData("""{"Methods": {}}""", false), InlineData("""{"methods": []}""", false)]
    [InlineData("""{"Areas": {}}""", true), InlineData("""{"Areas": []}""", true), InlineData("""{"Areas": {"*": []}}""", true), InlineData("""{"Areas": {"Notes/ListNotes": null}}""", true)]
    public async Task What_is_said_and_empty_allows_nothing(string rights, bool calls)
    {
        var folder = Directory.CreateTempSubdirectory("clients-");
        var file = Path.Combine(folder.FullName, "clients.json");
        await File.WriteAllTextAsync(file, Saying(rights));
        await using (var host = await NotesHost.StartAsync(servers, more: [("Access:ClientsFile", file)]))
        {
            await host.As("writer", ["5101"]).TakeNoteAsync(new() { RequestId = Id(), Text = "here", Area = "510104017001" });
            // Another case of the client's name narrows all the same, as keys of configuration do.
            foreach (var client in new[] { "narrow", "Narrow" })
            {
                var narrow = host.AsPartner("testing.read", ["5101"], client);
                if (calls) Assert.Empty((await narrow.ListNotesAsync(new())).Notes);
                else Assert.Equal("PERMISSION_MISSING", Reason(await Assert.ThrowsAsync<RpcException>(() => narrow.ListNotesAsync(new()).ResponseAsync)));
            }
            Assert.Single((await host.AsPartner("testing.read", ["5101"], "another").ListNotesAsync(new())).Notes);
        }
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("""{"Events": []}""", true), InlineData("""{"Events": null}""", true), InlineData("""{"HiddenFields": []}""", false), InlineData("", true)]
    public void No_event_is_said_as_no_event_and_nothing_hidden_hides_nothing(string rights, bool shut)
    {
        const string variable = "NARROWING_Access__Clients__narrow__Events";
        if (rights.Length == 0) Environment.SetEnvironmentVariable(variable, "");
        using var said = new Said(rights.Length == 0 ? """{"Access": {"Clients": {"another": {"Methods": []}}}}""" : Saying(rights));
        Environment.SetEnvironmentVariable(variable, null);
        Assert.Equal(shut, said.Rights.EventsOf(Narrow()) is { Count: 0 });
        Assert.Empty(said.Rights.HiddenFrom(Narrow()));
    }

    /// <summary>At the start nothing runs; later the rights of before hold, and the log says what is wrong.</summary>
    [Theory]
    [InlineData("""{"Methods": "Calls/OpenCall"}""", "'Methods' is to be a list, and not 'Calls/OpenCall'"), InlineData("""{"Method": ["Calls/OpenCall"]}""", "'Method' is none of Methods, Areas, HiddenFields, Events")]
    [InlineData("""{"Hidden": ["Point.latitude"]}""", "'Hidden' is none of"), InlineData("""{"HiddenFields": "Point.latitude"}""", "'HiddenFields' is to be a list"), InlineData("""{"HiddenFields": {"Point": "latitude"}}""", "'HiddenFields:Point' is no item")]
    [InlineData("""{"Areas": "5101"}""", "'Areas' is to hold a list for each method"), InlineData("""{"Areas": ["5101"]}""", "'0' is no method"), InlineData("""{"Areas": {"Calls/ListCalls": "5101"}}""", "'Calls/ListCalls' is to be a list")]
    [InlineData("""{"Events": "governance.grid.v1.CallOpened"}""", "'Events' is to be a list"), InlineData("""{"Events": [""]}""", "'' is no event"), InlineData("""{"Methods": [["Calls/OpenCall"]]}""", "'Methods:0' is no item"), InlineData("""{"Methods": [null]}""", "'' is no method")]
    [InlineData("{}", "narrow says none of"), InlineData("[]", "narrow says none of"), InlineData("null", "narrow says none of"), InlineData("\"Calls/OpenCall\"", "narrow says none of")]
    public void What_is_no_list_or_no_right_is_refused(string rights, string wrong)
    {
        Assert.Contains(wrong, Assert.Throws<InvalidOperationException>(() => new Said(Saying(rights))).Message, StringComparison.Ordinal);
        using var said = new Said(Saying("""{"HiddenFields": ["Point.latitude"]}"""));
        said.Again(Saying(rights));
        Assert.Contains(wrong, Assert.Single(said.Told.Warnings.Distinct()), StringComparison.Ordinal);
        Assert.Equal(["Point.latitude"], said.Rights.HiddenFrom(Narrow()));
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => new Said("""{"Access": {"Client": {}, "Clients": {"one": {"Method": [], "Hidden": ["Point.latitude"], "Events": ["CallOpened"]}, "two": {"Areas": {"Calls/OpenCal": ["5"]}}}}}"""));
        foreach (var wrong in new[] { "Access:Client is none", "one: 'Method'", "one: 'Hidden'", "one: 'CallOpened'", "two: 'Calls/OpenCal'", "two: '5'" }) Assert.Contains(wrong, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Methods__0", "Calls/OpenCall", """{"Methods": ["Calls/ListCalls", "Calls/GetCall"]}"""), InlineData("Methods", "", """{"Methods": ["Calls/ListCalls"]}"""), InlineData("HiddenFields__0", "Point.latitude", """{"HiddenFields": ["Point.longitude"]}""")]
    public void Lists_of_two_layers_are_never_put_together(string key, string value, string rights)
    {
        var variable = "NARROWING_Access__Clients__narrow__" + key;
        Environment.SetEnvironmentVariable(variable, value);
        try { Assert.Contains("is said differently in two places", Assert.Throws<InvalidOperationException>(() => new Said(Saying(rights))).Message, StringComparison.Ordinal); }
        finally { Environment.SetEnvironmentVariable(variable, null); }
    }

    [Theory]
    [InlineData("""{"Clients": {"narrow": {"Methods": []}}}"""), InlineData("""{"Access": {}}"""), InlineData("{}")]
    public async Task A_file_that_says_nothing_of_clients_keeps_the_service_from_starting(string json)
    {
        var folder = Directory.CreateTempSubdirectory("clients-");
        var file = Path.Combine(folder.FullName, "clients.json");
        await File.WriteAllTextAsync(file, json);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => NotesHost.StartAsync(servers, more: [("Access:ClientsFile", file)]));
        Assert.Contains("says nothing of clients", refused.Message, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    private static string Saying(string rights) => """{"Access": {"Clients": {"narrow": RIGHTS}}}""".Replace("RIGHTS", rights, StringComparison.Ordinal);

    private static Caller Narrow()
    {
        var caller = Caller.Nobody;
        caller.Become(new ClaimsPrincipal(new ClaimsIdentity([new("sub", "narrow"), new("client_id", "narrow")], "test")), _ => Reach.Area);
        return caller;
    }

    /// <summary>A file of rights, below what the environment says.</summary>
    private sealed class Said : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("clients-");
        private readonly IConfigurationRoot configuration;

        public Said(string json)
        {
            File.WriteAllText(Path, json);
            configuration = new ConfigurationBuilder().AddJsonFile(Path).AddEnvironmentVariables("NARROWING_").Build();
            Rights = new ClientRights(configuration, new PermissionMap(typeof(AccessExtensions).Assembly), Told);
        }

        public ClientRights Rights { get; }

        public Told Told { get; } = new();

        private string Path => System.IO.Path.Combine(folder.FullName, "clients.json");

        public void Again(string json)
        {
            File.WriteAllText(Path, json);
            configuration.Reload();
        }

        public void Dispose()
        {
            Rights.Dispose();
            folder.Delete(recursive: true);
        }
    }

    private static string Id() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();

    private static string Reason(RpcException e) => e.GetRpcStatus()?.GetDetail<Google.Rpc.ErrorInfo>()?.Reason ?? "";

    private sealed class Told : ILogger<ClientRights>
    {
        public List<string> Warnings { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Warning) Warnings.Add(formatter(state, exception));
        }
    }
}
