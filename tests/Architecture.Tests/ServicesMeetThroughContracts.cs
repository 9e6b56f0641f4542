namespace Governance.ArchitectureTests;

/// <summary>Rule 1.</summary>
public sealed class ServicesMeetThroughContracts
{
    private static readonly string[] _foundation = ["Access", "Hosting", "Map", "Messaging", "Paper", "Rpc"];

    [Fact]
    public void No_project_references_what_it_must_not()
    {
        Assert.InRange(House.Projects.Count(p => p.IsService), 2, 50);
        Assert.InRange(House.Projects.Sum(p => p.References.Count), 25, 1000);
        House.Hold(References(House.Projects));
    }

    [Fact]
    public void No_assembly_uses_another_service()
    {
        Assert.InRange(House.Services.Count, 3, 50);
        House.Hold(from module in House.Services
                   from reference in module.AssemblyReferences
                   where House.Services.Any(s => s != module && s.Assembly.Name.Name == reference.Name)
                   select $"{module.Assembly.Name.Name} uses {reference.Name}");
    }

    [Fact]
    public void Foundation_is_six_libraries() => Assert.Equal(_foundation, House.Projects.Where(p => p.IsFoundation).Select(p => p.Name).Order());

    [Fact]
    public void What_breaks_it_is_noticed()
    {
        static Project With(string path, string reference) => Project.Parse(path, $"""<Project><ItemGroup><ProjectReference Include="{reference}" /></ItemGroup></Project>""");
        Assert.Equal(
            ["services/Welfare/Welfare.csproj references services/Grid/Grid.csproj", "services/Foundation/Rpc/Rpc.csproj references services/Grid/Grid.csproj",
                "contracts/Governance.Events/Governance.Events.csproj references services/Foundation/Rpc/Rpc.csproj", "gateway/Gateway.csproj references services/Grid/Grid.csproj",
                "services/Grid/Grid.csproj references tests/Servers/Servers.csproj"],
            References([With("services/Welfare/Welfare.csproj", "../Grid/Grid.csproj"), With("services/Foundation/Rpc/Rpc.csproj", @"..\..\Grid\Grid.csproj"),
                With("contracts/Governance.Events/Governance.Events.csproj", "../../services/Foundation/Rpc/Rpc.csproj"), With("gateway/Gateway.csproj", "../services/Grid/Grid.csproj"),
                With("services/Grid/Grid.csproj", "../../tests/Servers/Servers.csproj"), With("services/Grid/Grid.csproj", "../Foundation/Rpc/Rpc.csproj")]));
    }

    private static IEnumerable<string> References(IEnumerable<Project> projects) =>
        from project in projects
        from reference in project.References
        where !Allowed(project, reference)
        select $"{project.Path} references {reference}";

    private static bool Allowed(Project project, string reference)
    {
        bool In(string folder) => reference.StartsWith(folder, StringComparison.Ordinal);
        if (project.IsContract) return In("contracts/");
        if (project.IsFoundation || project.IsService || project.IsGateway) return In("services/Foundation/") || In("contracts/");
        return true;    // AppHost and tests stand outside the house
    }
}
