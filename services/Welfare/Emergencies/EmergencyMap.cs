using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Emergencies;

internal sealed class EmergencyTable : IEntityTypeConfiguration<Emergency>
{
    public void Configure(EntityTypeBuilder<Emergency> builder)
    {
        builder.ToTable("emergencies");
        builder.Property(e => e.Area).HasMaxLength(12);
        builder.Property(e => e.Kind).HasMaxLength(40);
        builder.HasIndex(e => new { e.Area, e.Id });
    }
}

internal sealed class VulnerablePersonTable : IEntityTypeConfiguration<VulnerablePerson>
{
    public void Configure(EntityTypeBuilder<VulnerablePerson> builder)
    {
        builder.ToTable("emergency_people");
        builder.HasKey(v => new { v.EmergencyId, v.PersonId });
        builder.Property(v => v.Area).HasMaxLength(12);
        builder.Property(v => v.Risk).HasConversion<short?>();
        builder.Property(v => v.Outcome).HasConversion<short?>();
        builder.Property(v => v.ReachedBy).HasMaxLength(200);
        // Not to the person: a list is kept as it was, and 100,000 look-ups would be most of what making it costs.
        builder.HasOne<Emergency>().WithMany().HasForeignKey(v => v.EmergencyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(v => new { v.EmergencyId, v.Urgency, v.PersonId });
        builder.HasIndex(v => new { v.Area, v.EmergencyId });
    }
}

internal static class EmergencyWire
{
    public static Wire.Emergency ToWire(this Emergency emergency, string place) => new()
    {
        Id = emergency.Id.ToString(), DivisionCode = emergency.Area, DivisionName = place, Kind = emergency.Kind, Level = emergency.Level, ActivateTime = emergency.ActivatedAt.ToTimestamp(), ListTime = emergency.ListedAt.ToTimestamp(),
    };

    public static Wire.VulnerablePerson ToWire(this VulnerablePerson on, Person person, PersonWire people)
    {
        var clear = people.Reveal(person);
        return new Wire.VulnerablePerson
        {
            PersonId = on.PersonId.ToString(), DivisionCode = on.Area, NameMasked = Mask.Name(clear.Name), PhoneMasked = Mask.Phone(clear.Phone), RiskLevel = (Wire.RiskLevel)(on.Risk ?? 0), Urgency = on.Urgency,
            Outcome = (Wire.ReachOutcome)(on.Outcome ?? 0), ReachedBy = on.ReachedBy, ReachTime = on.ReachedAt?.ToTimestamp(),
        };
    }
}
