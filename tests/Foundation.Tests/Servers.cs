using Governance.Servers;

[assembly: AssemblyFixture(typeof(Governance.Foundation.Tests.SharedServers))]
// One broker and one database server for all: what is measured and killed here must not be shared between tests at once.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]

namespace Governance.Foundation.Tests;

/// <summary>The servers of this assembly; each test has a database and a service name of its own.</summary>
public sealed class SharedServers : IAsyncLifetime
{
    private TestServers? started;

    internal TestServers All => started ?? throw new InvalidOperationException("not started");

    internal string RabbitMq => All.RabbitMq;

    internal Task<string> NewDatabaseAsync() => All.NewDatabaseAsync("notes");

    public async ValueTask InitializeAsync() => started = await TestServers.StartAsync(ServerKinds.Postgres | ServerKinds.RabbitMq);

    public async ValueTask DisposeAsync()
    {
        if (started is not null) await started.DisposeAsync();
    }
}
