using System.Data.Common;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Serialization;
using System.Text.Json;
using Governance.Rpc;
using Grpc.Core;
using Npgsql;

namespace Governance.Messaging;

/// <summary>What a failure of background work or of a consumer means for what it was at.</summary>
public static class Faults
{
    /// <summary>The database, or a service that is asked, cannot be reached or is going down or coming up, or somebody holds what is needed for long, or each waited for the other and this one gave way: wait, however long.</summary>
    public static bool IsOutage(Exception? e) => e switch
    {
        null => false,
        PostgresException p => p.SqlState is "57P01" or "57P02" or "57P03" or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected || p.SqlState.StartsWith("53", StringComparison.Ordinal) || p.SqlState.StartsWith("08", StringComparison.Ordinal),
        DbException { IsTransient: true } or SocketException or EndOfStreamException => true,
        RpcException { StatusCode: StatusCode.Unavailable or StatusCode.DeadlineExceeded } or HttpRequestException { StatusCode: null or >= HttpStatusCode.InternalServerError } => true,
        _ => IsOutage(e.InnerException),
    };

    /// <summary>
    /// Nothing is wrong with it: somebody else's change came in between (a community was reorganised, or each waited for the other), and on what there is now it goes through or is refused with its reason.
    /// </summary>
    internal static bool IsOvertaken(Exception? e) => e switch
    {
        null => false,
        PostgresException p => p.SqlState == PostgresErrorCodes.DeadlockDetected || p.ConstraintName == GovernanceDb.PlaceStands,
        _ => IsOvertaken(e.InnerException),
    };

    /// <summary>What the caller is told of it once no further try is due.</summary>
    internal static Refusal Overtaken(Exception? e) => e switch
    {
        null => Etag.Overtaken(),
        PostgresException { ConstraintName: GovernanceDb.PlaceStands, Hint: { Length: > 0 } successor } => PlaceMoved.To(successor, PlaceMoved.Sentence(successor), overtaken: true),
        _ => Overtaken(e.InnerException),
    };

    /// <summary>No further try can change it: to the error queue at once.</summary>
    internal static bool IsPoison(Exception? e) => e switch
    {
        null => false,
        JsonException or SerializationException or EventWithoutId => true,
        _ => IsPoison(e.InnerException),
    };
}

/// <summary>A message that names no event (no ce-id, no MessageId): its second delivery could not be told from the first.</summary>
internal sealed class EventWithoutId() : Exception("the message carries neither ce-id nor MessageId");
