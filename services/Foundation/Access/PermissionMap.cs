using System.Collections.Frozen;
using System.Reflection;
using Google.Protobuf.Reflection;
using Governance.Common.V1;

namespace Governance.Access;

/// <summary>Which permission each rpc of the contracts demands, read from its proto option.</summary>
public sealed class PermissionMap
{
    /// <summary>Needs no token.</summary>
    public const string Public = "public";

    /// <summary>Needs a valid token, whatever its roles.</summary>
    public const string Authenticated = "authenticated";

    private readonly FrozenDictionary<string, string> byMethod;

    /// <summary>Reads every proto that is compiled into the given assemblies.</summary>
    public PermissionMap(params IEnumerable<Assembly> contracts)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var fields = new HashSet<string>(StringComparer.Ordinal);
        foreach (var type in contracts.SelectMany(a => a.GetTypes()).Where(t => t.Name.EndsWith("Reflection", StringComparison.Ordinal)))
        {
            if (type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) is not FileDescriptor file) continue;
            fields.UnionWith(file.MessageTypes.SelectMany(m => m.Fields.InDeclarationOrder().Select(f => $"{m.Name}.{f.Name}")));
            foreach (var method in file.Services.SelectMany(s => s.Methods))
            {
                found[$"/{method.Service.FullName}/{method.Name}"] = method.GetOptions()?.GetExtension(AccessExtensions.Permission) ?? "";
            }
        }
        // The platform's own probes; they carry no data of anybody.
        found["/grpc.health.v1.Health/Check"] = Public;
        found["/grpc.health.v1.Health/Watch"] = Public;
        found["/grpc.health.v1.Health/List"] = Public;
        // Mapped in Development only.
        found["/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"] = Public;
        found["/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"] = Public;
        Fields = fields;
        byMethod = found.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Every field of every message, as <c>Message.field</c>.</summary>
    internal IReadOnlySet<string> Fields { get; }

    /// <summary>Every rpc with its permission; empty where the proto names none.</summary>
    public IReadOnlyDictionary<string, string> All => byMethod;

    /// <summary>The permission of an rpc (<c>/package.Service/Method</c>), or null when it declares none or is unknown.</summary>
    public string? Of(string method) => byMethod.TryGetValue(method, out var permission) && permission.Length > 0 ? permission : null;
}
