using System.Xml.Linq;
using Mono.Cecil;

namespace Governance.ArchitectureTests;

/// <summary>The repository and what was built from it.</summary>
internal static class House
{
    private static readonly string[] _notOurs = ["bin", "obj", ".git", ".local", ".tools", ".vs", ".idea", "node_modules", "TestResults"];
    private static readonly Lazy<IReadOnlyList<string>> _files = new(() => [.. Walk(new DirectoryInfo(Root!)).Order(StringComparer.Ordinal)]);

    public static string Root { get; } = Find();

    /// <summary>Every file of the repository, relative, with forward slashes.</summary>
    public static IReadOnlyList<string> Files => _files.Value;

    public static IReadOnlyList<Project> Projects { get; } = [.. Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal)).Select(f => Project.Parse(f, Read(f)))];

    /// <summary>Services of the contracts that consumers are built and tested against before somebody answers.</summary>
    public static IReadOnlyList<string> Agreed { get; } = [];

    /// <summary>Assemblies of services and gateway, by Mono.Cecil: what the compiler made of a source is what counts.</summary>
    public static IReadOnlyList<ModuleDefinition> Services { get; } = [.. Projects.Where(p => p.IsService || p.IsGateway).Select(p => Module($"Governance.{p.Name}"))];

    public static IReadOnlyList<ModuleDefinition> Foundation { get; } = [.. Projects.Where(p => p.IsFoundation).Select(p => Module($"Governance.{p.Name}"))];

    /// <summary>This assembly: the fixtures that break the rules.</summary>
    public static ModuleDefinition Fixtures { get; } = Module("Governance.Architecture.Tests");

    /// <summary>What a service is called as a process, in its packages and its database: as its roles file, or else as its project in lower case. PartyBuilding is <c>party</c>.</summary>
    public static string NameOf(string project) => Files.Where(f => f.StartsWith($"services/{project}/", StringComparison.Ordinal) && f.EndsWith(".roles.json", StringComparison.Ordinal) && f.Count(c => c == '/') == 2)
        .Select(f => Path.GetFileName(f)[..^".roles.json".Length]).SingleOrDefault(project.ToLowerInvariant());

    /// <summary>The service that serves a package, such as <c>governance.party.v1</c>.</summary>
    public static ModuleDefinition? Serving(string package) => Services.SingleOrDefault(m => NameOf(m.Assembly.Name.Name["Governance.".Length..]) == package.Split('.')[1]);

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static IEnumerable<TypeDefinition> FixturesOf(string scenario) => Fixtures.GetTypes().Where(t => t.Namespace == $"Governance.ArchitectureTests.Fixtures.{scenario}");

    /// <summary>Fails with every violation, each on its own line.</summary>
    public static void Hold(IEnumerable<string> violations)
    {
        var all = violations.ToList();
        Assert.True(all.Count == 0, $"{all.Count} broken:\n{string.Join('\n', all)}");
    }

    private static ModuleDefinition Module(string name)
    {
        var file = Path.Combine(AppContext.BaseDirectory, name + ".dll");
        Assert.True(File.Exists(file), $"{name}.dll is not beside the tests: reference its project in tests/Architecture.Tests, or its rules go unchecked");
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        return ModuleDefinition.ReadModule(file, new ReaderParameters { AssemblyResolver = resolver });
    }

    private static IEnumerable<string> Walk(DirectoryInfo folder)
    {
        foreach (var file in folder.EnumerateFiles())
        {
            if (file.Name != ".git") yield return Path.GetRelativePath(Root, file.FullName).Replace('\\', '/');
        }
        foreach (var file in folder.EnumerateDirectories().Where(d => !_notOurs.Contains(d.Name)).SelectMany(Walk)) yield return file;
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

/// <summary>A project as its file says.</summary>
internal sealed record Project(string Path, IReadOnlyList<string> References, XDocument Xml)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public bool IsFoundation => Path.StartsWith("services/Foundation/", StringComparison.Ordinal);

    public bool IsService => Path.StartsWith("services/", StringComparison.Ordinal) && !IsFoundation;

    public bool IsGateway => Path.StartsWith("gateway/", StringComparison.Ordinal);

    public bool IsContract => Path.StartsWith("contracts/", StringComparison.Ordinal);

    public static Project Parse(string path, string xml)
    {
        var document = XDocument.Parse(xml);
        var folder = System.IO.Path.GetDirectoryName(path)!;
        return new(path, [.. document.Descendants("ProjectReference").Select(r => System.IO.Path.GetRelativePath(House.Root,
            System.IO.Path.GetFullPath(System.IO.Path.Combine(House.Root, folder, r.Attribute("Include")!.Value.Replace('\\', '/')))).Replace('\\', '/'))], document);
    }
}
