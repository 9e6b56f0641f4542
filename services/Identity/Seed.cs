using System.Text.Json;
using Governance.Identity.Users;
using Governance.Map;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Governance.Identity;

/// <summary>Sample users and clients from a file, for Development only. The same file twice changes nothing; a changed one is taken over.</summary>
internal sealed class Seed(IdentityDb db, MovedCommunities moved, Clients clients, PasswordHasher<User> hasher, TimeProvider clock)
{
    public static readonly string[] LoopbackRedirects = ["http://127.0.0.1/callback", "http://localhost/callback"];

    private sealed record Samples(Person[]? Users, Partner[]? Clients, string[]? RedirectUris);

    private sealed record Person(string Name, string DisplayName, string Password, string[]? Roles, string[]? Areas, string? Unit);

    private sealed record Partner(string Id, string Secret, string Agency, string[]? Scopes, string[]? Areas, string? Unit);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = false };

    /// <summary>Returns what is wrong with the file; then nothing was stored.</summary>
    public async Task<IReadOnlyList<string>> ApplyAsync(string file, CancellationToken ct)
    {
        Samples samples;
        try
        {
            await using var content = File.OpenRead(file);
            samples = await JsonSerializer.DeserializeAsync<Samples>(content, Json, ct) ?? throw new JsonException("the file is empty");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return [$"{file}: {e.Message}"];
        }
        var (people, partners) = (samples.Users ?? [], samples.Clients ?? []);
        string[] violations =
        [
            .. people.SelectMany(p => User.Violations(p.Name ?? "", p.DisplayName ?? "", p.Roles ?? [], p.Areas ?? [], p.Unit)),
            .. people.Select(p => (p.Name, Refusal: PasswordRules.Refusal(p.Password ?? "", p.Name ?? "")))
                .Where(p => p.Refusal is not null).Select(p => $"password of \"{p.Name}\": {p.Refusal}"),
            .. partners.SelectMany(c => Clients.Violations(c.Id ?? "", c.Agency ?? "", c.Scopes ?? [], c.Areas ?? [], c.Unit)),
            .. partners.Where(c => c.Secret is null or { Length: < 16 }).Select(c => $"secret of \"{c.Id}\": at least 16 characters"),
        ];
        if (violations.Length > 0) return violations;

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        foreach (var person in people) await PutAsync(person, ct);
        await db.SaveChangesAsync(ct);
        foreach (var partner in partners) await clients.PutPartnerAsync(partner.Id, partner.Secret, partner.Agency, partner.Scopes ?? [], partner.Areas ?? [], partner.Unit, ct);
        await clients.PutConsoleAsync([.. LoopbackRedirects.Union(samples.RedirectUris ?? [])], ct);
        await transaction.CommitAsync(ct);
        return [];
    }

    private async Task PutAsync(Person person, CancellationToken ct)
    {
        var user = await db.Users.SingleOrDefaultAsync(u => u.Name == person.Name, ct);
        if (user is null)
        {
            var now = clock.GetUtcNow();
            user = new User { Id = Guid.CreateVersion7(now), Name = person.Name, DisplayName = person.DisplayName, PasswordHash = "", Roles = [], Areas = [], CreatedAt = now };
            db.Add(user);
        }
        (user.DisplayName, user.Roles, user.Areas, user.Unit) = (person.DisplayName, person.Roles ?? [], await moved.NowAsync(person.Areas ?? [], ct), person.Unit);
        if (user.PasswordHash.Length == 0 || hasher.VerifyHashedPassword(user, user.PasswordHash, person.Password) == PasswordVerificationResult.Failed)
            user.PasswordHash = hasher.HashPassword(user, person.Password);
    }
}
