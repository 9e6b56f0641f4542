using System.Net.Http.Headers;
using System.Text;
using Governance.Grid.V1;
using Governance.Volunteers.V1;
using Governance.Welfare.V1;
using Grpc.Core;
using Contact = Governance.Grid.V1.Contact;

namespace Governance.SystemTests.Failures;

[Collection(Failures.Name)]
public sealed class KeepingPersonalData(Ground ground)
{
    // Not in any other file: what is found was leaked by the service.
    private const string Name = "欧阳探测";
    private const string Phone = "1390417";
    private const string Number = "51010419770713";
    private const string Text = "电梯停运请派人检修";

    // As talkative as a service can be made by configuration.
    private static readonly (string, string)[] _talkative =
    [
        ("Logging:LogLevel:Default", "Trace"), ("Logging:LogLevel:Microsoft.AspNetCore", "Debug"), ("Logging:LogLevel:Microsoft.EntityFrameworkCore", "Trace"), ("Logging:LogLevel:Grpc", "Trace"),
    ];

    [Fact]
    public async Task Neither_disks_nor_logs_show_a_name_or_a_phone()
    {
        await using var scene = await ground.SetAsync("personal-data");
        var grid = await scene.StartReplicaAsync(_talkative);
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
        var servers = await ServersAsync(scene);
        // The scan finds what is there: the text of the appeal in the database, the call in the broker, the requests in the log.
        Assert.NotEmpty(Find(Files(Path.Combine(servers, "postgres")), Text));
        Assert.NotEmpty(Find(Files(Path.Combine(servers, "rabbitmq")), ids[^1]));
        Assert.NotEmpty(Find(scene.LogFiles, "/governance.grid.v1.Calls/OpenCall"));
        ItHasTalked(scene);

        var everything = Files(servers).Concat(scene.LogFiles).ToList();
        Assert.Empty(Find(everything, Name, Escaped(Name), Phone));
        Scene.Say($"{everything.Count} files, {everything.Where(File.Exists).Sum(f => new FileInfo(f).Length) >> 20} MB");
    }

    /// <summary>Every way by which somebody's number can come in: alone, as JSON, in a batch, in a table, in a question, and each of them wrong.</summary>
    [Fact]
    public async Task Neither_disks_nor_logs_nor_telemetry_show_a_volunteers_number_name_or_phone()
    {
        await using var scene = await ground.SetAsync("personal-data-of-volunteers", "volunteers");
        await using var otlp = await OtlpReceiver.StartAsync();
        var replica = await scene.StartReplicaAsync([.. otlp.Settings.Select(s => (s.Key, s.Value!)), .. _talkative]);
        var invoker = replica.As(scene.Centre());
        var (registrations, batches) = (new Registrations.RegistrationsClient(invoker), new Batches.BatchesClient(invoker));
        var alone = Person(1);
        alone.RequestId = Load.NewId();
        var volunteer = await registrations.RegisterVolunteerAsync(alone);
        Assert.Equal(volunteer, await registrations.RegisterVolunteerAsync(alone));    // the kept answer
        Assert.Equal(alone.IdentityNumber, (await registrations.RevealVolunteerAsync(new() { Id = volunteer.Id, Purpose = "核实身份" })).IdentityNumber);
        Assert.Equal(volunteer.Id, (await registrations.FindByIdentityNumberAsync(new() { IdentityNumber = alone.IdentityNumber, Purpose = "核实身份" })).VolunteerId);
        var again = Person(1);
        again.RequestId = Load.NewId();
        var known = await Assert.ThrowsAsync<RpcException>(async () => await registrations.RegisterVolunteerAsync(again));
        Assert.Equal(StatusCode.AlreadyExists, known.StatusCode);
        var wrong = Person(2);
        (wrong.RequestId, wrong.IdentityNumber, wrong.Phone) = (Load.NewId(), wrong.IdentityNumber[..17] + "?", Phone);
        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(async () => await registrations.RegisterVolunteerAsync(wrong))).StatusCode);
        using (var call = batches.BatchRegister())
        {
            await call.RequestStream.WriteAsync(new() { BatchId = Load.NewId(), DivisionCode = "510104", FirstLine = 1, Rows = { Person(3), Person(3), wrong } });
            await call.RequestStream.CompleteAsync();
            Assert.Equal((1, 1, 1), ((await call.ResponseAsync) is var b ? (b.RegisteredCount, b.KnownCount, b.RefusedCount) : default));
        }
        using (var call = batches.BatchRegisterFile())
        {
            var (row, bad) = (Person(4), Person(5));
            var table = $"姓名,证件号码,手机号,社区编码\n{row.Name},{row.IdentityNumber},{row.Phone},{row.DivisionCode}\n{bad.Name},{bad.IdentityNumber},{bad.Phone}\n";
            await call.RequestStream.WriteAsync(new() { BatchId = Load.NewId(), DivisionCode = "510104", Content = Google.Protobuf.ByteString.CopyFromUtf8(table) });
            await call.RequestStream.CompleteAsync();
            Assert.Equal((1, 1), ((await call.ResponseAsync) is var b ? (b.RegisteredCount, b.RefusedCount) : default));
        }
        await SendVolunteerAsync(replica, scene, Person(6), "13904170006", 200);
        await SendVolunteerAsync(replica, scene, Person(7), "[13904170007]", 400);
        // A failure of the database, with everything it has to say about the row.
        await scene.ExecuteAsync("alter table volunteers add constraint broken check (area is null) not valid");
        var refused = Person(8);
        refused.RequestId = Load.NewId();
        await Assert.ThrowsAsync<RpcException>(async () => await registrations.RegisterVolunteerAsync(refused));

        await Outcome.StreamIsTheLogAsync(scene, await Outcome.LogAsync(scene));
        await Scene.EventuallyAsync("the spans are in", () => Task.FromResult(otlp.Spans.Any(s => s.Name.Contains("FindByIdentityNumber", StringComparison.Ordinal))), 20);
        var servers = await ServersAsync(scene);
        var telemetry = Path.Combine(ground.Folder, "personal-data-of-volunteers.otlp");
        await File.WriteAllBytesAsync(telemetry, otlp.Bodies.SelectMany(b => b).ToArray());
        Assert.NotEmpty(Find(Files(Path.Combine(servers, "rabbitmq")), volunteer.Id));
        Assert.NotEmpty(Find(scene.LogFiles, "/governance.volunteers.v1.Registrations/RegisterVolunteer"));
        ItHasTalked(scene);
        Assert.NotEmpty(Find([telemetry], "FindByIdentityNumber"));
        var everything = Files(servers).Concat(scene.LogFiles).Append(telemetry).ToList();
        Assert.Empty(Find(everything, Name, Escaped(Name), Phone, Number));
        Scene.Say($"{everything.Count} files, {everything.Where(File.Exists).Sum(f => new FileInfo(f).Length) >> 20} MB");
    }

    /// <summary>The most sensitive of all: who somebody is, where they live, what they suffer from, and who told of a child.</summary>
    [Fact]
    public async Task Neither_disks_nor_logs_nor_telemetry_show_who_is_cared_for_or_what_they_suffer_from()
    {
        const string Address = "探测里 7 号 2 单元", Illness = "注射胰岛素三年", Story = "孩子手臂有探测伤痕", Findings = "屋内探测无暖气", Goals = "探测居家安全", Errand = "探测联系其侄女", Closure = "已由探测亲属接回", Teller = "teller-770713";
        await using var scene = await ground.SetAsync("personal-data-of-welfare", "welfare");
        await using var otlp = await OtlpReceiver.StartAsync();
        var replica = await scene.StartReplicaAsync([.. otlp.Settings.Select(s => (s.Key, s.Value!)), .. _talkative]);
        var invoker = replica.As(ground.Tokens.Create("supervisor", ["welfare-supervisor"], ["510104"]));
        var (people, health, cases) = (new Governance.Welfare.V1.People.PeopleClient(invoker), new HealthNotes.HealthNotesClient(invoker), new Cases.CasesClient(invoker));
        var today = TimeProvider.System.GetUtcNow().AddHours(8).ToString("yyyy-MM-dd", null);
        RegisterPersonRequest Record(int n) => new()
        {
            RequestId = Load.NewId(), Name = $"{Name}{n}", IdentityNumber = NumberOf(n), Phone = $"{Phone}{n:0000}", Address = Address, DivisionCode = Ground.Community,
            Kinds = { ConcernKind.LowIncome }, Consent = new() { Ground = ConsentGround.Self, GiveDate = today },
        };
        var request = Record(1);
        var person = await people.RegisterPersonAsync(request);
        Assert.Equal(person, await people.RegisterPersonAsync(request));    // the kept answer
        await new Consents.ConsentsClient(invoker).RecordConsentAsync(new() { RequestId = Load.NewId(), PersonId = person.Id, Purpose = ConsentPurpose.Health, Consent = new() { Ground = ConsentGround.Self, GiveDate = today } });
        await health.AddHealthNoteAsync(new() { RequestId = Load.NewId(), PersonId = person.Id, Kind = HealthNoteKind.Medication, Text = Illness, NoteDate = today });
        Assert.Equal(Illness, Assert.Single((await health.ListHealthNotesAsync(new() { PersonId = person.Id, Purpose = ReadPurpose.Case })).Notes).Text);
        var found = await cases.ReferCaseAsync(new() { RequestId = Load.NewId(), PersonId = person.Id, Summary = $"{Name}，{Illness}" });
        var tasks = new CaseTasks.CaseTasksClient(invoker);
        await tasks.EnlistWorkerAsync(new() { RequestId = Load.NewId(), Subject = "supervisor", DivisionCode = "510104", Role = "welfare-supervisor" });
        await cases.ScreenCaseAsync(new() { RequestId = Load.NewId(), Id = found.Id, Findings = Findings });
        await cases.OpenCaseAsync(new() { RequestId = Load.NewId(), Id = found.Id, Worker = "supervisor" });
        await cases.SubmitPlanAsync(new() { RequestId = Load.NewId(), Id = found.Id, Goals = Goals, Actions = { new PlanAction { What = Goals, Who = Name, ByDate = today } } });
        var task = await tasks.GiveTaskAsync(new() { RequestId = Load.NewId(), CaseId = found.Id, What = Errand, Worker = "supervisor", DueDate = today });
        await tasks.FinishTaskAsync(new() { RequestId = Load.NewId(), Id = task.Id, Result = Errand });
        await cases.ProposeClosureAsync(new() { RequestId = Load.NewId(), Id = found.Id, Outcome = CaseOutcome.MovedAway, Message = Closure });
        // Somebody who does nothing else: no row, no log and no span names them.
        await new ChildReports.ChildReportsClient(replica.As(ground.Tokens.Create(Teller, ["welfare-worker"], ["510104"]))).ReportChildAtRiskAsync(new()
        {
            RequestId = Load.NewId(), DivisionCode = Ground.Community, Text = Story, Address = Address, ChildName = $"{Name}童", Age = 6, Duty = ReporterDuty.School, ReporterName = $"{Name}师", ReporterPhone = Phone + "0007",
        });
        // Somebody who is there already, and what is wrong.
        var twin = Record(1);
        Assert.Equal(StatusCode.AlreadyExists, (await Assert.ThrowsAsync<RpcException>(async () => await people.RegisterPersonAsync(twin))).StatusCode);
        var wrong = Record(2);
        (wrong.IdentityNumber, wrong.Phone) = (wrong.IdentityNumber[..17] + "?", Phone);
        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(async () => await people.RegisterPersonAsync(wrong))).StatusCode);
        // A failure of the database, with everything it has to say about the row.
        await scene.ExecuteAsync("alter table people add constraint broken check (area is null) not valid");
        await Assert.ThrowsAsync<RpcException>(async () => await people.RegisterPersonAsync(Record(3)));

        await Outcome.StreamIsTheLogAsync(scene, await Outcome.LogAsync(scene));
        await Scene.EventuallyAsync("the spans are in", () => Task.FromResult(otlp.Spans.Any(s => s.Name.Contains("AddHealthNote", StringComparison.Ordinal))), 20);
        var servers = await ServersAsync(scene);
        var telemetry = Path.Combine(ground.Folder, "personal-data-of-welfare.otlp");
        await File.WriteAllBytesAsync(telemetry, otlp.Bodies.SelectMany(b => b).ToArray());
        Assert.NotEmpty(Find(Files(Path.Combine(servers, "rabbitmq")), person.Id));
        Assert.NotEmpty(Find(scene.LogFiles, "/governance.welfare.v1.HealthNotes/AddHealthNote"));
        ItHasTalked(scene);
        Assert.NotEmpty(Find([telemetry], "AddHealthNote"));
        // Who called is told by spans, but of whoever must not be named; nor does a row lead to the trace.
        Assert.NotEmpty(Find([telemetry], "enduser.id"));
        Assert.Equal([true], await scene.QueryAsync("select bool_and(trace_id is null) from audit where action like '%/ReportChildAtRisk'", r => r.GetBoolean(0)));
        Assert.Equal([true], await scene.QueryAsync("select bool_and(trace_parent is null) from events where type like '%.ChildAtRiskReported'", r => r.GetBoolean(0)));
        Assert.Equal([true], await scene.QueryAsync("select bool_and(trace_id is not null) from audit where action like '%/AddHealthNote'", r => r.GetBoolean(0)));
        var everything = Files(servers).Concat(scene.LogFiles).Append(telemetry).ToList();
        string[] texts = [Name, Address, Illness, Story, Findings, Goals, Errand, Closure];
        Assert.Empty(Find(everything, [.. texts, .. texts.Select(Escaped), Phone, Number, Teller]));
    }

    private static string NumberOf(int n)
    {
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        var seventeen = $"{Number}{n:000}";
        return seventeen + "10X98765432"[seventeen.Select((c, i) => (c - '0') * weights[i]).Sum() % 11];
    }

    private static RegisterVolunteerRequest Person(int n) => new() { Name = $"{Name}{n}", IdentityNumber = NumberOf(n), Phone = $"{Phone}{n:0000}", DivisionCode = Ground.Community };

    private static async Task SendVolunteerAsync(Replica replica, Scene scene, RegisterVolunteerRequest person, string phone, int status)
    {
        using var http = new HttpClient { BaseAddress = replica.Grpc, DefaultRequestVersion = new Version(2, 0), DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", scene.Centre());
        var json = $$"""{"requestId":"{{Load.NewId()}}","name":"{{person.Name}}","identityNumber":"{{person.IdentityNumber}}","phone":{{(status == 200 ? $"\"{phone}\"" : phone)}},"divisionCode":"{{Ground.Community}}"}""";
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri("/volunteers/v1/volunteers", UriKind.Relative), content);
        Assert.True((int)answer.StatusCode == status, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>The folder with everything the servers keep, written out.</summary>
    private static async Task<string> ServersAsync(Scene scene)
    {
        await scene.ExecuteAsync("checkpoint");
        var data = (await scene.QueryAsync("show data_directory", r => r.GetString(0)))[0];
        return Directory.GetParent(data)!.Parent!.FullName;
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

    // What its appsettings.json keeps quiet, it has said: the settings have arrived.
    private static void ItHasTalked(Scene scene)
    {
        foreach (var said in (string[])["info: Microsoft.EntityFrameworkCore.Database.Command[20101]", "dbug: Microsoft.EntityFrameworkCore.", "dbug: Microsoft.AspNetCore.", "dbug: Grpc."]) Assert.NotEmpty(Find(scene.LogFiles, said));
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
