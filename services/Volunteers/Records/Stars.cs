namespace Governance.Volunteers.Records;

/// <summary>Star ratings by cumulative hours: 志愿服务记录与证明出具办法 and the common practice of the registers.</summary>
internal static class Stars
{
    public static readonly IReadOnlyList<int> Hours = [100, 300, 600, 1_000, 1_500];
}
