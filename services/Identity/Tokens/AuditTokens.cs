using Governance.Identity.Users;
using Microsoft.AspNetCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Governance.Identity.Tokens;

/// <summary>Audits tokens given to clients, and every refusal of the token endpoint. People's sign-ins are audited where the password is looked at.</summary>
internal sealed class AuditTokens(IServiceScopeFactory scopes, TimeProvider clock) : IOpenIddictServerHandler<ApplyTokenResponseContext>
{
    public async ValueTask HandleAsync(ApplyTokenResponseContext context)
    {
        var byClient = context.Request?.IsClientCredentialsGrantType() ?? false;
        if (context.Error is null && !byClient) return;

        // A scope of its own: after a refusal the request's context may still hold what must not be saved.
        await using var scope = scopes.CreateAsyncScope();
        var clients = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        // An unknown client id is not written down: it may be a secret in the wrong field.
        var id = context.Request?.ClientId;
        if (string.IsNullOrEmpty(id) || await clients.FindByClientIdAsync(id) is null) id = null;
        var kind = context.Error is null ? AuditKind.ClientToken : byClient ? AuditKind.ClientRefused : AuditKind.GrantRefused;
        db.Add(AuditEntry.Of(kind, clock.GetUtcNow(), null, id, context.Transaction.GetHttpRequest()?.HttpContext.Connection.RemoteIpAddress));
        await db.SaveChangesAsync();
    }
}
