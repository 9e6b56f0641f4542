using Governance.SocialOrganizations.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class ServiceListTable : IEntityTypeConfiguration<ServiceList>
{
    public const string OneAYear = "ux_service_lists_area_year";

    public void Configure(EntityTypeBuilder<ServiceList> builder)
    {
        builder.ToTable("service_lists", t => t.HasCheckConstraint("ck_service_lists_committed", "committed_fen between 0 and budget_fen"));
        builder.Property(l => l.Area).HasMaxLength(6);
        builder.Property(l => l.Title).HasMaxLength(100);
        builder.HasIndex(l => new { l.Area, l.Year }).IsUnique().HasDatabaseName(OneAYear);
        builder.HasIndex(l => new { l.Area, l.Id });
    }
}

internal sealed class ListItemTable : IEntityTypeConfiguration<ListItem>
{
    public void Configure(EntityTypeBuilder<ListItem> builder)
    {
        builder.ToTable("list_items");
        builder.Property(i => i.Id).ValueGeneratedNever();
        builder.Property(i => i.Area).HasMaxLength(6).UseCollation("C");
        builder.Property(i => i.ServiceCode).HasMaxLength(40);
        builder.Property(i => i.Title).HasMaxLength(100);
        builder.HasOne<ServiceList>().WithMany().HasForeignKey(i => i.ListId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(i => new { i.ListId, i.Id });
        builder.HasIndex(i => new { i.Area, i.Id });
    }
}

internal sealed class ProcurementStepTable : IEntityTypeConfiguration<ProcurementStep>
{
    public void Configure(EntityTypeBuilder<ProcurementStep> builder)
    {
        builder.ToTable("procurement_steps");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Kind).HasConversion<short>();
        builder.Property(s => s.By).HasMaxLength(200);
        builder.Property(s => s.Evidence).HasMaxLength(200);
        builder.HasOne<ServiceList>().WithMany().HasForeignKey(s => s.ListId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Tender>().WithMany().HasForeignKey(s => s.TenderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.ListId, s.TenderId });
    }
}

internal sealed class TenderTable : IEntityTypeConfiguration<Tender>
{
    public const string OneARound = "ux_tenders_item_id_round";

    public void Configure(EntityTypeBuilder<Tender> builder)
    {
        builder.ToTable("tenders");
        builder.Property(t => t.Area).HasMaxLength(6);
        builder.Property(t => t.ServiceCode).HasMaxLength(40);
        builder.Property(t => t.Title).HasMaxLength(100);
        builder.Property(t => t.State).HasConversion<short>();
        builder.Property(t => t.CalledBy).HasMaxLength(200);
        builder.HasOne<ServiceList>().WithMany().HasForeignKey(t => t.ListId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ListItem>().WithMany().HasForeignKey(t => t.ItemId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(t => new { t.ItemId, t.Round }).IsUnique().HasDatabaseName(OneARound);
        builder.HasIndex(t => new { t.Area, t.Id });
    }
}

internal sealed class BidTable : IEntityTypeConfiguration<Bid>
{
    public const string Once = "ux_bids_tender_id_organization_id";

    public void Configure(EntityTypeBuilder<Bid> builder)
    {
        builder.ToTable("bids");
        builder.Property(b => b.Area).HasMaxLength(6);
        builder.Property(b => b.OrganizationName).HasMaxLength(100);
        builder.Property(b => b.Owner).HasMaxLength(200);
        builder.Property(b => b.InvalidReason).HasMaxLength(100);
        builder.Ignore(b => b.OwnedAnywhere);
        builder.HasOne<Tender>().WithMany().HasForeignKey(b => b.TenderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organization>().WithMany().HasForeignKey(b => b.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(b => new { b.TenderId, b.OrganizationId }).IsUnique().HasDatabaseName(Once);
        builder.HasIndex(b => new { b.Area, b.Id });
        builder.HasIndex(b => new { b.Owner, b.Id });
    }
}

internal sealed class ContractTable : IEntityTypeConfiguration<Contract>
{
    public void Configure(EntityTypeBuilder<Contract> builder)
    {
        builder.ToTable("contracts", t =>
        {
            t.HasCheckConstraint("ck_contracts_paid", "paid_fen between 0 and amount_fen");
            t.HasCheckConstraint("ck_contracts_orders", "order_count between 0 and order_capacity");
        });
        builder.Property(c => c.Area).HasMaxLength(6);
        builder.Property(c => c.Number).HasMaxLength(40);
        builder.Property(c => c.OrganizationName).HasMaxLength(100);
        builder.Property(c => c.Owner).HasMaxLength(200);
        builder.Property(c => c.ServiceCode).HasMaxLength(40);
        builder.Property(c => c.Title).HasMaxLength(100);
        builder.Property(c => c.State).HasConversion<short>();
        builder.Ignore(c => c.HasRoom);
        builder.HasOne<Tender>().WithMany().HasForeignKey(c => c.TenderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ServiceList>().WithMany().HasForeignKey(c => c.ListId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organization>().WithMany().HasForeignKey(c => c.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(c => c.Milestones).WithOne().HasForeignKey(m => m.ContractId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.ServiceCode, c.State });
        builder.HasIndex(c => c.EndsOn).HasFilter("state = 2 and ended_at is null");
        builder.HasIndex(c => new { c.Area, c.Id });
        builder.HasIndex(c => new { c.Owner, c.Id });
    }
}

internal sealed class ContractMilestoneTable : IEntityTypeConfiguration<ContractMilestone>
{
    public void Configure(EntityTypeBuilder<ContractMilestone> builder)
    {
        builder.ToTable("contract_milestones", t => t.HasCheckConstraint("ck_contract_milestones_payment", "payment is null or state = 3"));
        builder.HasKey(m => new { m.ContractId, m.Number });
        builder.Property(m => m.Number).ValueGeneratedNever();
        builder.Property(m => m.Title).HasMaxLength(100);
        builder.Property(m => m.State).HasConversion<short>();
        builder.Property(m => m.Payment).HasConversion<short?>();
        foreach (var text in new[] { nameof(ContractMilestone.Evidence), nameof(ContractMilestone.Voucher) }) builder.Property<string>(text).HasMaxLength(100);
        foreach (var by in new[] { nameof(ContractMilestone.DeliveredBy), nameof(ContractMilestone.AcceptedBy), nameof(ContractMilestone.RequestedBy), nameof(ContractMilestone.VerifiedBy), nameof(ContractMilestone.ApprovedBy), nameof(ContractMilestone.ReleasedBy) })
        {
            builder.Property<string>(by).HasMaxLength(200);
        }
    }
}

internal sealed class ServiceOrderTable : IEntityTypeConfiguration<ServiceOrder>
{
    public void Configure(EntityTypeBuilder<ServiceOrder> builder)
    {
        builder.ToTable("service_orders", t => t.HasCheckConstraint("ck_service_orders_contract", "(contract_id is null) = (state in (1, 5))"));
        builder.Property(o => o.Area).HasMaxLength(12);
        builder.Property(o => o.ServiceCode).HasMaxLength(40);
        builder.Property(o => o.Owner).HasMaxLength(200);
        builder.Property(o => o.DeliveredBy).HasMaxLength(200);
        builder.Property(o => o.State).HasConversion<short>();
        // Of orders that came before anybody kept it, one is what was meant.
        builder.Property(o => o.Headcount).HasDefaultValue(1);
        builder.HasOne<Contract>().WithMany().HasForeignKey(o => o.ContractId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(o => o.NeedId).IsUnique().HasDatabaseName("ux_service_orders_need_id");
        builder.HasIndex(o => new { o.ServiceCode, o.Area, o.Id }).HasFilter("state = 1").HasDatabaseName("ix_service_orders_waiting_place");
        builder.HasIndex(o => new { o.EndsAt, o.Id }).HasFilter("state in (1, 2)").HasDatabaseName("ix_service_orders_lapsing");
        builder.HasIndex(o => new { o.ContractId, o.Id });
        builder.HasIndex(o => new { o.Area, o.Id });
        builder.HasIndex(o => new { o.Owner, o.Id });
    }
}
