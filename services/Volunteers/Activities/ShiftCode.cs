using System.Buffers.Binary;
using System.Globalization;
using Governance.Access;
using Governance.Rpc;

namespace Governance.Volunteers.Activities;

/// <summary>Proof of being there: the code shown at the place (eight digits, another each minute, good for two), or a position within 500 m. Nothing is stored for it.</summary>
internal sealed class ShiftCode(PersonalData personal, Caller caller, TimeProvider clock)
{
    private const double Near = 500, Degree = 111_195;

    public (string Code, DateTimeOffset Changes) Now(Guid shiftId) => (Of(shiftId, Minute), DateTimeOffset.FromUnixTimeSeconds((Minute + 1) * 60));

    /// <summary>A leader or clerk of the place says it; everybody else proves it.</summary>
    public void Check(Check check, Guid shiftId, Activity activity, string code, Common.V1.Point? point)
    {
        if (caller.Reach == Reach.Area && code.Length == 0 && point is null) return;
        if (point is not null && activity is { Latitude: { } lat, Longitude: { } lon })
        {
            var (x, y) = ((point.Longitude - lon) * Degree * Math.Cos(lat * Math.PI / 180), (point.Latitude - lat) * Degree);
            check.That(x * x + y * y <= Near * Near, "point", "TOO_FAR_AWAY", "当前位置距活动地点超过 500 米");
            return;
        }
        check.That(code == Of(shiftId, Minute) || code == Of(shiftId, Minute - 1), "code", code.Length == 0 ? "REQUIRED" : "CODE_WRONG", "请扫描活动现场出示的二维码");
    }

    private long Minute => clock.GetUtcNow().ToUnixTimeSeconds() / 60;

    private string Of(Guid shiftId, long minute) =>
        (BinaryPrimitives.ReadUInt32BigEndian(personal.LookupHash($"{shiftId}/{minute}", "volunteers.shift-code")) % 100_000_000).ToString("00000000", CultureInfo.InvariantCulture);
}
