using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Welfare.People;

internal sealed class PersonTable : IEntityTypeConfiguration<Person>
{
    public const string OnePersonOnce = "ux_people_number_hash";

    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("people");
        builder.Property(p => p.Area).HasMaxLength(12);
        builder.Property(p => p.BirthYear).HasColumnType("smallint");
        builder.Property(p => p.Sex).HasConversion<short>();
        builder.Property(p => p.DisabilityGrade).HasColumnType("smallint");
        builder.Property(p => p.Ability).HasConversion<short?>();
        builder.Property(p => p.Risk).HasConversion<short?>();
        builder.Property(p => p.State).HasConversion<short>();
        builder.HasMany(p => p.Steps).WithOne().HasForeignKey(s => s.PersonId);
        builder.Navigation(p => p.Steps).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasIndex(p => p.NumberHash).IsUnique().HasDatabaseName(OnePersonOnce);
        builder.HasIndex(p => new { p.Area, p.Id });
        builder.HasIndex(p => new { p.Area, p.ReassessOn }).HasFilter("reassess_on is not null");
        builder.HasIndex(p => p.MergedInto).HasFilter("merged_into is not null");
        builder.HasIndex(p => p.Kinds).HasMethod("gin");
    }
}

internal sealed class PersonStepTable : IEntityTypeConfiguration<PersonStep>
{
    public void Configure(EntityTypeBuilder<PersonStep> builder)
    {
        builder.ToTable("person_steps");
        builder.HasKey(s => new { s.PersonId, s.Number });
        builder.Property(s => s.Kind).HasConversion<short>();
        builder.Property(s => s.By).HasMaxLength(200);
    }
}

internal sealed class ContactTable : IEntityTypeConfiguration<Contact>
{
    public void Configure(EntityTypeBuilder<Contact> builder)
    {
        builder.ToTable("contacts");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Area).HasMaxLength(12);
        builder.Property(c => c.Kind).HasConversion<short>();
        builder.Property(c => c.Relation).HasMaxLength(20);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.Area, c.Id });
    }
}

internal sealed class ConsentTable : IEntityTypeConfiguration<Consent>
{
    public const string OneForAPurpose = "ux_consents_person_id_purpose";

    public void Configure(EntityTypeBuilder<Consent> builder)
    {
        builder.ToTable("consents");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Area).HasMaxLength(12);
        builder.Property(c => c.Purpose).HasConversion<short>();
        builder.Property(c => c.Ground).HasConversion<short>();
        builder.Property(c => c.By).HasMaxLength(200);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.PersonId, c.Purpose }).IsUnique().HasFilter("withdrawn_at is null").HasDatabaseName(OneForAPurpose);
        builder.HasIndex(c => new { c.Area, c.Id });
    }
}

internal sealed class HealthNoteTable : IEntityTypeConfiguration<HealthNote>
{
    public void Configure(EntityTypeBuilder<HealthNote> builder)
    {
        builder.ToTable("health_notes");
        builder.Property(n => n.Id).ValueGeneratedNever();
        builder.Property(n => n.Area).HasMaxLength(12);
        builder.Property(n => n.Kind).HasConversion<short>();
        builder.Property(n => n.By).HasMaxLength(200);
        builder.HasOne<Person>().WithMany().HasForeignKey(n => n.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(n => new { n.PersonId, n.Id });
        builder.HasIndex(n => new { n.Area, n.Id });
    }
}
