using Governance.Grid.Calls;
using Governance.Grid.Categories;
using Governance.Rpc;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Whistles;

internal sealed class WhistleTable : IEntityTypeConfiguration<Whistle>
{
    public const string OneSounding = "ux_whistles_call_id_sounding";

    public void Configure(EntityTypeBuilder<Whistle> builder)
    {
        builder.ToTable("whistles");
        builder.HasKey(w => w.Id);
        builder.Property(w => w.Area).HasMaxLength(15);
        builder.Property(w => w.Reason).HasMaxLength(500);
        builder.HasIndex(w => w.CallId, OneSounding).HasFilter("completed_at is null").IsUnique().HasDatabaseName(OneSounding);
        builder.HasIndex(w => new { w.Area, w.Id });
        builder.HasMany(w => w.Tasks).WithOne().HasForeignKey(t => t.WhistleId);
        builder.Navigation(w => w.Tasks).UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
    }
}

internal sealed class WhistleTaskTable : IEntityTypeConfiguration<WhistleTask>
{
    public void Configure(EntityTypeBuilder<WhistleTask> builder)
    {
        builder.ToTable("whistle_tasks");
        builder.HasKey(t => new { t.WhistleId, t.Unit });
        builder.Property(t => t.Unit).HasMaxLength(20);
        builder.Property(t => t.Area).HasMaxLength(15);
        builder.Property(t => t.Task).HasMaxLength(500);
        builder.Property(t => t.State).HasConversion<short>();
        builder.Property(t => t.Result).HasMaxLength(2000);
        builder.Property(t => t.ScoreComment).HasMaxLength(500);
        builder.HasIndex(t => new { t.Unit, t.WhistleId });
    }
}

internal static class WhistleWire
{
    /// <param name="whistle">The whistle.</param>
    /// <param name="rules">Names of units.</param>
    /// <param name="now">Decides what is late.</param>
    /// <param name="onlyUnit">A unit's clerk sees the own task; what others did and how they were scored is between them and the centre.</param>
    public static Wire.Whistle ToWire(this Whistle whistle, Reference rules, DateTimeOffset now, string? onlyUnit)
    {
        var wire = new Wire.Whistle
        {
            Id = whistle.Id.ToString(),
            CallId = whistle.CallId.ToString(),
            Reason = whistle.Reason,
            BlowTime = whistle.BlownAt.ToTimestamp(),
            CompleteTime = whistle.CompletedAt.ToWire(),
            Etag = Etag.Of(whistle.Version),
        };
        wire.Tasks.AddRange(whistle.Tasks.Where(t => onlyUnit is null || t.Unit == onlyUnit).OrderBy(t => t.Unit, StringComparer.Ordinal).Select(t => new Wire.WhistleTask
        {
            UnitCode = t.Unit,
            UnitName = rules.UnitName(t.Unit),
            Task = t.Task,
            ReportDueTime = t.ReportDueAt.ToTimestamp(),
            State = (Wire.WhistleTaskState)t.State,
            ReportTime = t.ReportedAt.ToWire(),
            Late = t.IsLate(now),
            HandInTime = t.HandedInAt.ToWire(),
            Result = t.Result ?? "",
            Score = t.Score,
            ScoreComment = t.ScoreComment ?? "",
        }));
        return wire;
    }
}
