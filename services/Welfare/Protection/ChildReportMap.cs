using System.Globalization;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Map;
using Governance.Messaging;
using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Protection;

internal sealed class ChildReportTable : IEntityTypeConfiguration<ChildReport>
{
    public void Configure(EntityTypeBuilder<ChildReport> builder)
    {
        builder.ToTable("child_reports");
        builder.Property(r => r.Area).HasMaxLength(12);
        builder.Property(r => r.State).HasConversion<short>();
        builder.Property(r => r.Sex).HasConversion<short?>();
        builder.Property(r => r.Level).HasConversion<short>();
        builder.Property(r => r.Placement).HasConversion<short?>();
        builder.Property(r => r.Guardian).HasConversion<short?>();
        builder.HasMany(r => r.Steps).WithOne().HasForeignKey(s => s.ReportId);
        builder.Navigation(r => r.Steps).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasOne<Person>().WithMany().HasForeignKey(r => r.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.Area, r.Id });
        builder.HasIndex(r => new { r.NextAlarmAt, r.Id }).HasFilter("next_alarm_at is not null");
    }
}

internal sealed class ChildStepTable : IEntityTypeConfiguration<ChildStep>
{
    public void Configure(EntityTypeBuilder<ChildStep> builder)
    {
        builder.ToTable("child_report_steps");
        builder.HasKey(s => new { s.ReportId, s.Number });
        builder.HasIndex(s => s.Id).IsUnique();
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Number).ValueGeneratedNever();
        builder.Property(s => s.Area).HasMaxLength(12);
        builder.Property(s => s.Kind).HasConversion<short>();
        builder.Property(s => s.Told).HasConversion<short>();
        builder.Property(s => s.By).HasMaxLength(200);
        builder.Property(s => s.NoticedBy).HasMaxLength(200);
        builder.HasIndex(s => new { s.Area, s.ReportId, s.Number }).HasFilter("noticed_at is null");
    }
}

internal sealed class ProtectionRuleTable : IEntityTypeConfiguration<ProtectionRule>
{
    public const string Once = "ux_protection_rules_area_since";

    public void Configure(EntityTypeBuilder<ProtectionRule> builder)
    {
        builder.ToTable("protection_rules");
        builder.Property(r => r.Area).HasMaxLength(2);
        builder.HasIndex(r => new { r.Area, r.Since }).IsUnique().HasDatabaseName(Once);
    }
}

/// <summary>Reports ↔ wire: encrypts on the way in. The reporter has a purpose of its own and leaves by RevealReporter alone.</summary>
internal sealed class ChildReportWire(PersonalData personal, DivisionMap map)
{
    private const string TextPurpose = "welfare.child-report", StepPurpose = "welfare.child-step", PlacePurpose = "welfare.child-address", NamePurpose = "welfare.child-name", ReporterPurpose = "welfare.reporter";

    public static SealedColumn[] Sealed { get; } =
    [
        new("child_reports", "text", TextPurpose), new("child_reports", "address", PlacePurpose), new("child_reports", "child_name", NamePurpose), new("child_reports", "reporter", ReporterPurpose),
        new("child_report_steps", "text", StepPurpose),
    ];

    public byte[] SealText(string text) => personal.Encrypt(text.Trim(), TextPurpose);

    public byte[] SealStep(string text) => personal.Encrypt(text.Trim(), StepPurpose);

    public byte[]? SealAddress(string text) => string.IsNullOrWhiteSpace(text) ? null : personal.Encrypt(text.Trim(), PlacePurpose);

    public byte[]? SealName(string text) => string.IsNullOrWhiteSpace(text) ? null : personal.Encrypt(text.Trim(), NamePurpose);

    public byte[] SealReporter(Reporter reporter) => personal.Encrypt(JsonSerializer.Serialize(reporter), ReporterPurpose);

    public Reporter OpenReporter(ChildReport report) => JsonSerializer.Deserialize<Reporter>(personal.Decrypt(report.Reporter, ReporterPurpose))!;

    /// <summary>As a list shows it.</summary>
    public async ValueTask<Wire.ChildReport> OfAsync(ChildReport report, bool veiled, CancellationToken cancel) => Of(report, whole: false, await map.NameAsync(report.Area, cancel), veiled);

    /// <param name="report">The report.</param>
    /// <param name="whole">With what people wrote.</param>
    /// <param name="place">Name of where it is.</param>
    /// <param name="veiled">Which record the child's is, this caller may not know.</param>
    public Wire.ChildReport Of(ChildReport report, bool whole, string place, bool veiled)
    {
        var wire = new Wire.ChildReport
        {
            Id = report.Id.ToString(), DivisionCode = report.Area, DivisionName = place, State = (Wire.ChildReportState)report.State, NameMasked = Mask.Name(Open(report.ChildName, NamePurpose)), Sex = (Wire.Sex)(report.Sex ?? 0),
            Age = report.Age, PersonId = veiled ? "" : report.PersonId?.ToString() ?? "", ReportTime = report.ReportedAt.ToTimestamp(), RespondByTime = report.RespondBy.ToTimestamp(), PlaceByTime = report.PlaceBy.ToTimestamp(),
            RespondOverdue = report.RespondOverdue, PlaceOverdue = report.PlaceOverdue, Level = (Wire.ReportLevel)report.Level, PlacementKind = (Wire.PlacementKind)(report.Placement ?? 0),
            GuardianKind = (Wire.GuardianKind)(report.Guardian ?? 0), Etag = Etag.Of(report.Version),
        };
        if (!whole) return wire;
        (wire.Text, wire.Address) = (Open(report.Text, TextPurpose), Open(report.Address, PlacePurpose));
        wire.Steps.AddRange(report.Steps.OrderBy(s => s.Number).Select(s => new Wire.ChildStep
        {
            Number = s.Number, Kind = (Wire.ChildStepKind)s.Kind, Time = s.At.ToTimestamp(), By = s.By, ToldLevel = (Wire.ReportLevel)s.Told, NoticedBy = s.NoticedBy, NoticeTime = s.NoticedAt?.ToTimestamp(), Text = Open(s.Text, StepPurpose),
        }));
        return wire;
    }

    public static Wire.ProtectionRule Of(ProtectionRule rule) => new()
    {
        Id = rule.Id.ToString(), SinceDate = rule.Since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), RespondMinutes = rule.RespondMinutes, PlaceMinutes = rule.PlaceMinutes, EscalateMinutes = rule.EscalateMinutes,
    };

    private string Open(byte[]? value, string purpose) => value is null ? "" : personal.Decrypt(value, purpose);
}

/// <summary>Who reported.</summary>
internal sealed record Reporter(string Name, string Phone, ReporterDuty Duty, string Subject);
