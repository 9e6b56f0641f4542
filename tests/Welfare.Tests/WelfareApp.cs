using System.Text;
using Governance.Hosting;
using Governance.Map;
using Governance.Messaging;
using Governance.Servers;
using Governance.Welfare.Tests;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

[assembly: AssemblyFixture(typeof(WelfareServers))]

namespace Governance.Welfare.Tests;

/// <summary>The service's database, migrated and seeded with a small map and the working calendar as it ships.</summary>
public sealed class WelfareServers() : ServiceServers("welfare")
{
    protected override async Task PrepareAsync(Dictionary<string, string?> settings, string database)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddGovernanceDefaults("welfare");
        builder.AddWelfare();
        await using var services = builder.Services.BuildServiceProvider();
        await services.MigrateAsync<WelfareDb>(CancellationToken.None);
        await SmallMap.SeedAsync(database);
        await using var scope = services.CreateAsyncScope();
        await CalendarUpdate.Command.RunAsync(scope.ServiceProvider, [Path.Combine(Repository.Root, "deploy", "data", "china-working-calendar.csv")], CancellationToken.None);
    }
}

/// <summary>The real service for one test class (<c>IClassFixture&lt;WelfareApp&gt;</c>). The broker is down; see <see cref="WelfareAppWithBroker"/>.</summary>
public class WelfareApp(WelfareServers servers) : ServiceApp<Program, WelfareCaller>(servers)
{
    private static int people;

    /// <summary>A social worker of the town.</summary>
    public WelfareCaller Worker(string town = "510104017", string? subject = null) => As("welfare-worker", town, subject: subject);

    /// <summary>The county's supervisor.</summary>
    public WelfareCaller Supervisor(string county = "510104", string? subject = null) => As("welfare-supervisor", county, subject: subject);

    /// <summary>Payloads of the service's events of one type, e.g. <c>PersonFiled</c>, in the order in which they were written.</summary>
    public new Task<List<string>> Events(string type) => base.Events("governance.welfare.v1." + type);

    /// <summary>Everything that a table holds as somebody reads it who has the disc: the rows, and the bytes of sealed columns as they are. As hexadecimal digits even what is not sealed could not be read.</summary>
    public async Task<string> AtRest(string table)
    {
        var bytes = await QueryAll<string>("select column_name::text from information_schema.columns where table_name = $1 and data_type = 'bytea'", table);
        Assert.NotEmpty(bytes);
        return Encoding.UTF8.GetString(await Query<byte[]>($"select string_agg(convert_to(r::text, 'UTF8') || {string.Join(" || ", bytes.Select(c => $"coalesce(r.{c}, '')"))}, ''::bytea) from {table} r"));
    }

    /// <summary>A valid identity number that nobody else gets. GB 11643.</summary>
    public static string NewNumber(string birth = "19480102", bool male = true)
    {
        var n = Interlocked.Increment(ref people);
        // Another place of first registration for each thousand, and another sequence: the last digit of the sequence is odd for men.
        var seventeen = $"{510100 + n / 500}{birth}{n % 500 * 2 + (male ? 1 : 0):000}";
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        return seventeen + "10X98765432"[seventeen.Select((c, i) => (c - '0') * weights[i]).Sum() % 11];
    }

    protected override WelfareCaller NewCaller(Replica replica, string? token) => new(replica, token);
}

/// <summary>The same with a running RabbitMQ. One for all scenarios that need it, one after the other: two installations at one broker would take each other's events.</summary>
public sealed class WelfareAppWithBroker(WelfareServers servers) : WelfareApp(servers)
{
    protected override async Task<string?> BrokerAsync() => await Servers.BrokerAsync();
}

[CollectionDefinition(Name)]
public sealed class WithBroker : ICollectionFixture<WelfareAppWithBroker>
{
    public const string Name = "with broker";
}

/// <summary>Somebody with a token, and everything they may try.</summary>
public sealed class WelfareCaller(Replica replica, string? token) : ServiceCaller(replica, token)
{
    public V1.People.PeopleClient People => new(Invoker);

    public V1.Allowances.AllowancesClient Allowances => new(Invoker);

    public V1.ChildReports.ChildReportsClient ChildReports => new(Invoker);

    public V1.Emergencies.EmergenciesClient Emergencies => new(Invoker);

    public V1.CareProviders.CareProvidersClient CareProviders => new(Invoker);

    public V1.CareOrders.CareOrdersClient CareOrders => new(Invoker);

    public V1.CareNeeds.CareNeedsClient CareNeeds => new(Invoker);

    public V1.PayLists.PayListsClient PayLists => new(Invoker);

    public V1.Contacts.ContactsClient Contacts => new(Invoker);

    public V1.Consents.ConsentsClient Consents => new(Invoker);

    public V1.HealthNotes.HealthNotesClient HealthNotes => new(Invoker);

    public V1.Assessments.AssessmentsClient Assessments => new(Invoker);

    public V1.Cases.CasesClient Cases => new(Invoker);

    public V1.CaseNotes.CaseNotesClient CaseNotes => new(Invoker);

    public V1.CaseLimits.CaseLimitsClient CaseLimits => new(Invoker);

    public V1.CaseTasks.CaseTasksClient CaseTasks => new(Invoker);

    public V1.CaseReferrals.CaseReferralsClient CaseReferrals => new(Invoker);

    public V1.Visits.VisitsClient Visits => new(Invoker);

    public V1.Jobs.JobsClient Jobs => new(Invoker);

    public V1.JobPayLists.JobPayListsClient JobPayLists => new(Invoker);

    public V1.CaseTransfers.CaseTransfersClient CaseTransfers => new(Invoker);
}
