using System.Collections.Concurrent;
using System.Diagnostics;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Governance.Access;
using Governance.Rpc;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Governance.Messaging;

/// <summary>
/// What was tried and denied, in the audit trail. Apart from the call's own transaction, which leaves nothing. A denial that cannot be recorded fails the call as an outage:
/// nobody is turned away without a trace.
/// </summary>
public sealed class DenialTrail(NpgsqlDataSource source, Caller caller, Work work, TimeProvider clock)
{
    /// <summary>Writes the entry.</summary>
    /// <param name="action">Full name of the rpc.</param>
    /// <param name="aggregateId">What was asked for, as far as the request says; it may not exist.</param>
    /// <param name="area">Where that is, when whoever refuses knows it.</param>
    /// <param name="purpose">Why it was asked for.</param>
    /// <param name="reason">Reason of the refusal.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task RecordAsync(string action, Guid? aggregateId, string? area, string? purpose, string reason, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var command = source.CreateCommand("""
            insert into audit (id, recorded_at, at, subject, client_id, action, aggregate_id, area, purpose, request_id, trace_id, refused)
            values ($1, clock_timestamp(), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """);
        foreach (var value in (object?[])[Guid.CreateVersion7(now), now, caller.Subject, caller.ClientId, action, aggregateId, area, purpose, work.RequestId, Activity.Current?.TraceId.ToHexString(), reason])
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Writes the entry of the rpc that is running.</summary>
    public Task RecordAsync(Guid aggregateId, string area, string purpose, string reason, CancellationToken cancel) => RecordAsync(work.Action, aggregateId, area, purpose, reason, cancel);
}

/// <summary>
/// For services whose every look is accounted for: a call of somebody who is signed in that ends in PERMISSION_DENIED or NOT_FOUND leaves an entry, with the id and the
/// purpose that the request names. It stands outside the gate, so that a missing permission is seen too.
/// </summary>
public sealed class DenialInterceptor : Interceptor
{
    private static readonly ConcurrentDictionary<MessageDescriptor, (FieldDescriptor? Id, FieldDescriptor? Purpose)> Fields = new();

    /// <inheritdoc />
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (Refusal refused) when (refused.Code is StatusCode.PermissionDenied or StatusCode.NotFound)
        {
            var services = context.GetHttpContext().RequestServices;
            if (services.GetRequiredService<Caller>().Subject.Length == 0) throw;
            var (id, purpose) = request is IMessage message ? Read(message) : default;
            await services.GetRequiredService<DenialTrail>().RecordAsync(context.Method, id, null, purpose, refused.Reason, context.CancellationToken);
            throw;
        }
    }

    // The id that the rpc is about is called id, or comes first among those that end in _id.
    private static (Guid? Id, string? Purpose) Read(IMessage message)
    {
        var (id, purpose) = Fields.GetOrAdd(message.Descriptor, d => (
            d.FindFieldByName("id") ?? d.Fields.InFieldNumberOrder().FirstOrDefault(f => f.Name.EndsWith("_id", StringComparison.Ordinal) && f.Name != "request_id" && f is { FieldType: FieldType.String, IsRepeated: false }),
            d.FindFieldByName("purpose")));
        return (id is not null && Guid.TryParse((string)id.Accessor.GetValue(message), out var found) ? found : null, PurposeOf(purpose, message));
    }

    private static string? PurposeOf(FieldDescriptor? field, IMessage message) => field?.FieldType switch
    {
        FieldType.String => (string)field.Accessor.GetValue(message) is { Length: > 0 and <= 200 } text ? text : null,
        FieldType.Enum => field.Accessor.GetValue(message).ToString(),
        _ => null,
    };
}
