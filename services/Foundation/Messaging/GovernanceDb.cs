using System.Diagnostics;
using System.Text.Json;
using Google.Protobuf;
using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Governance.Messaging;

/// <summary>
/// A service's database. Two promises: <see cref="Visible{T}"/> is the only way to rows and shows only what the caller may see;
/// <see cref="SaveAsync{T}"/> writes rows, events, idempotency key, inbox row and audit entry in one transaction, or nothing.
/// </summary>
public abstract class GovernanceDb(DbContextOptions options) : DbContext(options)
{
    internal const int Lanes = 8;

    /// <summary>What the guard of Foundation/Map breaks when a row is written under a code that was retired meanwhile.</summary>
    public const string PlaceStands = "ck_place_stands";

    private const string ReplyPurpose = "requests.reply", NamelessSubject = "sealed";

    private Caller caller = Caller.Nobody;
    private Work work = new();
    private TimeProvider clock = TimeProvider.System;
    private RelayWake? wake;
    private PlaceMoved? moved;
    private PersonalData? personal;

    /// <summary>Rows that the caller may see, and none else.</summary>
    protected IQueryable<T> Visible<T>() where T : class, IAreaScoped
    {
        var filter = AreaFilter.For<T>(caller);
        return filter is null ? base.Set<T>() : base.Set<T>().Where(filter);
    }

    /// <summary>
    /// The same rows place by place, for a list that takes a page from each and shows the first of all: see <see cref="AreaFilter.ByPlace{T}"/>. Their union is
    /// <see cref="Visible{T}"/> within <paramref name="within"/>; empty when the caller may see nothing there.
    /// </summary>
    protected IReadOnlyList<IQueryable<T>> VisibleByPlace<T>(Area? within) where T : class, IAreaScoped
    {
        if (AreaFilter.ByPlace<T>(caller, within) is { } places) return [.. places.Select(p => base.Set<T>().Where(p))];
        return [within is { } area ? Visible<T>().In(area) : Visible<T>()];
    }

    /// <summary>Rows of an entity that belongs to no area (<see cref="NationwideAttribute"/>).</summary>
    protected IQueryable<T> Nationwide<T>() where T : class => typeof(T).IsDefined(typeof(NationwideAttribute), false)
        ? base.Set<T>()
        : throw new InvalidOperationException($"{typeof(T).Name} belongs to areas: use Visible");

    /// <summary>Rows whatever their area, for a check that reveals nothing about them, such as the uniqueness of a code.</summary>
    /// <param name="reason">Why the area filter would be wrong here; for the reviewer.</param>
    public IQueryable<T> Everywhere<T>(string reason) where T : class, IAreaScoped
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return base.Set<T>();
    }

    /// <summary>
    /// Settings of a transaction whose queries are planned for the values they ask for, and for discs that read any page as fast as the next: for searches whose best index depends on the
    /// value. A plan that is prepared for any skill read four million entries of an index for three hundred rows of a county. Costs some tenths of a millisecond a query.
    /// </summary>
    public static IReadOnlyList<string> PlanningAnew { get; } = ["select set_config('plan_cache_mode', 'force_custom_plan', true)", "select set_config('random_page_cost', '1.1', true)"];

    /// <summary>A transaction with <see cref="PlanningAnew"/>.</summary>
    public async Task<IDbContextTransaction> PlannedAnewAsync(CancellationToken cancel)
    {
        var transaction = await Database.BeginTransactionAsync(cancel);
        foreach (var setting in PlanningAnew) await Database.ExecuteSqlRawAsync(setting, cancel);
        return transaction;
    }

    /// <summary>Closed: it would go past the area filter.</summary>
    public sealed override DbSet<TEntity> Set<TEntity>() => throw new InvalidOperationException("Use Visible, Nationwide or Everywhere: Set knows no areas");

    /// <summary>Saves without a reply: background work and consumers.</summary>
    public Task SaveAsync(CancellationToken cancel) => SaveAsync(() => EmptyReply, cancel);

    /// <summary>
    /// Writes everything in one transaction and gives the reply. The reply is built before the commit from what will have been written (versions
    /// are counted by us, not by the database), so that it can be kept under the request_id at no further round trip.
    /// </summary>
    /// <exception cref="Refusal">PERMISSION_DENIED AREA_NOT_YOURS; ABORTED ETAG_MISMATCH when somebody else was faster.</exception>
    /// <exception cref="AlreadyDone">The request_id or the event was dealt with before; nothing is written.</exception>
    /// <exception cref="ConstraintBroken">A constraint of the database refused; nothing is written.</exception>
    public async Task<TReply> SaveAsync<TReply>(Func<TReply> reply, CancellationToken cancel) where TReply : IMessage
    {
        // A second save would find its own key and be taken for a second delivery: its rows would be lost without a word.
        if (work.Recorded && (work.RequestId is not null || work.Consumer is not null)) throw new InvalidOperationException($"{work.Action} saves twice: a command or event is one transaction");
        var now = clock.GetUtcNow();
        ChangeTracker.DetectChanges();
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            List<object> beside = [], events = [];    // what Foundation writes beside the rows
            (Guid Id, string Area)? subject = null;
            var changed = ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList();
            foreach (var entry in changed)
            {
                if (entry.Entity is IAreaScoped row) Guard(row, entry.State == EntityState.Added ? null : row is Aggregate { Arrived: true } ? row.Area : entry.OriginalValues[nameof(IAreaScoped.Area)] as string, changed);
            }
            foreach (var entry in ChangeTracker.Entries<Aggregate>().ToList())
            {
                var aggregate = entry.Entity;
                if (entry.State == EntityState.Unchanged && aggregate.Raised.Count == 0 && !ChildrenChanged(aggregate)) continue;
                aggregate.NextVersion();
                foreach (var (happened, area) in aggregate.Raised) events.Add(NewEvent(happened, aggregate.Id, area ?? aggregate.Area, aggregate.NextSequence(), now));
                aggregate.ForgetRaised();
                if (entry.State != EntityState.Added) entry.DetectChanges();
                subject ??= (aggregate.Id, aggregate.Area);
            }
            var answer = reply();
            if (work.RequestId is { } requestId)
            {
                beside.Add(new RequestRow { Caller = RequestsOf(requestId), RequestId = requestId, PayloadHash = PayloadOf(requestId), Reply = Seal(answer.ToByteArray()), At = now });
            }
            if (work.Consumer is { } consumer)
            {
                beside.Add(new InboxRow { EventId = work.EventId, Consumer = consumer, At = now });
            }
            // A look that left its own entry, and changed nothing, needs no second one.
            if (subject is not null || !ChangeTracker.Entries<AuditRow>().Any(a => a.State == EntityState.Added)) events.Add(NewAudit(subject?.Id, subject?.Area, now));
            await WriteAsync(changed, beside, events, cancel);
            work.Recorded = true;
            if (events.Exists(e => e is EventRow)) wake?.Wake();
            return answer;
        }
        catch (DbUpdateConcurrencyException)
        {
            throw Etag.Overtaken();
        }
        catch (Exception e) when (Faults.IsOvertaken(e))
        {
            moved?.Notice();
            throw Faults.Overtaken(e);
        }
        catch (Exception e) when ((e as PostgresException ?? (e as DbUpdateException)?.InnerException) is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation
            or PostgresErrorCodes.CheckViolation or PostgresErrorCodes.ExclusionViolation or PostgresErrorCodes.ForeignKeyViolation } broken)
        {
            // Partitions name their copies of a constraint after themselves: inbox_2026_11_pkey.
            if (broken.TableName is "requests" || broken.TableName?.StartsWith("inbox", StringComparison.Ordinal) == true) throw new AlreadyDone();
            var constraint = broken.ConstraintName ?? "";
            // Two changes of one aggregate at once number their new child rows alike; which of row and version the database meets first is chance.
            var primary = constraint.StartsWith("pk_", StringComparison.Ordinal) || constraint.EndsWith("_pkey", StringComparison.Ordinal);
            if (primary && ChangeTracker.Entries<Aggregate>().Any(a => a.State == EntityState.Modified)) throw Etag.Overtaken();
            throw new ConstraintBroken(constraint, e);
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    /// <summary>Writes an audit entry for a read that has to leave one, such as a reveal. Takes effect with <see cref="SaveAsync(CancellationToken)"/>.</summary>
    public void AuditRead(Guid? aggregateId, string area, string purpose)
    {
        work.Purpose = purpose;
        Add(NewAudit(aggregateId, area, clock.GetUtcNow()));
    }

    /// <summary>Closed: it would write rows without events, key and audit entry.</summary>
    public sealed override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException("Use SaveAsync");

    /// <summary>Closed, as <see cref="SaveChangesAsync(bool, CancellationToken)"/>.</summary>
    public sealed override int SaveChanges(bool acceptAllChangesOnSuccess) => throw new InvalidOperationException("Use SaveAsync");

    internal void Lend(Caller to, Work with, TimeProvider time, RelayWake? relay, PlaceMoved? places, PersonalData? keys) => (caller, work, clock, wake, moved, personal) = (to, with, time, relay, places, keys);

    internal async Task<RequestRow?> FindRequestAsync(Guid id, CancellationToken cancel)
    {
        var by = RequestsOf(id);
        return await base.Set<RequestRow>().AsNoTracking().FirstOrDefaultAsync(r => r.Caller == by && r.RequestId == id, cancel);
    }

    /// <summary>The request that is kept said the same as the one at hand. Those of a version before they were keyed are kept as they were.</summary>
    internal bool SaysTheSame(RequestRow request) => request.PayloadHash == PayloadOf(request.RequestId) || request.PayloadHash == work.PayloadHash;

    /// <summary>The kept answer as it was given.</summary>
    /// <remarks>Those of a version before they were sealed are open still. No message begins with the byte of a sealed value: it would be field 0.</remarks>
    internal byte[] Open(RequestRow request) => personal is not null && request.Reply is [1, ..] ? personal.DecryptBytes(request.Reply, ReplyPurpose) : request.Reply;

    internal async Task<bool> HasConsumedAsync(string consumer, Guid eventId, CancellationToken cancel) =>
        await base.Set<InboxRow>().AsNoTracking().AnyAsync(r => r.EventId == eventId && r.Consumer == consumer, cancel);

    /// <summary>Maps what every service's database has. Call it first, then map the service's own entities.</summary>
    protected override void OnModelCreating(ModelBuilder modelBuilder) => FoundationTables.Map(modelBuilder);

    /// <summary>Collation C for every area column, and what every aggregate has.</summary>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Conventions.Add(_ => new FoundationTables.AggregateConvention());

    private static readonly Google.Protobuf.WellKnownTypes.Empty EmptyReply = new();

    // Another hash each request, so that not even two of one caller are seen to be.
    private string RequestsOf(Guid id) => !work.Nameless ? caller.Key
        : Convert.ToHexStringLower((personal ?? throw new InvalidOperationException("nameless work needs the keys of personal data")).LookupHash($"{caller.Key} {id}", "requests.nameless"));

    // Keyed, by a hash of the hash: a request may say who voted for what, and people and ventures are few enough to be tried one after the other.
    private long PayloadOf(Guid id) => personal is null ? work.PayloadHash : BitConverter.ToInt64(personal.LookupHash($"{id} {Convert.ToHexStringLower(BitConverter.GetBytes(work.PayloadHash))}", "requests.payload"), 0);

    // A reply shows what the caller may see, a name in full among it; at rest it is sealed like the row it tells of.
    private byte[] Seal(byte[] reply) => personal is null ? reply : personal.Encrypt(reply, ReplyPurpose);

    private void Guard(IAreaScoped row, string? before, List<EntityEntry> changed)
    {
        // Moving a row out of an area needs both ends, unless it comes by a right of its own.
        if (caller.Covers(row.Area) && (before is null || caller.Covers(before))) return;
        if (before is null && caller.Reach == Reach.Area && row is IFollows { EnteredFor: { } named } && caller.Covers(named)) return;
        if (caller.Reach == Reach.Own && row is IOwned owned && owned.IsOwnedBy(caller.Subject) && (before == row.Area || (before is null && owned.OwnedAnywhere))) return;
        if (caller.Reach == Reach.Own && row is IGoesAlong { Along: { } with } && with == caller.Subject && before == row.Area
            && changed.Exists(e => e is { State: EntityState.Modified, Entity: IOwned own } && own.IsOwnedBy(caller.Subject))) return;
        throw Caller.NotYours();
    }

    // The request_id first: a repetition is then refused before it has written anything. Events in the order in which they happened.
    private async Task WriteAsync(List<EntityEntry> changed, List<object> first, List<object> last, CancellationToken cancel)
    {
        var onlyAdds = Database.CurrentTransaction is null && changed.All(e => e.State == EntityState.Added) && ChangeTracker.Entries<Aggregate>().All(e => e.State is EntityState.Added or EntityState.Unchanged);
        if (onlyAdds && Inserts.For(this, [.. first, .. changed.Select(e => e.Entity), .. last]) is { } inserts)
        {
            await Inserts.WriteAsync(this, inserts, cancel);
            ChangeTracker.AcceptAllChanges();
            return;
        }
        AddRange(first);
        AddRange(last);
        await base.SaveChangesAsync(true, cancel);
    }

    private bool ChildrenChanged(Aggregate aggregate) => Entry(aggregate).Collections.Any(c => c.CurrentValue is { } rows
        && rows.Cast<object>().Any(r => Entry(r).State is EntityState.Added or EntityState.Modified or EntityState.Deleted));

    private EventRow NewEvent(object happened, Guid aggregateId, string area, int sequence, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Lane = LaneOf(aggregateId),
        Type = EventType.NameOf(happened.GetType()),
        AggregateId = aggregateId,
        Sequence = sequence,
        Area = area,
        OccurredAt = now,
        Payload = JsonSerializer.Serialize(happened, happened.GetType(), EventType.Json),
        TraceParent = !work.Nameless && Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null,
    };

    // The last byte of a UUIDv7 is random, so lanes fill evenly.
    internal static short LaneOf(Guid aggregateId)
    {
        Span<byte> bytes = stackalloc byte[16];
        aggregateId.TryWriteBytes(bytes);
        return (short)(bytes[15] % Lanes);
    }

    private AuditRow NewAudit(Guid? aggregateId, string? area, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        At = now,
        Subject = work.Nameless ? NamelessSubject : caller.Subject,
        ClientId = work.Nameless ? null : caller.ClientId,
        Action = work.Action,
        AggregateId = aggregateId,
        Area = area,
        Purpose = work.Purpose ?? caller.SystemReason,
        RequestId = work.RequestId,
        TraceId = work.Nameless ? null : Activity.Current?.TraceId.ToHexString(),
    };
}
