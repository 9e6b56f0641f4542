using Google.Protobuf.WellKnownTypes;
using Governance.Grid.Calls;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Communities;

internal sealed class ReorganizationTable : IEntityTypeConfiguration<Reorganization>
{
    public void Configure(EntityTypeBuilder<Reorganization> builder)
    {
        builder.ToTable("reorganizations");
        builder.Property(r => r.Area).HasMaxLength(9);
        builder.Property(r => r.Kind).HasConversion<short>();
        builder.Property(r => r.State).HasConversion<short>();
        builder.Property(r => r.Reason).HasMaxLength(500);
        builder.Property(r => r.WithdrawReason).HasMaxLength(200);
        builder.HasIndex(r => new { r.Area, r.Id });
        builder.HasMany(r => r.Successors).WithOne().HasForeignKey(s => s.ReorganizationId);
        builder.Navigation(r => r.Successors).UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
        builder.Ignore(r => r.County).Ignore(r => r.HasEnded);
    }
}

internal sealed class ReorganizationSuccessorTable : IEntityTypeConfiguration<ReorganizationSuccessor>
{
    public void Configure(EntityTypeBuilder<ReorganizationSuccessor> builder)
    {
        builder.ToTable("reorganization_successors");
        builder.HasKey(s => new { s.ReorganizationId, s.Ordinal });
        builder.Property(s => s.Code).HasMaxLength(12).UseCollation("C");
        builder.Property(s => s.Name).HasMaxLength(100);
        builder.Property(s => s.Kind).HasConversion<short?>();
        builder.HasIndex(s => s.Code);
    }
}

internal sealed class SuccessionTable : IEntityTypeConfiguration<Succession>
{
    public void Configure(EntityTypeBuilder<Succession> builder)
    {
        builder.ToTable("successions");
        builder.HasKey(s => new { s.FormerCode, s.SuccessorCode, s.ReorganizationId });
        builder.Property(s => s.FormerCode).HasMaxLength(12).UseCollation("C");
        builder.Property(s => s.SuccessorCode).HasMaxLength(12).UseCollation("C");
        builder.HasIndex(s => s.SuccessorCode);
    }
}

internal static class ReorganizationWire
{
    public static Wire.Reorganization ToWire(this Reorganization plan)
    {
        var wire = new Wire.Reorganization
        {
            Id = plan.Id.ToString(),
            Kind = (Wire.ReorganizationKind)plan.Kind,
            DivisionCode = plan.Area,
            Reason = plan.Reason,
            State = (Wire.ReorganizationState)plan.State,
            PlanTime = plan.PlannedAt.ToTimestamp(),
            ApproveTime = plan.ApprovedAt.ToWire(),
            CarryOutTime = plan.CarriedOutAt.ToWire(),
            WithdrawReason = plan.WithdrawReason ?? "",
            Moved = plan.CarriedOutAt is null ? null : new MoveCounts(plan.MovedGrids, plan.MovedWorkers, plan.MovedCalls, plan.MovedHouseholds, plan.MovedDisputes, plan.MovedFacilities).ToWire(),
            Etag = Etag.Of(plan.Version),
        };
        wire.SourceCodes.AddRange(plan.Sources);
        foreach (var successor in plan.Successors.OrderBy(s => s.Ordinal))
        {
            wire.Successors.Add(new Wire.ReorganizationSuccessor { Code = successor.Code, Name = successor.Name, Kind = (Wire.CommunityKind)(successor.Kind ?? 0), GridCodes = { successor.Grids } });
        }
        return wire;
    }

    public static Wire.ReorganizationCounts ToWire(this MoveCounts counts) => new()
    {
        GridCount = counts.Grids, WorkerCount = counts.Workers, CallCount = counts.Calls, HouseholdCount = counts.Households, DisputeCount = counts.Disputes, FacilityCount = counts.Facilities,
    };
}
