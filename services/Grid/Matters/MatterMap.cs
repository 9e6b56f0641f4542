using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Grid.Calls;
using Governance.Grid.Emergencies;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Matters;

internal sealed class MatterTable : IEntityTypeConfiguration<Matter>
{
    public void Configure(EntityTypeBuilder<Matter> builder)
    {
        builder.ToTable("matters");
        builder.Property(m => m.Area).HasMaxLength(6);
        builder.Property(m => m.UnitCode).HasMaxLength(20);
        builder.Property(m => m.Name).HasMaxLength(50);
        builder.Property(m => m.Text).HasMaxLength(2000);
        builder.Property(m => m.State).HasConversion<short>();
        builder.Property(m => m.RefuseReason).HasMaxLength(500);
        builder.HasIndex(m => new { m.Area, m.Id });
    }
}

internal sealed class MatterAssignmentTable : IEntityTypeConfiguration<MatterAssignment>
{
    public void Configure(EntityTypeBuilder<MatterAssignment> builder)
    {
        builder.ToTable("matter_assignments");
        builder.Property(a => a.Area).HasMaxLength(15);
        builder.HasOne<Matter>().WithMany().HasForeignKey(a => a.MatterId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => new { a.MatterId, a.Id });
        builder.HasIndex(a => new { a.Area, a.Id });
    }
}

/// <summary>Named query: who puts a matter on grids, or decides on it, takes turns.</summary>
internal sealed class MatterDesk(GridDb db, Caller caller)
{
    public IQueryable<Matter> Seen => db.Everywhere<Matter>("what grids may be asked to do is told to them").InSightOf(caller).AsNoTracking();

    public Task HoldAsync(Guid matter, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"select from matters where id = {matter} for no key update", cancel);
}

internal static class MatterWire
{
    public static Wire.Matter ToWire(this Matter matter) => new()
    {
        Id = matter.Id.ToString(), DivisionCode = matter.Area, UnitCode = matter.UnitCode, Name = matter.Name, Text = matter.Text, State = (Wire.MatterState)matter.State, FeeFen = matter.FeeFen,
        EndDate = matter.EndDate?.ToString("O") ?? "", RefuseReason = matter.RefuseReason ?? "", RequestTime = matter.RequestedAt.ToTimestamp(), DecideTime = matter.DecidedAt.ToWire(), Etag = Etag.Of(matter.Version),
    };

    public static Wire.MatterAssignment ToWire(this MatterAssignment assignment) => new()
    {
        Id = assignment.Id.ToString(), MatterId = assignment.MatterId.ToString(), DivisionCode = assignment.Area, AssignTime = assignment.AssignedAt.ToTimestamp(),
    };
}
