using Governance.Messaging;

namespace Governance.Welfare.Protection;

/// <summary>Time limits of the province from a day on. Never changed: a later rule takes over.</summary>
internal sealed class ProtectionRule : Aggregate
{
    private ProtectionRule() { }

    public DateOnly Since { get; private init; }
    public int RespondMinutes { get; private init; }
    public int PlaceMinutes { get; private init; }
    public int EscalateMinutes { get; private init; }

    public static ProtectionRule Set(string province, DateOnly since, int respondMinutes, int placeMinutes, int escalateMinutes, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at), Area = province, Since = since, RespondMinutes = respondMinutes, PlaceMinutes = placeMinutes, EscalateMinutes = escalateMinutes,
    };
}
