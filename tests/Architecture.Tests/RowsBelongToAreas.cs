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
            Assert.InRange(model.GetEntityTypes().Count(e => !e.IsOwned()), 6, 1000);
            Assert.InRange(_read.Value.Count, 4, 1000);
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
        var types = House.Services.Where(m => m.Types.Any(t => Code.Derives(t, "Governance.Messaging.GovernanceDb"))).SelectMany(Code.Written).Where(t => !t.Namespace.EndsWith(".Migrations", StringComparison.Ordinal)).ToList();
        Assert.InRange(types.Count(TouchesSql), 3, 1000);
        House.Hold(SideDoors(types));
        House.Hold(_sideDoorsWithReason.Keys.Except(types.Where(t => TouchesSql(t) || SideCalls(t).Any()).Select(t => t.Name)).Select(n => $"{n} is excepted and needs no exception"));
    }

    [Fact]
    public void A_side_door_is_noticed() => Assert.Equal(
    [
        "Sider calls ExecuteDeleteAsync: it goes past the area filter or past SaveAsync",
        "Sider calls FromSqlRaw: it goes past the area filter or past SaveAsync",
        "Sider calls IgnoreQueryFilters: it goes past the area filter or past SaveAsync",
        "Sider calls Set: it goes past the area filter or past SaveAsync",
        "Teller runs SQL of its own and asks for no Caller",
    ], SideDoors(House.FixturesOf("Doors")).Order(StringComparer.Ordinal));

    // Raw SQL knows no areas. Who runs it asks who is calling, is background work (every area, by its reason), or stands here.
    private static readonly Dictionary<string, string> _sideDoorsWithReason = new()
    {
        ["MapComparison"] = "reads and writes the map, which is nationwide; ImportDivisions has checked that the caller covers the root",
        ["RetireGrid"] = "locks a grid and returns none; it then finds it inside the caller's areas",
        ["CallHeirs"] = "moves the whistle of a call that the slice has found to another about the same; returns none",
        ["GiveAppraisal"] = "locks a round and returns none; it then finds it in the caller's sight",
        ["CurrentBoundary"] = "which communities of a town went over to which, which is public; the slice has checked that the caller covers it",
        ["RuleBook"] = "floors of the law, which are nationwide",
        ["TeamDeeds"] = "locks a record's id for two consumers, which run for every area",
        ["ApproveCustody"] = "locks an asset and returns none; it has found the custody inside the caller's areas",
        ["RetirePublicAsset"] = "locks an asset and returns none; it then finds it inside the caller's areas",
        ["GridSeats"] = "for two consumers that run for every area",
        ["GridLocks"] = "locks rows and returns none; the slice then finds them inside the caller's areas",
        ["OnCommunitiesReorganized"] = "a consumer: runs for every area by its reason",
        ["OnVolunteerTransferred"] = "a consumer: runs for every area by its reason",
        ["BatchRows"] = "writes rows whose areas the slice has checked, and tells of others only the id",
        ["ShiftSeats"] = "counts places and locks; returns an order of arrival and an id that the slice then loads",
        ["RecordSpans"] = "constraints beside a record that the slice has found or made inside the caller's areas",
        ["ServedSoFar"] = "sums one volunteer whom the slice has found inside the caller's areas",
        ["Candidates"] = "takes the caller's areas as parameters and filters by them itself",
        ["VulnerableRows"] = "for a consumer that runs for every area; it keeps to the place that is hit by itself",
        ["PayListRows"] = "fills, sums and pays lists of a county that the slice has checked; tells figures, and which counties pay people whom the slice has found",
        ["Ledger"] = "moves minutes between accounts that the slice has found; returns none",
        ["PointLedger"] = "moves points and stock of an account that the slice has found, and locks; returns none",
        ["HonourDesk"] = "locks honours and returns none; it then finds them inside what the caller sees",
        ["StationDesk"] = "locks stations, posts and volunteers and returns none; it then finds them inside what the caller sees",
        ["TeamFilings"] = "locks an organisation's id for three consumers, which run for every area",
        ["TeamDesk"] = "as StationDesk, for teams",
        ["OrganizationTree"] = "locks the tree, keeps paths and counts of organisations that the slice has found; of others it tells numbers alone",
        ["MemberDesk"] = "locks members and returns none; it then finds them inside the caller's areas",
        ["QualificationDesk"] = "locks a review of an opinion that the caller's unit is asked for, and returns none",
        ["WorkerDesk"] = "locks workers and returns none; it then finds them inside the caller's areas",
        ["GradeDesk"] = "locks regradings and returns none; it then finds them inside the caller's areas",
        ["RosterRows"] = "writes rows of organisations that the slice has found inside the caller's areas, and tells of others only the id",
        ["ReportInDesk"] = "locks report-ins, service items and members and returns none; it then finds them inside the caller's areas",
        ["RegionalDesk"] = "locks member units and items and returns none; it then finds them inside the caller's areas",
        ["ServiceEntries"] = "locks a record's id for two consumers, which run for every area",
        ["CompoundDesk"] = "locks owners' committees and returns none; it then finds them inside the caller's areas",
        ["ProtectionDesk"] = "locks volunteers and returns none; it then finds them inside the caller's areas",
        ["ShiftProtection"] = "tells only what lacks of what an activity asks for, of a volunteer whom the slice has found",
        ["CallUpRows"] = "for a consumer that runs for every area; it keeps to the place that is hit by itself",
        ["CommunityRows"] = "locks rows and changes the map; CarryOutReorganization has checked that the caller covers the county, and reads rows inside the caller's areas",
        ["EmergencyRows"] = "locks emergencies and returns none; makes checks of grids that it reads inside the caller's areas",
        ["SupplyLedger"] = "moves stock of a supply that the slice has found, and locks; it then finds them inside the caller's areas",
        ["BoundaryRows"] = "locks ground and tells ids alone; the slices then find boundaries inside the caller's areas, or tell of others only how much they overlap",
        ["FacilityRows"] = "counts what lies around a point, whoever's area it is in, and finds the community's own inside the caller's areas",
        ["SurveyRows"] = "candidates of a division that the slice has checked; of them only the call and its place are kept",
        ["MatterDesk"] = "locks matters and returns none; it then finds them inside what the caller sees",
        ["CalendarReplacement"] = "a new calendar wakes the clock for calls of every area; it touches the clock's own column and returns nothing",
        ["JobRows"] = "locks jobs that the slice has found, and writes payments of a county that the caller covers whole; tells how many months people whom the slice has found have held",
        ["VisitRows"] = "plans visits of every area for the clock, and of people whom the slice has found; tells of them only which months are planned",
        ["CaseRows"] = "locks cases, workers and what is told of an appeal, and moves what belongs to a case by the right of its transfer; returns none",
        ["IncubationDesk"] = "locks incubators, intakes and candidacies and returns none; it then finds them inside the caller's areas",
        ["ProcurementDesk"] = "locks lists, tenders and services and returns none; it then finds them inside what the caller sees",
        ["AssessmentDesk"] = "locks gradings and returns none; it then finds them inside the caller's areas",
        ["Blacklist"] = "locks an organisation and returns only whether it is barred",
        ["StaffRows"] = "says whose the rows of an organisation are that the slice has found inside the caller's areas, wherever they lie; returns none",
        ["SocialWorkDesk"] = "locks stations and projects and returns none; it then finds them inside the caller's areas",
        ["VolunteerLinks"] = "locks a volunteer's id for three consumers, which run for every area, and two slices; tells only since when they are a full-time worker",
        ["StationRows"] = "counts towns of the printed map that have a station; the slice has checked that the caller covers them",
        ["FundLedger"] = "locks funds, needs and resources and returns none; it then finds them inside what the caller sees; sums accounts of a fund that the slice has found",
        ["VentureDesk"] = "locks contests and returns none; it then finds them inside what the caller sees",
        ["CoverageRows"] = "counts places of the printed map that have an incubator; the slice has checked that the caller covers them",
        ["PersonRows"] = "locks people and moves what belongs to those whom the slice has found; returns none",
    };

    private static readonly string[] _sideDoors = ["Set", "FromSql", "FromSqlRaw", "FromSqlInterpolated", "SqlQuery", "SqlQueryRaw", "IgnoreQueryFilters", "ExecuteUpdate", "ExecuteUpdateAsync",
        "ExecuteDelete", "ExecuteDeleteAsync", "ExecuteSql", "ExecuteSqlAsync", "ExecuteSqlRaw", "ExecuteSqlRawAsync", "ExecuteSqlInterpolated", "ExecuteSqlInterpolatedAsync", "SaveChanges", "SaveChangesAsync"];

    private static IEnumerable<string> SideDoors(IEnumerable<Mono.Cecil.TypeDefinition> types)
    {
        foreach (var type in types)
        {
            if (_sideDoorsWithReason.ContainsKey(type.Name)) continue;
            foreach (var name in SideCalls(type)) yield return $"{type.Name} calls {name}: it goes past the area filter or past SaveAsync";
            if (TouchesSql(type) && !Code.IsBackground(type) && !Code.Calls(type).Any(c => c.To.DeclaringType.FullName == "Governance.Access.Caller"))
            {
                yield return $"{type.Name} runs SQL of its own and asks for no Caller";
            }
        }
    }

    private static IEnumerable<string> SideCalls(Mono.Cecil.TypeDefinition type) => Code.Calls(type).Select(c => c.To)
        .Where(m => m.DeclaringType.Namespace.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) || m.DeclaringType.FullName == "Governance.Messaging.GovernanceDb")
        .Select(m => m.Name).Distinct().Where(_sideDoors.Contains);

    private static bool TouchesSql(Mono.Cecil.TypeDefinition type) => Code.Touches(type).Any(t => t.Name is "NpgsqlDataSource" or "NpgsqlConnection" or "NpgsqlCommand" or "NpgsqlBatch" or "DbConnection" or "DbCommand");

    // Read = somebody asks Visible or Everywhere for it; an entity that is only written needs no index.
    private static readonly Lazy<HashSet<string>> _read = new(() => [.. House.Services.Append(House.Fixtures).SelectMany(m => m.Types).SelectMany(Code.Calls).Select(c => c.To).OfType<Mono.Cecil.GenericInstanceMethod>()
        .Where(m => m.Name is "Visible" or "Everywhere" && m.DeclaringType.FullName == "Governance.Messaging.GovernanceDb").Select(m => m.GenericArguments[0].FullName)]);

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
            else if (_read.Value.Contains(type.FullName!) && !HasAreaIndex(entity, area)) yield return $"{type.Name} has no index that begins with its area: its reads would scan the table";
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
