using Governance.Hosting;
using Governance.Messaging;
using Governance.SocialOrganizations.Tests;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

[assembly: AssemblyFixture(typeof(SocialOrgsServers))]

namespace Governance.SocialOrganizations.Tests;

/// <summary>The service's database, migrated and seeded with a small map.</summary>
public sealed class SocialOrgsServers() : ServiceServers("socialorgs")
{
    protected override async Task PrepareAsync(Dictionary<string, string?> settings, string database)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddGovernanceDefaults("socialorgs");
        builder.AddSocialOrganizations();
        await using var services = builder.Services.BuildServiceProvider();
        await services.MigrateAsync<SocialOrgsDb>(CancellationToken.None);
        await SmallMap.SeedAsync(database);
    }
}

/// <summary>The real service for one test class (<c>IClassFixture&lt;SocialOrgsApp&gt;</c>). The broker is down; see <see cref="SocialOrgsAppWithBroker"/>.</summary>
public class SocialOrgsApp(SocialOrgsServers servers) : ServiceApp<Program, SocialOrgsCaller>(servers)
{
    private static int codes;

    /// <summary>The county's civil affairs.</summary>
    public SocialOrgsCaller Office(string area = "510104", string? subject = null, int replica = 0) => As("orgs-office", area, subject: subject, replica: replica);

    /// <summary>Who files and incubates organisations of a town.</summary>
    public SocialOrgsCaller Clerk(string town = "510104017", string? subject = null) => As("orgs-clerk", town, subject: subject);

    /// <summary>Who works for an organisation.</summary>
    public SocialOrgsCaller Staff(string subject, string area = "510104017001") => As("orgs-staff", area, subject: subject);

    /// <summary>Payloads of the service's events of one type, e.g. <c>OrganizationFiled</c>, in the order in which they were written.</summary>
    public new Task<List<string>> Events(string type) => base.Events("governance.socialorgs.v1." + type);

    public string Day(int from = 0) => Rpc.ChinaTime.DateOf(Clock.GetUtcNow()).AddDays(from).ToString("yyyy-MM-dd", null);

    /// <summary>A valid unified social credit code that nobody else gets. GB 32100.</summary>
    public static string NewCode(string begins = "52")
    {
        var seventeen = $"{begins}510104{Interlocked.Increment(ref codes):000000000}";
        const string characters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        var (sum, weight) = (0, 1);
        foreach (var c in seventeen)
        {
            sum += characters.IndexOf(c, StringComparison.Ordinal) * weight;
            weight = weight * 3 % 31;
        }
        return seventeen + characters[(31 - sum % 31) % 31];
    }

    /// <summary>Keys as the service has them.</summary>
    internal Governance.Access.PersonalData Personal => new(new ConfigurationBuilder().AddInMemoryCollection(Servers.Settings(Database)).Build());

    protected override SocialOrgsCaller NewCaller(Replica replica, string? token) => new(replica, token);
}

/// <summary>The same with a running RabbitMQ. One for all scenarios that need it, one after the other: two installations at one broker would take each other's events.</summary>
public sealed class SocialOrgsAppWithBroker(SocialOrgsServers servers) : SocialOrgsApp(servers)
{
    public StandInVolunteers Volunteers { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        Volunteers = await StandInVolunteers.StartAsync();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Volunteers.DisposeAsync();
    }

    protected override Dictionary<string, string?> OwnSettings => Volunteers.Settings;

    protected override async Task<string?> BrokerAsync() => await Servers.BrokerAsync();
}

[CollectionDefinition(Name)]
public sealed class WithBroker : ICollectionFixture<SocialOrgsAppWithBroker>
{
    public const string Name = "with broker";
}

/// <summary>Somebody with a token, and everything they may try.</summary>
public sealed class SocialOrgsCaller(Replica replica, string? token) : ServiceCaller(replica, token)
{
    public SocialOrgs.V1.Organizations.OrganizationsClient Organizations => new(Invoker);

    public SocialOrgs.V1.Gates.GatesClient Gates => new(Invoker);

    public SocialOrgs.V1.Incubators.IncubatorsClient Incubators => new(Invoker);

    public SocialOrgs.V1.Intakes.IntakesClient Intakes => new(Invoker);

    public SocialOrgs.V1.Residencies.ResidenciesClient Residencies => new(Invoker);

    public SocialOrgs.V1.SocialWorkers.SocialWorkersClient SocialWorkers => new(Invoker);

    public SocialOrgs.V1.SocialWorkStations.SocialWorkStationsClient Stations => new(Invoker);

    public SocialOrgs.V1.Projects.ProjectsClient Projects => new(Invoker);

    public SocialOrgs.V1.Pilots.PilotsClient Pilots => new(Invoker);

    public SocialOrgs.V1.Gradings.GradingsClient Gradings => new(Invoker);

    public SocialOrgs.V1.Credit.CreditClient Credit => new(Invoker);

    public SocialOrgs.V1.ServiceLists.ServiceListsClient ServiceLists => new(Invoker);

    public SocialOrgs.V1.Tenders.TendersClient Tenders => new(Invoker);

    public SocialOrgs.V1.Contracts.ContractsClient Contracts => new(Invoker);

    public SocialOrgs.V1.ServiceOrders.ServiceOrdersClient ServiceOrders => new(Invoker);

    public SocialOrgs.V1.Funds.FundsClient Funds => new(Invoker);

    public SocialOrgs.V1.Donations.DonationsClient Donations => new(Invoker);

    public SocialOrgs.V1.Grants.GrantsClient Grants => new(Invoker);

    public SocialOrgs.V1.Spendings.SpendingsClient Spendings => new(Invoker);

    public SocialOrgs.V1.DonationDrives.DonationDrivesClient DonationDrives => new(Invoker);

    public SocialOrgs.V1.CharityResources.CharityResourcesClient CharityResources => new(Invoker);

    public SocialOrgs.V1.VentureContests.VentureContestsClient VentureContests => new(Invoker);

    public SocialOrgs.V1.Ventures.VenturesClient Ventures => new(Invoker);

    public SocialOrgs.V1.Enterprises.EnterprisesClient Enterprises => new(Invoker);

    public SocialOrgs.V1.PublicAssets.PublicAssetsClient PublicAssets => new(Invoker);

    public SocialOrgs.V1.Custodies.CustodiesClient Custodies => new(Invoker);
}
