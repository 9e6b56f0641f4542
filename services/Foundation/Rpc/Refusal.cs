using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Governance.Rpc;

/// <summary>One wrong field of a request.</summary>
/// <param name="Field">Path of the field in the proto, e.g. <c>place.point.latitude</c>.</param>
/// <param name="Reason">Machine-readable, e.g. <c>TOO_LONG</c>.</param>
/// <param name="Chinese">What is wrong, for people.</param>
public sealed record Violation(string Field, string Reason, string Chinese);

/// <summary>
/// A no that the caller may read. It becomes a <c>google.rpc.Status</c> with ErrorInfo (reason, domain), a LocalizedMessage in Chinese,
/// BadRequest with every violation and, where waiting helps, RetryInfo. Nothing else ever leaves a service: any other exception is answered with
/// INTERNAL and a trace id.
/// </summary>
public sealed class Refusal : Exception
{
    // A status travels in the trailers, in base64, and gRPC for Java takes no more than 8 KiB of them. An import may have 50,000 wrong rows.
    private const int MostBytesOfViolations = 3_500;

    /// <param name="code">The gRPC status.</param>
    /// <param name="reason">UPPER_SNAKE_CASE, stable: partners switch on it.</param>
    /// <param name="chinese">One sentence for the person at the other end; no internal names, no personal data.</param>
    public Refusal(StatusCode code, string reason, string chinese) : base(chinese)
    {
        Code = code;
        Reason = reason;
    }

    /// <summary>The gRPC status.</summary>
    public StatusCode Code { get; }

    /// <summary>Machine-readable reason.</summary>
    public string Reason { get; }

    /// <summary>Every wrong field, for INVALID_ARGUMENT.</summary>
    public IReadOnlyList<Violation> Violations { get; init; } = [];

    /// <summary>Further machine-readable facts, e.g. the id that already exists. Never personal data.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    /// <summary>When trying again makes sense.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Nothing was wrong with the call: another was faster between its reading and its writing. The server tries it again itself before it says so.</summary>
    public bool Overtaken { get; init; }

    /// <summary>The refusal as it goes over the wire.</summary>
    public RpcException ToRpcException()
    {
        var info = new ErrorInfo { Reason = Reason, Domain = "governance" };
        foreach (var (key, value) in Facts) info.Metadata[key] = value;
        var status = new Google.Rpc.Status { Code = (int)Code, Message = Message };
        status.Details.Add(Any.Pack(info));
        status.Details.Add(Any.Pack(new LocalizedMessage { Locale = "zh-CN", Message = Message }));
        if (Violations.Count > 0)
        {
            var bad = new BadRequest();
            foreach (var v in Violations)
            {
                bad.FieldViolations.Add(new BadRequest.Types.FieldViolation { Field = v.Field, Description = v.Chinese, Reason = v.Reason });
                if (bad.CalculateSize() < MostBytesOfViolations) continue;
                // The rest goes unnamed but not uncounted.
                info.Metadata["violations"] = Violations.Count.ToString(CultureInfo.InvariantCulture);
                status.Details[0] = Any.Pack(info);
                break;
            }
            status.Details.Add(Any.Pack(bad));
        }
        if (RetryAfter is { } wait) status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(wait) }));
        return status.ToRpcException();
    }
}
