using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Grid.Calls;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Cadres;

internal sealed class CadreTable : IEntityTypeConfiguration<Cadre>
{
    public const string OneOfAKind = "ux_cadres_backing";

    public void Configure(EntityTypeBuilder<Cadre> builder)
    {
        builder.ToTable("cadres");
        builder.Property(c => c.Area).HasMaxLength(15);
        builder.Property(c => c.Kind).HasConversion<short>();
        builder.HasIndex(c => new { c.Area, c.Kind }).IsUnique().HasFilter("end_at is null").HasDatabaseName(OneOfAKind);
        builder.HasIndex(c => new { c.Area, c.Id });
    }
}

/// <summary>Cadre ↔ wire: encrypts on the way in, masks on the way out.</summary>
internal sealed class CadreWire(PersonalData personal, Grants grants, Caller caller)
{
    public const string NamePurpose = "grid.cadres.name", PhonePurpose = "grid.cadres.phone";

    public (byte[] Name, byte[] Phone) Seal(string name, string phone) => (personal.Encrypt(name, NamePurpose), personal.Encrypt(phone, PhonePurpose));

    public Wire.Cadre Of(Cadre cadre)
    {
        var name = personal.Decrypt(cadre.Name, NamePurpose);
        return new Wire.Cadre
        {
            Id = cadre.Id.ToString(), GridCode = cadre.Area, Kind = (Wire.CadreKind)cadre.Kind, Name = grants.Of("grid.cadres.manage", caller.Roles) == Reach.Area ? name : Mask.Name(name),
            PhoneMasked = Mask.Phone(personal.Decrypt(cadre.Phone, PhonePurpose)), StartTime = cadre.StartAt.ToTimestamp(), EndTime = cadre.EndAt.ToWire(), Etag = Etag.Of(cadre.Version),
        };
    }
}
