using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Messaging;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

/// <summary>Seals bids and opens them, the second only for a tender whose deadline has passed: there is no other way to price and plan, for nobody.</summary>
internal sealed class BidWire(PersonalData keys)
{
    private const string PricePurpose = "socialorgs.bids.price", PlanPurpose = "socialorgs.bids.plan";

    public static SealedColumn[] Sealed { get; } = [new("bids", "sealed_price", PricePurpose), new("bids", "sealed_plan", PlanPurpose)];

    /// <summary>Of one length, whatever the price: the length of a sealed value tells that of the text.</summary>
    public byte[] SealPrice(long fen) => keys.Encrypt(fen.ToString("D19", CultureInfo.InvariantCulture), PricePurpose);

    public byte[] SealPlan(string plan) => keys.Encrypt(plan, PlanPurpose);

    /// <exception cref="Rpc.Refusal">FAILED_PRECONDITION DEADLINE_NOT_PASSED.</exception>
    public long OpenPrice(Tender tender, Bid bid, DateTimeOffset at)
    {
        if (!tender.IsOver(at) || bid.TenderId != tender.Id) throw ProcurementRefusals.DeadlineNotPassed();
        return long.Parse(keys.Decrypt(bid.SealedPrice, PricePurpose), CultureInfo.InvariantCulture);
    }

    public Wire.Bid Of(Tender tender, Bid bid, DateTimeOffset at)
    {
        var opened = tender.IsOver(at);
        return new Wire.Bid
        {
            Id = bid.Id.ToString(), TenderId = bid.TenderId.ToString(), OrganizationId = bid.OrganizationId.ToString(), OrganizationName = bid.OrganizationName, SubmitTime = bid.SubmittedAt.ToTimestamp(), Opened = opened,
            PriceFen = opened ? OpenPrice(tender, bid, at) : 0, Plan = opened ? keys.Decrypt(bid.SealedPlan, PlanPurpose) : "", Awarded = bid.Awarded, Score = bid.Score ?? 0, Scored = bid.Score is not null,
            InvalidReason = bid.InvalidReason,
        };
    }

    /// <summary>All bids of a tender that is over, as its trail shows them: who won, then by score and price; how they would have worked is their own.</summary>
    public IReadOnlyList<Wire.Bid> Trail(Tender tender, IEnumerable<Bid> bids, DateTimeOffset at)
    {
        var all = bids.Select(b => Of(tender, b, at)).OrderByDescending(b => b.Awarded).ThenBy(b => b.InvalidReason.Length > 0).ThenByDescending(b => b.Score).ThenBy(b => b.PriceFen).ToList();
        foreach (var bid in all) bid.Plan = "";
        return all;
    }
}
