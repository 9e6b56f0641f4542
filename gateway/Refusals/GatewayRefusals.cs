using Grpc.Core;

namespace Governance.Gateway.Refusals;

/// <summary>Every reason the gateway has for saying no, named.</summary>
internal static class GatewayRefusals
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    public static readonly Refusal TokenMissing = new(StatusCode.Unauthenticated, 401, "TOKEN_MISSING", "请先登录：请求没有携带访问令牌");
    public static readonly Refusal TokenExpired = new(StatusCode.Unauthenticated, 401, "TOKEN_EXPIRED", "访问令牌已过期，请重新登录或刷新令牌");
    public static readonly Refusal TokenWrongAudience = new(StatusCode.Unauthenticated, 401, "TOKEN_WRONG_AUDIENCE", "访问令牌不是为本平台签发的");
    public static readonly Refusal TokenInvalid = new(StatusCode.Unauthenticated, 401, "TOKEN_INVALID", "访问令牌无效");
    public static readonly Refusal Forbidden = new(StatusCode.PermissionDenied, 403, "FORBIDDEN", "您没有权限执行此操作");
    public static readonly Refusal BadRequest = new(StatusCode.InvalidArgument, 400, "BAD_REQUEST", "请求格式不正确");
    public static readonly Refusal PathUnknown = new(StatusCode.NotFound, 404, "PATH_UNKNOWN", "请求的地址不存在");
    public static readonly Refusal MethodNotAllowed = new(StatusCode.Unimplemented, 405, "METHOD_NOT_ALLOWED", "该地址不支持此请求方法");
    public static readonly Refusal NotJson = new(StatusCode.InvalidArgument, 415, "CONTENT_TYPE_NOT_JSON", "请求正文必须是 JSON（Content-Type: application/json）");
    public static readonly Refusal NotAFile = new(StatusCode.InvalidArgument, 415, "CONTENT_TYPE_NOT_CSV", "该地址只接受文件上传（Content-Type: text/csv）");
    public static readonly Refusal NotGrpc = new(StatusCode.InvalidArgument, 415, "CONTENT_TYPE_NOT_GRPC", "该地址只接受 gRPC 或 gRPC-Web 请求；JSON 请求请使用 /<服务>/v1/…");
    public static readonly Refusal GrpcNeedsHttp2 = new(StatusCode.Internal, 426, "GRPC_NEEDS_HTTP2", "gRPC 需要 HTTP/2；经 HTTP/1.1 请使用 gRPC-Web 或 JSON");
    public static readonly Refusal Unreadable = new(StatusCode.InvalidArgument, 400, "REQUEST_UNREADABLE", "请求内容与接口定义不符，无法读取");
    public static readonly Refusal HeadersTooLarge = new(StatusCode.ResourceExhausted, 431, "HEADERS_TOO_LARGE", "请求头过大");
    public static readonly Refusal Internal = new(StatusCode.Internal, 500, "INTERNAL", "系统内部错误，请凭请求编号联系管理员");
    public static readonly Refusal ServiceUnreachable = new(StatusCode.Unavailable, 502, "SERVICE_UNREACHABLE", "服务暂时无法访问，请稍后重试") { RetryAfter = Soon };
    public static readonly Refusal ServiceUnavailable = new(StatusCode.Unavailable, 503, "SERVICE_UNAVAILABLE", "服务暂不可用，请稍后重试") { RetryAfter = Soon };
    public static readonly Refusal KeysUnavailable = new(StatusCode.Unavailable, 503, "TOKEN_KEYS_UNAVAILABLE", "认证服务暂不可用，无法核验访问令牌，请稍后重试") { RetryAfter = Soon };
    public static readonly Refusal Stopping = new(StatusCode.Unavailable, 503, "GATEWAY_STOPPING", "网关正在重启，请立即重新连接") { RetryAfter = Soon };
    public static readonly Refusal UsageNotYours = new(StatusCode.PermissionDenied, 403, "USAGE_NOT_YOURS", "只能查看本单位的调用量");
    public static readonly Refusal UsageUnavailable = new(StatusCode.Unavailable, 503, "USAGE_UNAVAILABLE", "调用量统计暂不可用，请稍后重试") { RetryAfter = Soon };
    public static readonly Refusal DeadlineExceeded = new(StatusCode.DeadlineExceeded, 504, "DEADLINE_EXCEEDED", "服务未能在规定时间内答复");

    // Timers of clients count in milliseconds, and some go off early: who waits as long as told must not be refused again for want of one.
    public static Refusal TooManyRequests(TimeSpan retryAfter) => new(StatusCode.ResourceExhausted, 429, "TOO_MANY_REQUESTS",
        string.Create(null, $"请求过于频繁，请在 {Math.Max(1, Math.Ceiling(retryAfter.TotalSeconds)):0} 秒后重试")) { RetryAfter = TimeSpan.FromMilliseconds(Math.Ceiling(retryAfter.TotalMilliseconds) + 5) };

    public static Refusal TooManyStreams(int limit) => new(StatusCode.ResourceExhausted, 429, "TOO_MANY_STREAMS", $"同时打开的订阅不能超过 {limit} 个") { RetryAfter = TimeSpan.FromSeconds(10) };

    public static Refusal BodyTooLarge(long limit) => new(StatusCode.ResourceExhausted, 413, "BODY_TOO_LARGE",
        limit % (1024 * 1024) == 0 ? $"请求正文超过上限 {limit / 1024 / 1024} MB（{limit} 字节）" : $"请求正文超过上限 {limit} 字节");

    public static Refusal MalformedJson(string field, string problem) => new(StatusCode.InvalidArgument, 400, "JSON_MALFORMED",
        $"JSON 格式错误：{(field.Length == 0 ? "" : field + "：")}{problem}") { Violations = [(field, problem)] };

    public static Refusal WrongTypes(IReadOnlyList<(string Field, string Problem)> wrong) => new(StatusCode.InvalidArgument, 400, "JSON_WRONG_TYPE",
        $"请求中有 {wrong.Count} 个字段的值不符合要求：{string.Join("；", wrong.Take(5).Select(w => $"{w.Field} {w.Problem}"))}") { Violations = wrong };

    public static Refusal InvalidFields(IReadOnlyList<(string Field, string Problem)> wrong) => new(StatusCode.InvalidArgument, 400, "INVALID_FIELDS",
        $"请求有 {wrong.Count} 处错误：{string.Join("；", wrong.Select(w => $"{w.Field} {w.Problem}"))}") { Violations = wrong };

    /// <summary>For an answer that has a status but says nothing more: one of ASP.NET Core, YARP, or a service's bare 404.</summary>
    public static Refusal ForStatus(int status, long bodyLimit) => status switch
    {
        401 => TokenMissing,
        403 => Forbidden,
        404 => PathUnknown,
        405 => MethodNotAllowed,
        413 => BodyTooLarge(bodyLimit),
        415 => NotJson,
        431 => HeadersTooLarge,
        429 => TooManyRequests(Soon),
        502 => ServiceUnreachable,
        503 => ServiceUnavailable,
        504 => DeadlineExceeded,
        < 500 => BadRequest with { Http = status },
        _ => Internal with { Http = status },
    };
}
