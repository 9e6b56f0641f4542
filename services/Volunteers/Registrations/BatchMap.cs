using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Registrations;

internal sealed class BatchTable : IEntityTypeConfiguration<Batch>
{
    public const string Key = "pk_batches";

    public void Configure(EntityTypeBuilder<Batch> builder)
    {
        builder.ToTable("batches");
        builder.Property(b => b.Area).HasMaxLength(12);
        builder.Property(b => b.StartedBy).HasMaxLength(200);
        builder.HasIndex(b => new { b.Area, b.Id });
    }
}

internal sealed class RowVerdictTable : IEntityTypeConfiguration<RowVerdict>
{
    public void Configure(EntityTypeBuilder<RowVerdict> builder)
    {
        builder.ToTable("row_verdicts");
        builder.HasKey(v => new { v.BatchId, v.Line });
    }
}

internal static class BatchWire
{
    public static Wire.RegistrationBatch ToWire(this Batch batch) => new()
    {
        Id = batch.Id.ToString(), DivisionCode = batch.Area, NextLine = batch.NextLine, RegisteredCount = batch.Registered, KnownCount = batch.Known, RefusedCount = batch.Refused,
        StartTime = batch.StartedAt.ToTimestamp(), LastTime = batch.LastAt.ToTimestamp(),
    };
}
