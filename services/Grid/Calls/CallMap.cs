using System.Diagnostics.CodeAnalysis;
using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Grid.Categories;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Calls;

internal sealed class CallTable : IEntityTypeConfiguration<Call>
{
    public void Configure(EntityTypeBuilder<Call> builder)
    {
        builder.ToTable("calls");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Area).HasMaxLength(15);
        builder.Property(c => c.Text).HasMaxLength(2000);
        builder.Property(c => c.Category).HasMaxLength(4);
        builder.Property(c => c.Unit).HasMaxLength(20);
        builder.Property(c => c.OpenedIn).HasMaxLength(15);
        builder.Property(c => c.State).HasConversion<short>();
        builder.Property(c => c.Source).HasConversion<short>();
        builder.Property(c => c.Urgency).HasConversion<short>();
        builder.Property(c => c.Level).HasConversion<short>();
        builder.ComplexProperty(c => c.Times, t => t.Property(x => x.Pause).HasConversion<short?>());
        builder.HasMany(c => c.Steps).WithOne().HasForeignKey(s => s.CallId);
        builder.Navigation(c => c.Steps).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasMany(c => c.Returns).WithOne().HasForeignKey(r => r.CallId);
        builder.Navigation(c => c.Returns).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.Ignore(c => c.IsDone).Ignore(c => c.IsAnswered).Ignore(c => c.IsInQueue).Ignore(c => c.OwnerCode);
    }
}

internal sealed class CallReturnTable : IEntityTypeConfiguration<CallReturn>
{
    public void Configure(EntityTypeBuilder<CallReturn> builder)
    {
        builder.ToTable("call_returns");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Area).HasMaxLength(15);
        builder.Property(r => r.Unit).HasMaxLength(20);
        builder.Property(r => r.Category).HasMaxLength(4);
        builder.Property(r => r.Reason).HasMaxLength(500);
        builder.Property(r => r.Actor).HasMaxLength(200);
        builder.HasIndex(r => new { r.Area, r.Id });
        builder.HasIndex(r => new { r.Unit, r.Id });
        builder.HasIndex(r => new { r.CallId, r.Ordinal }).IsUnique();
    }
}

/// <summary>Partitioned by month, created in the migration by hand. Reached only through its call, which is area-scoped.</summary>
[SuppressMessage("Performance", "CA1812")]
internal sealed class CallStepTable : IEntityTypeConfiguration<CallStep>
{
    public void Configure(EntityTypeBuilder<CallStep> builder)
    {
        builder.ToTable("call_steps", t => t.ExcludeFromMigrations());
        builder.HasKey(s => new { s.CallId, s.Ordinal });
        builder.Property(s => s.From).HasColumnName("from_state").HasConversion<short?>();
        builder.Property(s => s.To).HasColumnName("to_state").HasConversion<short>();
    }
}

/// <summary>Call → wire. Personal data leaves only masked; a list leaves out the text of private calls.</summary>
internal sealed class CallWire(PersonalData personal)
{
    public const string NamePurpose = "grid.calls.contact-name", PhonePurpose = "grid.calls.contact-phone";

    public Wire.Call Of(Call call, Reference rules, bool inList = false)
    {
        var wire = new Wire.Call
        {
            Id = call.Id.ToString(),
            Number = CallNumber.Of(call.Id),
            Text = inList && rules.OrUnclassified(call.Category).Private ? "（隐私诉求，请打开查看）" : call.Text,
            Source = (Wire.CallSource)call.Source,
            Urgency = (Wire.CallUrgency)call.Urgency,
            DivisionCode = call.Area[..12],
            GridCode = call.Area.Length == 15 ? call.Area : "",
            Point = call is { Latitude: { } lat, Longitude: { } lon } ? new Common.V1.Point { Latitude = lat, Longitude = lon } : null,
            CategoryCode = call.Category ?? "",
            CategoryName = rules.NameOf(call.Category),
            State = (Wire.CallState)call.State,
            Level = (Wire.ResponseLevel)call.Level,
            UnitCode = call.Unit ?? "",
            DispatchReason = call.DispatchReason,
            AcceptDueTime = call.Times.AcceptDueAt.ToWire(),
            ResolveDueTime = call.Times.ResolveDueAt.ToWire(),
            Overdue = call.Overdue,
            ProvisionalDeadline = call.Times.Provisional,
            PauseReason = (Wire.PauseReason)(call.Times.Pause ?? 0),
            ReturnCount = call.ReturnCount,
            MergedIntoId = call.MergedInto?.ToString() ?? "",
            MergedCount = call.MergedCount,
            Resolution = call.Resolution ?? "",
            OpenTime = call.OpenedAt.ToTimestamp(),
            ResolveTime = call.ResolvedAt.ToWire(),
            CloseTime = call.EndedAt.ToWire(),
            Etag = Etag.Of(call.Version),
            OwnerCode = call.OwnerCode ?? "",
        };
        wire.Attachments.AddRange(call.Attachments);
        if (call.ContactName is not null || call.ContactPhone is not null)
        {
            var contact = Reveal(call);
            wire.Contact = new Wire.MaskedContact { Name = Mask.Name(contact.Name), Phone = Mask.Phone(contact.Phone) };
        }
        if (call.Score is { } score) wire.Evaluation = new Wire.Evaluation { Score = score, Comment = call.Comment ?? "", EvaluateTime = call.EvaluatedAt.ToWire() };
        if (call.FollowedUpAt is not null) wire.FollowUp = new Wire.FollowUp { Findings = call.Findings ?? "", Rectified = call.Rectified, FollowUpTime = call.FollowedUpAt.ToWire() };
        return wire;
    }

    /// <summary>In clear: only for the rpc that reveals, and to mask.</summary>
    public Wire.Contact Reveal(Call call) => new()
    {
        Name = call.ContactName is { } name ? personal.Decrypt(name, NamePurpose) : "",
        Phone = call.ContactPhone is { } phone ? personal.Decrypt(phone, PhonePurpose) : "",
    };
}

internal static class WireTimes
{
    public static Timestamp? ToWire(this DateTimeOffset? at) => at?.ToTimestamp();
}
