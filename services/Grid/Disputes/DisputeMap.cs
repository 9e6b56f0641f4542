using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Grid.Calls;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Disputes;

internal sealed class DisputeTable : IEntityTypeConfiguration<Dispute>
{
    public const string OneACall = "ux_disputes_call_id";

    public void Configure(EntityTypeBuilder<Dispute> builder)
    {
        builder.ToTable("disputes");
        builder.Property(d => d.Area).HasMaxLength(15);
        builder.Property(d => d.OpenedIn).HasMaxLength(15).UseCollation("C");
        builder.Property(d => d.Kind).HasConversion<short>();
        builder.Property(d => d.Risk).HasConversion<short>();
        builder.Property(d => d.State).HasConversion<short>();
        builder.Property(d => d.Level).HasConversion<short>();
        builder.Property(d => d.SettledBy).HasConversion<short?>();
        builder.HasMany(d => d.Parties).WithOne().HasForeignKey(p => p.DisputeId);
        builder.HasMany(d => d.Proceedings).WithOne().HasForeignKey(p => p.DisputeId);
        builder.HasMany(d => d.Steps).WithOne().HasForeignKey(s => s.DisputeId);
        builder.Navigation(d => d.Parties).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.Navigation(d => d.Proceedings).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.Navigation(d => d.Steps).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.Ignore(d => d.IsOpen).Ignore(d => d.IsDone).Ignore(d => d.Centre);
        // Once only: a call becomes one dispute, whoever tries at the same time.
        builder.HasIndex(d => d.CallId).IsUnique().HasFilter("call_id is not null").HasDatabaseName(OneACall);
        builder.HasIndex(d => d.NextAlarmAt).HasFilter("next_alarm_at is not null");
        builder.HasIndex(d => new { d.Area, d.Id });
        builder.HasIndex(d => new { d.Area, d.SettledAt }).HasFilter("settled_at is not null");
        // Further indexes, by county and key, and by where it was taken in, are in the migration by hand.
    }
}

internal sealed class DisputePartyTable : IEntityTypeConfiguration<DisputeParty>
{
    public void Configure(EntityTypeBuilder<DisputeParty> builder)
    {
        builder.ToTable("dispute_parties");
        builder.Property(p => p.Role).HasConversion<short>();
        builder.HasIndex(p => new { p.DisputeId, p.Ordinal }).IsUnique();
    }
}

internal sealed class DisputeProceedingTable : IEntityTypeConfiguration<DisputeProceeding>
{
    public void Configure(EntityTypeBuilder<DisputeProceeding> builder)
    {
        builder.ToTable("dispute_proceedings");
        builder.HasKey(p => new { p.DisputeId, p.Ordinal });
        builder.Property(p => p.Kind).HasConversion<short>();
        builder.Property(p => p.Level).HasConversion<short>();
        builder.Property(p => p.Docking).HasConversion<short?>();
        builder.Property(p => p.DockingNumber).HasMaxLength(50);
        builder.Property(p => p.Outcome).HasConversion<short?>();
        builder.HasIndex(p => p.DisputeId).IsUnique().HasFilter("ended_at is null").HasDatabaseName("ux_dispute_proceedings_goes_on");
    }
}

internal sealed class DisputeStepTable : IEntityTypeConfiguration<DisputeStep>
{
    public void Configure(EntityTypeBuilder<DisputeStep> builder)
    {
        builder.ToTable("dispute_steps");
        builder.HasKey(s => new { s.DisputeId, s.Ordinal });
        builder.Property(s => s.Kind).HasMaxLength(20);
        builder.Property(s => s.State).HasConversion<short>();
        builder.Property(s => s.Level).HasConversion<short>();
        builder.Property(s => s.Actor).HasMaxLength(200);
        builder.Property(s => s.Reason).HasMaxLength(300);
    }
}

internal sealed class DisputeLimitTable : IEntityTypeConfiguration<DisputeLimit>
{
    public const string Key = "pk_dispute_limits";

    public void Configure(EntityTypeBuilder<DisputeLimit> builder)
    {
        builder.ToTable("dispute_limits");
        builder.HasKey(l => new { l.Area, l.Kind, l.Since });
        builder.Property(l => l.Area).HasMaxLength(6);
        builder.Property(l => l.Kind).HasConversion<short>();
    }
}

/// <summary>Dispute ↔ wire: seals on the way in, masks on the way out.</summary>
internal sealed class DisputeWire(PersonalData personal)
{
    public const string FactsPurpose = "grid.disputes.facts", AgreementPurpose = "grid.disputes.agreement",
        FindingsPurpose = "grid.disputes.findings", NamePurpose = "grid.disputes.party-name", PhonePurpose = "grid.disputes.party-phone", NumberPurpose = "grid.disputes.party-number";

    public byte[] SealFacts(string facts) => personal.Encrypt(facts, FactsPurpose);

    public byte[] SealAgreement(string agreement) => personal.Encrypt(agreement, AgreementPurpose);

    public byte[] SealFindings(string findings) => personal.Encrypt(findings, FindingsPurpose);

    public SealedParty Seal(DisputePartyRole role, string name, string phone, string number) =>
        new(role, personal.Encrypt(name, NamePurpose), phone.Length == 0 ? null : personal.Encrypt(phone, PhonePurpose), number.Length == 0 ? null : personal.Encrypt(number, NumberPurpose));

    public Wire.Dispute Of(Dispute dispute, IEnumerable<DisputeParty> parties)
    {
        var wire = new Wire.Dispute
        {
            Id = dispute.Id.ToString(), DivisionCode = dispute.Area[..12], GridCode = dispute.Area.Length == 15 ? dispute.Area : "", Kind = (Wire.DisputeKind)dispute.Kind, Risk = (Wire.DisputeRisk)dispute.Risk,
            State = (Wire.DisputeState)dispute.State, Level = (Wire.ResponseLevel)dispute.Level, CallId = dispute.CallId?.ToString() ?? "", LevelDueTime = dispute.LevelDueAt.ToWire(),
            ProvisionalDeadline = dispute.Provisional, Overdue = dispute.Overdue, ReportDueTime = dispute.Risk == DisputeRisk.High || dispute.ReportMissed || dispute.ReportedAt is not null ? dispute.ReportDueAt.ToWire() : null, ReportTime = dispute.ReportedAt.ToWire(), ReportMissed = dispute.ReportMissed,
            SignDate = Day(dispute.SignedOn), PerformByDate = Day(dispute.PerformBy), FollowUpDue = dispute.FollowUpDue, ReopenCount = dispute.ReopenCount, OpenTime = dispute.OpenedAt.ToTimestamp(),
            SettleTime = dispute.SettledAt.ToWire(), CloseTime = dispute.EndedAt.ToWire(), Etag = Etag.Of(dispute.Version),
        };
        foreach (var party in parties.Select(Reveal)) wire.Parties.Add(new Wire.DisputeParty { Role = party.Role, Name = Mask.Name(party.Name), Phone = Mask.Phone(party.Phone), IdentityNumber = Mask.Number(party.IdentityNumber) });
        wire.Proceedings.AddRange(dispute.Proceedings.OrderBy(p => p.Ordinal).Select(p => new Wire.DisputeProceeding
        {
            Ordinal = p.Ordinal, Kind = (Wire.ProceedingKind)p.Kind, Docking = (Wire.Docking)(p.Docking ?? 0), DockingNumber = p.DockingNumber, Level = (Wire.ResponseLevel)p.Level,
            BeginTime = p.BegunAt.ToTimestamp(), EndTime = p.EndedAt.ToWire(), Outcome = (Wire.ProceedingOutcome)(p.Outcome ?? 0),
        }));
        return wire;
    }

    /// <summary>In clear: only for the rpc that reveals, and to mask.</summary>
    public Wire.RevealedParty Reveal(DisputeParty party) => new()
    {
        Role = (Wire.DisputePartyRole)party.Role, Name = personal.Decrypt(party.Name, NamePurpose), Phone = party.Phone is { } phone ? personal.Decrypt(phone, PhonePurpose) : "",
        IdentityNumber = party.Number is { } number ? personal.Decrypt(number, NumberPurpose) : "",
    };

    /// <summary>In clear: only for the rpc that reveals.</summary>
    public Wire.RevealedDispute Reveal(Dispute dispute)
    {
        var wire = new Wire.RevealedDispute { Id = dispute.Id.ToString(), Facts = personal.Decrypt(dispute.Facts, FactsPurpose), Agreement = dispute.Agreement is { } agreement ? personal.Decrypt(agreement, AgreementPurpose) : "" };
        wire.Parties.AddRange(dispute.Parties.OrderBy(p => p.Ordinal).Select(Reveal));
        wire.Findings.AddRange(dispute.Steps.Where(s => s.Findings is not null).OrderBy(s => s.Ordinal).Select(s => new Wire.RevealedFindings { Time = s.At.ToTimestamp(), Performance = s.Reason, Findings = personal.Decrypt(s.Findings!, FindingsPurpose) }));
        return wire;
    }

    public static Wire.DisputeLimit Of(DisputeLimit limit) => new() { DivisionCode = limit.Area, Kind = (Wire.DisputeLimitKind)limit.Kind, Amount = limit.Amount, SinceDate = Day(limit.Since) };

    private static string Day(DateOnly? date) => date?.ToString("yyyy-MM-dd", null) ?? "";
}
