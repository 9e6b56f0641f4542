using Governance.Messaging;

namespace Governance.Grid.Appraisals;

// The numbers are those of the proto.
internal enum AppraisalKind { TownByCommunity = 1, CommunityByTown, UnitByCommunity, CommunityByUnit }

/// <summary>What is asked. Never changed: another edition takes its place, and what was said keeps the one it was asked by.</summary>
internal sealed class Questionnaire : Aggregate
{
    private Questionnaire() { }

    public AppraisalKind Kind { get; private init; }
    public int Edition { get; private init; }
    public string[] Texts { get; private init; } = [];
    public int[] MostPoints { get; private init; } = [];
    public DateTimeOffset PublishedAt { get; private init; }

    public static Questionnaire Publish(string area, AppraisalKind kind, int edition, IReadOnlyList<(string Text, int MostPoints)> items, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at), Area = area, Kind = kind, Edition = edition, Texts = [.. items.Select(i => i.Text)], MostPoints = [.. items.Select(i => i.MostPoints)], PublishedAt = at,
    };

    /// <summary>Points of all that could be given, 0 to 100.</summary>
    public double Score(IReadOnlyList<int> points) => Math.Round(100d * points.Sum() / MostPoints.Sum(), 2);
}
