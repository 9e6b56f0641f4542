using Google.Protobuf.WellKnownTypes;
using Governance.Grid.Calls;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Emergencies;

internal sealed class EmergencyPlanTable : IEntityTypeConfiguration<EmergencyPlan>
{
    public void Configure(EntityTypeBuilder<EmergencyPlan> builder)
    {
        builder.ToTable("emergency_plans");
        builder.Property(p => p.Area).HasMaxLength(12);
        builder.Property(p => p.Hazard).HasConversion<short>();
        builder.Property(p => p.Name).HasMaxLength(100);
        builder.HasIndex(p => new { p.Area, p.Id });
    }
}

internal sealed class DrillTable : IEntityTypeConfiguration<Drill>
{
    public void Configure(EntityTypeBuilder<Drill> builder)
    {
        builder.ToTable("drills");
        builder.Property(d => d.Area).HasMaxLength(12);
        builder.Property(d => d.Findings).HasMaxLength(2000);
        builder.HasOne<EmergencyPlan>().WithMany().HasForeignKey(d => d.PlanId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(d => new { d.PlanId, d.Id });
        builder.HasIndex(d => new { d.Area, d.Id });
    }
}

internal sealed class EmergencyTable : IEntityTypeConfiguration<Emergency>
{
    public const string OneIsActive = "ux_emergencies_active";

    public void Configure(EntityTypeBuilder<Emergency> builder)
    {
        builder.ToTable("emergencies");
        builder.Property(e => e.Area).HasMaxLength(12);
        builder.Property(e => e.Hazard).HasConversion<short>();
        builder.Property(e => e.Reason).HasMaxLength(500);
        builder.Property(e => e.Summary).HasMaxLength(5000);
        builder.HasOne<EmergencyPlan>().WithMany().HasForeignKey(e => e.PlanId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => new { e.Area, e.Hazard }).IsUnique().HasFilter("ended_at is null").HasDatabaseName(OneIsActive);
        builder.HasIndex(e => new { e.Area, e.Id });
        builder.Ignore(e => e.State).Ignore(e => e.EndFigures);
    }
}

internal sealed class HouseholdCheckTable : IEntityTypeConfiguration<HouseholdCheck>
{
    public void Configure(EntityTypeBuilder<HouseholdCheck> builder)
    {
        builder.ToTable("household_checks", t => t.HasCheckConstraint("ck_household_checks_counts", "checked_count >= 0 and away_count >= 0 and help_count between 0 and checked_count"));
        builder.Property(c => c.Area).HasMaxLength(15);
        builder.Property(c => c.CompleteReason).HasMaxLength(200);
        builder.HasOne<Emergency>().WithMany().HasForeignKey(c => c.EmergencyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.EmergencyId, c.Area }).IsUnique();
        builder.HasIndex(c => new { c.Area, c.EmergencyId });
    }
}

internal static class EmergencyWire
{
    public static Wire.EmergencyPlan ToWire(this EmergencyPlan plan) => new()
    {
        Id = plan.Id.ToString(), DivisionCode = plan.Area, Hazard = (Wire.Hazard)plan.Hazard, Name = plan.Name, Measures = { plan.Measures }, RetireTime = plan.RetiredAt.ToWire(), Etag = Etag.Of(plan.Version),
    };

    public static Wire.Drill ToWire(this Drill drill) => new()
    {
        Id = drill.Id.ToString(), PlanId = drill.PlanId.ToString(), DivisionCode = drill.Area, Date = drill.Date.ToString("O"), ParticipantCount = drill.ParticipantCount, Findings = drill.Findings,
    };

    public static Wire.Emergency ToWire(this Emergency emergency) => new()
    {
        Id = emergency.Id.ToString(), PlanId = emergency.PlanId.ToString(), DivisionCode = emergency.Area, Hazard = (Wire.Hazard)emergency.Hazard, Level = emergency.Level, Reason = emergency.Reason,
        State = (Wire.EmergencyState)emergency.State, GridCount = emergency.GridCount, ActivateTime = emergency.ActivatedAt.ToTimestamp(), DeactivateTime = emergency.EndedAt.ToWire(),
        Record = emergency.EndedAt is null ? null : new Wire.EmergencyRecord { Summary = emergency.Summary ?? "", Figures = emergency.EndFigures.ToWire() }, Etag = Etag.Of(emergency.Version),
    };

    public static Wire.CheckFigures ToWire(this CheckFigures figures) => new()
    {
        GridCount = figures.Grids, CompleteGridCount = figures.CompleteGrids, HouseholdCount = figures.Households, CheckedHouseholdCount = figures.Checked, AwayHouseholdCount = figures.Away,
        HelpHouseholdCount = figures.Help,
    };

    public static Wire.HouseholdCheck ToWire(this HouseholdCheck check, Emergency emergency) => new()
    {
        EmergencyId = check.EmergencyId.ToString(), GridCode = check.Area, Hazard = (Wire.Hazard)emergency.Hazard, Level = emergency.Level, HouseholdCount = check.HouseholdCount,
        CheckedHouseholdCount = check.CheckedCount, AwayHouseholdCount = check.AwayCount, HelpHouseholdCount = check.HelpCount, Complete = check.Complete, CompleteReason = check.CompleteReason ?? "", ReportTime = check.ReportedAt.ToWire(),
        Etag = Etag.Of(check.Version),
    };

    /// <summary>Name and measures of a plan, as far as the mask names them.</summary>
    public static Check PlanText(this Check check, string at, string name, IReadOnlyList<string> measures, Func<string, bool> wants)
    {
        if (wants("name")) check.Text(at + "name", name, 100);
        if (!wants("measures")) return check;
        check.Few(at + "measures", measures.Count, 50, min: 1);
        for (var i = 0; i < measures.Count; i++) check.Text($"{at}measures[{i}]", measures[i], 500);
        return check;
    }
}
