using System.Reflection;
using Governance.Access;
using Governance.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Governance.ArchitectureTests;

/// <summary>Rule 5: catches the silent leak, an entity that nobody filters.</summary>
public sealed class RowsBelongToAreas
{
    // Contexts that are not built on GovernanceDb.
    private static readonly Dictionary<string, string> _otherContexts = new()
    {
        ["IdentityDb"] = "accounts, keys and OpenIddict's own tables: no rows of an area; nothing of it is served by a rpc",
    };

    private static IReadOnlyList<Type> Contexts { get; } = [.. House.Services.Select(m => Assembly.LoadFrom(m.FileName)).SelectMany(a => a.GetTypes())
        .Where(t => t is { IsClass: true, IsAbstract: false } && t.IsSubclassOf(typeof(DbContext)))];

    [Fact]
    public void Every_mapped_entity_is_area_scoped_or_says_why_not()
    {
        var ours = Contexts.Where(c => c.IsSubclassOf(typeof(GovernanceDb))).ToList();
        Assert.NotEmpty(ours);
        foreach (var context in ours)
        {
            var model = Model(context);
            Assert.InRange(model.GetEntityTypes().Count(e => !e.IsOwned()), 8, 1000);
            House.Hold(Entities(model));
        }
    }

    [Fact]
    public void Every_context_is_governed_or_says_why_not()
    {
        House.Hold(Contexts.Where(c => !c.IsSubclassOf(typeof(GovernanceDb)) && !_otherContexts.ContainsKey(c.Name)).Select(c => $"{c.FullName} does not derive from GovernanceDb: nothing filters its rows"));
        House.Hold(_otherContexts.Keys.Except(Contexts.Select(c => c.Name)).Select(c => $"{c} is excepted and does not exist"));
    }

    [Fact]
    public void An_entity_that_nobody_filters_is_noticed() => Assert.Equal(
    [
        "Bare is neither area-scoped nor nationwide with a reason",
        "Both is area-scoped and nationwide at once",
        "NoIndex has no index that begins with its area: its reads would scan the table",
        "Shrug says too little about why it is nationwide: 'because'",
        "WrongCollation.area is not in collation C: a range on it would miss rows",
    ], Entities(Model(typeof(Fixtures.Rows.BrokenDb))).Order(StringComparer.Ordinal));

    [Fact]
    public void Rows_are_reached_by_no_other_door()
    {
        // The context's own Set is closed at run time; here nobody even calls it, nor reads rows of entities by raw SQL of EF.
        House.Hold(from module in House.Services
                   from type in Code.Written(module)
                   where type.Name != "IdentityDb" && module.Assembly.Name.Name != "Governance.Identity"
                   from call in Code.Calls(type)
                   where call.To.DeclaringType.FullName.StartsWith("Microsoft.EntityFrameworkCore.", StringComparison.Ordinal)
                       && call.To.Name is "Set" or "FromSql" or "FromSqlRaw" or "FromSqlInterpolated" or "SqlQuery" or "SqlQueryRaw" or "IgnoreQueryFilters"
                   select $"{type.Name} calls {call.To.Name}: it goes past the area filter");
    }

    private static IEnumerable<string> Entities(IModel model)
    {
        foreach (var entity in model.GetEntityTypes().Where(e => !e.IsOwned()))
        {
            var type = entity.ClrType;
            var (scoped, nationwide) = (typeof(IAreaScoped).IsAssignableFrom(type), type.GetCustomAttribute<NationwideAttribute>());
            if (scoped && nationwide is not null) yield return $"{type.Name} is area-scoped and nationwide at once";
            if (!scoped && nationwide is null) yield return $"{type.Name} is neither area-scoped nor nationwide with a reason";
            if (!scoped && nationwide is { Reason.Length: < 20 }) yield return $"{type.Name} says too little about why it is nationwide: '{nationwide.Reason}'";
            if (!scoped || nationwide is not null) continue;
            var area = entity.FindProperty(nameof(IAreaScoped.Area));
            if (area?.GetCollation() != "C") yield return $"{type.Name}.area is not in collation C: a range on it would miss rows";
            else if (!HasAreaIndex(entity, area)) yield return $"{type.Name} has no index that begins with its area: its reads would scan the table";
        }
    }

    // In the model, or in a migration's SQL where EF cannot say it. A child whose key begins with its parent's is read through the parent.
    private static bool HasAreaIndex(IEntityType entity, IProperty area) =>
        entity.GetIndexes().Select(i => i.Properties[0]).Concat(entity.GetKeys().Select(k => k.Properties[0])).Contains(area)
        || entity.FindPrimaryKey()!.Properties[0].GetContainingForeignKeys().Any(k => k.PrincipalEntityType != entity)
        || House.Files.Where(f => f.Contains("/Migrations/", StringComparison.Ordinal)).Any(f => House.Read(f).Contains($" on {entity.GetTableName()} (area, ", StringComparison.Ordinal));

    private static IModel Model(Type context)
    {
        var builder = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(context))!;
        builder.UseNpgsql("Host=none").UseSnakeCaseNamingConvention();
        using var db = (DbContext)Activator.CreateInstance(context, builder.Options)!;
        return db.GetService<IDesignTimeModel>().Model;
    }
}
