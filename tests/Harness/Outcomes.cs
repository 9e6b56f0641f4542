using Google.Rpc;
using Grpc.Core;

namespace Governance.Harness;

/// <summary>What a caller was told.</summary>
/// <param name="Reason">Reason of the ErrorInfo.</param>
/// <param name="Chinese">The sentence for people.</param>
/// <param name="Violations">Every wrong field.</param>
/// <param name="Facts">Further facts.</param>
public sealed record Told(string Reason, string Chinese, IReadOnlyList<BadRequest.Types.FieldViolation> Violations, IReadOnlyDictionary<string, string> Facts)
{
    /// <summary>Names of the wrong fields, in order.</summary>
    public string[] Fields => [.. Violations.Select(v => v.Field)];
}

/// <summary>Assertions on answers; imported everywhere (<c>using static</c> in the project files).</summary>
public static class Outcomes
{
    /// <summary>For request_id.</summary>
    public static string NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();

    /// <summary>Asks until the answer is good; fails after 30 seconds with the last answer.</summary>
    public static async Task<T> EventuallyAsync<T>(string what, Func<Task<T>> ask, Func<T, bool> good)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            var answer = await ask();
            if (good(answer)) return answer;
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{what}: still {answer}");
            await Task.Delay(50);
        }
    }

    /// <summary>Asks until it is true.</summary>
    public static Task EventuallyAsync(string what, Func<Task<bool>> ask) => EventuallyAsync(what, ask, yes => yes);

    /// <summary>The call must be refused with this code and reason; on another outcome everything that was answered is printed.</summary>
    public static async Task<Told> Refused(StatusCode code, string reason, Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (RpcException e)
        {
            var told = Read(e);
            Assert.True(e.StatusCode == code && told.Reason == reason, $"Expected {code} {reason}, but was told {Print(e)}");
            return told;
        }
        Assert.Fail($"Expected {code} {reason}, but the call went through");
        return null!;
    }

    public static Task<Told> Refused<T>(StatusCode code, string reason, Func<AsyncUnaryCall<T>> call) => Refused(code, reason, async () =>
    {
        using var running = call();
        await running;
    });

    /// <summary>INVALID_ARGUMENT that names exactly these fields.</summary>
    public static async Task<Told> WrongFields<T>(Func<AsyncUnaryCall<T>> call, params string[] fields)
    {
        var told = await Refused(StatusCode.InvalidArgument, "INVALID_FIELDS", call);
        Assert.Equal(fields.Order(), told.Fields.Distinct().Order());
        return told;
    }

    /// <summary>Everything that a refusal says, for the message of a failed test.</summary>
    public static string Print(RpcException e) =>
        $"{e.StatusCode}: {e.Message}\n{string.Join("\n", e.GetRpcStatus()?.Details.Select(d => d.ToString()) ?? [])}";

    /// <summary>The refusal in parts.</summary>
    public static Told Read(RpcException e)
    {
        var status = e.GetRpcStatus();
        var info = status?.GetDetail<ErrorInfo>();
        return new Told(info?.Reason ?? "", status?.GetDetail<LocalizedMessage>()?.Message ?? "", status?.GetDetail<BadRequest>()?.FieldViolations ?? [],
            info?.Metadata.ToDictionary() ?? []);
    }
}
