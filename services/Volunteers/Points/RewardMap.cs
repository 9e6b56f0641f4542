using Google.Protobuf.WellKnownTypes;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Points;

internal sealed class RewardTable : IEntityTypeConfiguration<Reward>
{
    public void Configure(EntityTypeBuilder<Reward> builder)
    {
        builder.ToTable("rewards", t => t.HasCheckConstraint(PointLedger.InStock, "taken >= 0 and stock - taken >= 0"));
        builder.Property(r => r.Area).HasMaxLength(12);
        builder.Property(r => r.Name).HasMaxLength(50);
        // The database counts it, under the lock of the row; EF only reads.
        builder.Property(r => r.Taken).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
        builder.HasOne<PointScheme>().WithMany().HasForeignKey(r => r.SchemeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.SchemeId, r.Id });
        builder.HasIndex(r => new { r.Area, r.Id });
    }
}

internal sealed class RedemptionTable : IEntityTypeConfiguration<Redemption>
{
    public void Configure(EntityTypeBuilder<Redemption> builder)
    {
        builder.ToTable("redemptions");
        builder.Property(r => r.Area).HasMaxLength(12);
        builder.Property(r => r.RewardName).HasMaxLength(50);
        builder.Property(r => r.Owner).HasMaxLength(100);
        builder.Property(r => r.Code).HasMaxLength(10);
        builder.Property(r => r.State).HasConversion<short>();
        builder.HasIndex(r => r.Code).IsUnique();
        builder.HasIndex(r => new { r.RewardId, r.Id });
        builder.HasIndex(r => new { r.VolunteerId, r.Id });
        builder.HasIndex(r => new { r.Area, r.Id });
    }
}

internal static class RewardWire
{
    public static Wire.Reward ToWire(this Reward reward) => new()
    {
        Id = reward.Id.ToString(), SchemeId = reward.SchemeId.ToString(), DivisionCode = reward.Area, Name = reward.Name, Cost = reward.Cost, Stock = reward.Stock, TakenCount = reward.Taken,
        ValidUntil = reward.ValidUntil.ToWire(), Etag = Etag.Of(reward.Version),
    };

    /// <param name="redemption">The redemption.</param>
    /// <param name="withCode">The code proves who stands at the counter: a clerk who sees it in a list could collect alone.</param>
    public static Wire.Redemption ToWire(this Redemption redemption, bool withCode) => new()
    {
        Id = redemption.Id.ToString(), RewardId = redemption.RewardId.ToString(), RewardName = redemption.RewardName, AccountId = redemption.AccountId.ToString(), VolunteerId = redemption.VolunteerId.ToString(),
        Cost = redemption.Cost, State = (Wire.RedemptionState)redemption.State, Code = withCode ? redemption.Code : "", RedeemTime = redemption.RedeemedAt.ToTimestamp(),
        CollectTime = redemption.CollectedAt?.ToTimestamp(), CancelTime = redemption.CancelledAt?.ToTimestamp(), Etag = Etag.Of(redemption.Version),
    };
}
