using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Governance.Common.V1;
using Grpc.Core;

namespace Governance.Harness;

/// <summary>The rpcs of the contracts and the roles of a service as data, so that what is added later is covered without a line in its tests.</summary>
/// <param name="service">Name of the service, e.g. <c>grid</c>.</param>
/// <param name="agreed">Services of its contracts that nobody answers yet.</param>
public sealed class EveryRpc(string service, params string[] agreed)
{
    /// <summary>Read from the protos: whatever the service promises, implemented or not.</summary>
    public IReadOnlyList<MethodDescriptor> All { get; } = [.. typeof(AccessExtensions).Assembly.GetTypes()
        .Where(t => string.Equals(t.Namespace, $"Governance.{service}.V1", StringComparison.OrdinalIgnoreCase) && t.Name.EndsWith("Reflection", StringComparison.Ordinal))
        .Select(t => (FileDescriptor)t.GetProperty("Descriptor")!.GetValue(null)!)
        .SelectMany(f => f.Services).Where(s => !agreed.Contains(s.Name)).SelectMany(s => s.Methods).OrderBy(NameOf, StringComparer.Ordinal)];

    /// <summary>Name of the service, e.g. <c>grid</c>.</summary>
    public string Service => service;

    /// <summary>Role or <c>scope/NAME</c> → permission → how far it reaches, read from the file itself and not by the code under test.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Roles { get; } = ReadRoles(service);

    public static string NameOf(MethodDescriptor rpc) => $"/{rpc.Service.FullName}/{rpc.Name}";

    public static string PermissionOf(MethodDescriptor rpc) => rpc.GetOptions()?.GetExtension(AccessExtensions.Permission) ?? "";

    /// <summary>The reach that a role has for a rpc: <c>area</c>, <c>unit</c>, <c>own</c>, or null.</summary>
    public string? Reach(string role, MethodDescriptor rpc) => Roles[role].GetValueOrDefault(PermissionOf(rpc));

    /// <summary>Calls a rpc with a message and gives what came back: OK with the bytes (of a stream: its first message), or the refusal.</summary>
    public static async Task<Answer> CallAsync(ServiceCaller caller, MethodDescriptor rpc, IMessage request)
    {
        var method = new Method<byte[], byte[]>(rpc.IsServerStreaming ? MethodType.ServerStreaming : MethodType.Unary, rpc.Service.FullName, rpc.Name, Bytes, Bytes);
        try
        {
            if (rpc.IsClientStreaming)
            {
                using var duplex = caller.Invoker.AsyncDuplexStreamingCall(new Method<byte[], byte[]>(MethodType.DuplexStreaming, rpc.Service.FullName, rpc.Name, Bytes, Bytes), null, default);
                // A stream that was refused at the door takes no message; the refusal comes with the answer.
                try { await duplex.RequestStream.WriteAsync(request.ToByteArray()); await duplex.RequestStream.CompleteAsync(); }
                catch (Exception e) when (e is RpcException or InvalidOperationException) { }
                return new Answer(StatusCode.OK, "", await duplex.ResponseStream.MoveNext(CancellationToken.None) ? duplex.ResponseStream.Current : []);
            }
            if (!rpc.IsServerStreaming) return new Answer(StatusCode.OK, "", await caller.Invoker.AsyncUnaryCall(method, null, default, request.ToByteArray()));
            using var stream = caller.Invoker.AsyncServerStreamingCall(method, null, default, request.ToByteArray());
            return new Answer(StatusCode.OK, "", await stream.ResponseStream.MoveNext(CancellationToken.None) ? stream.ResponseStream.Current : []);
        }
        catch (RpcException e)
        {
            return new Answer(e.StatusCode, Outcomes.Read(e).Reason, []) { Details = Outcomes.Print(e) };
        }
    }

    public static IMessage NewRequest(MethodDescriptor rpc) => (IMessage)Activator.CreateInstance(rpc.InputType.ClrType)!;

    private static readonly Marshaller<byte[]> Bytes = new(b => b, b => b);

    private static Dictionary<string, IReadOnlyDictionary<string, string>> ReadRoles(string service)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, $"{service}.roles.json")));
        return file.RootElement.GetProperty("Access").GetProperty(nameof(Roles)).EnumerateObject().ToDictionary(role => role.Name,
            role => (IReadOnlyDictionary<string, string>)role.Value.EnumerateArray().Select(entry => entry.GetString()!.Split(':'))
                .ToDictionary(parts => parts[0], parts => parts.Length == 1 ? "area" : parts[1]));
    }
}

/// <summary>What came back.</summary>
public sealed record Answer(StatusCode Code, string Reason, byte[] Body)
{
    public string Details { get; init; } = "";

    public override string ToString() => Code == StatusCode.OK ? $"OK with {Body.Length} bytes" : $"{Code} {Reason}";
}
