using System.Formats.Tar;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Governance.ContractsTests;

/// <summary>
/// What was promised in the last commits. The baseline and the schemas lie beside what they guard, and one commit can change both; so they are held against themselves as they were committed, too. What was
/// broken on purpose stands in contracts/breaks.txt.
/// </summary>
internal static partial class Committed
{
    // HEAD and the last times that the promise was changed before it: whoever breaks it in one commit and touches it again in the next is still told.
    private const int Back = 5;

    /// <summary>The protos of a folder against each committed baseline.</summary>
    public static (Compared Compared, IReadOnlyList<string> Broken) Breaks(string folder)
    {
        var (compared, broken) = (Compared.With(folder, "baseline.binpb"), new List<string>());
        foreach (var state in compared.States)
        {
            var file = Path.Combine(Path.GetTempPath(), $"committed-{Path.GetRandomFileName()}.binpb");
            File.WriteAllBytes(file, Read(folder, "show", $"{state}:./baseline.binpb"));
            try
            {
                var (code, output) = Contracts.Buf(folder, "breaking", "--against", file);
                if (code != 0) broken.AddRange(output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => Place().Replace(l, "$1: ")));
            }
            finally
            {
                File.Delete(file);
            }
        }
        return (compared, Unintended(broken));
    }

    /// <summary>The events against each committed state of the folder's schemas.</summary>
    public static (Compared Compared, IReadOnlyList<string> Broken) Shrinks(string folder, IReadOnlyList<Type> events)
    {
        var (compared, broken, now) = (Compared.With(folder, "schemas"), new List<string>(), events.ToDictionary(EventSchema.Relative));
        foreach (var state in compared.States)
        {
            using var archive = new TarReader(new MemoryStream(Read(folder, "archive", "--format=tar", state, "schemas")));
            while (archive.GetNextEntry(copyData: true) is { } entry)
            {
                if (entry.DataStream is not { } data || !entry.Name.EndsWith(".json", StringComparison.Ordinal)) continue;
                var before = JsonNode.Parse(data)!;
                if (now.TryGetValue(entry.Name["schemas/".Length..], out var type)) broken.AddRange(EventSchema.Shrinks(before, EventSchema.Of(type)));
                else broken.Add($"{before["title"]} has gone");
            }
        }
        return (compared, Unintended(broken));
    }

    private static List<string> Unintended(IEnumerable<string> broken)
    {
        var intended = File.ReadAllLines(Path.Combine(Contracts.Folder, "breaks.txt")).Where(l => l.Length > 0 && !l.StartsWith('#')).ToHashSet(StringComparer.Ordinal);
        return [.. broken.Distinct().Where(b => !intended.Contains(b))];
    }

    private static byte[] Read(string folder, params string[] arguments)
    {
        var (code, output, errors) = Contracts.Git(folder, arguments)!.Value;
        Assert.True(code == 0, $"git {string.Join(' ', arguments)}: {errors}");
        return output;
    }

    /// <summary>What there was to compare with.</summary>
    /// <param name="States">Commits, the latest first.</param>
    /// <param name="Lacking">Why there are no more; null when there are enough.</param>
    internal sealed record Compared(IReadOnlyList<string> States, string? Lacking)
    {
        public static Compared With(string folder, string path)
        {
            if (Contracts.Git(folder, "rev-parse", "--is-shallow-repository") is not (0, var shallow, _)) return new([], "there is no git repository");
            var states = Encoding.UTF8.GetString(Read(folder, "rev-list", "-n", $"{Back}", "HEAD", "--", path)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.True(states.Length > 0, $"git is here, and HEAD has no {path} in {folder}");
            return new(states, states.Length < Back && Encoding.UTF8.GetString(shallow).Trim() == "true" ? "the clone is shallow: fetch all of it to compare with what was before" : null);
        }

        /// <summary>A run that had nothing, or too little, to compare with is told as skipped and not as passed.</summary>
        public void MustSuffice()
        {
            if (Lacking is not null) Assert.Skip(ToString());
        }

        public override string ToString() => $"compared with {(States.Count == 0 ? "no commit" : string.Join(", ", States.Select(s => s[..12])))}{(Lacking is null ? "" : $"; {Lacking}")}";
    }

    [GeneratedRegex(@"^([^:]+):\d+:\d+:")]
    private static partial Regex Place();
}

/// <summary>A repository of a test, with a history of its own.</summary>
internal sealed class Past : IDisposable
{
    private readonly string[] files;
    private readonly bool owned;

    /// <param name="files">What <see cref="Commit(string?[])"/> is given the text of.</param>
    public Past(params string[] files) : this(Directory.CreateTempSubdirectory("past-").FullName, true, files)
    {
    }

    private Past(string folder, bool owned, string[] files)
    {
        (Folder, this.owned, this.files) = (folder, owned, files);
        Run("init", "-q");
    }

    /// <summary>Of a folder that somebody else takes away.</summary>
    public static Past Of(string folder) => new(folder, false, []);

    public string Folder { get; }

    /// <summary>Commits what is there, after writing the files; null = it goes.</summary>
    public void Commit(params string?[] texts)
    {
        for (var i = 0; i < texts.Length; i++)
        {
            var file = Path.Combine(Folder, files[i]);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            if (texts[i] is { } text) File.WriteAllText(file, text);
            else File.Delete(file);
        }
        Run("add", "-A");
        Run("-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false", "commit", "-q", "--allow-empty", "-m", "test");
    }

    /// <summary>A clone that knows the last commit only.</summary>
    public Past Shallow()
    {
        var folder = Directory.CreateTempSubdirectory("shallow-").FullName;
        Run("clone", "-q", "--depth", "1", $"file://{Folder}", folder);
        return new(folder, true, []);
    }

    public void Dispose()
    {
        if (owned) Directory.Delete(Folder, recursive: true);
    }

    private void Run(params string[] arguments)
    {
        var ran = Contracts.Git(Folder, arguments);
        Assert.True(ran?.Code == 0, $"git {string.Join(' ', arguments)}: {ran?.Errors}");
    }
}
