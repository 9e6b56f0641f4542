using Governance.Foundation.Tests.Notes;
using Governance.Hosting;
using Governance.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Governance.Foundation.Tests;

public sealed class RunningACommand(SharedServers servers)
{
    [Fact]
    public async Task Migrate_makes_the_database_and_starts_nothing()
    {
        var address = $"{servers.All.Postgres};Database=made_by_migrate";
        Assert.Equal(0, await App(address).RunGovernanceAsync<NotesDb>(["migrate"]));
        Assert.Equal(0, await App(address).RunGovernanceAsync<NotesDb>(["migrate"]));
        await using var source = NpgsqlDataSource.Create(address);
        await using var command = source.CreateCommand("select count(*) from notes");
        Assert.Equal(0L, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Two_migrations_at_once_take_turns()
    {
        var address = $"{servers.All.Postgres};Database=made_by_two";
        Assert.All(await Task.WhenAll(App(address).RunGovernanceAsync<NotesDb>(["migrate"]), App(address).RunGovernanceAsync<NotesDb>(["migrate"])), code => Assert.Equal(0, code));
    }

    [Fact]
    public async Task A_command_of_the_service_runs_as_the_system_and_gets_its_arguments()
    {
        var database = await servers.NewDatabaseAsync();
        await App(database).RunGovernanceAsync<NotesDb>(["migrate"]);
        string[] got = [];
        var code = await App(database).RunGovernanceAsync<NotesDb>(["--Some:Key=value", "import", "file.csv", "--force"], new GovernanceCommand("import", "takes notes", async (scope, args, cancel) =>
        {
            got = args;
            var db = scope.GetRequiredService<NotesDb>();
            db.Add(Note.Take(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), "510104017001", "imported"));
            await db.SaveAsync(cancel);
            return 7;
        }));
        Assert.Equal(7, code);
        Assert.Equal(["file.csv", "--force"], got);
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("select subject || ' ' || action from audit");
        Assert.Equal("system:import import", await command.ExecuteScalarAsync());
    }

    [Theory]
    [InlineData("--help", 0)]
    [InlineData("-h", 0)]
    [InlineData("help", 0)]
    [InlineData("migrat", 2)]
    public async Task Whoever_asks_is_told_the_commands_and_a_typing_error_is_one(string argument, int code) =>
        Assert.Equal(code, await App(servers.All.Postgres + ";Database=none").RunGovernanceAsync<NotesDb>([argument]));

    [Theory]
    [InlineData(0, "resend", "--help")]
    [InlineData(2, "resend")]
    [InlineData(2, "resend", "--since", "2026-11-25T08:00:00Z")]
    public async Task Resend_tells_how_it_is_used_before_it_looks_at_any_database(int code, params string[] arguments) =>
        Assert.Equal(code, await App(servers.All.Postgres + ";Database=none").RunGovernanceAsync<NotesDb>(arguments));

    private static WebApplication App(string database)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(new TestLog());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:notes"] = database });
        builder.AddGovernanceDefaults("notes");
        builder.AddGovernanceDb<NotesDb>("notes");
        builder.AddGovernanceMessaging("testing");
        builder.Services.AddHostedService<NeverStarted>();
        return builder.Build();
    }

    private sealed class NeverStarted : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("a command started the host");

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
