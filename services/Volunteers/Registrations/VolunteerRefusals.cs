using Governance.Rpc;
using Grpc.Core;

namespace Governance.Volunteers.Registrations;

internal static class VolunteerRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "VOLUNTEER_NOT_FOUND", $"没有编号为 {id} 的志愿者");

    public static Refusal NoSuchNumber() => new(StatusCode.NotFound, "VOLUNTEER_NOT_FOUND", "该证件号码尚未注册为志愿者");

    public static Refusal AlreadyRegistered(Guid id) => new(StatusCode.AlreadyExists, "VOLUNTEER_ALREADY_REGISTERED", "该证件号码已在全省注册为志愿者")
    {
        Facts = new Dictionary<string, string> { ["volunteer_id"] = id.ToString() },
    };

    public static Refusal SubjectTaken() => new(StatusCode.AlreadyExists, "SIGN_IN_NAME_TAKEN", "该登录账号已绑定另一名志愿者");

    public static Refusal NotActive() => new(StatusCode.FailedPrecondition, "VOLUNTEER_NOT_ACTIVE", "该志愿者已暂停服务或已退出");

    public static Refusal IsSuspended() => new(StatusCode.FailedPrecondition, "VOLUNTEER_SUSPENDED", "该志愿者处于暂停状态，恢复后方可退出");

    public static Refusal NotSuspended() => new(StatusCode.FailedPrecondition, "VOLUNTEER_NOT_SUSPENDED", "该志愿者未处于暂停状态");

    public static Refusal HasLeft() => new(StatusCode.FailedPrecondition, "VOLUNTEER_HAS_LEFT", "该志愿者已退出，可重新注册");

    public static Refusal NoConsentGiven() => new(StatusCode.FailedPrecondition, "NO_CONSENT_GIVEN", "该志愿者无监护人同意记录");
}
