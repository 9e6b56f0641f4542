using Google.Protobuf.WellKnownTypes;
using Governance.Rpc;

namespace Governance.Volunteers.Records;

/// <summary>What the times of a record may be.</summary>
internal static class RecordTimes
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    public static void Check(Check check, Timestamp? from, Timestamp? until, DateTimeOffset now)
    {
        check.That(from is not null && from.ToDateTimeOffset() <= now, "start_time", from is null ? "REQUIRED" : "NOT_YET", "不能为空，且不能晚于现在");
        if (until is null || until.ToDateTimeOffset() > now) check.Broken("end_time", until is null ? "REQUIRED" : "NOT_YET", "不能为空，且不能晚于现在");
        else if (from is not null)
        {
            var span = until.ToDateTimeOffset() - from.ToDateTimeOffset();
            check.That(span > TimeSpan.Zero && span <= Longest && span.Ticks % ServiceRecord.Half.Ticks == 0, "end_time", "NOT_HALF_HOURS", "应比开始时间晚半小时的整数倍，且不超过 12 小时");
        }
    }
}
