using System.Diagnostics;

namespace Governance.ContractsTests;

/// <summary>Where the contracts lie, and the tools that npm brings for them.</summary>
internal static class Contracts
{
    public static string Folder { get; } = Path.Combine(Find(), "contracts");

    public static string Proto => Path.Combine(Folder, "proto");

    public static string Baseline => Path.Combine(Proto, "baseline.binpb");

    /// <summary>UPDATE_CONTRACTS=1: what is generated is written instead of compared. Never what would break somebody.</summary>
    public static bool Update => Environment.GetEnvironmentVariable("UPDATE_CONTRACTS") == "1";

    public const string HowToUpdate = "run UPDATE_CONTRACTS=1 dotnet test tests/Contracts.Tests and commit what it wrote";

    /// <summary>Fails with every violation, each on its own line.</summary>
    public static void Hold(IEnumerable<string> violations)
    {
        var all = violations.ToList();
        Assert.True(all.Count == 0, $"{all.Count} broken:\n{string.Join('\n', all)}");
    }

    /// <summary>Runs buf; the exit code and everything it said.</summary>
    public static (int Code, string Output) Buf(string folder, params string[] arguments) => Run(folder, Tool("@bufbuild/buf", ".bin/buf"), arguments);

    /// <summary>Runs a script of this folder by Node with the packages of contracts/.</summary>
    public static (int Code, string Output) Node(string script, params string[] arguments)
    {
        Tool("@asyncapi/parser", "@asyncapi/parser");
        return Run(Folder, "node", [Path.Combine(Folder, "..", "tests", "Contracts.Tests", script), .. arguments]);
    }

    /// <summary>A copy of the proto module that a test may damage.</summary>
    public static CopyOfProtos Copy() => new();

    /// <summary>Runs git; null where there is none. Whose repository it is does not matter to a test.</summary>
    public static (int Code, byte[] Output, string Errors)? Git(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-c", "safe.directory=*", .. arguments]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // A hook that runs the tests has set these to a repository of its own.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("GIT_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            using var output = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(output);
            process.WaitForExit();
            return (process.ExitCode, output.ToArray(), errors.GetAwaiter().GetResult());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string Tool(string package, string path)
    {
        var tool = Path.Combine(Folder, "node_modules", path);
        if (!Path.Exists(tool)) Assert.Fail($"{package} is missing: run `npm ci` in contracts/ (tests/run does it)");
        return tool;
    }

    private static (int, string) Run(string folder, string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    // Not by CallerFilePath: a deterministic build (CI=true) maps it to /_/.
    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Platform.sln"))) return folder.FullName;
        }
        throw new InvalidOperationException($"No Platform.sln above {AppContext.BaseDirectory}");
    }
}

internal sealed class CopyOfProtos : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("protos-").FullName;

    public CopyOfProtos()
    {
        foreach (var file in Directory.EnumerateFiles(Contracts.Proto, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(Folder, Path.GetRelativePath(Contracts.Proto, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public CopyOfProtos With(string path, string text)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return this;
    }

    /// <summary>Replaces a passage; fails when it is not there, since the test would then damage nothing.</summary>
    public CopyOfProtos Change(string path, string from, string to)
    {
        var file = Path.Combine(Folder, path);
        var text = File.ReadAllText(file);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(from, to, StringComparison.Ordinal));
        return this;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
