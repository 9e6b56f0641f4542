using Governance.Gateway.Routes;

namespace Governance.Gateway.Limits;

/// <summary>A token bucket: <paramref name="PerSecond"/> calls in the long run, <paramref name="Burst"/> at once.</summary>
internal sealed record Limit(double PerSecond, double Burst);

/// <summary>
/// Section <c>Gateway:Limits</c>; read again when the configuration changes. Keys are kinds of call (<see cref="CallKind"/>).
/// <c>Default</c> holds for everybody with a token, <c>Clients:&lt;client_id&gt;</c> overrides it for one partner,
/// <c>Address</c> holds for callers who have not shown a token, and for sign-in.
/// </summary>
internal sealed class LimitOptions
{
    public Dictionary<CallKind, Limit> Default { get; set; } = [];

    public Dictionary<CallKind, Limit> Address { get; set; } = [];

    public Dictionary<string, Dictionary<CallKind, Limit>> Clients { get; set; } = [];

    /// <summary>How much of a second's allowance is fetched from Redis at once: 0.05 turns 1,000 calls/s into 20 questions/s.</summary>
    public double Share { get; set; } = 0.05;

    /// <summary>How many streams one caller may have open at one gateway.</summary>
    public int OpenStreams { get; set; } = 100;

    // Here and not as initial values of the dictionaries: the binder would merge those with what an operator wrote.
    private static readonly Dictionary<CallKind, Limit> ForCallers = new() { [CallKind.Read] = new(100, 200), [CallKind.Write] = new(50, 100), [CallKind.Stream] = new(2, 20), [CallKind.Report] = new(1, 10) };
    private static readonly Dictionary<CallKind, Limit> ForAddresses = new() { [CallKind.SignIn] = new(1, 60), [CallKind.Anonymous] = new(50, 200) };

    public Limit For(CallKind kind, string? client)
    {
        if (kind is CallKind.SignIn or CallKind.Anonymous)
            return Address.GetValueOrDefault(kind) ?? ForAddresses[kind];
        if (client is not null && Clients.GetValueOrDefault(client)?.GetValueOrDefault(kind) is { } own)
            return own;
        return Default.GetValueOrDefault(kind) ?? ForCallers[kind];
    }

    /// <summary>A limit that could never be met, or null.</summary>
    public Limit? Problem() => Default.Values.Concat(Address.Values).Concat(Clients.Values.SelectMany(c => c.Values)).FirstOrDefault(l => l.PerSecond <= 0 || l.Burst < 1);
}
