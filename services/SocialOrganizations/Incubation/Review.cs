namespace Governance.SocialOrganizations.Incubation;

/// <summary>What a panel's scores are held against: all points that can be had, the mean that is needed, how many scores, and from where on one is an outlier.</summary>
internal sealed record PanelRule(int Points, int PassPercent, int MinScores, int OutlierPercent)
{
    /// <summary>
    /// Once a score has been given, a panel is filled up only as far as it could not decide otherwise: whoever reads the scores seats nobody to outweigh them. Of intakes, gradings and contests alike; asked under a lock that
    /// scoring shares.
    /// </summary>
    /// <param name="mayScore">Who is seated and barred from nothing that is still to be decided.</param>
    /// <param name="minScores">Scores that a decision needs.</param>
    /// <param name="anyScore">A score has been given.</param>
    public static bool MayStillSeat(int mayScore, int minScores, bool anyScore) => !anyScore || mayScore < minScores;
}

/// <summary>What one panelist gave, of a candidacy or of a venture.</summary>
internal interface IPanelTotal
{
    int Total { get; }
}

/// <summary>What a panel says. A score of somebody who has recused themselves since does not count.</summary>
internal sealed class Review<T>(PanelRule rule, IReadOnlyList<T> scores) where T : IPanelTotal
{
    private readonly Scores totals = new([.. scores.Select(s => s.Total)], rule.Points, rule.OutlierPercent);

    public IReadOnlyList<T> Scores => scores;

    public double Mean => totals.Mean;

    public double Median => totals.Median;

    public bool Enough => scores.Count >= rule.MinScores;

    public bool Passed => Enough && Mean * 100 >= rule.PassPercent * (double)rule.Points;

    public bool IsOutlier(T score) => totals.IsOutlier(score.Total);

    public void MustPass()
    {
        if (!Enough) throw IncubationRefusals.TooFewScores(scores.Count, rule.MinScores);
        if (!Passed) throw IncubationRefusals.ScoreTooLow();
    }
}
