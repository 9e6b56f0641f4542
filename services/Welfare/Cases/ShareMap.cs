using Google.Protobuf.WellKnownTypes;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class CaseReferralTable : IEntityTypeConfiguration<CaseReferral>
{
    public const string OneAtATime = "ux_case_referrals_case_id_unit";

    public void Configure(EntityTypeBuilder<CaseReferral> builder)
    {
        builder.ToTable("case_referrals");
        builder.Property(r => r.Area).HasMaxLength(12);
        builder.Property(r => r.Unit).HasMaxLength(20);
        builder.Property(r => r.State).HasConversion<short>();
        builder.HasOne<Case>().WithMany().HasForeignKey(r => r.CaseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.CaseId, r.Unit }).IsUnique().HasFilter("state in (1, 2)").HasDatabaseName(OneAtATime);
        builder.HasIndex(r => new { r.CaseId, r.Id });
        builder.HasIndex(r => new { r.Unit, r.Id });
        builder.HasIndex(r => new { r.Area, r.Id });
    }
}

internal sealed class CaseTransferTable : IEntityTypeConfiguration<CaseTransfer>
{
    public const string OneAtATime = "ux_case_transfers_case_id";

    public void Configure(EntityTypeBuilder<CaseTransfer> builder)
    {
        builder.ToTable("case_transfers");
        builder.Property(t => t.Area).HasMaxLength(12);
        builder.Property(t => t.FromArea).HasMaxLength(12).UseCollation("C");
        builder.Property(t => t.ToArea).HasMaxLength(12).UseCollation("C");
        builder.Property(t => t.State).HasConversion<short>();
        builder.HasOne<Case>().WithMany().HasForeignKey(t => t.CaseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(t => t.CaseId).IsUnique().HasFilter("state = 1").HasDatabaseName(OneAtATime);
        builder.HasIndex(t => new { t.CaseId, t.Id });
        builder.HasIndex(t => new { t.Area, t.Id });
        builder.HasIndex(t => new { t.FromArea, t.Id });
        builder.HasIndex(t => new { t.ToArea, t.Id });
    }
}

/// <summary>Referrals and transfers ↔ wire.</summary>
internal sealed class ShareWire(CaseWire wire)
{
    /// <param name="referral">The referral.</param>
    /// <param name="ofCase">Whether the case is told: not to the unit.</param>
    public Wire.CaseReferral Of(CaseReferral referral, bool ofCase)
    {
        var reply = new Wire.CaseReferral
        {
            Id = referral.Id.ToString(), CaseId = ofCase ? referral.CaseId.ToString() : "", DivisionCode = referral.Area, Unit = referral.Unit, State = (Wire.ReferralState)referral.State, Reason = wire.OpenReason(referral.Reason),
            Answer = wire.OpenReason(referral.Answer), OfferTime = referral.OfferedAt.ToTimestamp(), EndTime = referral.EndedAt?.ToTimestamp(), Etag = Etag.Of(referral.Version),
        };
        reply.Shared.AddRange(referral.Shared.Select(s => (Wire.SharedClass)s));
        return reply;
    }

    public Wire.CaseTransfer Of(CaseTransfer transfer)
    {
        var reply = new Wire.CaseTransfer
        {
            Id = transfer.Id.ToString(), CaseId = transfer.CaseId.ToString(), FromDivisionCode = transfer.FromArea, ToDivisionCode = transfer.ToArea, State = (Wire.CaseTransferState)transfer.State,
            Reason = wire.OpenReason(transfer.Reason), Answer = wire.OpenReason(transfer.Answer), OfferTime = transfer.OfferedAt.ToTimestamp(), EndTime = transfer.EndedAt?.ToTimestamp(), Etag = Etag.Of(transfer.Version),
        };
        reply.Shared.AddRange(transfer.Shared.Select(s => (Wire.SharedClass)s));
        return reply;
    }

    public static List<int> Read(Check check, IReadOnlyList<Wire.SharedClass> shared, int min)
    {
        check.Few("shared", shared.Count, 7, min);
        for (var i = 0; i < shared.Count; i++) check.Known($"shared[{i}]", shared[i]);
        return [.. shared.Select(s => (int)s).Distinct().Order()];
    }
}
