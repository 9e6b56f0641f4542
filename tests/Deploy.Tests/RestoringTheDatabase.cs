namespace Governance.DeployTests;

/// <summary>A backup is worth what its restore is: deploy/drills/restore goes the whole way on private servers.</summary>
public sealed class RestoringTheDatabase
{
    private static readonly string _drills = Path.Combine(Chart.Root, "deploy", "drills");

    [Fact]
    public void To_the_second_before_a_disaster()
    {
        var (code, output) = Chart.Run(_drills, Path.Combine(_drills, "restore"));
        Assert.True(code == 0, output);
        Assert.Contains("checked: 21000 rows", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lost_segment_is_noticed()
    {
        var (code, output) = Chart.Run(_drills, Path.Combine(_drills, "restore"), "--rows", "100", "--break", "archive");
        Assert.True(code == 1 && output.Contains("the restored server does not start", StringComparison.Ordinal), output);
    }
}
