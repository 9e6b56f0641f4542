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
    public async Task Among_equal_scores_the_lowest_price_is_best_and_a_score_of_nothing_is_a_score()
    {
        var (tender, cheap, middle, dear) = await Over();
        var office = app.Office(subject: "awarder").Tenders;
        await Refused(StatusCode.FailedPrecondition, "NOT_THE_BEST_BID", () => office.AwardTenderAsync(ToAward(tender, dear, "", (cheap, 0, ""), (middle, 80, ""), (dear, 80, ""))));
        var contract = await office.AwardTenderAsync(ToAward(tender, middle, "", (cheap, 0, ""), (middle, 80, ""), (dear, 0, Invalid)));
        var bids = (await app.Office().Contracts.GetContractTrailAsync(new() { Id = contract.Id })).Bids;
        Assert.Equal([(middle.OrganizationId, true, 80), (cheap.OrganizationId, true, 0), (dear.OrganizationId, false, 0)], bids.Select(b => (b.OrganizationId, b.Scored, b.Score)));
        Assert.Equal(["250000.00 元　中标　得分 80", "200000.00 元　未中标　得分 0", "300000.00 元　无效投标　"], bids.Select(SocialOrganizations.Procurement.TrailPaper.Judged));
    }

    [Fact]
    public async Task Who_put_a_bid_in_neither_awards_nor_ends_the_tender()
    {
        var (_, items) = await app.Published();
        var tender = await app.Called(items[0]);
        var bid = await app.Office(subject: "clerk-of-bids").Tenders.SubmitBidAsync(Buying.ToBid(tender, await app.Entered()));
        var other = await app.Bids(tender, price: 350_000_00);
        app.Clock.Advance(TimeSpan.FromDays(10));
        foreach (var one in new[] { bid, other }) await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => app.Office(subject: "clerk-of-bids").Tenders.AwardTenderAsync(ToAward(tender, one, "另有考虑")));
        await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => app.Office(subject: "clerk-of-bids").Tenders.FailTenderAsync(new() { Id = tender.Id, Reason = "项目取消" }));
        await app.Office(subject: "awarder").Tenders.AwardTenderAsync(ToAward(tender, bid));
    }

    [Fact]
    public async Task A_tender_is_ended_by_who_could_have_awarded_it_and_the_next_rounds_trail_shows_it_with_its_bids()
    {
        var (tender, cheap, middle, dear) = await Over(staff: "round-one");
        FailTenderRequest Fail() => new() { RequestId = NewId(), Id = tender.Id, Reason = "投标文件均不合格，重新招标" };
        await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => app.Office(subject: "round-one").Tenders.FailTenderAsync(Fail()));
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Office(subject: "buyer").Tenders.FailTenderAsync(Fail()));
        await app.Office(subject: "ender").Tenders.FailTenderAsync(Fail());
        var second = await app.Called(new() { Id = tender.ItemId });
        var bid = await app.Bids(second, price: 190_000_00);
        app.Clock.Advance(TimeSpan.FromDays(10));
        var contract = await app.Office(subject: "awarder").Tenders.AwardTenderAsync(ToAward(second, bid));
        var auditor = app.As("auditor", "510104").Contracts;
        var trail = await auditor.GetContractTrailAsync(new() { Id = contract.Id });
        Assert.Equal((second.Id, bid.OrganizationId), (trail.Tender.Id, trail.Bids.Single().OrganizationId));
        var before = Assert.Single(trail.EarlierRounds);
        Assert.Equal((tender.Id, TenderState.Failed, 3), (before.Tender.Id, before.Tender.State, before.Tender.BidCount));
        Assert.Equal([(cheap.OrganizationId, 200_000_00L), (middle.OrganizationId, 250_000_00L), (dear.OrganizationId, 300_000_00L)], before.Bids.Select(b => (b.OrganizationId, b.PriceFen)));
        Assert.All(before.Bids, b => Assert.Empty(b.Plan));
        Assert.Equal(
        [
            (0, TrailStepKind.ListPublished), (1, TrailStepKind.TenderCalled), (1, TrailStepKind.BidSubmitted), (1, TrailStepKind.BidSubmitted), (1, TrailStepKind.BidSubmitted), (1, TrailStepKind.Failed),
            (2, TrailStepKind.TenderCalled), (2, TrailStepKind.BidSubmitted), (2, TrailStepKind.Awarded),
        ], trail.Steps.Select(s => (s.Round, s.Kind)));
        var failed = trail.Steps.Single(s => s.Kind == TrailStepKind.Failed);
        Assert.Equal(("ender", "投标文件均不合格，重新招标"), (failed.Subject, failed.Evidence));
        Assert.NotEmpty((await auditor.PrintContractTrailAsync(new() { Id = contract.Id })).Pdf);
    }

    [Fact]
    public async Task Who_works_for_a_bidder_is_told_of_no_other_bid_before_the_deadline_whatever_role_they_have()
    {
        var (_, items) = await app.Published();
        var tender = await app.Called(items[0]);
        var own = await app.Bids(tender, await app.Entered("curious"));
        await app.Bids(tender);
        async Task<IEnumerable<string>> Seen(string by) => (await app.Office(subject: by).Tenders.ListBidsAsync(new() { TenderId = tender.Id })).Bids.Select(b => b.Id);
        Assert.Equal([own.Id], await Seen("curious"));
        Assert.Equal(2, (await Seen("counter")).Count());
        app.Clock.Advance(TimeSpan.FromDays(10));
        Assert.Equal(2, (await Seen("curious")).Count());
    }

    [Fact]
    public async Task Who_has_put_a_bid_in_or_has_left_a_bidder_is_told_of_no_bid_before_the_deadline()
    {
        var (_, items) = await app.Published(2);
        var (tender, unbidden) = (await app.Called(items[0]), await app.Called(items[1]));
        await app.Office(subject: "has-put-in").Tenders.SubmitBidAsync(Buying.ToBid(tender, await app.Entered()));
        var leaving = await app.Entered("has-left");
        await app.Bids(tender, leaving);
        await app.Staffed(leaving.Id, "");
        await app.Bids(unbidden);
        async Task<(int Bids, int Told, int Listed)> Seen(string by, Tender of)
        {
            var office = app.Office(subject: by).Tenders;
            return ((await office.ListBidsAsync(new() { TenderId = of.Id })).Bids.Count, (await office.GetTenderAsync(new() { Id = of.Id })).BidCount, (await office.ListTendersAsync(new() { PageSize = 500 })).Tenders.Single(t => t.Id == of.Id).BidCount);
        }
        foreach (var by in new[] { "has-put-in", "has-left" }) Assert.Equal(((0, 0, 0), (1, 1, 1)), (await Seen(by, tender), await Seen(by, unbidden)));
        Assert.Equal((2, 2, 2), await Seen("counter", tender));
        app.Clock.Advance(TimeSpan.FromDays(10));
        foreach (var by in new[] { "has-put-in", "has-left" }) Assert.Equal((2, 2, 2), await Seen(by, tender));
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
