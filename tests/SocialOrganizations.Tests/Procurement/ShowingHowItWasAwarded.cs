using System.Text;
using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Procurement;

/// <summary>What an auditor finds of an award: who bid, for how much, how each was judged, who kept out of it.</summary>
public sealed class ShowingHowItWasAwarded(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    private const string Invalid = "未提供近三年审计报告";

    private async Task<(Tender Tender, Bid Cheap, Bid Middle, Bid Dear)> Over(int minBids = 2, string staff = "")
    {
        var (_, items) = await app.Published();
        var tender = await app.Called(items[0], minBids);
        var (cheap, middle, dear) = (await app.Bids(tender, price: 200_000_00), await app.Bids(tender, await app.Entered(staff), 250_000_00), await app.Bids(tender, price: 300_000_00));
        app.Clock.Advance(TimeSpan.FromDays(10));
        return (tender, cheap, middle, dear);
    }

    private static AwardTenderRequest ToAward(Tender tender, Bid bid, string reason = "", params (Bid Bid, int Score, string Invalid)[] found)
    {
        var request = new AwardTenderRequest { RequestId = NewId(), Id = tender.Id, BidId = bid.Id, Reason = reason };
        request.Evaluations.AddRange(found.Select(f => new BidEvaluation { BidId = f.Bid.Id, Score = f.Score, InvalidReason = f.Invalid }));
        return request;
    }

    [Fact]
    public async Task The_trail_shows_every_bid_with_price_score_and_why_it_did_not_count()
    {
        var (tender, cheap, middle, dear) = await Over(staff: "runner-up");
        var request = ToAward(tender, dear, "", (cheap, 0, Invalid), (middle, 78, ""), (dear, 91, ""));
        request.RecusedSubjects.AddRange(["expert-li", "expert-zhou"]);
        var contract = await app.Office(subject: "awarder").Tenders.AwardTenderAsync(request);
        var auditor = app.As("auditor", "510104");
        var trail = await auditor.Contracts.GetContractTrailAsync(new() { Id = contract.Id });
        Assert.Equal([(dear.OrganizationId, 300_000_00L, 91, "", true), (middle.OrganizationId, 250_000_00L, 78, "", false), (cheap.OrganizationId, 200_000_00L, 0, Invalid, false)],
            trail.Bids.Select(b => (b.OrganizationId, b.PriceFen, b.Score, b.InvalidReason, b.Awarded)));
        // How they would have worked is theirs.
        Assert.All(trail.Bids, b => Assert.Equal(("", true), (b.Plan, b.OrganizationName.Length > 0)));
        Assert.Equal((tender.Id, 1, 3), (trail.Tender.Id, trail.Tender.Round, trail.Tender.BidCount));
        Assert.Equal([TrailStepKind.ListPublished, TrailStepKind.TenderCalled, TrailStepKind.BidSubmitted, TrailStepKind.BidSubmitted, TrailStepKind.BidSubmitted, TrailStepKind.Recused, TrailStepKind.Recused, TrailStepKind.Awarded], trail.Steps.Select(s => s.Kind));
        Assert.Equal(["expert-li", "expert-zhou"], trail.Steps.Where(s => s.Kind == TrailStepKind.Recused).Select(s => s.Subject).Order(StringComparer.Ordinal));
        Assert.All(trail.Steps.Where(s => s.Kind == TrailStepKind.BidSubmitted), s => Assert.NotEmpty(s.Evidence));
        Assert.StartsWith("%PDF", Encoding.ASCII.GetString((await auditor.Contracts.PrintContractTrailAsync(new() { Id = contract.Id })).Pdf.ToByteArray(), 0, 8), StringComparison.Ordinal);
        // A bidder is told how its own was judged, and nothing of the others.
        var own = Assert.Single((await app.Staff("runner-up").Tenders.ListBidsAsync(new() { TenderId = tender.Id })).Bids);
        Assert.Equal((middle.Id, 78, false), (own.Id, own.Score, own.Awarded));
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => app.Staff("runner-up").Contracts.GetContractTrailAsync(new() { Id = contract.Id }));
        await Refused(StatusCode.NotFound, "CONTRACT_NOT_FOUND", () => app.As("auditor", SmallMap.NextCounty).Contracts.GetContractTrailAsync(new() { Id = contract.Id }));
    }

    [Fact]
    public async Task The_best_wins_or_a_reason_says_why_not()
    {
        var (tender, cheap, middle, dear) = await Over();
        var office = app.Office(subject: "awarder").Tenders;
        // The lowest price where nothing was scored.
        await Refused(StatusCode.FailedPrecondition, "NOT_THE_BEST_BID", () => office.AwardTenderAsync(ToAward(tender, middle)));
        // The highest score where it was.
        await Refused(StatusCode.FailedPrecondition, "NOT_THE_BEST_BID", () => office.AwardTenderAsync(ToAward(tender, cheap, "", (cheap, 60, ""), (middle, 78, ""), (dear, 91, ""))));
        await Refused(StatusCode.FailedPrecondition, "BID_INVALID", () => office.AwardTenderAsync(ToAward(tender, cheap, "报价最低", (cheap, 0, Invalid), (middle, 78, ""), (dear, 91, ""))));
        // One that does not count is not counted.
        await Refused(StatusCode.FailedPrecondition, "TOO_FEW_BIDS", () => office.AwardTenderAsync(ToAward(tender, dear, "", (cheap, 0, Invalid), (middle, 0, Invalid), (dear, 91, ""))));
        await WrongFields(() => office.AwardTenderAsync(ToAward(tender, dear, "", (dear, 91, ""))), "evaluations");
        await WrongFields(() => office.AwardTenderAsync(ToAward(tender, dear, "短", (dear, 101, ""), (dear, 1, "短"))), "reason", "evaluations[0].score", "evaluations[1].invalid_reason", "evaluations[1].bid_id");
        var contract = await office.AwardTenderAsync(ToAward(tender, middle, "得分第一者放弃中标资格", (cheap, 60, ""), (middle, 78, ""), (dear, 91, "")));
        Assert.Equal(250_000_00L, contract.AmountFen);
        var awarded = (await app.Office().Contracts.GetContractTrailAsync(new() { Id = contract.Id })).Steps.Single(s => s.Kind == TrailStepKind.Awarded);
        Assert.Equal(("得分第一者放弃中标资格", "awarder"), (awarded.Evidence, awarded.Subject));
    }

    [Fact]
    public async Task Who_works_for_a_bidder_or_has_recused_themselves_does_not_award()
    {
        var (tender, cheap, _, _) = await Over(staff: "insider");
        await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => app.Office(subject: "insider").Tenders.AwardTenderAsync(ToAward(tender, cheap)));
        var request = ToAward(tender, cheap);
        request.RecusedSubjects.Add("awarder");
        await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => app.Office(subject: "awarder").Tenders.AwardTenderAsync(request));
        Assert.Equal(TenderState.Open, (await app.Office().Tenders.GetTenderAsync(new() { Id = tender.Id })).State);
        Assert.Equal(cheap.OrganizationId, (await app.Office(subject: "another").Tenders.AwardTenderAsync(ToAward(tender, cheap))).OrganizationId);
    }
}
