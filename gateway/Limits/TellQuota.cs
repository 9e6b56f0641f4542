using System.Globalization;
using System.Security.Claims;
using Governance.Gateway.Routes;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Transforms;

namespace Governance.Gateway.Limits;

/// <summary>Tells the service, on the way to <c>GetConnection</c>, what is left of the caller's allowances, so that a partner sees it in one answer.</summary>
internal sealed class TellQuota(CallAllowance allowance, IOptionsMonitor<LimitOptions> options)
{
    public const string Header = "x-governance-quota";
    private static readonly CallKind[] Kinds = [CallKind.Read, CallKind.Write, CallKind.Stream];

    public async ValueTask ApplyAsync(RequestTransformContext context)
    {
        context.ProxyRequest.Headers.Remove(Header);
        var (path, user) = (context.HttpContext.Request.Path.Value ?? "", context.HttpContext.User);
        if (!path.EndsWith(".Connections/GetConnection", StringComparison.Ordinal) && !path.EndsWith("/v1/connection", StringComparison.Ordinal))
            return;
        if (LimitCalls.CallerOf(user) is not { } caller)
            return;
        var told = new List<string>();
        foreach (var kind in Kinds)
        {
            var limit = options.CurrentValue.For(kind, user.FindFirstValue("client_id"));
            var left = Math.Floor(await allowance.LeftAsync(new(kind, caller), limit));
            told.Add(string.Create(CultureInfo.InvariantCulture, $"{kind}/{left}/{limit.Burst}/{limit.PerSecond}"));
        }
        context.ProxyRequest.Headers.TryAddWithoutValidation(Header, string.Join(',', told));
    }
}
