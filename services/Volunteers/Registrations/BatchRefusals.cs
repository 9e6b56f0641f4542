using System.Globalization;
using Governance.Rpc;
using Grpc.Core;

namespace Governance.Volunteers.Registrations;

internal static class BatchRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "BATCH_NOT_FOUND", $"没有编号为 {id} 的批次");

    public static Refusal IdTaken() => new(StatusCode.AlreadyExists, "BATCH_ID_TAKEN", "该批次编号已被使用，请换一个");

    public static Refusal LinesMissing(long next) => new(StatusCode.OutOfRange, "LINES_MISSING", $"缺少前面的行，请从第 {next} 行续传")
    {
        Facts = new Dictionary<string, string> { ["next_line"] = next.ToString(CultureInfo.InvariantCulture) },
    };
}
