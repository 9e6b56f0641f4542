using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.PartyBuilding.People;

internal sealed class PersonTable : IEntityTypeConfiguration<Person>
{
    public const string OnePersonOnce = "ux_people_number_hash";

    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("people");
        builder.Property(p => p.Area).HasMaxLength(12);
        builder.Property(p => p.Sex).HasConversion<short>();
        builder.Property(p => p.Education).HasConversion<short>();
        builder.Property(p => p.BirthYear).HasColumnType("smallint");
        builder.ComplexProperty(p => p.Sealed, s =>
        {
            s.Property(x => x.Name).HasColumnName("name");
            s.Property(x => x.Number).HasColumnName("number");
            s.Property(x => x.NumberHash).HasColumnName("number_hash");
            s.Property(x => x.Phone).HasColumnName("phone");
        });
        builder.HasIndex(p => new { p.Area, p.Id });
        // The unique number: Migrations, by hand.
    }
}
