using System.Text.Json;
using Governance.Access;
using Governance.Identity.Tokens;
using Governance.Identity.Users;
using Governance.Map;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Governance.Identity;

/// <summary>Registers clients. Saying the same twice changes nothing.</summary>
internal sealed class Clients(MovedCommunities moved, IOpenIddictApplicationManager applications)
{
    public const string Console = "console";

    public static IEnumerable<string> Violations(string id, string agency, string[] scopes, string[] areas, string? unit)
    {
        if (id.Length is 0 or > 100 || id == Console) yield return $"client \"{id}\": 1 to 100 characters, not \"{Console}\"";
        if (agency.Length is 0 or > 100) yield return $"agency of \"{id}\": 1 to 100 characters";
        foreach (var scope in scopes.Except(IdentityModule.PartnerScopes)) yield return $"scope \"{scope}\": one of {string.Join(", ", IdentityModule.PartnerScopes)}";
        foreach (var area in areas.Where(a => !Area.TryParse(a, out _))) yield return $"area \"{area}\": a division code";
        if (unit is not null && !User.IsUnit(unit)) yield return $"unit \"{unit}\": such as 510104-01";
        // Answering calls is a unit's work: without a unit the client would see none.
        if (unit is null && scopes.Contains("grid.calls.handle")) yield return $"unit of \"{id}\": needed for grid.calls.handle";
    }

    /// <summary>A partner agency's machine: client credentials for just these scopes and areas. Without a secret the present one stays. In a transaction: nobody reorganises its areas before it ends.</summary>
    public async Task PutPartnerAsync(string id, string? secret, string agency, string[] scopes, string[] areas, string? unit, CancellationToken ct)
    {
        var now = await moved.NowAsync(areas, ct);
        await PutAsync(id, secret, descriptor =>
        {
            descriptor.ClientType = ClientTypes.Confidential;
            descriptor.Permissions.UnionWith([Permissions.Endpoints.Token, Permissions.Endpoints.Revocation, Permissions.GrantTypes.ClientCredentials]);
            descriptor.Permissions.UnionWith(scopes.Select(s => Permissions.Prefixes.Scope + s));
            descriptor.Properties[Principals.Agency] = JsonSerializer.SerializeToElement(agency);
            descriptor.Properties[Principals.Areas] = JsonSerializer.SerializeToElement(now);
            if (unit is not null) descriptor.Properties[Principals.Unit] = JsonSerializer.SerializeToElement(unit);
        }, ct);
    }

    /// <summary>
    /// The people's client: public, so PKCE and no secret. It holds no partner scope: a person's rights come from roles, and services
    /// read scopes as rights. As a native client it may use any port of a registered loopback address that names none.
    /// </summary>
    public Task PutConsoleAsync(string[] redirectUris, CancellationToken ct) =>
        PutAsync(Console, null, descriptor =>
        {
            descriptor.ClientType = ClientTypes.Public;
            descriptor.ApplicationType = redirectUris.Any(u => new Uri(u).IsLoopback) ? ApplicationTypes.Native : ApplicationTypes.Web;
            descriptor.ConsentType = ConsentTypes.Implicit;
            descriptor.Requirements.Add(Requirements.Features.ProofKeyForCodeExchange);
            descriptor.Permissions.UnionWith([
                Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.Revocation, Permissions.Endpoints.EndSession,
                Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code, Permissions.Scopes.Profile]);
            foreach (var uri in redirectUris.Select(u => new Uri(u)))
            {
                descriptor.RedirectUris.Add(uri);
                descriptor.PostLogoutRedirectUris.Add(uri);
            }
        }, ct);

    public async Task<bool> ExistsAsync(string id, CancellationToken ct) => await applications.FindByClientIdAsync(id, ct) is not null;

    private async Task PutAsync(string id, string? secret, Action<OpenIddictApplicationDescriptor> describe, CancellationToken ct)
    {
        var existing = await applications.FindByClientIdAsync(id, ct);
        var descriptor = new OpenIddictApplicationDescriptor { ClientId = id, ClientSecret = secret };
        describe(descriptor);
        if (existing is null)
        {
            await applications.CreateAsync(descriptor, ct);
            return;
        }
        var stored = new OpenIddictApplicationDescriptor();
        await applications.PopulateAsync(stored, existing, ct);
        // The stored secret is a hash; handing it back unchanged keeps it.
        if (secret is null || (stored.ClientSecret is not null && await applications.ValidateClientSecretAsync(existing, secret, ct)))
            descriptor.ClientSecret = stored.ClientSecret;
        await applications.UpdateAsync(existing, descriptor, ct);
    }
}
