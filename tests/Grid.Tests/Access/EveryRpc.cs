using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Governance.Common.V1;
using Governance.Grid.V1;
using Grpc.Core;

namespace Governance.Grid.Tests.Access;

/// <summary>The rpcs of the contracts and the roles of the service as data, so that what is added later is covered without a line here.</summary>
internal static class EveryRpc
{
    /// <summary>Read from the protos: whatever Grid promises, implemented or not.</summary>
    public static IReadOnlyList<MethodDescriptor> All { get; } = [.. typeof(GetGridRequest).Assembly.GetTypes()
        .Where(t => t.Namespace == "Governance.Grid.V1" && t.Name.EndsWith("Reflection", StringComparison.Ordinal))
        .Select(t => (FileDescriptor)t.GetProperty("Descriptor")!.GetValue(null)!)
        .SelectMany(f => f.Services).SelectMany(s => s.Methods).OrderBy(NameOf, StringComparer.Ordinal)];

    /// <summary>Role or <c>scope/NAME</c> → permission → how far it reaches, read from the file itself and not by the code under test.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Roles { get; } = ReadRoles();

    public static string NameOf(MethodDescriptor rpc) => $"/{rpc.Service.FullName}/{rpc.Name}";

    public static string PermissionOf(MethodDescriptor rpc) => rpc.GetOptions()?.GetExtension(AccessExtensions.Permission) ?? "";

    /// <summary>The reach that a role has for a rpc: <c>area</c>, <c>unit</c>, <c>own</c>, or null.</summary>
    public static string? Reach(string role, MethodDescriptor rpc) => Roles[role].GetValueOrDefault(PermissionOf(rpc));

    /// <summary>Somebody with a role, or a partner with a scope.</summary>
    public static GridCaller WithRole(this GridApp app, string role, string areas, string? unit = null, string subject = "somebody") => role.StartsWith("scope/", StringComparison.Ordinal)
        ? app.AsPartner(role[6..], areas, unit, subject)
        : app.As(role, areas, unit, subject);

    /// <summary>Calls a rpc with a message and gives what came back: OK with the bytes (of a stream: its first message), or the refusal.</summary>
    public static async Task<Answer> Call(this GridCaller caller, MethodDescriptor rpc, IMessage request)
    {
        var method = new Method<byte[], byte[]>(rpc.IsServerStreaming ? MethodType.ServerStreaming : MethodType.Unary, rpc.Service.FullName, rpc.Name, Bytes, Bytes);
        try
        {
            if (!rpc.IsServerStreaming) return new Answer(StatusCode.OK, "", await caller.Invoker.AsyncUnaryCall(method, null, default, request.ToByteArray()));
            using var stream = caller.Invoker.AsyncServerStreamingCall(method, null, default, request.ToByteArray());
            return new Answer(StatusCode.OK, "", await stream.ResponseStream.MoveNext(CancellationToken.None) ? stream.ResponseStream.Current : []);
        }
        catch (RpcException e)
        {
            return new Answer(e.StatusCode, Read(e).Reason, []) { Details = Print(e) };
        }
    }

    public static IMessage NewRequest(MethodDescriptor rpc) => (IMessage)Activator.CreateInstance(rpc.InputType.ClrType)!;

    private static readonly Marshaller<byte[]> Bytes = new(b => b, b => b);

    private static Dictionary<string, IReadOnlyDictionary<string, string>> ReadRoles()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "grid.roles.json")));
        return file.RootElement.GetProperty("Access").GetProperty(nameof(Roles)).EnumerateObject().ToDictionary(role => role.Name,
            role => (IReadOnlyDictionary<string, string>)role.Value.EnumerateArray().Select(entry => entry.GetString()!.Split(':'))
                .ToDictionary(parts => parts[0], parts => parts.Length == 1 ? "area" : parts[1]));
    }
}

/// <summary>What came back.</summary>
internal sealed record Answer(StatusCode Code, string Reason, byte[] Body)
{
    public string Details { get; init; } = "";

    public override string ToString() => Code == StatusCode.OK ? $"OK with {Body.Length} bytes" : $"{Code} {Reason}";
}
