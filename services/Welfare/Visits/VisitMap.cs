using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Visits;

internal sealed class VisitTable : IEntityTypeConfiguration<Visit>
{
    public void Configure(EntityTypeBuilder<Visit> builder)
    {
        // In partitions by the month of the day: whoever knows the day spares the other months.
        builder.ToTable("visits");
        builder.HasKey(v => new { v.Id, v.DueOn });
        builder.Property(v => v.Area).HasMaxLength(12);
        builder.Property(v => v.State).HasConversion<short>();
        builder.Property(v => v.VisitorKind).HasConversion<short?>();
        builder.Property(v => v.Owner).HasMaxLength(200);
        builder.Property(v => v.Outcome).HasConversion<short?>();
        builder.Property(v => v.DoneBy).HasMaxLength(200);
        // No foreign key: visits come out of people, who are never deleted, and to check a million of them would lock a million people.
        builder.HasIndex(v => new { v.PersonId, v.DueOn }).IsUnique();
        builder.HasIndex(v => new { v.Area, v.DueOn, v.Id });
        builder.HasIndex(v => new { v.Owner, v.DueOn, v.Id }).HasFilter("owner is not null");
        builder.HasIndex(v => new { v.DueOn, v.Id }).HasFilter("state = 1");
        builder.HasIndex(v => new { v.Area, v.DueOn, v.Id }, "ix_visits_alarm").HasFilter("alarm");
        // What is told leaves it: the last batch of a day costs what the first did.
        builder.HasIndex(v => new { v.DueOn, v.Id }, "ix_visits_untold").HasDatabaseName("ix_visits_untold").HasFilter("state = 1 and not told");
    }
}

internal sealed class VisitorTable : IEntityTypeConfiguration<Visitor>
{
    public void Configure(EntityTypeBuilder<Visitor> builder)
    {
        builder.ToTable("visitors");
        builder.HasKey(v => v.PersonId);
        builder.Property(v => v.PersonId).ValueGeneratedNever();
        builder.Property(v => v.Area).HasMaxLength(12);
        builder.Property(v => v.Kind).HasConversion<short>();
        builder.Property(v => v.Subject).HasMaxLength(200);
        builder.HasOne<Person>().WithMany().HasForeignKey(v => v.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(v => new { v.Area, v.PersonId });
    }
}

internal sealed class DefaultVisitorTable : IEntityTypeConfiguration<DefaultVisitor>
{
    public void Configure(EntityTypeBuilder<DefaultVisitor> builder)
    {
        builder.ToTable("default_visitors");
        builder.HasKey(v => new { v.Area, v.Kind });
        builder.Property(v => v.Area).HasMaxLength(12).ValueGeneratedNever();
        builder.Property(v => v.Kind).HasConversion<short>().ValueGeneratedNever();
        builder.Property(v => v.Subject).HasMaxLength(200);
        builder.HasIndex(v => new { v.Subject, v.Area });
    }
}

internal sealed class VisitRuleTable : IEntityTypeConfiguration<VisitRule>
{
    public const string Key = "pk_visit_rules";

    public void Configure(EntityTypeBuilder<VisitRule> builder)
    {
        builder.ToTable("visit_rules");
        builder.HasKey(r => new { r.Level, r.Since });
        builder.Property(r => r.Cadence).HasConversion<short>();
    }
}

/// <summary>Visits ↔ wire; findings are sealed on the way in.</summary>
internal sealed class VisitWire(PersonalData personal)
{
    private const string FindingsPurpose = "welfare.visit-findings";

    /// <summary>Columns that the command reseal brings under a new key.</summary>
    public static SealedColumn[] Sealed { get; } = [new("visits", "findings", FindingsPurpose)];

    public byte[] Seal(string findings) => personal.Encrypt(findings.Trim(), FindingsPurpose);

    public string Open(Visit visit) => visit.Findings is { } findings ? personal.Decrypt(findings, FindingsPurpose) : "";

    public static Wire.Visit Of(Visit visit) => new()
    {
        Id = visit.Id.ToString(), PersonId = visit.PersonId.ToString(), DivisionCode = visit.Area, DueDate = Day(visit.DueOn), State = (Wire.VisitState)visit.State, VisitorKind = (Wire.VisitorKind)(visit.VisitorKind ?? 0),
        Visitor = visit.Owner ?? "", Alarm = visit.Alarm, Outcome = (Wire.VisitOutcome)(visit.Outcome ?? 0), DoneTime = visit.DoneAt?.ToTimestamp(), Etag = Etag.Of(visit.Version), RecordId = visit.RecordId?.ToString() ?? "",
    };

    public static Wire.VisitRule Of(VisitRule rule) => new() { RiskLevel = (Wire.RiskLevel)rule.Level, Cadence = (Wire.VisitCadence)rule.Cadence, SinceDate = Day(rule.Since) };

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
