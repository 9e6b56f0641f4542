using Google.Protobuf.Reflection;
using Governance.Common.V1;

namespace Governance.Gateway.Routes;

/// <summary>The rpcs whose proto says <c>permission = "public"</c>. They only read (GET): a write without a caller would have nobody to answer for it.</summary>
internal static class PublicRpcs
{
    public static IEnumerable<MethodDescriptor> Of(string service) =>
        from type in typeof(AccessExtensions).Assembly.GetExportedTypes()
        where string.Equals(type.Namespace, $"Governance.{service}.V1", StringComparison.OrdinalIgnoreCase) && type.Name.EndsWith("Reflection", StringComparison.Ordinal)
        let file = (FileDescriptor)type.GetProperty("Descriptor")!.GetValue(null)!
        from rpc in file.Services.SelectMany(s => s.Methods)
        where rpc.GetOptions()?.GetExtension(AccessExtensions.Permission) == "public"
        select rpc;
}
