using System.Security.Claims;
using Governance.Rpc;

namespace Governance.Access;

/// <summary>
/// Who is calling, and how far the permission of the rpc at hand reaches. One per call. Until the interceptor has filled it in, it is nobody and may
/// do nothing: a path that forgets the interceptor denies.
/// </summary>
public sealed class Caller
{
    /// <summary>Subject of the token, or the name of the background work. Empty = nobody.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>The client that got the token: a partner's, or the console that a person signed in at.</summary>
    public string? ClientId { get; private set; }

    /// <summary>
    /// Whose request_ids these are. The client alone will not do: everybody who signs in at the console carries the console's client_id, and one person's retry
    /// must never be answered with what another was told.
    /// </summary>
    public string Key => ClientId is null || ClientId == Subject ? Subject : $"{ClientId}/{Subject}";

    /// <summary>The partner's agency.</summary>
    public string? Agency { get; private set; }

    /// <summary>The unit whose clerk is calling.</summary>
    public string? Unit { get; private set; }

    /// <summary>Roles, and scopes written <c>scope/NAME</c>.</summary>
    public IReadOnlyList<string> Roles { get; private set; } = [];

    /// <summary>Where the caller may act: well-formed, none inside another.</summary>
    public IReadOnlyList<Area> Areas { get; private set; } = [];

    /// <summary>How far the permission of this rpc reaches.</summary>
    public Reach Reach { get; private set; }

    /// <summary>When the token ends; null for the system.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <summary>Cancelled when the rights of the caller's client are changed.</summary>
    internal CancellationToken RightsChanged { get; set; }

    /// <summary>What the gateway says is left of the caller's allowances; only on the way to <see cref="ConnectionReport"/>.</summary>
    internal string? Quota { get; set; }

    /// <summary>Why system work runs without a person; null for people and partners.</summary>
    public string? SystemReason { get; private set; }

    /// <summary>Background work of the platform itself.</summary>
    public bool IsSystem => SystemReason is not null;

    /// <summary>Becomes the owner of the token. Malformed area claims are dropped: they never widen.</summary>
    public void Become(ClaimsPrincipal user, Func<IEnumerable<string>, Reach> reach)
    {
        ClientId = user.FindFirstValue("client_id");
        Subject = user.FindFirstValue("sub") ?? ClientId ?? "";
        Agency = user.FindFirstValue("agency");
        Unit = user.FindFirstValue("unit");
        var roles = user.FindAll("role").Select(c => c.Value).ToList();
        foreach (var scope in user.FindAll("scope"))
        {
            roles.AddRange(scope.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => "scope/" + s));
        }
        Roles = roles;
        Areas = Area.Distinct(user.FindAll("area").Select(c => c.Value));
        Reach = Subject.Length == 0 ? Reach.None : reach(roles);
        SystemReason = null;
        Until = long.TryParse(user.FindFirstValue("exp"), out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
    }

    /// <summary>From now on only where both cover; null changes nothing.</summary>
    internal void Narrow(IReadOnlyList<Area>? to) => Areas = Both(Areas, to);

    internal static IReadOnlyList<Area> Both(IReadOnlyList<Area> some, IReadOnlyList<Area>? others) => others is null ? some
        : Area.Distinct(some.Where(a => others.Any(o => o.Covers(a.Code))).Concat(others.Where(o => some.Any(a => a.Covers(o.Code)))).Select(a => a.Code));

    /// <summary>
    /// For whatever outlives one answer, such as a watch: runs it until the caller's token ends or its client's rights change, and then refuses, so that no right lives on in an open stream.
    /// </summary>
    /// <exception cref="Refusal">UNAUTHENTICATED, reason TOKEN_EXPIRED; PERMISSION_DENIED, reason RIGHTS_CHANGED.</exception>
    public async Task WhileSignedInAsync(Func<CancellationToken, Task> work, CancellationToken cancel)
    {
        // The token was made by another clock than a test's: the machine's time counts.
        using var expired = Until is { } until ? new CancellationTokenSource(Later(until - TimeProvider.System.GetUtcNow())) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, expired.Token, RightsChanged);
        try
        {
            await work(either.Token);
        }
        catch (OperationCanceledException) when (expired.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new Refusal(Grpc.Core.StatusCode.Unauthenticated, "TOKEN_EXPIRED", "登录已到期，请重新登录后凭续传标记继续");
        }
        catch (OperationCanceledException) when (RightsChanged.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new Refusal(Grpc.Core.StatusCode.PermissionDenied, "RIGHTS_CHANGED", "本客户端的权限已变更，请凭最近的续传标记重新连接");
        }
    }

    private static TimeSpan Later(TimeSpan left) => left < TimeSpan.Zero ? TimeSpan.Zero : left > TimeSpan.FromDays(30) ? TimeSpan.FromDays(30) : left;

    /// <summary>Becomes the system: sees and writes every area. The reason is written to the audit trail.</summary>
    public void BecomeSystem(string name, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        (Subject, ClientId, Agency, Unit, Roles, Areas, Reach, SystemReason, Until) = ("system:" + name, null, null, null, [], [], Reach.Area, reason, null);
    }

    /// <summary>Becomes nobody again: for pooled objects that outlive a call.</summary>
    public static Caller Nobody => new();

    /// <summary>Refuses unless the area lies in one of the caller's areas; for commands that write without an aggregate.</summary>
    /// <exception cref="Refusal">PERMISSION_DENIED, reason AREA_NOT_YOURS.</exception>
    public void MustCover(string area)
    {
        if (!Covers(area)) throw NotYours();
    }

    /// <summary>What a caller is told who wants to write elsewhere.</summary>
    public static Refusal NotYours() => new(Grpc.Core.StatusCode.PermissionDenied, "AREA_NOT_YOURS", "该区域不在您的管辖范围内");

    /// <summary>Whether the area lies in one of the caller's areas. No area claim: nowhere.</summary>
    public bool Covers(string area) => IsSystem || Areas.Any(a => a.Covers(area));
}
