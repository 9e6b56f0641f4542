using System.Diagnostics;
using Governance.Access;
using Npgsql;

namespace Governance.Messaging;

/// <summary>The command or event that is being carried out: what <see cref="GovernanceDb.SaveAsync(CancellationToken)"/> writes beside the rows. One per call.</summary>
public sealed class Work
{
    /// <summary>Full name of the rpc (<c>/governance.grid.v1.Calls/OpenCall</c>), of the consumer or of the background work; goes into the audit trail.</summary>
    public string Action { get; set; } = "";

    /// <summary>The caller's request_id, when it sent one.</summary>
    public Guid? RequestId { get; set; }

    /// <summary>Hash of the rpc's name and the request without its request_id.</summary>
    public long PayloadHash { get; set; }

    /// <summary>Stated purpose of a reveal, or reason of a change; goes into the audit trail.</summary>
    public string? Purpose { get; set; }

    /// <summary>
    /// Nobody may learn from what is written beside the rows who did this: the audit entry names no subject, and whose request_id it was only the same caller finds again, by a keyed hash. Nor by way of the
    /// trace: no row and no event tells which one it was, as another call of the same trace may name the caller, and its spans name nobody. Set it before anything is checked.
    /// </summary>
    public bool Nameless
    {
        get;
        set
        {
            field = value;
            if (!value) return;
            for (var span = Activity.Current; span is not null; span = span.Parent) span.SetTag(PermissionInterceptor.WhoTag, null);
        }
    }

    /// <summary>The consumer that is at work, for the inbox.</summary>
    internal string? Consumer { get; set; }

    /// <summary>The event that it consumes.</summary>
    internal Guid EventId { get; set; }

    /// <summary>Whether the inbox row has been written.</summary>
    internal bool Recorded { get; set; }
}

/// <summary>This request_id, or this event, was dealt with before: the transaction was rolled back. The idempotency interceptor and the inbox catch it.</summary>
public sealed class AlreadyDone() : Exception("dealt with before");

/// <summary>A database constraint refused the rows. Slices turn the constraints they know into refusals.</summary>
/// <param name="constraint">Name of the constraint or unique index.</param>
/// <param name="inner">What the database said.</param>
public sealed class ConstraintBroken(string constraint, Exception inner) : Exception($"constraint {constraint}", inner)
{
    /// <summary>Name of the constraint or unique index.</summary>
    public string Constraint { get; } = constraint;

    /// <summary>Somebody else wrote a row of the same key. Where the slice has no name for it, the two came at the same time.</summary>
    internal bool IsTwice => (InnerException as PostgresException ?? InnerException?.InnerException) is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };
}
