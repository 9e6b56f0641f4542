using System.Security.Cryptography;
using Governance.Identity.Keys;
using Governance.Identity.Users;
using Governance.Map;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Governance.Identity;

/// <summary>What this binary does instead of serving. Each command ends with 0, or says on stderr what is wrong and ends with 2.</summary>
internal static class Commands
{
    private const string Usage = """
        Governance.Identity                    serve
        Governance.Identity migrate            create or upgrade the database, make the first keys, register the console (Identity:ConsoleRedirectUris)
        Governance.Identity seed FILE          sample users and clients from a JSON file; Development only
        Governance.Identity user NAME [--display-name TEXT] [--role R]... [--area CODE]... [--unit CODE] [--reset] [--disable]
                                               put a person with these roles and areas; new or --reset: prints a one-time password
        Governance.Identity client ID --agency NAME [--scope S]... [--area CODE]... [--unit CODE] [--reset | --secret-setting NAME]
                                               put a partner's client; new or --reset: prints its secret. Or the secret is in a setting,
                                               as for a service of ours that asks another one
        Governance.Identity rotate-key         make a new signing key; it signs one hour from now
        Governance.Identity redrive            read again what failed of the news of reorganised communities (ConnectionStrings:rabbitmq)
        """;

    /// <summary>Whether the arguments name a command; options such as --urls belong to serving.</summary>
    public static bool Named(string[] args) => args is [var first, ..] && (!first.StartsWith('-') || first is "--help" or "-h");

    public static async Task<int> RunAsync(WebApplication app, string[] args)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var (services, stop) = (scope.ServiceProvider, app.Lifetime.ApplicationStopping);
        switch (args)
        {
            case ["migrate"]:
                await MigrateAsync(services, stop);
                return 0;
            case ["seed", _] when !app.Environment.IsDevelopment():
                return Refuse($"seed creates users and clients with known passwords. It runs in Development only; this is {app.Environment.EnvironmentName}.");
            case ["seed", var file]:
                return Refuse([.. await services.GetRequiredService<Seed>().ApplyAsync(file, stop)]);
            case ["user", var name, .. var options]:
                return await PutUserAsync(services, name.ToLowerInvariant(), options, stop);
            case ["client", var id, .. var options]:
                return await PutClientAsync(services, id, options, stop);
            case ["rotate-key"]:
                services.GetRequiredService<IdentityDb>().Add(SigningKeys.Create(services.GetRequiredService<KeySeal>(), Now(services), first: false));
                await services.GetRequiredService<IdentityDb>().SaveChangesAsync(stop);
                return 0;
            case ["redrive"]:
                if (services.GetRequiredService<IConfiguration>().GetConnectionString("rabbitmq") is not { Length: > 0 } broker) return Refuse("ConnectionStrings:rabbitmq is not set");
                Console.WriteLine($"{await FollowingCommunities.RedriveAsync(new Uri(broker), stop)} events redriven");
                return 0;
            case ["--help" or "-h" or "help"]:
                Console.WriteLine(Usage);
                return 0;
            default:
                return Refuse(Usage);
        }
    }

    private static async Task MigrateAsync(IServiceProvider services, CancellationToken ct)
    {
        var db = services.GetRequiredService<IdentityDb>();
        await db.Database.MigrateAsync(ct);
        await db.Database.ExecuteSqlRawAsync(Access.ServingRole.Grants(), ct);
        // The first keys are made here and not by serving, or two replicas starting together would each make their own.
        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            await db.Database.ExecuteSqlAsync($"lock table keys in exclusive mode", ct);
            if (!await db.Keys.AnyAsync(k => k.Kind == KeyKind.Signing, ct))
            {
                db.Add(SigningKeys.Create(services.GetRequiredService<KeySeal>(), Now(services), first: true));
                await db.SaveChangesAsync(ct);
            }
            await transaction.CommitAsync(ct);
        }
        var cookieKeys = services.GetRequiredService<IKeyManager>();
        if (cookieKeys.GetAllKeys().Count == 0) cookieKeys.CreateNewKey(Now(services), Now(services).AddDays(90));

        var redirects = services.GetRequiredService<IdentitySettings>().ConsoleRedirectUris;
        if (redirects.Length > 0) await services.GetRequiredService<Clients>().PutConsoleAsync(redirects, ct);
    }

    private static async Task<int> PutUserAsync(IServiceProvider services, string name, string[] args, CancellationToken ct)
    {
        if (Options.Read(args, ["--display-name", "--role", "--area", "--unit"], ["--reset", "--disable"], out var wrong) is not { } options) return Refuse(wrong);
        var (db, now) = (services.GetRequiredService<IdentityDb>(), Now(services));
        var user = await db.Users.SingleOrDefaultAsync(u => u.Name == name, ct);
        var (display, roles, areas, unit) = (options.One("--display-name") ?? user?.DisplayName ?? name, options.All("--role"), options.All("--area"), options.One("--unit"));
        if (User.Violations(name, display, roles, areas, unit).ToArray() is { Length: > 0 } violations) return Refuse(violations);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var held = await services.GetRequiredService<MovedCommunities>().NowAsync(areas, ct);
        if (user is null)
        {
            user = new User { Id = Guid.CreateVersion7(now), Name = name, DisplayName = display, PasswordHash = "", Roles = [], Areas = [], CreatedAt = now };
            db.Add(user);
        }
        (user.DisplayName, user.Roles, user.Areas, user.Unit, user.Disabled) = (display, roles, held, unit, options.Has("--disable"));
        string? password = null;
        if (user.PasswordHash.Length == 0 || options.Has("--reset"))
        {
            password = OneTimePassword();
            user.PasswordHash = services.GetRequiredService<PasswordHasher<User>>().HashPassword(user, password);
            user.MustChangePassword = true;
        }
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        if (user.Disabled || password is not null) await Session.EndAllAsync(db, user.Id, now);
        if (password is not null) Console.WriteLine(password);
        return 0;
    }

    private static async Task<int> PutClientAsync(IServiceProvider services, string id, string[] args, CancellationToken ct)
    {
        if (Options.Read(args, ["--agency", "--scope", "--area", "--unit", "--secret-setting"], ["--reset"], out var wrong) is not { } options) return Refuse(wrong);
        var (agency, scopes, areas, unit) = (options.One("--agency") ?? "", options.All("--scope"), options.All("--area"), options.One("--unit"));
        if (Clients.Violations(id, agency, scopes, areas, unit).ToArray() is { Length: > 0 } violations) return Refuse(violations);
        var given = options.One("--secret-setting") is { } setting ? services.GetRequiredService<IConfiguration>()[setting] ?? "" : null;
        if (given is { Length: < 32 }) return Refuse($"{options.One("--secret-setting")} is to hold the secret of \"{id}\": at least 32 characters");
        var clients = services.GetRequiredService<Clients>();
        var secret = given ?? (options.Has("--reset") || !await clients.ExistsAsync(id, ct) ? Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) : null);
        await using (var transaction = await services.GetRequiredService<IdentityDb>().Database.BeginTransactionAsync(ct))
        {
            await clients.PutPartnerAsync(id, secret, agency, scopes, areas, unit, ct);
            await transaction.CommitAsync(ct);
        }
        if (secret is not null && given is null) Console.WriteLine(secret);
        return 0;
    }

    // Letters that nobody confuses when reading it out; one of each kind, so that it passes the rules.
    private static string OneTimePassword() => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789", 16) + "-a7Z";

    private static DateTimeOffset Now(IServiceProvider services) => services.GetRequiredService<TimeProvider>().GetUtcNow();

    private static int Refuse(params string[] reasons)
    {
        foreach (var reason in reasons) Console.Error.WriteLine(reason);
        return reasons.Length == 0 ? 0 : 2;
    }

    private sealed class Options(ILookup<string, string> values)
    {
        public static Options? Read(string[] args, string[] valued, string[] flags, out string wrong)
        {
            var found = new List<(string Name, string Value)>();
            wrong = "";
            for (var i = 0; i < args.Length; i++)
            {
                if (flags.Contains(args[i])) found.Add((args[i], ""));
                else if (valued.Contains(args[i]) && i + 1 < args.Length) found.Add((args[i], args[++i]));
                else wrong = $"\"{args[i]}\" is not an option here, or its value is missing.\n{Usage}";
            }
            return wrong.Length > 0 ? null : new(found.ToLookup(f => f.Name, f => f.Value));
        }

        public string? One(string name) => values[name].LastOrDefault();
        public string[] All(string name) => [.. values[name].Distinct()];
        public bool Has(string name) => values.Contains(name);
    }
}
