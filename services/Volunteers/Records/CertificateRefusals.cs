using Governance.Rpc;
using Grpc.Core;

namespace Governance.Volunteers.Records;

internal static class CertificateRefusals
{
    public static Refusal NotFound() => new(StatusCode.NotFound, "CERTIFICATE_NOT_FOUND", "没有这份志愿服务记录证明，或编号与校验码不符");
    public static Refusal NothingServed() => new(StatusCode.FailedPrecondition, "NOTHING_SERVED", "该志愿者还没有服务记录");
    public static Refusal IsWithdrawn() => new(StatusCode.FailedPrecondition, "CERTIFICATE_WITHDRAWN", "该证明已经撤销");
}
