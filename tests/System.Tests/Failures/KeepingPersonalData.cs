using System.Net.Http.Headers;
using System.Text;
using Governance.Grid.V1;
using Grpc.Core;

namespace Governance.SystemTests.Failures;

[Collection(Failures.Name)]
public sealed class KeepingPersonalData(Ground ground)
{
    // Not in any other file: what is found was leaked by Grid.
    private const string Name = "欧阳探测";
    private const string Phone = "1390417";
    private const string Text = "电梯停运请派人检修";

    [Fact]
    public async Task Neither_disks_nor_logs_show_a_name_or_a_phone()
    {
        await using var scene = await ground.SetAsync("personal-data");
        // As talkative as it can be made by configuration.
        var grid = await scene.StartReplicaAsync(("Logging:LogLevel:Default", "Trace"), ("Logging:LogLevel:Microsoft.AspNetCore", "Debug"), ("Logging:LogLevel:Microsoft.EntityFrameworkCore", "Trace"), ("Logging:LogLevel:Grpc", "Trace"));
        var resident = new Calls.CallsClient(grid.As(scene.Resident("resident")));
        var centre = new Calls.CallsClient(grid.As(scene.Centre()));
        var ids = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            var appeal = Load.Appeal(Text);
            appeal.Contact = new Contact { Name = $"{Name}{i}", Phone = $"{Phone}{i:0000}" };
            var call = await resident.OpenCallAsync(appeal);
            Assert.Equal(call, await resident.OpenCallAsync(appeal));    // the kept answer
            ids.Add(call.Id);
        }
        Assert.Equal(Phone + "0000", (await centre.RevealContactAsync(new() { Id = ids[0], Purpose = "回访当事人" })).Phone);
        // Refused: what was wrong is said, not repeated into a log.
        var wrong = Load.Appeal(Text);
        wrong.Contact = new Contact { Name = Name + new string('长', 60), Phone = Phone };
        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(async () => await resident.OpenCallAsync(wrong))).StatusCode);
        await SendJsonAsync(grid, scene);
        // A failure of the database, with everything it has to say about the row.
        await scene.ExecuteAsync("alter table calls add constraint broken check (text <> 'x' and area is null) not valid");
        var refused = Load.Appeal(Text);
        refused.Contact = new Contact { Name = $"{Name}甲", Phone = Phone + "9999" };
        await Assert.ThrowsAsync<RpcException>(async () => await resident.OpenCallAsync(refused));
        await scene.ExecuteAsync("alter table calls drop constraint broken");

        await Outcome.StreamIsTheLogAsync(scene, await Outcome.LogAsync(scene));
        await scene.ExecuteAsync("checkpoint");
        var data = (await scene.QueryAsync("show data_directory", r => r.GetString(0)))[0];
        var servers = Directory.GetParent(data)!.Parent!.FullName;
        // The scan finds what is there: the text of the appeal in the database, the call in the broker, the requests in the log.
        Assert.NotEmpty(Find(Files(Path.Combine(servers, "postgres")), Text));
        Assert.NotEmpty(Find(Files(Path.Combine(servers, "rabbitmq")), ids[^1]));
        Assert.NotEmpty(Find(scene.LogFiles, "/governance.grid.v1.Calls/OpenCall"));

        var everything = Files(servers).Concat(scene.LogFiles).ToList();
        Assert.Empty(Find(everything, Name, Escaped(Name), Phone));
        Scene.Say($"{everything.Count} files, {everything.Sum(f => new FileInfo(f).Length) >> 20} MB");
    }

    // The other door: transcoded JSON, once good and once with a name of the wrong type.
    private static async Task SendJsonAsync(Replica grid, Scene scene)
    {
        using var http = new HttpClient { BaseAddress = grid.Grpc, DefaultRequestVersion = new Version(2, 0), DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", scene.Resident("resident"));
        await PostAsync($"\"{Name}乙\"", 200);
        await PostAsync($"[\"{Name}丙\"]", 400);

        async Task PostAsync(string name, int status)
        {
            var json = $$$"""{"requestId":"{{{Load.NewId()}}}","text":"{{{Text}}}","placeCode":"{{{Ground.Community}}}","categoryCode":"{{{Load.StreetLight}}}","source":"CALL_SOURCE_ONLINE","contact":{"name":{{{name}}},"phone":"{{{Phone}}}8888"}}""";
            using var content = new StringContent(json, Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(new Uri("/grid/v1/calls", UriKind.Relative), content);
            Assert.True((int)answer.StatusCode == status, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
    }

    // Empty ones are locks.
    private static IEnumerable<string> Files(string folder) =>
        from file in new DirectoryInfo(folder).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
        where file.Length > 0
        select file.FullName;

    // As JSON writers escape it.
    private static string Escaped(string text) => string.Concat(text.Select(c => $"\\u{(int)c:X4}"));

    /// <summary>Which files hold one of the texts, and which text.</summary>
    private static List<string> Find(IEnumerable<string> files, params string[] texts)
    {
        var wanted = texts.SelectMany(t => (byte[][])[Encoding.UTF8.GetBytes(t), Encoding.UTF8.GetBytes(t.ToLowerInvariant())]).ToList();
        var found = new List<string>();
        foreach (var file in files)
        {
            byte[] bytes;
            try { bytes = File.ReadAllBytes(file); }
            catch (FileNotFoundException) { continue; }    // a server has tidied up meanwhile
            found.AddRange(wanted.Where(w => bytes.AsSpan().IndexOf(w) >= 0).Select(w => $"{file}: {Encoding.UTF8.GetString(w)}"));
        }
        return found;
    }
}
