using Governance.Hosting;
using Governance.Messaging;
using Governance.PartyBuilding.Tests;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

[assembly: AssemblyFixture(typeof(PartyServers))]

namespace Governance.PartyBuilding.Tests;

/// <summary>The service's database, migrated and seeded with a small map.</summary>
public sealed class PartyServers() : ServiceServers("party")
{
    protected override async Task PrepareAsync(Dictionary<string, string?> settings, string database)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddGovernanceDefaults("party");
        builder.AddPartyBuilding();
        await using var services = builder.Services.BuildServiceProvider();
        await services.MigrateAsync<PartyDb>(CancellationToken.None);
        await SmallMap.SeedAsync(database);
        // Tests jump over years; where the rosters of a division are taken only for a time, a test says so.
        await using var connection = new Npgsql.NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        await using var open = new Npgsql.NpgsqlCommand("update roster_days set until = null", connection);
        Assert.Equal(1, await open.ExecuteNonQueryAsync());
    }
}

/// <summary>The real service for one test class (<c>IClassFixture&lt;PartyApp&gt;</c>). The broker is down; see <see cref="PartyAppWithBroker"/>.</summary>
public class PartyApp(PartyServers servers) : ServiceApp<Program, PartyCaller>(servers)
{
    private static int people;

    /// <summary>Who keeps organisations and members of a town.</summary>
    public PartyCaller Clerk(string town = "510104017") => As("party-clerk", town);

    /// <summary>A county's organisation department; with 51 the province's.</summary>
    public PartyCaller Office(string area = "510104") => As("party-office", area);

    /// <summary>Payloads of the service's events of one type, e.g. <c>OrganizationEstablished</c>, in the order in which they were written.</summary>
    public new Task<List<string>> Events(string type) => base.Events("governance.party.v1." + type);

    /// <summary>A valid identity number that nobody else gets. GB 11643.</summary>
    public static string NewNumber(string birth = "19880102", bool male = true)
    {
        var n = Interlocked.Increment(ref people);
        // Another place of first registration for each thousand, and another sequence: the last digit of the sequence is odd for men.
        var seventeen = $"{510100 + n / 500}{birth}{n % 500 * 2 + (male ? 1 : 0):000}";
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        return seventeen + "10X98765432"[seventeen.Select((c, i) => (c - '0') * weights[i]).Sum() % 11];
    }

    protected override PartyCaller NewCaller(Replica replica, string? token) => new(replica, token);
}

/// <summary>The same with a running RabbitMQ. One for all scenarios that need it, one after the other: two installations at one broker would take each other's events.</summary>
public sealed class PartyAppWithBroker(PartyServers servers) : PartyApp(servers)
{
    protected override async Task<string?> BrokerAsync() => await Servers.BrokerAsync();
}

[CollectionDefinition(Name)]
public sealed class WithBroker : ICollectionFixture<PartyAppWithBroker>
{
    public const string Name = "with broker";
}

/// <summary>Somebody with a token, and everything they may try.</summary>
public sealed class PartyCaller(Replica replica, string? token) : ServiceCaller(replica, token)
{
    public Party.V1.Organizations.OrganizationsClient Organizations => new(Invoker);

    public Party.V1.Establishment.EstablishmentClient Establishment => new(Invoker);

    public Party.V1.People.PeopleClient People => new(Invoker);

    public Party.V1.Teams.TeamsClient Teams => new(Invoker);

    public Party.V1.Qualifications.QualificationsClient Qualifications => new(Invoker);

    public Party.V1.Workers.WorkersClient Workers => new(Invoker);

    public Party.V1.Grades.GradesClient Grades => new(Invoker);

    public Party.V1.Members.MembersClient Members => new(Invoker);

    public Party.V1.Rosters.RostersClient Rosters => new(Invoker);

    public Party.V1.Transfers.TransfersClient Transfers => new(Invoker);

    public Party.V1.ReportIns.ReportInsClient ReportIns => new(Invoker);

    public Party.V1.ServiceItems.ServiceItemsClient ServiceItems => new(Invoker);

    public Party.V1.RegionalCommittees.RegionalCommitteesClient RegionalCommittees => new(Invoker);

    public Party.V1.RegionalItems.RegionalItemsClient RegionalItems => new(Invoker);

    public Party.V1.Deliberations.DeliberationsClient Deliberations => new(Invoker);

    public Party.V1.Compounds.CompoundsClient Compounds => new(Invoker);

    public Party.V1.Musters.MustersClient Musters => new(Invoker);

    public Party.V1.Coverage.CoverageClient Coverage => new(Invoker);

    public Party.V1.LevelProposals.LevelProposalsClient LevelProposals => new(Invoker);

    public Party.V1.Conventions.ConventionsClient Conventions => new(Invoker);
}
