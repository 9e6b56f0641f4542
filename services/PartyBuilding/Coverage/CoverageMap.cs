using Governance.PartyBuilding.Organizations;
using Governance.PartyBuilding.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.PartyBuilding.Coverage;

internal sealed class TwoNewUnitTable : IEntityTypeConfiguration<TwoNewUnit>
{
    public void Configure(EntityTypeBuilder<TwoNewUnit> builder)
    {
        builder.ToTable("two_new_units");
        builder.Property(u => u.Area).HasMaxLength(12);
        builder.Property(u => u.Kind).HasConversion<short>();
        builder.Property(u => u.Name).HasMaxLength(100);
        builder.HasOne<Organization>().WithMany().HasForeignKey(u => u.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(u => u.InstructorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(u => new { u.Area, u.Id });
    }
}
