using System.Text.Json;
using Governance.PartyBuilding.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.PartyBuilding.Grades;

internal sealed class GradeSchemeTable : IEntityTypeConfiguration<GradeScheme>
{
    public const string Once = "ux_grade_schemes";

    public void Configure(EntityTypeBuilder<GradeScheme> builder)
    {
        builder.ToTable("grade_schemes");
        builder.Property(s => s.Area).HasMaxLength(12);
        // Written once and read whole; records compare by reference, since none is ever changed.
        builder.Property(s => s.Table).HasColumnName("terms").HasColumnType("jsonb").HasConversion(t => JsonSerializer.Serialize(t, JsonSerializerOptions.Default), t => JsonSerializer.Deserialize<GradeTable>(t, JsonSerializerOptions.Default)!,
            new ValueComparer<GradeTable>((a, b) => ReferenceEquals(a, b), t => t.GetHashCode(), t => t));
        builder.HasIndex(s => new { s.Area, s.Since }).IsUnique().HasDatabaseName(Once);
    }
}

internal sealed class LevelProposalTable : IEntityTypeConfiguration<LevelProposal>
{
    public void Configure(EntityTypeBuilder<LevelProposal> builder)
    {
        builder.ToTable("level_proposals");
        builder.Property(p => p.Area).HasMaxLength(12);
        builder.Property(p => p.Level).HasConversion<short>();
        builder.Property(p => p.State).HasConversion<short>();
        builder.HasOne<Worker>().WithMany().HasForeignKey(p => p.WorkerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.WorkerId, p.Level }).IsUnique();
        builder.HasIndex(p => new { p.Area, p.Id });
    }
}

internal sealed class RegradingTable : IEntityTypeConfiguration<Regrading>
{
    public const string OneAYear = "ux_regradings_area_year";

    public void Configure(EntityTypeBuilder<Regrading> builder)
    {
        builder.ToTable("regradings", t => t.HasCheckConstraint("ck_regradings_approved", "state in (1, 5) or (approved_by is not null and approved_by <> previewed_by)"));
        builder.Property(r => r.Area).HasMaxLength(12);
        builder.Property(r => r.Year).HasColumnType("smallint");
        builder.Property(r => r.State).HasConversion<short>();
        builder.Property(r => r.PreviewedBy).HasMaxLength(200);
        builder.Property(r => r.ApprovedBy).HasMaxLength(200);
        builder.HasIndex(r => new { r.Area, r.Year }).IsUnique().HasFilter("state in (1, 2, 3)").HasDatabaseName(OneAYear);
        builder.HasIndex(r => new { r.Area, r.Id });
    }
}

internal sealed class RegradingRowTable : IEntityTypeConfiguration<RegradingRow>
{
    public void Configure(EntityTypeBuilder<RegradingRow> builder)
    {
        builder.ToTable("regrading_rows");
        builder.HasKey(r => new { r.RegradingId, r.WorkerId });
        builder.Property(r => r.Post).HasConversion<short?>();
        builder.Property(r => r.Before).HasColumnType("smallint").HasColumnName("grade_before");
        builder.Property(r => r.After).HasColumnType("smallint").HasColumnName("grade_after");
        builder.Property(r => r.Explanation).HasMaxLength(500);
        builder.Property(r => r.Outcome).HasConversion<short?>();
        builder.HasOne<Regrading>().WithMany().HasForeignKey(r => r.RegradingId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(r => r.WorkerId).OnDelete(DeleteBehavior.Restrict);
    }
}
