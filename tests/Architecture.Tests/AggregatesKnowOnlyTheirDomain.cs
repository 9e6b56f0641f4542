using Mono.Cecil;

namespace Governance.ArchitectureTests;

/// <summary>Rule 2.</summary>
public sealed class AggregatesKnowOnlyTheirDomain
{
    private static readonly string[] _foreign = ["Microsoft.EntityFrameworkCore", "Npgsql", "Grpc", "Google", "MassTransit", "RabbitMQ", "StackExchange.Redis",
        "Microsoft.AspNetCore", "Microsoft.Extensions.DependencyInjection", "System.Net.Http", "System.Data"];

    [Fact]
    public void No_aggregate_touches_storage_wire_or_bus()
    {
        var aggregates = House.Services.SelectMany(Code.Written).Where(IsDomain).ToList();
        Assert.InRange(aggregates.Count(t => Code.Derives(t, "Governance.Messaging.Aggregate")), 2, 1000);
        House.Hold(Foreign(aggregates));
    }

    [Fact]
    public void No_slice_is_used_but_by_its_rpc()
    {
        Assert.InRange(House.Services.SelectMany(Code.Written).Count(Code.IsSlice), 35, 5000);
        House.Hold(Uses(House.Services.SelectMany(m => m.Types)));
    }

    [Fact]
    public void A_foreign_type_is_noticed() => Assert.Equal(
    [
        "Fixtures.Aggregates.InABody touches Microsoft.EntityFrameworkCore.EF",
        "Fixtures.Aggregates.InALambda touches Grpc.Core.Status",
        "Fixtures.Aggregates.InASignature touches Google.Protobuf.WellKnownTypes.Timestamp",
        "Fixtures.Aggregates.InASignature touches Governance.Grid.V1.Call",
    ], Foreign(House.FixturesOf("Aggregates")).Select(v => v.Replace("Governance.ArchitectureTests.", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Fact]
    public void A_slice_that_calls_a_slice_is_noticed() => Assert.Equal(
        ["DirectCaller uses the slice Called", "HiddenCaller uses the slice Called", "PlainHelper uses the slice Called"], Uses(House.FixturesOf("Slices")).Order());

    // Mapped rows without events of their own are domain too.
    private static bool IsDomain(TypeDefinition type) => Code.Derives(type, "Governance.Messaging.Aggregate")
        || (type is { IsClass: true, IsAbstract: false } && !Code.Derives(type, "Governance.Messaging.GovernanceDb") && Code.Implements(type, "Governance.Access.IAreaScoped"))
        || type.CustomAttributes.Any(a => a.AttributeType.Name == "NationwideAttribute" && type.Methods.All(m => m.Name != "ReadAsync"));

    private static IEnumerable<string> Foreign(IEnumerable<TypeDefinition> domain) =>
        (from type in domain
         from touched in Code.Touches(type)
         where _foreign.Any(f => touched.Namespace == f || touched.Namespace.StartsWith(f + ".", StringComparison.Ordinal)) || touched.Scope.Name.StartsWith("Governance.Contracts", StringComparison.Ordinal)
         select $"{type.FullName} touches {touched.FullName}").Distinct();

    private static IEnumerable<string> Uses(IEnumerable<TypeDefinition> types)
    {
        var all = types.ToList();
        var slices = all.Where(t => Code.IsSlice(t) || Code.IsConsumer(t)).ToDictionary(t => t.FullName);
        // The module registers consumers, the rpc class calls slices; nobody else may know one.
        return (from type in all
                where !type.Name.EndsWith("Rpc", StringComparison.Ordinal) && !type.Name.EndsWith("Module", StringComparison.Ordinal) && !type.Name.StartsWith('<')
                from touched in Code.Touches(type)
                where slices.ContainsKey(touched.FullName) && touched.FullName != type.FullName && !touched.FullName.StartsWith(type.FullName + "/", StringComparison.Ordinal)
                select $"{type.Name} uses the slice {touched.Name}").Distinct();
    }
}
