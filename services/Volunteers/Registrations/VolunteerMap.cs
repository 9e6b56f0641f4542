using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Map;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Registrations;

internal sealed class VolunteerTable : IEntityTypeConfiguration<Volunteer>
{
    public const string OnePersonOnce = "ux_volunteers_number_hash", OneSubjectOnce = "ux_volunteers_owner";

    public void Configure(EntityTypeBuilder<Volunteer> builder)
    {
        builder.ToTable("volunteers");
        builder.Property(v => v.Area).HasMaxLength(12);
        builder.Property(v => v.Owner).HasMaxLength(100);
        builder.Property(v => v.Sex).HasConversion<short>();
        builder.Property(v => v.State).HasConversion<short>();
        builder.Property(v => v.Growth).HasConversion<short>();
        builder.Property(v => v.BirthYear).HasColumnType("smallint");
        builder.Property(v => v.Stars).HasColumnType("smallint");
        builder.Property(v => v.PoliticalStatus).HasColumnType("smallint");
        builder.Property(v => v.Education).HasColumnType("smallint");
        builder.ComplexProperty(v => v.Person, p =>
        {
            p.Property(x => x.Name).HasColumnName("name");
            p.Property(x => x.Number).HasColumnName("number");
            p.Property(x => x.NumberHash).HasColumnName("number_hash");
            p.Property(x => x.Phone).HasColumnName("phone");
        });
        builder.ComplexProperty(v => v.Consent, c =>
        {
            c.Property(x => x!.Name).HasColumnName("guardian_name");
            c.Property(x => x!.Phone).HasColumnName("guardian_phone");
            c.Property(x => x!.Relation).HasMaxLength(20).HasColumnName("guardian_relation");
            c.Property(x => x!.GivenAt).HasColumnName("consent_given_at");
            c.Property(x => x!.ChildDataAt).HasColumnName("consent_child_data_at");
            c.Property(x => x!.WithdrawnAt).HasColumnName("consent_withdrawn_at");
        });
        builder.HasMany(v => v.Steps).WithOne().HasForeignKey(s => s.VolunteerId);
        builder.Navigation(v => v.Steps).UsePropertyAccessMode(PropertyAccessMode.Field);
        // The page of a division is read in this order. Unique number, unique subject and the search of skills: Migrations, by hand.
        builder.HasIndex(v => new { v.Area, v.Id });
        builder.Ignore(v => v.Home);
    }
}

internal sealed class GrowthStepTable : IEntityTypeConfiguration<GrowthStep>
{
    public void Configure(EntityTypeBuilder<GrowthStep> builder)
    {
        builder.ToTable("growth_steps");
        builder.HasKey(s => new { s.VolunteerId, s.Level });
        builder.Property(s => s.Level).HasConversion<short>();
        builder.Property(s => s.Evidence).HasMaxLength(200);
    }
}

/// <summary>Volunteer ↔ wire: encrypts on the way in, masks on the way out.</summary>
internal sealed class VolunteerWire(PersonalData personal, DivisionMap map, Grants grants, Caller caller)
{
    private const string NamePurpose = "volunteers.name", NumberPurpose = "volunteers.number", PhonePurpose = "volunteers.phone",
        GuardianNamePurpose = "volunteers.guardian-name", GuardianPhonePurpose = "volunteers.guardian-phone";

    /// <summary>The command that brings everything under a new key.</summary>
    public static GovernanceCommand Reseal { get; } = Messaging.Reseal.Command(
        new("volunteers", "name", NamePurpose), new("volunteers", "number", NumberPurpose), new("volunteers", "phone", PhonePurpose),
        new("volunteers", "guardian_name", GuardianNamePurpose), new("volunteers", "guardian_phone", GuardianPhonePurpose),
        new("nominations", "sealed_reason", Honours.HonourDesk.ReasonPurpose),
        new("covers", "sealed_reason", Protection.ProtectionDesk.ReasonPurpose), new("trainings", "sealed_reason", Protection.ProtectionDesk.ReasonPurpose),
        new("commendations", "sealed_reason", Protection.ProtectionDesk.ReasonPurpose));

    public SealedPerson Seal(string name, IdentityNumber number, string phone) =>
        new(personal.Encrypt(name, NamePurpose), personal.Encrypt(number.Text, NumberPurpose), HashOf(number), SealPhone(phone));

    public byte[] SealPhone(string phone) => personal.Encrypt(phone, PhonePurpose);

    public byte[] HashOf(IdentityNumber number) => personal.LookupHash(number.Text, NumberPurpose);

    public GuardianConsent Seal(Wire.GuardianConsent consent, bool child, DateTimeOffset at) => new(personal.Encrypt(consent.GuardianName.Trim(), GuardianNamePurpose),
        personal.Encrypt(consent.GuardianPhone, GuardianPhonePurpose), consent.Relation.Trim(), at, child ? at : null);

    public string NameOf(Volunteer volunteer) => OpenName(volunteer.Person.Name);

    public string OpenName(byte[] name) => personal.Decrypt(name, NamePurpose);

    public string OpenNumber(byte[] number) => personal.Decrypt(number, NumberPurpose);

    public string NumberOf(Volunteer volunteer) => OpenNumber(volunteer.Person.Number);

    /// <summary>In clear: only for the rpc that reveals.</summary>
    public Wire.RevealedVolunteer Reveal(Volunteer volunteer) =>
        new() { Name = NameOf(volunteer), IdentityNumber = NumberOf(volunteer), Phone = personal.Decrypt(volunteer.Person.Phone, PhonePurpose) };

    /// <summary>Parts of the week whose bits are set.</summary>
    public static IEnumerable<Wire.AvailableTime> TimesOf(int bits) =>
        from day in Enumerable.Range(1, 7)
        from part in Enumerable.Range(1, 3)
        where (bits & Volunteer.AvailableBit(day, part)) != 0
        select new Wire.AvailableTime { Weekday = day, Part = (Wire.DayPart)part };

    public async ValueTask<Wire.Volunteer> OfAsync(Volunteer volunteer, CancellationToken cancel) => Of(volunteer, await map.NameAsync(volunteer.Home, cancel));

    public Wire.Volunteer Of(Volunteer volunteer, string home)
    {
        var name = NameOf(volunteer);
        var inFull = volunteer.Owner == caller.Subject || grants.Of("volunteers.registrations.manage", caller.Roles) == Reach.Area;
        var wire = new Wire.Volunteer
        {
            Id = volunteer.Id.ToString(),
            Name = inFull ? name : Mask.Name(name),
            IdentityNumberMasked = Mask.Number(NumberOf(volunteer)),
            PhoneMasked = Mask.Phone(personal.Decrypt(volunteer.Person.Phone, PhonePurpose)),
            DivisionCode = volunteer.Home,
            DivisionName = home,
            BirthYear = volunteer.BirthYear,
            Sex = (Wire.Sex)volunteer.Sex,
            PoliticalStatus = (Wire.PoliticalStatus)volunteer.PoliticalStatus,
            Veteran = volunteer.Veteran,
            Education = (Wire.Education)volunteer.Education,
            State = (Wire.VolunteerState)volunteer.State,
            Stars = volunteer.Stars,
            ServedMinutes = volunteer.ServedMinutes,
            GrowthLevel = (Wire.GrowthLevel)volunteer.Growth,
            RegisterTime = volunteer.RegisteredAt.ToTimestamp(),
            Etag = Etag.Of(volunteer.Version),
        };
        wire.Skills.AddRange(volunteer.Skills);
        wire.Languages.AddRange(volunteer.Languages);
        wire.AvailableTimes.AddRange(TimesOf(volunteer.Available));
        if (volunteer.Consent is { } consent)
        {
            wire.Consent = new Wire.Consent
            {
                GiveTime = consent.GivenAt.ToTimestamp(),
                ChildDataGiveTime = consent.ChildDataAt?.ToTimestamp(),
                GuardianNameMasked = Mask.Name(personal.Decrypt(consent.Name, GuardianNamePurpose)),
                Relation = consent.Relation,
            };
        }
        return wire;
    }
}
