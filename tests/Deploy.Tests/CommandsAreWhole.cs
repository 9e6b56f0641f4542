using System.Text.RegularExpressions;

namespace Governance.DeployTests;

/// <summary>What handbook, runbooks and notes tell an operator to type does what they say of it.</summary>
public sealed partial class CommandsAreWhole
{
    private static readonly int _deadline = int.Parse(Regex.Match(File.ReadAllText(Path.Combine(Chart.Source, "values.yaml")), @"(?m)^steps:\n(?:  .*\n)*?  deadline: (\d+)").Groups[1].Value, null);

    [Fact]
    public void On_every_page()
    {
        var pages = Pages().ToList();
        Assert.InRange(pages.Count, 40, 500);
        Assert.InRange(pages.Sum(p => Upgrade().Count(p.Text)), 5, 100);
        Assert.InRange(pages.Sum(p => Logs().Count(p.Text)), 8, 100);
        var flags = Flags().Matches(Chart.Run(Chart.Folder, Chart.Helm, "upgrade", "--help").Output).Select(m => m.Value).ToHashSet();
        Chart.Hold(pages.SelectMany(p => Broken(p.Text, _deadline, flags).Select(b => $"{p.Name}: {b}")));
    }

    // The longest deadline there is: the notes compute what they say, since a page could not.
    [Theory]
    [InlineData("60", 60)]
    [InlineData("604800", 604_800)]
    public void Notes_wait_as_long_as_the_values_let_a_step_take(string deadline, int seconds)
    {
        var notes = Chart.Notes("minimal", $"steps.deadline={deadline}");
        Assert.Single(Upgrade().Matches(notes));
        Chart.Hold(Broken(notes, seconds, null));
        Assert.Contains(Broken(notes, seconds + 3600, null), b => b.StartsWith("helm waits", StringComparison.Ordinal));
    }

    // After kubectl has scaled, the number of replicas is kubectl's.
    [Fact]
    public void A_restore_takes_back_what_it_has_scaled()
    {
        var page = File.ReadAllText(Path.Combine(Chart.Root, "deploy", "handbook", "backup.md"));
        Assert.Empty(Refused(page));
        Assert.Equal(["helm upgrade governance deploy/helm/governance"], Refused(page.Replace(" --force-conflicts\n", "\n", StringComparison.Ordinal)).Select(c => c[..46]));

        static IEnumerable<string> Refused(string page) =>
            Upgrade().Matches(page[page.IndexOf("--replicas=0", StringComparison.Ordinal)..]).Select(m => m.Value).Where(c => !c.Contains("part=base", StringComparison.Ordinal) && !c.Contains("--force-conflicts", StringComparison.Ordinal));
    }

    [Fact]
    public void Otherwise_it_is_noticed()
    {
        string Says(string text) => Assert.Single(Broken(text, 3600, ["--wait", "--timeout", "--set", "--force-conflicts"]));
        const string Good = "helm upgrade governance CHART -f values.yaml -f digests.yaml --wait --timeout 65m";
        Assert.Empty(Broken(Good, 3600, ["--wait", "--timeout"]));
        Assert.Equal("helm waits 1800 s for a step that may take 3600", Says(Good.Replace("65m", "30m", StringComparison.Ordinal)));
        Assert.Equal("helm waits 300 s for a step that may take 3600", Says(Good.Replace(" --timeout 65m", "", StringComparison.Ordinal)));
        Assert.Equal("helm forgets the digests", Says(Good.Replace(" -f digests.yaml", "", StringComparison.Ordinal)));
        Assert.Equal("helm forgets the digests", Says("helm upgrade governance-base CHART -f values.yaml --set part=base"));
        Assert.Equal("helm has a version that the next command does not know", Says(Good + " --set image.tag=NEW"));
        Assert.Equal("helm knows no --force-conflict", Says(Good + " --force-conflict"));
        Assert.Equal("ten lines of each pod: kubectl -n governance logs -l app.kubernetes.io/component=NAME --since=15m", Says("`kubectl -n governance logs -l app.kubernetes.io/component=NAME --since=15m`"));
        Assert.Equal("five pods at most: kubectl -n governance logs -l x=y --tail=-1", Says("kubectl -n governance logs -l x=y --tail=-1"));
        Assert.Equal("one pod of several: kubectl -n governance logs deploy/NAME --since=10m", Says("kubectl -n governance logs deploy/NAME --since=10m"));
        Assert.Equal("one pod of several: kubectl -n governance logs job/NAME", Says("`kubectl -n governance logs job/NAME`; mend it"));
        Assert.Equal("no edge leads from the API server to PostgreSQL: kubectl cnpg status", Says("```\nkubectl cnpg status postgres -n governance\n```"));
    }

    private static IEnumerable<string> Broken(string text, int deadline, HashSet<string>? flags)
    {
        foreach (var command in Upgrade().Matches(text).Select(m => m.Value))
        {
            // Of `base`, which has no steps.
            if (!command.Contains("part=base", StringComparison.Ordinal))
            {
                var told = Timeout().Match(command);
                var seconds = told.Success ? int.Parse(told.Groups[1].Value, null) * (told.Groups[2].Value == "m" ? 60 : 1) : 300;
                if (seconds <= deadline) yield return $"helm waits {seconds} s for a step that may take {deadline}";
            }
            if (!Files().IsMatch(command)) yield return "helm forgets the digests";
            if (command.Contains("image.tag", StringComparison.Ordinal)) yield return "helm has a version that the next command does not know";
            foreach (var flag in Flags().Matches(command).Select(m => m.Value).Where(f => flags?.Contains(f) == false)) yield return $"helm knows no {flag}";
        }
        foreach (var command in Logs().Matches(text).Select(m => m.Value.TrimEnd()))
        {
            if (Regex.IsMatch(command, " (deploy|deployment|job)/")) yield return $"one pod of several: {command}";
            if (!command.Contains(" -l ", StringComparison.Ordinal)) continue;
            if (!command.Contains(" --tail=", StringComparison.Ordinal)) yield return $"ten lines of each pod: {command}";
            // A step has five tries at most.
            else if (!command.Contains(" --max-log-requests=", StringComparison.Ordinal) && !command.Contains("job-name=", StringComparison.Ordinal)) yield return $"five pods at most: {command}";
        }
        // It is mentioned to say why not; what is typed begins a line.
        if (Status().Match(text) is { Success: true } status) yield return $"no edge leads from the API server to PostgreSQL: {status.Value}";
    }

    private static IEnumerable<(string Name, string Text)> Pages() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Chart.Root, "deploy"), "*.md", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(Path.Combine(Chart.Root, "services"), "README.md", SearchOption.AllDirectories))
            .Where(f => !f.Contains("node_modules", StringComparison.Ordinal)).Select(f => (Path.GetRelativePath(Chart.Root, f), File.ReadAllText(f))),
        .. Chart.Examples.Select(e => ($"notes of {e}", Chart.Notes(e))),
    ];

    [GeneratedRegex(@"helm upgrade (--install )?governance[^\n`]*")]
    private static partial Regex Upgrade();

    [GeneratedRegex("kubectl [^\n`|]*\\blogs [^\n`|]*")]
    private static partial Regex Logs();

    [GeneratedRegex("(?m)^kubectl cnpg status")]
    private static partial Regex Status();

    [GeneratedRegex(@"--timeout[ =](\d+)([ms])\b")]
    private static partial Regex Timeout();

    [GeneratedRegex("-f values[.]yaml -f digests[.]yaml|-f VALUES -f DIGESTS")]
    private static partial Regex Files();

    [GeneratedRegex("(?<![A-Za-z-])--[a-z][a-z-]*")]
    private static partial Regex Flags();
}
