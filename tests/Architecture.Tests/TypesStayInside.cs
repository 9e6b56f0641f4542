using Mono.Cecil;

namespace Governance.ArchitectureTests;

/// <summary>Rule 8, and the names that we do without.</summary>
public sealed class TypesStayInside
{
    private static readonly string[] _emptyWords = ["Manager", "Helper", "Helpers", "Service", "Dto", "Base", "Impl", "Utils", "Util", "Common", "Core", "Repository", "Factory"];

    // A word that is the domain's own here.
    private static readonly Dictionary<string, string> _meant = new() { ["DomainService"] = "gateway: it names a service of the platform, and is none itself" };

    [Fact]
    public void Services_and_gateway_show_nothing_and_seal_everything()
    {
        var types = House.Services.SelectMany(Code.Written).ToList();
        Assert.InRange(types.Count, 80, 20_000);
        House.Hold(Open(types, facePublic: false));
    }

    [Fact]
    public void Foundation_seals_everything()
    {
        var types = House.Foundation.SelectMany(Code.Written).ToList();
        Assert.InRange(types.Count, 25, 2000);
        House.Hold(Open(types, facePublic: true));
    }

    [Fact]
    public void Names_say_what_a_thing_is()
    {
        var types = House.Services.Concat(House.Foundation).SelectMany(Code.Written).ToList();
        House.Hold(EmptyNames(types));
        House.Hold(LonelyInterfaces(types));
        House.Hold(_meant.Keys.Except(types.Select(t => t.Name)).Select(n => $"{n} is excepted and does not exist"));
    }

    [Fact]
    public void What_breaks_it_is_noticed()
    {
        var fixtures = House.FixturesOf("Open").ToList();
        Assert.Equal(["Shown is public", "Unsealed is not sealed"], Open(fixtures, facePublic: false).Order());
        Assert.Equal(["CallManager is called …Manager: name it after what it is in the domain"], EmptyNames(fixtures));
        Assert.Equal(["IOnly has one implementation, CallManager: use that"], LonelyInterfaces(fixtures));
    }

    private static IEnumerable<string> Open(IEnumerable<TypeDefinition> types, bool facePublic)
    {
        var all = types.Where(t => t.Name != "Program" && !Code.Derives(t, "Microsoft.EntityFrameworkCore.Migrations.Migration") && !Code.Derives(t, "Microsoft.EntityFrameworkCore.Infrastructure.ModelSnapshot")).ToList();
        var bases = all.Select(t => t.BaseType?.GetElementType().FullName).ToHashSet();
        foreach (var type in all)
        {
            if (type.IsPublic && !facePublic) yield return $"{type.Name} is public";
            // Abstract without heirs here is Foundation's offer to services (Aggregate, GovernanceDb).
            if (type is { IsClass: true, IsSealed: false, IsValueType: false } && !(type.IsAbstract && (facePublic || bases.Contains(type.FullName)))) yield return $"{type.Name} is not sealed";
        }
    }

    private static IEnumerable<string> EmptyNames(IEnumerable<TypeDefinition> types) =>
        from type in types
        let word = _emptyWords.FirstOrDefault(w => type.Name.EndsWith(w, StringComparison.Ordinal) && (type.Name.Length == w.Length || char.IsLower(type.Name[^(w.Length + 1)])))
        where word is not null && !_meant.ContainsKey(type.Name)
        select $"{type.Name} is called …{word}: name it after what it is in the domain";

    private static IEnumerable<string> LonelyInterfaces(IReadOnlyList<TypeDefinition> types) =>
        from type in types
        where type.IsInterface && !type.IsPublic
        let implementations = types.Where(t => t.IsClass && Code.Implements(t, type.FullName)).ToList()
        where implementations.Count < 2
        select $"{type.Name} has one implementation, {implementations.FirstOrDefault()?.Name ?? "none"}: use that";
}
