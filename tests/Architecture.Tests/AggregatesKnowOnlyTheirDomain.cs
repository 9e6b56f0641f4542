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
    public void No_slice_calls_another()
    {
        Assert.InRange(House.Services.SelectMany(Code.Written).Count(Code.IsSlice), 35, 5000);
        foreach (var module in House.Services) House.Hold(Uses(module.Types));
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
        ["DirectCaller calls the slice Called", "HiddenCaller calls the slice Called", "RoundaboutCaller calls the slice Called by way of Corner, PlainHelper"], Uses(House.FixturesOf("Slices")).Order());

    // Mapped rows without events of their own are domain too.
    private static bool IsDomain(TypeDefinition type) => Code.Derives(type, "Governance.Messaging.Aggregate")
        || (type is { IsClass: true, IsAbstract: false } && !Code.Derives(type, "Governance.Messaging.GovernanceDb") && Code.Implements(type, "Governance.Access.IAreaScoped"))
        || type.CustomAttributes.Any(a => a.AttributeType.Name == "NationwideAttribute" && type.Methods.All(m => m.Name != "ReadAsync"));

    private static IEnumerable<string> Foreign(IEnumerable<TypeDefinition> domain) =>
        (from type in domain
         from touched in Code.Touches(type)
         where _foreign.Any(f => touched.Namespace == f || touched.Namespace.StartsWith(f + ".", StringComparison.Ordinal)) || touched.Scope.Name.StartsWith("Governance.Contracts", StringComparison.Ordinal)
         select $"{type.FullName} touches {touched.FullName}").Distinct();

    // Also by way of what they share. The doors (rpc class, module, commands) call slices by their nature.
    private static IEnumerable<string> Uses(IEnumerable<TypeDefinition> types)
    {
        var all = types.Where(t => !t.Name.StartsWith('<')).ToDictionary(t => t.FullName);
        var uses = all.ToDictionary(t => t.Key, t => Code.Touches(t.Value).Select(u => u.FullName.Split('/')[0]).Where(u => all.ContainsKey(u) && u != t.Key).ToHashSet());
        bool IsWorker(string name) => Code.IsSlice(all[name]) || Code.IsConsumer(all[name]) || Code.IsBackground(all[name]);
        foreach (var slice in all.Keys.Where(IsWorker))
        {
            var (seen, open) = (new HashSet<string> { slice }, new Queue<(string At, string Way)>([(slice, "")]));
            while (open.TryDequeue(out var step))
            {
                foreach (var next in uses[step.At].Where(n => !n.EndsWith("Rpc", StringComparison.Ordinal) && !n.EndsWith("Module", StringComparison.Ordinal) && seen.Add(n)))
                {
                    if (IsWorker(next)) yield return $"{all[slice].Name} calls the slice {all[next].Name}{(step.Way.Length > 0 ? $" by way of {step.Way[2..]}" : "")}";
                    else open.Enqueue((next, $"{step.Way}, {all[next].Name}"));
                }
            }
        }
    }
}
