using System.Text.Json;
using Governance.PartyBuilding.Establishment;
using Governance.PartyBuilding.Organizations;
using Governance.PartyBuilding.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.PartyBuilding.Compounds;

internal sealed class OwnersCommitteeTable : IEntityTypeConfiguration<OwnersCommittee>
{
    public const string OneACompound = "ux_owners_committees_running_place_id";

    public void Configure(EntityTypeBuilder<OwnersCommittee> builder)
    {
        builder.ToTable("owners_committees", t => t.HasCheckConstraint("ck_owners_committees_term", "term_end >= term_start"));
        builder.Property(c => c.Area).HasMaxLength(12);
        builder.Property(c => c.Kind).HasConversion<short>();
        builder.Property(c => c.Name).HasMaxLength(100);
        builder.HasOne<Place>().WithMany().HasForeignKey(c => c.PlaceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => c.RunningPlaceId).IsUnique().HasDatabaseName(OneACompound);
        builder.HasIndex(c => new { c.Area, c.Id });
    }
}

internal sealed class OwnersSeatTable : IEntityTypeConfiguration<OwnersSeat>
{
    public const string OneSeat = "ux_owners_seats_committee_id_running_person_id", OneDirector = "ux_owners_seats_director_of";

    public void Configure(EntityTypeBuilder<OwnersSeat> builder)
    {
        builder.ToTable("owners_seats");
        builder.Property(s => s.Area).HasMaxLength(12);
        builder.Property(s => s.Post).HasConversion<short>();
        builder.HasOne<OwnersCommittee>().WithMany().HasForeignKey(s => s.CommitteeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.CommitteeId, s.RunningPersonId }).IsUnique().HasDatabaseName(OneSeat);
        builder.HasIndex(s => s.DirectorOf).IsUnique().HasDatabaseName(OneDirector);
        builder.HasIndex(s => new { s.CommitteeId, s.Id });
        builder.HasIndex(s => new { s.Area, s.Id });
    }
}

internal sealed class PropertyCompanyTable : IEntityTypeConfiguration<PropertyCompany>
{
    public const string Once = "ux_property_companies_credit_code";

    public void Configure(EntityTypeBuilder<PropertyCompany> builder)
    {
        builder.ToTable("property_companies");
        builder.Property(c => c.Area).HasMaxLength(12);
        builder.Property(c => c.Name).HasMaxLength(100);
        builder.Property(c => c.CreditCode).HasMaxLength(18);
        builder.HasOne<Organization>().WithMany().HasForeignKey(c => c.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => c.CreditCode).IsUnique().HasDatabaseName(Once);
        builder.HasIndex(c => new { c.Area, c.Id });
    }
}

internal sealed class PropertyContractTable : IEntityTypeConfiguration<PropertyContract>
{
    public const string OneACompound = "ux_property_contracts_running_place_id";

    public void Configure(EntityTypeBuilder<PropertyContract> builder)
    {
        builder.ToTable("property_contracts", t => t.HasCheckConstraint("ck_property_contracts_term", "ends_on >= starts_on"));
        builder.Property(c => c.Area).HasMaxLength(12);
        builder.HasOne<Place>().WithMany().HasForeignKey(c => c.PlaceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<PropertyCompany>().WithMany().HasForeignKey(c => c.CompanyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => c.RunningPlaceId).IsUnique().HasDatabaseName(OneACompound);
        builder.HasIndex(c => new { c.Area, c.Id });
    }
}

internal sealed class ManagementRuleTable : IEntityTypeConfiguration<ManagementRule>
{
    public const string OneInForce = "ux_management_rules_place_id_kind_in_force";

    public void Configure(EntityTypeBuilder<ManagementRule> builder)
    {
        builder.ToTable("management_rules");
        builder.Property(r => r.Area).HasMaxLength(12);
        builder.Property(r => r.Kind).HasConversion<short>();
        builder.Property(r => r.KindInForce).HasConversion<short?>();
        builder.Property(r => r.Title).HasMaxLength(100);
        builder.Property(r => r.PartyClause).HasMaxLength(500);
        builder.HasOne<Place>().WithMany().HasForeignKey(r => r.PlaceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.PlaceId, r.KindInForce }).IsUnique().HasDatabaseName(OneInForce);
        builder.HasIndex(r => new { r.Area, r.Id });
    }
}

internal sealed class ScoreSchemeTable : IEntityTypeConfiguration<ScoreScheme>
{
    public const string Once = "ux_score_schemes";

    public void Configure(EntityTypeBuilder<ScoreScheme> builder)
    {
        builder.ToTable("score_schemes");
        builder.Property(s => s.Area).HasMaxLength(12);
        builder.Property(s => s.Subject).HasConversion<short>();
        Rows.Of(builder.Property(s => s.Criteria));
        builder.HasIndex(s => new { s.Area, s.Subject, s.Since }).IsUnique().HasDatabaseName(Once);
    }
}

internal sealed class SupervisionScoreTable : IEntityTypeConfiguration<SupervisionScore>
{
    public const string OneAYear = "ux_supervision_scores";

    public void Configure(EntityTypeBuilder<SupervisionScore> builder)
    {
        builder.ToTable("supervision_scores", t => t.HasCheckConstraint("ck_supervision_scores_total", "total between 0 and 100"));
        builder.Property(s => s.Area).HasMaxLength(12);
        builder.Property(s => s.Subject).HasConversion<short>();
        Rows.Of(builder.Property(s => s.Points));
        builder.HasOne<Place>().WithMany().HasForeignKey(s => s.PlaceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ScoreScheme>().WithMany().HasForeignKey(s => s.SchemeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.PlaceId, s.Subject, s.Year }).IsUnique().HasDatabaseName(OneAYear);
        builder.HasIndex(s => new { s.Area, s.Id });
    }
}

/// <summary>Lists that are written once and read whole; they compare by reference, since none is ever changed.</summary>
file static class Rows
{
    public static void Of<T>(PropertyBuilder<IReadOnlyList<T>> property) => property.HasColumnType("jsonb").HasConversion(rows => JsonSerializer.Serialize(rows, JsonSerializerOptions.Default),
        text => JsonSerializer.Deserialize<List<T>>(text, JsonSerializerOptions.Default)!, new ValueComparer<IReadOnlyList<T>>((a, b) => ReferenceEquals(a, b), rows => rows.GetHashCode(), rows => rows));
}
