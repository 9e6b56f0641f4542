using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using Governance.Gateway.Refusals;
using Governance.Gateway.Routes;
using Microsoft.Extensions.Options;

namespace Governance.Gateway.Limits;

/// <summary>
/// Counts a call against its caller: the partner client, else the person, else the address. Runs before authorization, so that a flood of
/// bad tokens is limited like any other.
/// </summary>
internal sealed class LimitCalls(RequestDelegate next, CallAllowance allowance, IOptionsMonitor<LimitOptions> options)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }
        var kind = context.Features.Get<CallTerms>()?.Kind ?? CallKind.Anonymous;
        var client = context.User.FindFirstValue("client_id");
        var caller = client ?? context.User.FindFirstValue("sub");
        if (caller is null && kind is not CallKind.SignIn)
            kind = CallKind.Anonymous;
        var key = kind is CallKind.SignIn or CallKind.Anonymous ? Network(context.Connection.RemoteIpAddress) : caller!;
        var wait = await allowance.TakeAsync(new(kind, key), options.CurrentValue.For(kind, client), context.RequestAborted);
        if (wait > TimeSpan.Zero)
            await context.RefuseAsync(GatewayRefusals.TooManyRequests(wait));
        else
            await next(context);
    }

    /// <summary>IPv6 callers own a /64; counting single addresses would give one of them 2^64 allowances.</summary>
    internal static string Network(IPAddress? address)
    {
        if (address is null)
            return "unknown";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 && !IPAddress.IsLoopback(address)
            ? $"{new IPAddress([.. address.GetAddressBytes().AsSpan(0, 8), .. new byte[8]])}/64"
            : address.ToString();
    }
}
