using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Status = Google.Rpc.Status;

namespace Governance.Gateway.Refusals;

/// <summary>Why the gateway says no: one code for gRPC, one for HTTP, a reason for programs and a sentence for people.</summary>
internal sealed record Refusal(StatusCode Code, int Http, string Reason, string Message)
{
    public const string Domain = "governance";

    public TimeSpan? RetryAfter { get; init; }

    public IReadOnlyList<(string Field, string Problem)> Violations { get; init; } = [];

    public Status ToStatus(string requestId)
    {
        var status = new Status { Code = (int)Code, Message = Message };
        status.Details.Add(Any.Pack(new ErrorInfo { Reason = Reason, Domain = Domain }));
        status.Details.Add(Any.Pack(new LocalizedMessage { Locale = "zh-CN", Message = Message }));
        if (Violations.Count > 0)
            status.Details.Add(Any.Pack(new BadRequest
            {
                FieldViolations = { Violations.Select(v => new BadRequest.Types.FieldViolation { Field = v.Field, Description = v.Problem, Reason = Reason }) },
            }));
        if (RetryAfter is { } wait)
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(wait) }));
        status.Details.Add(Any.Pack(new RequestInfo { RequestId = requestId }));
        return status;
    }

    public ByteString ToBytes(string requestId) => ToStatus(requestId).ToByteString();
}
