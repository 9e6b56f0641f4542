using Governance.SocialOrganizations.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.SocialOrganizations.Funds;

internal sealed class FundTable : IEntityTypeConfiguration<Fund>
{
    public void Configure(EntityTypeBuilder<Fund> builder)
    {
        builder.ToTable("funds");
        builder.Property(f => f.Area).HasMaxLength(12);
        builder.Property(f => f.Name).HasMaxLength(100);
        builder.HasIndex(f => new { f.Area, f.Id });
    }
}

internal sealed class EarmarkTable : IEntityTypeConfiguration<Earmark>
{
    public void Configure(EntityTypeBuilder<Earmark> builder)
    {
        builder.ToTable("earmarks");
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.Title).HasMaxLength(100);
        builder.HasOne<Fund>().WithMany().HasForeignKey(e => e.FundId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => new { e.FundId, e.Id });
    }
}

internal sealed class FundAccountTable : IEntityTypeConfiguration<FundAccount>
{
    public void Configure(EntityTypeBuilder<FundAccount> builder)
    {
        builder.ToTable("fund_accounts", t => t.HasCheckConstraint(FundLedger.NotBelowZero, "case when kind <= 4 then balance_fen >= 0 when kind <= 6 then balance_fen <= 0 else true end"));
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Kind).HasConversion<short>();
        builder.HasOne<Fund>().WithMany().HasForeignKey(a => a.FundId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Earmark>().WithMany().HasForeignKey(a => a.EarmarkId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => new { a.FundId, a.EarmarkId, a.Kind }).IsUnique().AreNullsDistinct(false);
    }
}

internal sealed class FundEntryTable : IEntityTypeConfiguration<FundEntry>
{
    public void Configure(EntityTypeBuilder<FundEntry> builder)
    {
        builder.ToTable("fund_entries");
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.Kind).HasConversion<short>();
        builder.Property(e => e.Voucher).HasMaxLength(100);
        builder.Property(e => e.By).HasMaxLength(200);
        builder.HasOne<Fund>().WithMany().HasForeignKey(e => e.FundId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<FundEntry>().WithMany().HasForeignKey(e => e.ReversesId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => e.ReversesId).IsUnique().HasDatabaseName(FundLedger.ReversedOnce);
        builder.HasIndex(e => new { e.FundId, e.Number }).IsUnique();
        builder.HasIndex(e => e.AboutId);
    }
}

internal sealed class FundLegTable : IEntityTypeConfiguration<FundLeg>
{
    public void Configure(EntityTypeBuilder<FundLeg> builder)
    {
        builder.ToTable("fund_legs", t => t.HasCheckConstraint("ck_fund_legs_amount", "amount_fen <> 0"));
        builder.HasKey(l => new { l.EntryId, l.AccountId });
        builder.HasOne<FundEntry>().WithMany().HasForeignKey(l => l.EntryId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<FundAccount>().WithMany().HasForeignKey(l => l.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(l => new { l.AccountId, l.At });
    }
}

internal sealed class FundMonthTable : IEntityTypeConfiguration<FundMonth>
{
    /// <summary>
    /// What the migration that makes the table runs, and never changes: the trigger of the balances keeps the months as well, and what is there already is counted while nobody posts. A leg whose moment lies before others',
    /// of a replica whose clock is behind, goes into the months after it too. Months are those of UTC+8.
    /// </summary>
    public const string Kept = """
        lock table fund_legs in share row exclusive mode;
        insert into fund_months (account_id, month, balance_fen)
          select account_id, month, sum(sum(amount_fen)) over (partition by account_id order by month)
          from (select account_id, amount_fen, date_trunc('month', (at at time zone 'utc') + interval '8 hours')::date as month from fund_legs) l group by account_id, month;
        create or replace function fund_legs_post() returns trigger language plpgsql as $$
        declare its date := date_trunc('month', (new.at at time zone 'utc') + interval '8 hours');
        begin
          update fund_accounts set balance_fen = balance_fen + new.amount_fen where id = new.account_id;
          insert into fund_months (account_id, month, balance_fen)
            values (new.account_id, its, coalesce((select m.balance_fen from fund_months m where m.account_id = new.account_id and m.month < its order by m.month desc limit 1), 0)) on conflict do nothing;
          update fund_months set balance_fen = balance_fen + new.amount_fen where account_id = new.account_id and month >= its;
          return null;
        end $$;
        """;

    /// <summary>What a migration back runs before it drops the table.</summary>
    public const string KeptNoMore = """
        create or replace function fund_legs_post() returns trigger language plpgsql as $$
        begin
          update fund_accounts set balance_fen = balance_fen + new.amount_fen where id = new.account_id;
          return null;
        end $$;
        """;

    public void Configure(EntityTypeBuilder<FundMonth> builder)
    {
        builder.ToTable("fund_months");
        builder.HasKey(m => new { m.AccountId, m.Month });
        builder.HasOne<FundAccount>().WithMany().HasForeignKey(m => m.AccountId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class LotteryRuleTable : IEntityTypeConfiguration<LotteryRule>
{
    public const string Once = "ux_lottery_rules_area_since";

    public void Configure(EntityTypeBuilder<LotteryRule> builder)
    {
        builder.ToTable("lottery_rules", t => t.HasCheckConstraint("ck_lottery_rules_share", "share_permille between 1 and 1000"));
        builder.Property(r => r.Area).HasMaxLength(6);
        builder.HasIndex(r => new { r.Area, r.Since }).IsUnique().HasDatabaseName(Once);
    }
}

internal sealed class LotteryShareTable : IEntityTypeConfiguration<LotteryShare>
{
    public const string Once = "ux_lottery_shares_outlet_number_month_copy", OnceAFund = "ux_lottery_shares_fund_id_outlet_number_month";

    /// <summary>What the migration that makes the index <see cref="Once"/> runs before it, in one transaction: what was entered in several funds before does not break it, and is found by its number.</summary>
    public const string Copies = """
        lock table lottery_shares in share row exclusive mode;
        update lottery_shares s set copy = c.place, version = s.version + 1
          from (select id, row_number() over (partition by outlet_number, month order by id) - 1 as place from lottery_shares where not reversed) c where c.id = s.id and c.place > 0;
        """;

    public void Configure(EntityTypeBuilder<LotteryShare> builder)
    {
        builder.ToTable("lottery_shares");
        builder.Property(s => s.Area).HasMaxLength(12);
        builder.Property(s => s.OutletNumber).HasMaxLength(40);
        builder.Property(s => s.Month).HasMaxLength(7);
        builder.HasOne<Fund>().WithMany().HasForeignKey(s => s.FundId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.FundId, s.OutletNumber, s.Month }).IsUnique().HasFilter("not reversed").HasDatabaseName(OnceAFund);
        builder.HasIndex(s => new { s.OutletNumber, s.Month, s.Copy }).IsUnique().HasFilter("not reversed").HasDatabaseName(Once);
        builder.HasIndex(s => new { s.Area, s.Id });
    }
}

internal sealed class DonationTable : IEntityTypeConfiguration<Donation>
{
    public void Configure(EntityTypeBuilder<Donation> builder)
    {
        builder.ToTable("donations", t =>
        {
            t.HasCheckConstraint("ck_donations_anonymous", "donor_kind <> 4 or (donor_id is null and donor_name is null and donor_phone is null)");
            t.HasCheckConstraint("ck_donations_amount", "amount_fen > 0");
        });
        builder.Property(d => d.Area).HasMaxLength(12);
        builder.Property(d => d.Kind).HasConversion<short>();
        builder.Property(d => d.DonorKind).HasConversion<short>();
        builder.Property(d => d.State).HasConversion<short>();
        builder.Property(d => d.Goods).HasMaxLength(100);
        builder.Property(d => d.Unit).HasMaxLength(10);
        builder.Property(d => d.ReceivedBy).HasMaxLength(200);
        builder.Ignore(d => d.Receipt);
        builder.HasOne<Fund>().WithMany().HasForeignKey(d => d.FundId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Earmark>().WithMany().HasForeignKey(d => d.EarmarkId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Donor>().WithMany().HasForeignKey(d => d.DonorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(d => new { d.FundId, d.ReceiptYear, d.ReceiptNumber }).IsUnique();
        builder.HasIndex(d => new { d.FundId, d.Id });
        builder.HasIndex(d => new { d.FundId, d.ReversedAt }).HasFilter("reversed_at is not null");
        builder.HasIndex(d => new { d.Area, d.Id });
    }
}

internal sealed class DonorTable : IEntityTypeConfiguration<Donor>
{
    public void Configure(EntityTypeBuilder<Donor> builder)
    {
        builder.ToTable("donors", t => t.HasCheckConstraint("ck_donors_total", "total_fen >= 0"));
        builder.Property(d => d.Area).HasMaxLength(12);
        builder.Property(d => d.Kind).HasConversion<short>();
        builder.HasOne<Fund>().WithMany().HasForeignKey(d => d.FundId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(d => new { d.FundId, d.Key }).IsUnique();
        builder.HasIndex(d => new { d.FundId, d.TotalFen, d.Id });
        builder.HasIndex(d => new { d.Area, d.Id });
    }
}

internal sealed class DonorHonourTable : IEntityTypeConfiguration<DonorHonour>
{
    public void Configure(EntityTypeBuilder<DonorHonour> builder)
    {
        builder.ToTable("donor_honours", t => t.HasCheckConstraint("ck_donor_honours_min", "min_fen > 0"));
        builder.Property(h => h.Area).HasMaxLength(12);
        builder.Property(h => h.Title).HasMaxLength(50);
        builder.HasIndex(h => new { h.Area, h.Title }).IsUnique();
    }
}

internal sealed class GrantTable : IEntityTypeConfiguration<Grant>
{
    public void Configure(EntityTypeBuilder<Grant> builder)
    {
        builder.ToTable("grants", t => t.HasCheckConstraint("ck_grants_amount", "amount_fen > 0"));
        builder.Property(g => g.Area).HasMaxLength(12);
        builder.Property(g => g.OrganizationName).HasMaxLength(100);
        builder.Property(g => g.Owner).HasMaxLength(200);
        builder.Property(g => g.Purpose).HasMaxLength(500);
        builder.Property(g => g.State).HasConversion<short>();
        builder.Property(g => g.Voucher).HasMaxLength(100);
        builder.Property(g => g.AppliedBy).HasMaxLength(200);
        builder.Property(g => g.ApprovedBy).HasMaxLength(200);
        builder.Ignore(g => g.OwnedAnywhere);
        builder.HasOne<Fund>().WithMany().HasForeignKey(g => g.FundId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Earmark>().WithMany().HasForeignKey(g => g.EarmarkId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organization>().WithMany().HasForeignKey(g => g.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(g => new { g.FundId, g.Id });
        builder.HasIndex(g => new { g.Area, g.Id });
        builder.HasIndex(g => new { g.Owner, g.Id });
    }
}

internal sealed class SpendingTable : IEntityTypeConfiguration<Spending>
{
    public void Configure(EntityTypeBuilder<Spending> builder)
    {
        builder.ToTable("spendings", t => t.HasCheckConstraint("ck_spendings_amount", "amount_fen > 0"));
        builder.Property(s => s.Area).HasMaxLength(12);
        builder.Property(s => s.Purpose).HasMaxLength(500);
        builder.Property(s => s.State).HasConversion<short>();
        builder.Property(s => s.Voucher).HasMaxLength(100);
        builder.Property(s => s.RequestedBy).HasMaxLength(200);
        builder.HasOne<Fund>().WithMany().HasForeignKey(s => s.FundId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Earmark>().WithMany().HasForeignKey(s => s.EarmarkId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.FundId, s.Id });
        builder.HasIndex(s => new { s.Area, s.Id });
    }
}

internal sealed class DonationDriveTable : IEntityTypeConfiguration<DonationDrive>
{
    public void Configure(EntityTypeBuilder<DonationDrive> builder)
    {
        builder.ToTable("donation_drives");
        builder.Property(d => d.Area).HasMaxLength(12);
        builder.Property(d => d.Place).HasMaxLength(12);
        builder.Property(d => d.Hazard).HasMaxLength(40);
        builder.Property(d => d.Title).HasMaxLength(100);
        builder.Property(d => d.State).HasConversion<short>();
        builder.HasOne<Fund>().WithMany().HasForeignKey(d => d.FundId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(d => d.PublishNext).HasFilter("publish_next is not null");
        builder.HasIndex(d => new { d.Area, d.Id });
    }
}

internal sealed class DriveDayTable : IEntityTypeConfiguration<DriveDay>
{
    public void Configure(EntityTypeBuilder<DriveDay> builder)
    {
        builder.ToTable("drive_days");
        builder.HasKey(d => new { d.DriveId, d.Day });
        builder.HasOne<DonationDrive>().WithMany().HasForeignKey(d => d.DriveId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CharityNeedTable : IEntityTypeConfiguration<CharityNeed>
{
    public void Configure(EntityTypeBuilder<CharityNeed> builder)
    {
        builder.ToTable("charity_needs", t => t.HasCheckConstraint("ck_charity_needs_matched", "matched between 0 and quantity"));
        builder.Property(n => n.Area).HasMaxLength(12);
        builder.Property(n => n.Category).HasMaxLength(40);
        builder.Property(n => n.Title).HasMaxLength(100);
        builder.Property(n => n.Unit).HasMaxLength(10);
        builder.HasIndex(n => new { n.Area, n.Id });
    }
}

internal sealed class CharityResourceTable : IEntityTypeConfiguration<CharityResource>
{
    public void Configure(EntityTypeBuilder<CharityResource> builder)
    {
        builder.ToTable("charity_resources", t => t.HasCheckConstraint("ck_charity_resources_matched", "matched between 0 and quantity"));
        builder.Property(r => r.Area).HasMaxLength(12);
        builder.Property(r => r.Owner).HasMaxLength(200);
        builder.Property(r => r.Category).HasMaxLength(40);
        builder.Property(r => r.Title).HasMaxLength(100);
        builder.Property(r => r.Unit).HasMaxLength(10);
        builder.HasIndex(r => new { r.Area, r.Id });
        builder.HasIndex(r => new { r.Owner, r.Id });
    }
}

internal sealed class ResourceMatchTable : IEntityTypeConfiguration<ResourceMatch>
{
    public void Configure(EntityTypeBuilder<ResourceMatch> builder)
    {
        builder.ToTable("resource_matches");
        builder.Property(m => m.Area).HasMaxLength(12);
        builder.Property(m => m.Category).HasMaxLength(40);
        builder.Property(m => m.State).HasConversion<short>();
        builder.Property(m => m.DeliveryNote).HasMaxLength(100);
        builder.Property(m => m.MatchedBy).HasMaxLength(200);
        builder.Property(m => m.DeliveredBy).HasMaxLength(200);
        builder.HasOne<CharityNeed>().WithMany().HasForeignKey(m => m.NeedId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<CharityResource>().WithMany().HasForeignKey(m => m.ResourceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(m => new { m.NeedId, m.Id });
        builder.HasIndex(m => new { m.Area, m.Id });
    }
}
