using Governance.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Governance.Messaging;

/// <summary>Registration of a service's database, event log and consumers.</summary>
public static class MessagingModule
{
    /// <summary>
    /// The database <typeparamref name="T"/> from connection string <paramref name="name"/>: pooled contexts that belong to the caller of the scope,
    /// statements prepared automatically.
    /// </summary>
    public static IHostApplicationBuilder AddGovernanceDb<T>(this IHostApplicationBuilder builder, string name) where T : GovernanceDb
    {
        var connection = new NpgsqlConnectionStringBuilder(builder.Configuration.GetConnectionString(name)
            ?? throw new InvalidOperationException($"ConnectionStrings:{name} is not set"))
        {
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 2,
            ApplicationName = name,
            // A reset at every return to the pool was a third of what a command cost the server. So nobody changes the session of a pooled connection.
            NoResetOnClose = true,
        };
        // npgsql's own activities stay off: their cost shows on every command; the traces start at the rpc.
        var source = new NpgsqlDataSourceBuilder(connection.ConnectionString).Build();
        // By a factory, so that the container owns it and closes the connections when the process ends.
        builder.Services.AddSingleton(_ => source);
        // A data source hides its password; creating the database needs it.
        builder.Services.AddSingleton(new DatabaseAddress(connection.ConnectionString));
        builder.Services.AddSingleton(new OwnSession(new NpgsqlConnectionStringBuilder(connection.ConnectionString) { Pooling = false }.ConnectionString));
        builder.Services.AddPooledDbContextFactory<T>(o => o.UseNpgsql(source).UseSnakeCaseNamingConvention().ConfigureWarnings(Quieter));
        builder.Services.AddScoped<Work>();
        builder.Services.AddSingleton<RelayWake>();
        builder.Services.AddSingleton<PlaceMoved>();
        builder.Services.AddScoped(sp =>
        {
            var db = sp.GetRequiredService<IDbContextFactory<T>>().CreateDbContext();
            db.Lend(sp.GetRequiredService<Caller>(), sp.GetRequiredService<Work>(), sp.GetRequiredService<TimeProvider>(), sp.GetRequiredService<RelayWake>(), sp.GetRequiredService<PlaceMoved>(), sp.GetService<PersonalData>());
            return db;
        });
        builder.Services.AddScoped(sp => new DbOfThisCall(sp.GetRequiredService<T>()));
        builder.Services.AddScoped<DenialTrail>();
        return builder;
    }

    // Whoever meets the exception answers for it and logs it. A second delivery and a lost race break a constraint as a matter of course: errors in the log
    // for them would teach operators to look away.
    private static void Quieter(WarningsConfigurationBuilder warnings) => warnings.Log(
        (CoreEventId.SaveChangesFailed, LogLevel.Debug), (CoreEventId.QueryIterationFailed, LogLevel.Debug), (CoreEventId.OptimisticConcurrencyException, LogLevel.Debug),
        (RelationalEventId.CommandError, LogLevel.Debug), (RelationalEventId.ConnectionError, LogLevel.Debug), (RelationalEventId.TransactionError, LogLevel.Debug));

    /// <summary>
    /// The relay, the tail, the housekeeping and the consumers of the service <paramref name="service"/> (lower case, as in its events' names). Needs
    /// <see cref="AddGovernanceDb{T}"/> and, once it serves, <c>ConnectionStrings:rabbitmq</c>; starts and serves while the broker is down.
    /// </summary>
    public static IHostApplicationBuilder AddGovernanceMessaging(this IHostApplicationBuilder builder, string service, Action<Consumers>? consumers = null)
    {
        var options = MessagingOptions.Read(builder.Configuration);
        var registered = new Consumers(service);
        consumers?.Invoke(registered);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(registered);
        builder.Services.AddSingleton(sp => new BrokerAddress(sp.GetRequiredService<IConfiguration>()));
        builder.Services.AddSingleton(sp => new EventTail(sp.GetRequiredService<NpgsqlDataSource>(), sp.GetRequiredService<RelayWake>(),
            sp.GetRequiredService<ILogger<EventTail>>(), sp.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping));
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddScoped<EventFeed>();
        builder.Services.AddHostedService(sp => ActivatorUtilities.CreateInstance<Relay>(sp, service));
        builder.Services.AddHostedService<Housekeeping>();
        registered.Register(builder.Services, options);
        return builder;
    }

    /// <summary>Creates or upgrades the database of <typeparamref name="T"/>: Foundation's tables, then the service's migrations. Safe to run again and at once with others.</summary>
    public static async Task MigrateAsync<T>(this IServiceProvider services, CancellationToken cancel) where T : GovernanceDb
    {
        var source = services.GetRequiredService<NpgsqlDataSource>();
        await CreateDatabaseAsync(services.GetRequiredService<DatabaseAddress>().ConnectionString, cancel);
        await using var connection = await source.OpenConnectionAsync(cancel);
        // Session lock: two migrations at once take turns.
        await using (var command = new NpgsqlCommand("select pg_advisory_lock(7423001)", connection)) await command.ExecuteNonQueryAsync(cancel);
        await FoundationSchema.ApplyAsync(connection, services.GetService<MessagingOptions>() ?? new(), cancel);
        await using var db = await services.GetRequiredService<IDbContextFactory<T>>().CreateDbContextAsync(cancel);
        await db.Database.MigrateAsync(cancel);
        foreach (var sql in services.GetServices<AfterMigrations>().SelectMany(then => then.Statements(db))) await LettingOthersPassAsync(connection, sql, cancel);
        await using (var command = new NpgsqlCommand(FoundationSchema.TriggersFindTheirTables, connection)) await command.ExecuteNonQueryAsync(cancel);
        var grants = ServingRole.Grants(FoundationSchema.OwnersFunctions.Concat(services.GetServices<OwnersFunctions>().SelectMany(f => f.Names)));
        await using (var command = new NpgsqlCommand(grants, connection)) await command.ExecuteNonQueryAsync(cancel);
        await using (var command = new NpgsqlCommand("select pg_advisory_unlock(7423001)", connection)) await command.ExecuteNonQueryAsync(cancel);
        await using var broken = new NpgsqlCommand(FoundationSchema.BrokenIndexes, connection);
        if (await broken.ExecuteScalarAsync(cancel) is string drop) throw new InvalidOperationException($"Not valid, since who built it was cut off: {drop} Then build it again (concurrently), unless somebody is at it.");
    }

    // One statement a transaction, so that no table stays locked while the next is waited for. Whoever waits for a table that somebody writes makes all others wait behind it: so it waits for two seconds, lets
    // them pass, and asks again; after some minutes the step has failed, and may be repeated.
    private static async Task LettingOthersPassAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        const int Tries = 60;
        for (var tries = 1; ; tries++)
        {
            await using (var transaction = await connection.BeginTransactionAsync(cancel))
            {
                try
                {
                    await using var command = new NpgsqlCommand("select set_config('lock_timeout', '2s', true);\n" + sql, connection, transaction);
                    await command.ExecuteNonQueryAsync(cancel);
                    await transaction.CommitAsync(cancel);
                    return;
                }
                catch (PostgresException e) when (tries < Tries && e.SqlState is (PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected))
                {
                    // Rolled back with the transaction.
                }
            }
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancel);
        }
    }

    private static async Task CreateDatabaseAsync(string connectionString, CancellationToken cancel)
    {
        var target = new NpgsqlConnectionStringBuilder(connectionString);
        var name = target.Database!;
        target.Database = "postgres";
        target.Pooling = false;
        await using var connection = new NpgsqlConnection(target.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var exists = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection) { Parameters = { new() { Value = name } } };
        if (await exists.ExecuteScalarAsync(cancel) is not null) return;
        try
        {
            await using var create = new NpgsqlCommand($"create database \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", connection);
            await create.ExecuteNonQueryAsync(cancel);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // another migration created it at the same moment
        }
    }

    private sealed record DatabaseAddress(string ConnectionString);
}

/// <summary>SQL of Foundation that a service's tables must exist for; run by every <c>migrate</c>, while the version before serves: each in a transaction of its own, and again when somebody holds what it locks.</summary>
/// <param name="Statements">For a database of this model; each may be repeated.</param>
public sealed record AfterMigrations(Func<DbContext, IEnumerable<string>> Statements);

/// <summary>
/// The scope's database for Foundation itself, which does not know its type. Not a second registration of the context: the container would dispose of it twice, and the
/// second time it may already be lent to another call.
/// </summary>
internal sealed record DbOfThisCall(GovernanceDb Db);

/// <summary>For background work that changes the settings of its session: a connection that nobody gets after it.</summary>
internal sealed record OwnSession(string ConnectionString)
{
    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancel)
    {
        var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(cancel);
        return connection;
    }
}
