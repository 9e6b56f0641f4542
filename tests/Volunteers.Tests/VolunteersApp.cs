using Governance.Hosting;
using Governance.Messaging;
using Governance.Volunteers.Tests;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

[assembly: AssemblyFixture(typeof(VolunteersServers))]

namespace Governance.Volunteers.Tests;

/// <summary>The service's database, migrated and seeded with a small map.</summary>
public sealed class VolunteersServers() : ServiceServers("volunteers")
{
    protected override async Task PrepareAsync(Dictionary<string, string?> settings, string database)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddGovernanceDefaults("volunteers");
        builder.AddVolunteers();
        await using var services = builder.Services.BuildServiceProvider();
        await services.MigrateAsync<VolunteersDb>(CancellationToken.None);
        await SmallMap.SeedAsync(database);
    }
}

/// <summary>The real service for one test class (<c>IClassFixture&lt;VolunteersApp&gt;</c>). The broker is down; see <see cref="VolunteersAppWithBroker"/>.</summary>
public class VolunteersApp(VolunteersServers servers) : ServiceApp<Program, VolunteersCaller>(servers)
{
    private static int people;

    public VolunteersCaller Town() => As("town-clerk", SmallMap.Community[..9]);

    public VolunteersCaller County(string county = "510104") => As("county-centre", county);

    /// <summary>Payloads of the service's events of one type, e.g. <c>VolunteerRegistered</c>, in the order in which they were written.</summary>
    public new Task<List<string>> Events(string type) => base.Events("governance.volunteers.v1." + type);

    /// <summary>A valid identity number that nobody else gets. GB 11643.</summary>
    public static string NewNumber(string birth = "19880102", bool male = true)
    {
        var n = Interlocked.Increment(ref people);
        // Another place of first registration for each thousand, and another sequence: the last digit of the sequence is odd for men.
        var seventeen = $"{510100 + n / 500}{birth}{n % 500 * 2 + (male ? 1 : 0):000}";
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        return seventeen + "10X98765432"[seventeen.Select((c, i) => (c - '0') * weights[i]).Sum() % 11];
    }

    protected override VolunteersCaller NewCaller(Replica replica, string? token) => new(replica, token);
}

/// <summary>The same with a running RabbitMQ. One for all scenarios that need it, one after the other: two installations at one broker would take each other's events.</summary>
public sealed class VolunteersAppWithBroker(VolunteersServers servers) : VolunteersApp(servers)
{
    /// <summary>What the service asks when a party member reports in.</summary>
    public StandInParty Party { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        Party = await StandInParty.StartAsync();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Party.DisposeAsync();
    }

    protected override Dictionary<string, string?> OwnSettings => Party.Settings;

    protected override async Task<string?> BrokerAsync() => await Servers.BrokerAsync();
}

[CollectionDefinition(Name)]
public sealed class WithBroker : ICollectionFixture<VolunteersAppWithBroker>
{
    public const string Name = "with broker";
}

/// <summary>Somebody with a token, and everything they may try.</summary>
public sealed class VolunteersCaller(Replica replica, string? token) : ServiceCaller(replica, token)
{
    public V1.Registrations.RegistrationsClient Registrations => new(Invoker);

    public V1.Batches.BatchesClient Batches => new(Invoker);

    public V1.Activities.ActivitiesClient Activities => new(Invoker);

    public V1.Records.RecordsClient Records => new(Invoker);

    public V1.TimeBank.TimeBankClient TimeBank => new(Invoker);

    public V1.Orders.OrdersClient Orders => new(Invoker);

    public V1.Points.PointsClient Points => new(Invoker);

    public V1.Rewards.RewardsClient Rewards => new(Invoker);

    public V1.Honours.HonoursClient Honours => new(Invoker);

    public V1.Stations.StationsClient Stations => new(Invoker);

    public V1.Teams.TeamsClient Teams => new(Invoker);

    public V1.Covers.CoversClient Covers => new(Invoker);

    public V1.Trainings.TrainingsClient Trainings => new(Invoker);

    public V1.Commendations.CommendationsClient Commendations => new(Invoker);

    public V1.CallUps.CallUpsClient CallUps => new(Invoker);
}
