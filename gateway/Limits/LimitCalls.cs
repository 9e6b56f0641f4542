using System.Collections.Concurrent;
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
    private readonly ConcurrentDictionary<string, int> openStreams = new();

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }
        var kind = context.Features.Get<CallTerms>()?.Kind ?? CallKind.Anonymous;
        var client = context.User.FindFirstValue("client_id");
        var caller = CallerOf(context.User);
        if (caller is null && kind is not CallKind.SignIn)
            kind = CallKind.Anonymous;
        var key = kind is CallKind.SignIn or CallKind.Anonymous ? Network(context.Connection.RemoteIpAddress) : caller!;
        var wait = await allowance.TakeAsync(new(kind, key), options.CurrentValue.For(kind, client), context.RequestAborted);
        if (wait > TimeSpan.Zero)
            await context.RefuseAsync(GatewayRefusals.TooManyRequests(wait));
        else if (kind is CallKind.Stream)
            await StreamAsync(context, key);
        else
            await next(context);
    }

    /// <summary>Everybody who signs in at the console carries its client_id: a person is who the subject says, or all would share one allowance.</summary>
    internal static string? CallerOf(ClaimsPrincipal user)
    {
        var (client, subject) = (user.FindFirstValue("client_id"), user.FindFirstValue("sub"));
        return subject is null || subject == client ? client : $"{client}/{subject}";
    }

    /// <summary>A stream costs as long as it is open, not when it begins. Counted by each gateway for itself: what it guards is this process.</summary>
    private async Task StreamAsync(HttpContext context, string caller)
    {
        var open = openStreams.AddOrUpdate(caller, 1, static (_, n) => n + 1);
        try
        {
            if (open > options.CurrentValue.OpenStreams)
                await context.RefuseAsync(GatewayRefusals.TooManyStreams(options.CurrentValue.OpenStreams));
            else
                await next(context);
        }
        finally
        {
            if (openStreams.AddOrUpdate(caller, 0, static (_, n) => n - 1) == 0)
                openStreams.TryRemove(KeyValuePair.Create(caller, 0));
        }
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
