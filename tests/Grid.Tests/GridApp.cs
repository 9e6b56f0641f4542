using Governance.Harness;

namespace Governance.Grid.Tests;

/// <summary>The real Grid service for one test class (<c>IClassFixture&lt;GridApp&gt;</c>). The broker is down; see <see cref="GridAppWithBroker"/>.</summary>
public class GridApp(GridServers servers) : ServiceApp<Program, GridCaller>(servers)
{
    public GridCaller AsResident(string area = SmallMap.Community, string? subject = null) => As("resident", area, subject: subject);

    /// <summary>A resident who signed in at a client that others sign in at too, such as the console.</summary>
    public GridCaller AsPerson(string subject, string clientId) => WithToken(Servers.Tokens.Create(subject, ["resident"], [SmallMap.Community], clientId: clientId));

    /// <summary>Payloads of Grid's events of one type, e.g. <c>GridChanged</c>, in the order in which they were written.</summary>
    public new Task<List<string>> Events(string type) => base.Events("governance.grid.v1." + type);

    protected override GridCaller NewCaller(Replica replica, string? token) => new(replica, token);
}

/// <summary>The same with a running RabbitMQ, which all such apps share: look only for events of your own aggregates.</summary>
public sealed class GridAppWithBroker(GridServers servers) : GridApp(servers)
{
    protected override async Task<string?> BrokerAsync() => await Servers.BrokerAsync();
}

/// <summary>One for all scenarios that need it, one after the other: two installations at one broker would take each other's events.</summary>
[CollectionDefinition(Name)]
public sealed class WithBroker : ICollectionFixture<GridAppWithBroker>
{
    public const string Name = "with broker";
}
