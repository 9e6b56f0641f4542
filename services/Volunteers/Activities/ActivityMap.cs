using Google.Protobuf.WellKnownTypes;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Activities;

internal sealed class NeedTable : IEntityTypeConfiguration<Need>
{
    public const string OncePerSource = "ux_needs_source";

    public void Configure(EntityTypeBuilder<Need> builder)
    {
        builder.ToTable("needs");
        builder.Property(n => n.Area).HasMaxLength(12);
        builder.Property(n => n.Text).HasMaxLength(500);
        builder.Property(n => n.Source).HasConversion<short>();
        builder.Property(n => n.State).HasConversion<short>();
        builder.HasIndex(n => new { n.Area, n.Id });
        builder.HasIndex(n => new { n.Source, n.SourceId }).IsUnique().HasFilter("source_id is not null").HasDatabaseName(OncePerSource);
    }
}

internal sealed class ActivityTable : IEntityTypeConfiguration<Activity>
{
    public void Configure(EntityTypeBuilder<Activity> builder)
    {
        builder.ToTable("activities");
        builder.Property(a => a.Area).HasMaxLength(12);
        builder.Property(a => a.Title).HasMaxLength(100);
        builder.Property(a => a.Place).HasMaxLength(200);
        builder.Property(a => a.State).HasConversion<short>();
        builder.Ignore(a => a.IsRisky);
        builder.HasMany(a => a.Shifts).WithOne().HasForeignKey(s => s.ActivityId);
        builder.Navigation(a => a.Shifts).UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
        builder.HasIndex(a => new { a.Area, a.Id });
        builder.HasIndex(a => new { a.TeamId, a.Id }).HasFilter("team_id is not null");
    }
}

internal sealed class ShiftTable : IEntityTypeConfiguration<Shift>
{
    public void Configure(EntityTypeBuilder<Shift> builder)
    {
        builder.ToTable("shifts", t => t.HasCheckConstraint("ck_shifts_taken", "taken between 0 and capacity"));
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Area).HasMaxLength(12);
        // The database counts them, under the lock of the row; EF only reads.
        foreach (var count in (string[])[nameof(Shift.Taken), nameof(Shift.Waiting), nameof(Shift.Arrivals)])
        {
            builder.Property(count).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
        }
        builder.HasIndex(s => new { s.Area, s.StartsAt });
    }
}

internal sealed class SignUpTable : IEntityTypeConfiguration<SignUp>
{
    public void Configure(EntityTypeBuilder<SignUp> builder)
    {
        builder.ToTable("sign_ups");
        builder.Property(s => s.Area).HasMaxLength(12);
        builder.Property(s => s.Owner).HasMaxLength(100);
        builder.Property(s => s.State).HasConversion<short>();
        builder.Ignore(s => s.HasPlace);
        builder.HasIndex(s => new { s.ShiftId, s.Arrival });
        builder.HasIndex(s => new { s.VolunteerId, s.Id });
        builder.HasIndex(s => new { s.Area, s.Id });
        builder.HasIndex(s => new { s.Owner, s.Id }).HasFilter("owner is not null");
        // Again after a withdrawal is another sign-up, at the end of the list.
        builder.HasIndex(s => new { s.ShiftId, s.VolunteerId }).IsUnique().HasFilter("state <> 3").HasDatabaseName(ShiftSeats.OncePerShift);
    }
}

internal static class ActivityWire
{
    public static Wire.Need ToWire(this Need need)
    {
        var wire = new Wire.Need
        {
            Id = need.Id.ToString(), DivisionCode = need.Area, Source = (Wire.NeedSource)need.Source, SourceId = need.SourceId?.ToString() ?? "", Text = need.Text, Headcount = need.Headcount,
            StartTime = need.StartsAt.ToTimestamp(), EndTime = need.EndsAt.ToTimestamp(), State = (Wire.NeedState)need.State, Etag = Etag.Of(need.Version),
        };
        wire.Skills.AddRange(need.Skills);
        wire.RequiredTrainings.AddRange(need.RequiredTrainings);
        return wire;
    }

    public static Wire.Activity ToWire(this Activity activity)
    {
        var wire = new Wire.Activity
        {
            Id = activity.Id.ToString(), DivisionCode = activity.Area, Title = activity.Title, Place = activity.Place, NeedId = activity.NeedId?.ToString() ?? "", TeamId = activity.TeamId?.ToString() ?? "", State = (Wire.ActivityState)activity.State,
            Point = activity is { Latitude: { } lat, Longitude: { } lon } ? new Common.V1.Point { Latitude = lat, Longitude = lon } : null, PublishTime = activity.PublishedAt.ToTimestamp(), Etag = Etag.Of(activity.Version),
        };
        wire.Skills.AddRange(activity.Skills);
        wire.NeedsCover.AddRange(activity.NeedsCover.Select(k => (Wire.CoverKind)k));
        wire.RequiredTrainings.AddRange(activity.RequiredTrainings);
        wire.Shifts.AddRange(activity.Shifts.OrderBy(s => s.StartsAt).ThenBy(s => s.Id).Select(s => new Wire.Shift
        {
            Id = s.Id.ToString(), StartTime = s.StartsAt.ToTimestamp(), EndTime = s.EndsAt.ToTimestamp(), Capacity = s.Capacity, TakenCount = s.Taken, WaitingCount = s.Waiting,
        }));
        return wire;
    }

    public static Wire.SignUp ToWire(this SignUp signUp) => new()
    {
        Id = signUp.Id.ToString(), ShiftId = signUp.ShiftId.ToString(), VolunteerId = signUp.VolunteerId.ToString(), State = (Wire.SignUpState)signUp.State, Arrival = signUp.Arrival,
        SignUpTime = signUp.SignedUpAt.ToTimestamp(), CheckInTime = signUp.CheckedInAt?.ToTimestamp(), CheckOutTime = signUp.CheckedOutAt?.ToTimestamp(), RecordId = signUp.RecordId?.ToString() ?? "",
    };
}
