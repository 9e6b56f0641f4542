using Grpc.Core;

namespace Governance.Grid;

internal static class GridRpc
{
    /// <summary>The slice of a rpc, out of the call's own scope.</summary>
    public static T Slice<T>(this ServerCallContext context) where T : notnull => context.GetHttpContext().RequestServices.GetRequiredService<T>();
}
