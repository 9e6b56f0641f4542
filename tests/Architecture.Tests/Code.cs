using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Governance.ArchitectureTests;

/// <summary>Questions about compiled types.</summary>
internal static class Code
{
    public static IEnumerable<TypeDefinition> Written(IEnumerable<TypeDefinition> types) => types.Where(t => !IsGenerated(t));

    /// <summary>Types that somebody wrote, not nested.</summary>
    public static IEnumerable<TypeDefinition> Written(ModuleDefinition module) => Written(module.Types);

    public static bool IsGenerated(TypeDefinition type) => type.Name.Contains('<', StringComparison.Ordinal) || type.Namespace.StartsWith("System", StringComparison.Ordinal)
        || type.Namespace.StartsWith("Microsoft", StringComparison.Ordinal)
        || type.CustomAttributes.Any(a => a.AttributeType.Name is "CompilerGeneratedAttribute" or "GeneratedCodeAttribute")
        || (type.DeclaringType is { } outer && IsGenerated(outer));

    /// <summary>Whether a base type, however far up, has this full name (a generic one by its definition).</summary>
    public static bool Derives(TypeDefinition type, string from)
    {
        for (var at = type.BaseType; at is not null; at = at.Resolve()?.BaseType)
        {
            if (at.GetElementType().FullName == from) return true;
        }
        return false;
    }

    public static bool Implements(TypeDefinition type, string @interface)
    {
        for (var at = type; at is not null; at = at.BaseType?.Resolve())
        {
            if (at.Interfaces.Any(i => i.InterfaceType.GetElementType().FullName == @interface)) return true;
        }
        return false;
    }

    /// <summary>A slice: one method Handle, and the whole feature behind it.</summary>
    public static bool IsSlice(TypeDefinition type) => type is { IsClass: true, IsAbstract: false } && type.Methods.Any(m => m is { Name: "Handle", IsPublic: true, IsStatic: false });

    public static bool IsConsumer(TypeDefinition type) => type is { IsClass: true, IsAbstract: false } && Implements(type, "MassTransit.IConsumer`1");

    public static bool IsBackground(TypeDefinition type) => type is { IsClass: true, IsAbstract: false } && Implements(type, "Microsoft.Extensions.Hosting.IHostedService");

    /// <summary>The outermost type around this one.</summary>
    public static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    /// <summary>Every type that this one touches: bases, fields, signatures, attributes, bodies, and the same of what is nested in it.</summary>
    public static IEnumerable<TypeReference> Touches(TypeDefinition type)
    {
        var seen = new List<TypeReference?> { type.BaseType };
        seen.AddRange(type.Interfaces.Select(i => i.InterfaceType));
        seen.AddRange(type.CustomAttributes.Select(a => a.AttributeType));
        seen.AddRange(type.Fields.Select(f => f.FieldType));
        seen.AddRange(type.Properties.Select(p => p.PropertyType));
        foreach (var method in type.Methods) seen.AddRange(Touches(method));
        return seen.Where(t => t is not null).SelectMany(t => Parts(t!)).Concat(type.NestedTypes.SelectMany(Touches));
    }

    public static IEnumerable<TypeReference> Touches(MethodDefinition method)
    {
        foreach (var type in Signature(method)) yield return type;
        foreach (var attribute in method.CustomAttributes)
        {
            yield return attribute.AttributeType;
            // The body of an async method lies in its state machine.
            foreach (var machine in attribute.ConstructorArguments.Select(a => a.Value).OfType<TypeDefinition>().Where(t => t.DeclaringType == method.DeclaringType && IsGenerated(t)))
            {
                foreach (var type in Touches(machine)) yield return type;
            }
        }
        if (!method.HasBody) yield break;
        foreach (var local in method.Body.Variables) yield return local.VariableType;
        foreach (var instruction in method.Body.Instructions)
        {
            switch (instruction.Operand)
            {
                case TypeReference type:
                    yield return type;
                    break;
                case MethodReference called:
                    yield return called.DeclaringType;
                    foreach (var type in Signature(called)) yield return type;
                    if (called is GenericInstanceMethod generic) foreach (var argument in generic.GenericArguments) yield return argument;
                    break;
                case FieldReference field:
                    yield return field.DeclaringType;
                    yield return field.FieldType;
                    break;
            }
        }
    }

    /// <summary>Calls in the type's own methods and those of what is nested in it.</summary>
    public static IEnumerable<(MethodDefinition From, MethodReference To)> Calls(TypeDefinition type) =>
        from at in type.NestedTypes.SelectMany(n => n.NestedTypes.Prepend(n)).Prepend(type)
        from method in at.Methods
        where method.HasBody
        from instruction in method.Body.Instructions
        where instruction.OpCode.Code is Mono.Cecil.Cil.Code.Call or Mono.Cecil.Cil.Code.Callvirt or Mono.Cecil.Cil.Code.Newobj or Mono.Cecil.Cil.Code.Ldftn
        select (method, (MethodReference)instruction.Operand);

    /// <summary>Strings in the bodies of a type and of what is nested in it.</summary>
    public static IEnumerable<string> Literals(TypeDefinition type) =>
        from method in type.Methods.Concat(type.NestedTypes.SelectMany(n => n.NestedTypes.Prepend(n)).SelectMany(n => n.Methods))
        where method.HasBody
        from instruction in method.Body.Instructions
        where instruction.OpCode == OpCodes.Ldstr
        select (string)instruction.Operand;

    private static IEnumerable<TypeReference> Signature(MethodReference method) => method.Parameters.Select(p => p.ParameterType).Append(method.ReturnType);

    // List<Call[]> → List, Call.
    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
        TypeSpecification wrapped => Parts(wrapped.ElementType),
        GenericParameter => [],
        _ => [type],
    };
}
