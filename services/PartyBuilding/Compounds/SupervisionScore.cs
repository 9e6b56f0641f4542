using Governance.Messaging;
using Governance.PartyBuilding.Establishment;

namespace Governance.PartyBuilding.Compounds;

internal enum ScoreSubject { OwnersCommittee = 1, PropertyCompany }

internal sealed record ScoreCriterion(string Code, string Text, int MaxPoints);

internal sealed record CriterionPoints(string Code, int Points);

/// <summary>Criteria of a division and below, from a day on. Never changed: a later scheme takes over.</summary>
internal sealed class ScoreScheme : Aggregate
{
    private ScoreScheme() { }

    public ScoreSubject Subject { get; private init; }
    public IReadOnlyList<ScoreCriterion> Criteria { get; private init; } = [];
    public DateOnly Since { get; private init; }

    public static ScoreScheme Set(string area, ScoreSubject subject, IReadOnlyList<ScoreCriterion> criteria, DateOnly since, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(at), Area = area, Subject = subject, Criteria = criteria, Since = since };

    /// <summary>Refuses points that leave a criterion out, know another, or give more than there is.</summary>
    public void MustFit(IReadOnlyList<CriterionPoints> points)
    {
        var given = points.ToDictionary(p => p.Code, p => p.Points, StringComparer.Ordinal);
        var missing = Criteria.Where(c => !given.ContainsKey(c.Code)).Select(c => c.Code).ToList();
        var unknown = given.Keys.Except(Criteria.Select(c => c.Code), StringComparer.Ordinal).ToList();
        var tooMany = Criteria.Where(c => given.TryGetValue(c.Code, out var p) && p > c.MaxPoints).Select(c => c.Code).ToList();
        if (missing.Count + unknown.Count + tooMany.Count > 0) throw CompoundRefusals.WrongCriteria(missing, unknown, tooMany);
    }
}

/// <summary>The score of a year; one for each of the two in a compound, by a constraint. Bodies are scored, never people.</summary>
internal sealed class SupervisionScore : Aggregate
{
    private SupervisionScore() { }

    public Guid PlaceId { get; private init; }
    public ScoreSubject Subject { get; private init; }

    /// <summary>The committee, or the contract, that was scored.</summary>
    public Guid SubjectId { get; private init; }

    public int Year { get; private init; }
    public Guid SchemeId { get; private init; }
    public IReadOnlyList<CriterionPoints> Points { get; private init; } = [];
    public int Total { get; private init; }
    public byte[] SealedOpinion { get; private init; } = [];

    public static SupervisionScore Enter(Place compound, ScoreScheme by, Guid subjectId, int year, IReadOnlyList<CriterionPoints> points, byte[] opinion, DateTimeOffset at)
    {
        by.MustFit(points);
        return new SupervisionScore
        {
            Id = Guid.CreateVersion7(at), Area = compound.Area, PlaceId = compound.Id, Subject = by.Subject, SubjectId = subjectId, Year = year, SchemeId = by.Id, Points = points, Total = points.Sum(p => p.Points), SealedOpinion = opinion,
        };
    }
}
