using System.Reflection;
using Google.Protobuf.Reflection;
using Mono.Cecil;
using Wire = Governance.Grid.V1;

namespace Governance.ArchitectureTests;

/// <summary>Rule 3.</summary>
public sealed class EveryRpcHasItsSlice
{
    internal static IReadOnlyList<ServiceDescriptor> Contracts { get; } = [.. typeof(Wire.Calls).Assembly.GetExportedTypes()
        .Where(t => t.Name.EndsWith("Reflection", StringComparison.Ordinal))
        .Select(t => t.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null)).OfType<FileDescriptor>().SelectMany(f => f.Services)
        .Where(s => !House.Agreed.Contains(s.FullName))];

    [Fact]
    public void And_every_slice_is_an_rpc()
    {
        Assert.InRange(Contracts.Sum(s => s.Methods.Count), 45, 5000);
        foreach (var package in Contracts.GroupBy(s => s.File.Package))
        {
            var module = House.Serving(package.Key);
            Assert.True(module is not null, $"no service serves {package.Key}");
            House.Hold(Rpcs([.. package], [.. module.Types]));
        }
    }

    [Fact]
    public void What_is_only_agreed_is_served_by_nobody_yet() => Assert.DoesNotContain(House.Services.SelectMany(m => m.Types), t => House.Agreed.Any(a => t.Name == a.Split('.')[^1] + "Rpc"));

    [Fact]
    public void And_lies_in_a_file_of_its_name()
    {
        House.Hold(from module in House.Services
                   from slice in Code.Written(module)
                   where Code.IsSlice(slice) || Code.IsConsumer(slice)
                   let service = module.Assembly.Name.Name["Governance.".Length..]
                   let room = slice.Namespace.Split('.')[^1]
                   where !House.Files.Contains($"services/{service}/{room}/{slice.Name}.cs")
                   select $"{slice.FullName} is to lie in services/{service}/{room}/{slice.Name}.cs");
    }

    [Fact]
    public void Consumers_and_background_work_are_named_and_registered()
    {
        var all = House.Services.SelectMany(Code.Written).ToList();
        Assert.InRange(all.Count(Code.IsConsumer), 2, 1000);
        Assert.InRange(all.Count(Code.IsBackground), 2, 1000);
        foreach (var module in House.Services) House.Hold(Workers([.. module.Types]));
    }

    [Fact]
    public void What_breaks_it_is_noticed() => Assert.Equal(
    [
        "CalendarRpc does not implement Calendar.ImportCalendar: callers would get UNIMPLEMENTED",
        "CalendarRpc.ListCalendarDays does not call the slice ListCalendarDays",
        "ImportCalendar has 2 slices: Governance.ArchitectureTests.Fixtures.Rpcs.ImportCalendar, Governance.ArchitectureTests.Fixtures.Rpcs.Other.ImportCalendar",
        "ListCalendarDays has no slice",
        "NobodyAsksForMe has a method Handle and is no rpc",
        "OpenSlice has a method Handle and is no rpc",
        "OpenSlice is a slice and not sealed",
        "nobody maps CalendarRpc",
    ], Rpcs([Wire.Calendar.Descriptor], [.. House.FixturesOf("Rpcs"), .. House.FixturesOf("Rpcs.Other")]).Order(StringComparer.Ordinal));

    [Fact]
    public void Wrong_workers_are_noticed() => Assert.Equal(["CaseWatcher consumes CaseClosed and is to be called OnCaseClosed", "nobody registers the background work Forgotten", "nobody registers the consumer CaseWatcher"],
        Workers([.. House.FixturesOf("Workers")]).Order());

    private static IEnumerable<string> Rpcs(IReadOnlyList<ServiceDescriptor> services, IReadOnlyList<TypeDefinition> types)
    {
        var slices = types.Where(t => !Code.IsGenerated(t) && Code.IsSlice(t)).ToList();
        var names = services.SelectMany(s => s.Methods).Select(m => m.Name).ToHashSet();
        foreach (var slice in slices.Where(s => !s.IsSealed)) yield return $"{slice.Name} is a slice and not sealed";
        foreach (var slice in slices.Where(s => !names.Contains(s.Name))) yield return $"{slice.Name} has a method Handle and is no rpc";
        foreach (var service in services)
        {
            var server = types.SingleOrDefault(t => t.Name == service.Name + "Rpc");
            if (server?.BaseType is not { } @base || @base.Name != service.Name + "Base" || @base.DeclaringType?.Name != service.Name)
            {
                yield return $"{service.FullName} is to be served by a class {service.Name}Rpc: {service.Name}.{service.Name}Base";
                continue;
            }
            if (!types.SelectMany(Code.Calls).Any(c => c.To is GenericInstanceMethod { Name: "MapGrpcService" } map && map.GenericArguments[0].FullName == server.FullName)) yield return $"nobody maps {server.Name}";
            foreach (var rpc in service.Methods)
            {
                var own = slices.Where(s => s.Name == rpc.Name).ToList();
                if (own.Count == 0) yield return $"{rpc.Name} has no slice";
                if (own.Count > 1) yield return $"{rpc.Name} has {own.Count} slices: {string.Join(", ", own.Select(s => s.FullName))}";
                var method = server.Methods.FirstOrDefault(m => m.Name == rpc.Name && m.IsVirtual);
                if (method is null) yield return $"{server.Name} does not implement {service.Name}.{rpc.Name}: callers would get UNIMPLEMENTED";
                else if (!Code.Touches(method).Any(t => t.Name == rpc.Name && t.Namespace != service.File.GetOptions().CsharpNamespace)) yield return $"{server.Name}.{rpc.Name} does not call the slice {rpc.Name}";
            }
        }
    }

    private static IEnumerable<string> Workers(IReadOnlyList<TypeDefinition> types)
    {
        var registered = types.SelectMany(Code.Calls).Select(c => c.To).OfType<GenericInstanceMethod>().Where(m => m.Name is "AddHostedService" or "Consumes" or "AddSingleton")
            .SelectMany(m => m.GenericArguments.Select(a => a.FullName)).ToHashSet();
        foreach (var consumer in types.Where(t => !Code.IsGenerated(t) && Code.IsConsumer(t)))
        {
            var happened = ((GenericInstanceType)consumer.Interfaces.First(i => i.InterfaceType.Name == "IConsumer`1").InterfaceType).GenericArguments[0];
            // A second consumer of an event says further what it does: OnServiceRecordedGivePoints. Each has its own queue, and its own failures.
            if (!consumer.Name.StartsWith("On" + happened.Name, StringComparison.Ordinal)) yield return $"{consumer.Name} consumes {happened.Name} and is to be called On{happened.Name}";
            if (happened.Scope.Name != "Governance.Events") yield return $"{consumer.Name} consumes {happened.FullName}, which is not declared in Governance.Events";
            if (!registered.Contains(consumer.FullName)) yield return $"nobody registers the consumer {consumer.Name}";
        }
        foreach (var work in types.Where(t => !Code.IsGenerated(t) && Code.IsBackground(t) && !registered.Contains(t.FullName))) yield return $"nobody registers the background work {work.Name}";
    }
}
