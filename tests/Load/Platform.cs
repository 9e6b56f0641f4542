using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Governance.Servers;

namespace Governance.Load;

/// <summary>
/// The platform as it runs in production, on private servers: Grid, Volunteers, PartyBuilding or Welfare and, when asked for, the gateway as processes of their own with their own settings;
/// tokens of a real authority; the real map and categories.
/// </summary>
internal sealed class Platform : IAsyncDisposable
{
    // Services that know the map by a command of theirs; Grid owns it.
    private static readonly Dictionary<string, string> Projects = new() { ["volunteers"] = "Volunteers", ["party"] = "PartyBuilding", ["welfare"] = "Welfare" };
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
    private readonly string folder = Directory.CreateTempSubdirectory("governance-load-").FullName;
    private readonly Report report;
    private readonly Dictionary<string, string?> settings = [];
    private readonly List<ServiceProcess> processes = [];

    private Platform(Report report, TestServers servers, TestTokens tokens) => (this.report, Servers, Tokens) = (report, servers, tokens);

    public TestServers Servers { get; }

    public TestTokens Tokens { get; }

    /// <summary>Connection string of the service's database.</summary>
    public string Database { get; private set; } = "";

    public ServiceProcess? Grid { get; private set; }

    public Uri GridAddress { get; private set; } = new("http://127.0.0.1");

    public Uri GatewayAddress { get; private set; } = new("https://localhost");

    private X509Certificate2? certificate;
    private ServiceProcess? welfare;

    /// <summary>Servers, tokens, and a database with the map and the categories. Nothing serves yet.</summary>
    public static async Task<Platform> StartAsync(Report report, bool durable, CancellationToken cancel, string service = "grid")
    {
        if (Configuration != "Release") report.Say("built for debugging: figures mean little (dotnet run -c Release)");
        report.Say($"starting PostgreSQL ({(durable ? "durable" : "fsync off")}), Redis and RabbitMQ");
        var servers = await TestServers.StartAsync(ServerKinds.All, durable);
        var platform = new Platform(report, servers, await TestTokens.StartAsync());
        try
        {
            platform.Database = $"{servers.Postgres};Database={service}";
            await platform.PrepareAsync(service, cancel);
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    private async Task PrepareAsync(string service, CancellationToken cancel)
    {
        foreach (var (key, value) in Tokens.Settings) settings[key] = value;
        settings[$"ConnectionStrings:{service}"] = Database;
        settings["ConnectionStrings:rabbitmq"] = Servers.RabbitMq;
        settings["ConnectionStrings:redis"] = Servers.Redis;
        settings["Protection:Current"] = "load";
        settings["Protection:Keys:load"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        settings["Protection:LookupKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        report.Say("creating the database, importing the map");
        if (Projects.TryGetValue(service, out var project))
        {
            await MigrateAsync(service, project, cancel);
            return;
        }
        await ServiceProcess.RunAsync("migrate", Binary("services", "Grid"), folder, settings, cancel, "migrate");
        await ServiceProcess.RunAsync("import", Binary("services", "Grid"), folder, settings, cancel, "import", Path.Combine(Repository.Root, "deploy", "data"));
    }

    private async Task MigrateAsync(string service, string project, CancellationToken cancel)
    {
        report.Say($"migrating {service}");
        await ServiceProcess.RunAsync("migrate", Binary("services", project), folder, settings, cancel, "migrate");
        await ServiceProcess.RunAsync("map", Binary("services", project), folder, settings, cancel, "map", Path.Combine(Repository.Root, "deploy", "data", "sichuan-divisions.csv"));
    }

    /// <summary>One more Grid; it serves when this returns.</summary>
    public async Task<ServiceProcess> StartGridAsync(CancellationToken cancel)
    {
        var (http, grpc) = (new Uri($"http://127.0.0.1:{FreePort()}"), new Uri($"http://127.0.0.1:{FreePort()}"));
        var own = new Dictionary<string, string?>(settings) { ["Kestrel:Endpoints:http:Url"] = http.ToString(), ["Kestrel:Endpoints:grpc:Url"] = grpc.ToString() };
        Grid = await ServiceProcess.StartAsync("grid", Binary("services", "Grid"), folder, own);
        processes.Add(Grid);
        await Grid.UntilReadyAsync(new Uri(http, "health/ready"), Trusts, cancel);
        GridAddress = grpc;
        settings["services:grid:grpc:0"] = grpc.ToString();
        settings["services:grid:http:0"] = http.ToString();
        report.Say($"Grid serves (process {Grid.Id})");
        return Grid;
    }

    /// <summary>A command of Grid's binary, e.g. <c>redrive</c>; what it says.</summary>
    public async Task<string> RunGridAsync(CancellationToken cancel, params string[] command)
    {
        var log = Path.Combine(folder, "command.log");
        File.Delete(log);
        await ServiceProcess.RunAsync("command", Binary("services", "Grid"), folder, settings, cancel, command);
        return await File.ReadAllTextAsync(log, cancel);
    }

    /// <summary>This program as a process of its own, on these servers with a database of its own: see <see cref="Rivals.Rival"/>.</summary>
    public Task<ServiceProcess> StartRivalAsync(string database, params string[] arguments) =>
        ServiceProcess.StartAsync("rival", typeof(Platform).Assembly.Location, folder, new Dictionary<string, string?>(settings) { ["ConnectionStrings:rival"] = database }, ["rival", .. arguments]);

    /// <summary>Address of Volunteers, which serves.</summary>
    public async Task<Uri> StartVolunteersAsync(CancellationToken cancel) => (await StartAsync("volunteers", cancel)).Address;

    /// <summary>Address of PartyBuilding, which serves.</summary>
    public async Task<Uri> StartPartyAsync(CancellationToken cancel) => (await StartAsync("party", cancel)).Address;

    /// <summary>Address of Welfare, which serves; again after it was killed.</summary>
    public async Task<Uri> StartWelfareAsync(CancellationToken cancel)
    {
        (welfare, var address) = await StartAsync("welfare", cancel);
        return address;
    }

    /// <summary>Welfare beside Grid, with a database of its own, and listening: calls of this category are referrals to it.</summary>
    /// <returns>Connection string of its database.</returns>
    public async Task<string> AddWelfareAsync(string category, CancellationToken cancel)
    {
        settings["ConnectionStrings:welfare"] = $"{Servers.Postgres};Database=welfare";
        settings["Cases:CallCategories:0"] = category;
        await MigrateAsync("welfare", "Welfare", cancel);
        await StartWelfareAsync(cancel);
        return settings["ConnectionStrings:welfare"]!;
    }

    /// <summary>As a machine that loses its power.</summary>
    public void KillWelfare() => welfare!.Kill();

    private async Task<(ServiceProcess Process, Uri Address)> StartAsync(string service, CancellationToken cancel)
    {
        var (http, grpc) = (new Uri($"http://127.0.0.1:{FreePort()}"), new Uri($"http://127.0.0.1:{FreePort()}"));
        var own = new Dictionary<string, string?>(settings) { ["Kestrel:Endpoints:http:Url"] = http.ToString(), ["Kestrel:Endpoints:grpc:Url"] = grpc.ToString() };
        var process = await ServiceProcess.StartAsync(service, Binary("services", Projects[service]), folder, own);
        processes.Add(process);
        await process.UntilReadyAsync(new Uri(http, "health/ready"), Trusts, cancel);
        report.Say($"{Projects[service]} serves (process {process.Id})");
        return (process, grpc);
    }

    public async Task StartGatewayAsync(CancellationToken cancel)
    {
        var (pem, key) = (Path.Combine(folder, "gateway.pem"), Path.Combine(folder, "gateway.key"));
        using (var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        {
            var request = new CertificateRequest("CN=localhost", pair, HashAlgorithmName.SHA256);
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName("localhost");
            request.CertificateExtensions.Add(names.Build());
            var now = TimeProvider.System.GetUtcNow();
            certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddDays(1));
            await File.WriteAllTextAsync(pem, certificate.ExportCertificatePem(), cancel);
            await File.WriteAllTextAsync(key, pair.ExportPkcs8PrivateKeyPem(), cancel);
        }
        GatewayAddress = new Uri($"https://localhost:{FreePort()}");
        var own = new Dictionary<string, string?>(settings)
        {
            ["Gateway:Address"] = "127.0.0.1", ["Gateway:Port"] = $"{GatewayAddress.Port}", ["Gateway:CertificatePem"] = pem, ["Gateway:KeyPem"] = key,
            ["services:identity:http:0"] = Tokens.Issuer,
        };
        var gateway = await ServiceProcess.StartAsync("gateway", Binary("", "Gateway"), folder, own);
        processes.Add(gateway);
        await gateway.UntilReadyAsync(new Uri(GatewayAddress, "health/ready"), Trusts, cancel);
        report.Say($"the gateway serves (process {gateway.Id})");
    }

    /// <summary>Whether this is the gateway's certificate.</summary>
    public bool Trusts(X509Certificate? presented) => presented is not null && presented.GetCertHashString() == certificate?.GetCertHashString();

    public async ValueTask DisposeAsync()
    {
        report.Say("stopping");
        foreach (var process in Enumerable.Reverse(processes)) await process.DisposeAsync();
        await Tokens.DisposeAsync();
        await Servers.DisposeAsync();
        certificate?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static string Binary(string above, string project) =>
        Path.Combine(Repository.Root, above, above.Length > 0 ? project : project.ToLowerInvariant(), "bin", Configuration, "net10.0", $"Governance.{project}.dll");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
