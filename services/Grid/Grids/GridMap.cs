using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Grids;

internal sealed class GridTable : IEntityTypeConfiguration<Grid>
{
    public const string CodeIsUnique = "ux_grids_area";

    public void Configure(EntityTypeBuilder<Grid> builder)
    {
        builder.ToTable("grids");
        builder.Property(g => g.Area).HasMaxLength(15);
        builder.Property(g => g.Name).HasMaxLength(50);
        builder.Property(g => g.Kind).HasConversion<short>();
        builder.Property(g => g.RetireReason).HasMaxLength(200);
        builder.Property(g => g.SuccessorCode).HasMaxLength(15);
        builder.Property(g => g.FormerCode).HasMaxLength(15);
        builder.HasIndex(g => g.Area).IsUnique().HasDatabaseName(CodeIsUnique);
        builder.HasMany(g => g.Assignments).WithOne().HasForeignKey(a => a.GridId);
        builder.Navigation(g => g.Assignments).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.Ignore(g => g.Code).Ignore(g => g.Community);
    }
}

internal sealed class AssignmentTable : IEntityTypeConfiguration<Assignment>
{
    public const string OneIsOpen = "ux_assignments_open", StartIsUnique = "pk_assignments";

    public void Configure(EntityTypeBuilder<Assignment> builder)
    {
        builder.ToTable("assignments", t => t.HasCheckConstraint("ck_assignments_span", "end_at > start_at"));
        builder.HasKey(a => new { a.GridId, a.StartAt }).HasName(StartIsUnique);
        builder.Property(a => a.Area).HasMaxLength(15);
        builder.Property(a => a.Reason).HasMaxLength(200);
        builder.HasOne<Worker>().WithMany().HasForeignKey(a => a.WorkerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => a.GridId).IsUnique().HasFilter("end_at is null").HasDatabaseName(OneIsOpen);
        builder.HasIndex(a => a.WorkerId).HasFilter("end_at is null").HasDatabaseName("ix_assignments_worker_open");
    }
}

internal static class GridWire
{
    public static Wire.Grid ToWire(this Grid grid) => new()
    {
        Code = grid.Code,
        Name = grid.Name,
        Kind = (Wire.GridKind)grid.Kind,
        HouseholdCount = grid.HouseholdCount,
        BuildingCount = grid.BuildingCount,
        ResponsibleWorkerId = grid.ResponsibleWorkerId?.ToString() ?? "",
        RetireTime = grid.RetiredAt?.ToTimestamp(),
        CreateTime = grid.CreatedAt.ToTimestamp(),
        Etag = Etag.Of(grid.Version),
        SuccessorCode = grid.SuccessorCode ?? "",
        FormerCode = grid.FormerCode ?? "",
    };

    public static Wire.Assignment ToWire(this Assignment assignment) => new()
    {
        GridCode = assignment.Area,
        WorkerId = assignment.WorkerId.ToString(),
        StartTime = assignment.StartAt.ToTimestamp(),
        EndTime = assignment.EndAt?.ToTimestamp(),
        Reason = assignment.Reason,
    };

    /// <summary>A code of a grid, 15 digits.</summary>
    public static Check GridCode(this Check check, string field, string code) =>
        check.That(code.Length == 15 && Area.TryParse(code, out _), field, "NOT_A_GRID_CODE", "应为 15 位数字");

    /// <summary>A code of a community or village, 12 digits.</summary>
    public static Check CommunityCode(this Check check, string field, string code) =>
        check.That(code.Length == 12 && Area.TryParse(code, out _), field, "NOT_A_COMMUNITY_CODE", "应为 12 位数字");
}
