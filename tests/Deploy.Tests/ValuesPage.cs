using System.Text;
using System.Text.RegularExpressions;

namespace Governance.DeployTests;

/// <summary>values.yaml as a table: key, default, and the comment that begins with two dashes. Line by line, because a YAML parser drops comments.</summary>
internal sealed partial class ValuesPage
{
    private readonly List<(string Key, string Default, string Comment)> _rows = [];

    public ValuesPage(string yaml)
    {
        var (path, comment) = (new List<(int Indent, string Key)>(), new StringBuilder());
        var within = -1;        // deeper lines belong to a value that is explained as a whole, until one has a comment of its own
        foreach (var line in yaml.Split('\n'))
        {
            if (Comment().Match(line) is { Success: true } c)
            {
                if (c.Groups["new"].Success) (comment, within) = (comment.Clear(), c.Groups["indent"].Length > within ? -1 : within);
                comment.Append(comment.Length > 0 ? " " : "").Append(c.Groups["text"].Value.Trim());
                continue;
            }
            if (line.Trim().Length == 0) { comment.Clear(); continue; }
            if (Entry().Match(line) is not { Success: true } e) continue;
            var indent = e.Groups["indent"].Length;
            if (within >= 0 && indent > within) continue;
            within = -1;
            path.RemoveAll(p => p.Indent >= indent);
            path.Add((indent, e.Groups["key"].Value));
            var (key, value) = (string.Join('.', path.Select(p => p.Key)), e.Groups["value"].Value.Trim());
            if (comment.Length > 0 || value.Length > 0) _rows.Add((key, value, comment.ToString()));
            // A value of several lines, or a map whose keys are the user's, is one row.
            if (comment.Length > 0 && value.Length == 0) within = indent;
            comment.Clear();
        }
    }

    public IReadOnlyList<string> Keys => [.. _rows.Select(r => r.Key)];

    public IEnumerable<string> Unexplained() => _rows.Where(r => r.Comment.Length == 0).Select(r => r.Key);

    public string Write()
    {
        var page = new StringBuilder("# Values of the chart\n\nGenerated from `values.yaml`; do not edit: `UPDATE_GOLDEN=1 dotnet test tests/Deploy.Tests`.\n\n| key | default | meaning |\n| --- | --- | --- |\n");
        foreach (var (key, value, comment) in _rows) page.Append($"| **{key}** | {(value.Length == 0 ? "see `values.yaml`" : $"`` {value} ``")} | {comment.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        return page.ToString();
    }

    [GeneratedRegex("^(?<indent> *)# ?(?<new>-- )?(?<text>.*)$")]
    private static partial Regex Comment();

    [GeneratedRegex("^(?<indent> *)(?<key>[A-Za-z][A-Za-z0-9_./-]*):(?<value> .*)?$")]
    private static partial Regex Entry();
}
