namespace Governance.SocialOrganizations.Incubation;

/// <summary>What a panel's scores say together, of whatever they are: incubation and grading share it.</summary>
internal sealed class Scores(IReadOnlyList<int> totals, int points, int outlierPercent)
{
    public int Count => totals.Count;

    public double Mean => totals.Count == 0 ? 0 : totals.Average();

    public double Median
    {
        get
        {
            if (totals.Count == 0) return 0;
            var sorted = totals.Order().ToList();
            return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[sorted.Count / 2 - 1] + sorted[sorted.Count / 2]) / 2.0;
        }
    }

    public bool IsOutlier(int total) => Math.Abs(total - Median) * 100 > outlierPercent * (double)points;
}
