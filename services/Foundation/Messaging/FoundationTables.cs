using Governance.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace Governance.Messaging;

/// <summary>The tables that every service's database has. They are created by <see cref="FoundationSchema"/>, since EF's migrations know no partitions.</summary>
internal static class FoundationTables
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<EventRow>(e =>
        {
            e.ToTable("events", t => t.ExcludeFromMigrations());
            // Not the id: EF writes rows of a table in the order of their keys, and the events of a transaction must get their positions in sequence.
            e.HasKey(r => new { r.AggregateId, r.Sequence });
            // position, xid and recorded_at are the database's; reading them back would cost the hot path a result set.
            e.Property(r => r.Payload).HasColumnType("json");
            e.Property(r => r.Area).UseCollation("C");
        });
        model.Entity<RequestRow>(e =>
        {
            e.ToTable("requests", t => t.ExcludeFromMigrations());
            e.HasKey(r => new { r.Caller, r.RequestId });
        });
        model.Entity<InboxRow>(e =>
        {
            e.ToTable("inbox", t => t.ExcludeFromMigrations());
            e.HasKey(r => new { r.EventId, r.Consumer });
        });
        model.Entity<AuditRow>(e =>
        {
            e.ToTable("audit", t => t.ExcludeFromMigrations());
            e.HasKey(r => new { r.Id, r.RecordedAt });
            e.Property(r => r.Area).UseCollation("C");
        });
    }

    /// <summary>Aggregates: version as concurrency token, ids made by us; area columns in collation C, so that a range on them is a range on codes.</summary>
    internal sealed class AggregateConvention : IModelFinalizingConvention
    {
        public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
        {
            foreach (var entity in modelBuilder.Metadata.GetEntityTypes())
            {
                if (typeof(IAreaScoped).IsAssignableFrom(entity.ClrType) && entity.FindProperty(nameof(IAreaScoped.Area)) is { } area)
                {
                    area.Builder.HasAnnotation("Relational:Collation", "C");
                }
                if (!typeof(Aggregate).IsAssignableFrom(entity.ClrType)) continue;
                entity.FindProperty(nameof(Aggregate.Version))?.Builder.IsConcurrencyToken(true);
                entity.FindProperty(nameof(Aggregate.Id))?.Builder.ValueGenerated(Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never);
            }
        }
    }
}
