using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Rpc;
using Governance.Volunteers.Activities;
using Governance.Volunteers.Registrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.CallUps;

internal sealed class CallUpTable : IEntityTypeConfiguration<CallUp>
{
    public void Configure(EntityTypeBuilder<CallUp> builder)
    {
        builder.ToTable("call_ups");
        builder.Property(c => c.Area).HasMaxLength(12);
        builder.Property(c => c.Owner).HasMaxLength(100);
        builder.Property(c => c.State).HasConversion<short>();
        builder.HasIndex(c => new { c.Area, c.Id });
        builder.HasIndex(c => new { c.NeedId, c.Id });
        builder.HasIndex(c => new { c.VolunteerId, c.NeedId }).IsUnique();
        builder.HasIndex(c => new { c.Owner, c.Id }).HasFilter("owner is not null");
    }
}

internal sealed class EmergencyTrainingTable : IEntityTypeConfiguration<EmergencyTraining>
{
    public const string OneOfAKind = "ux_emergency_trainings_kind";

    public void Configure(EntityTypeBuilder<EmergencyTraining> builder)
    {
        builder.ToTable("emergency_trainings");
        builder.Property(t => t.Area).HasMaxLength(12);
        builder.Property(t => t.Kind).HasMaxLength(40);
        builder.HasIndex(t => t.Kind).IsUnique().HasDatabaseName(OneOfAKind);
        builder.HasIndex(t => new { t.Area, t.Kind });
    }
}

internal static class CallUpWire
{
    public static Wire.CallUp ToWire(this CallUp callUp, Need need, byte[] sealedName, VolunteerWire people)
    {
        var wire = new Wire.CallUp
        {
            Id = callUp.Id.ToString(), NeedId = need.Id.ToString(), Text = need.Text, NeedDivisionCode = need.Area, StartTime = need.StartsAt.ToTimestamp(), EndTime = need.EndsAt.ToTimestamp(),
            VolunteerId = callUp.VolunteerId.ToString(), NameMasked = Mask.Name(people.OpenName(sealedName)), DivisionCode = callUp.Area, State = (Wire.CallUpState)callUp.State,
            CallUpTime = callUp.CalledAt.ToTimestamp(), AnswerTime = callUp.AnsweredAt?.ToTimestamp(), Etag = Etag.Of(callUp.Version),
        };
        wire.RequiredTrainings.AddRange(need.RequiredTrainings);
        return wire;
    }

    public static Wire.EmergencyTraining ToWire(this EmergencyTraining training)
    {
        var wire = new Wire.EmergencyTraining { Kind = training.Kind, Etag = Etag.Of(training.Version) };
        wire.CourseCodes.AddRange(training.CourseCodes);
        return wire;
    }
}
