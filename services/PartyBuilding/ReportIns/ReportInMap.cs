using Governance.PartyBuilding.Members;
using Governance.PartyBuilding.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.PartyBuilding.ReportIns;

internal sealed class ReportInTable : IEntityTypeConfiguration<ReportIn>
{
    public const string OneAMember = "ux_report_ins_member_id", OneAUnit = "ux_report_ins_organization_id";

    public void Configure(EntityTypeBuilder<ReportIn> builder)
    {
        builder.ToTable("report_ins", t => t.HasCheckConstraint("ck_report_ins_who", "(kind = 1) = (member_id is not null) and (kind = 2) = (organization_id is not null)"));
        builder.Property(r => r.Area).HasMaxLength(12);
        builder.Property(r => r.Kind).HasConversion<short>();
        builder.Property(r => r.State).HasConversion<short>();
        builder.Property(r => r.EndKind).HasConversion<short?>();
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organization>().WithMany().HasForeignKey(r => r.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.Area, r.Id });
        builder.HasIndex(r => r.MemberId).IsUnique().HasFilter("state = 1 and member_id is not null").HasDatabaseName(OneAMember);
        builder.HasIndex(r => r.OrganizationId).IsUnique().HasFilter("state = 1 and organization_id is not null").HasDatabaseName(OneAUnit);
        builder.HasIndex(r => new { r.MemberId, r.Id });
        builder.HasIndex(r => r.VolunteerId).HasFilter("volunteer_id is not null");
        builder.HasIndex(r => r.ReportedAt).HasFilter("volunteer_id is null and member_id is not null").HasDatabaseName("ix_report_ins_unrecognized");
    }
}

internal sealed class ReceiptTable : IEntityTypeConfiguration<Receipt>
{
    public const string Once = "ux_receipts";

    public void Configure(EntityTypeBuilder<Receipt> builder)
    {
        builder.ToTable("receipts");
        builder.Property(r => r.Area).HasMaxLength(15);
        builder.Property(r => r.Kind).HasConversion<short>();
        builder.HasOne<ReportIn>().WithMany().HasForeignKey(r => r.ReportInId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<YearAppraisal>().WithMany().HasForeignKey(r => r.AppraisalId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.Area, r.Id });
        builder.HasIndex(r => new { r.OrganizationId, r.Id });
        builder.HasIndex(r => new { r.ReportInId, r.Kind });
        builder.HasIndex(r => new { r.ReportInId, r.AppraisalId, r.OrganizationId }).IsUnique().AreNullsDistinct(false).HasDatabaseName(Once);
    }
}

internal sealed class YearAppraisalTable : IEntityTypeConfiguration<YearAppraisal>
{
    public const string OnceAYear = "ux_year_appraisals_report_in_id_year";

    public void Configure(EntityTypeBuilder<YearAppraisal> builder)
    {
        builder.ToTable("year_appraisals");
        builder.Property(a => a.Area).HasMaxLength(12);
        builder.HasOne<ReportIn>().WithMany().HasForeignKey(a => a.ReportInId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => new { a.ReportInId, a.Year }).IsUnique().HasDatabaseName(OnceAYear);
        builder.HasIndex(a => new { a.Area, a.Id });
    }
}

internal sealed class ServiceItemTable : IEntityTypeConfiguration<ServiceItem>
{
    public void Configure(EntityTypeBuilder<ServiceItem> builder)
    {
        builder.ToTable("service_items", t => t.HasCheckConstraint("ck_service_items_taken", "taken between 0 and places"));
        builder.Property(i => i.Area).HasMaxLength(12);
        builder.Property(i => i.Title).HasMaxLength(100);
        builder.Property(i => i.Kind).HasMaxLength(50);
        builder.Property(i => i.State).HasConversion<short>();
        builder.HasIndex(i => new { i.Area, i.Id });
    }
}

internal sealed class UndertakingTable : IEntityTypeConfiguration<Undertaking>
{
    public const string TakenOnce = "ux_undertakings_item_id_report_in_id";

    public void Configure(EntityTypeBuilder<Undertaking> builder)
    {
        builder.ToTable("undertakings");
        builder.Property(u => u.Area).HasMaxLength(12);
        builder.Property(u => u.Kind).HasMaxLength(50);
        builder.Property(u => u.State).HasConversion<short>();
        builder.HasOne<ServiceItem>().WithMany().HasForeignKey(u => u.ItemId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ReportIn>().WithMany().HasForeignKey(u => u.ReportInId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(u => new { u.ItemId, u.ReportInId }).IsUnique().HasFilter("state <> 4").HasDatabaseName(TakenOnce);
        builder.HasIndex(u => new { u.ReportInId, u.Id });
        builder.HasIndex(u => new { u.Area, u.Id });
    }
}

internal sealed class ServiceEntryTable : IEntityTypeConfiguration<ServiceEntry>
{
    public const string RecordOnce = "ux_service_entries_record_id";

    public void Configure(EntityTypeBuilder<ServiceEntry> builder)
    {
        builder.ToTable("service_entries");
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.PlaceCode).HasMaxLength(12);
        builder.Property(e => e.Kind).HasMaxLength(50);
        builder.HasOne<ReportIn>().WithMany().HasForeignKey(e => e.ReportInId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => new { e.ReportInId, e.Id });
        builder.HasIndex(e => e.RecordId).IsUnique().HasFilter("record_id is not null").HasDatabaseName(RecordOnce);
        builder.Property(e => e.Refusal).HasConversion<short?>();
        builder.HasIndex(e => e.Id).HasFilter("refusal is not null").HasDatabaseName("ix_service_entries_refused");
        builder.HasIndex(e => e.MemberId).HasFilter("told_at is null and undertaking_id is not null and member_id is not null");
    }
}

internal sealed class WaitingRecordTable : IEntityTypeConfiguration<WaitingRecord>
{
    public void Configure(EntityTypeBuilder<WaitingRecord> builder)
    {
        builder.ToTable("waiting_records");
        builder.HasKey(w => w.RecordId);
        builder.Property(w => w.PlaceCode).HasMaxLength(12);
        builder.Property(w => w.Kind).HasMaxLength(50);
        builder.HasIndex(w => w.VolunteerId);
        builder.HasIndex(w => w.KeptAt);
    }
}
