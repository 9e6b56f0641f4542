using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Tests.Procurement;

public sealed class PrintingTheTrail(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    [Fact]
    public async Task Whoever_reads_the_paper_finds_every_bid_delivery_and_step_page_after_page()
    {
        const string invalid = "未提供近三年审计报告", reason = "得分第一者放弃中标资格";
        var (_, items) = await app.Published();
        var (tender, bids) = (await app.Called(items[0]), new List<Bid>());
        for (var i = 0; i < 12; i++) bids.Add(await app.Bids(tender, await app.Entered(), 200_000_00 + i * 1_00));
        app.Clock.Advance(TimeSpan.FromDays(10));
        var award = new AwardTenderRequest { RequestId = NewId(), Id = tender.Id, BidId = bids[1].Id, Reason = reason, RecusedSubjects = { "expert-li" } };
        award.Evaluations.AddRange(bids.Select((b, i) => new BidEvaluation { BidId = b.Id, Score = i == 0 ? 0 : 90 - i % 2 * 10 - i, InvalidReason = i == 0 ? invalid : "" }));
        var contract = await app.Office(subject: "awarder").Tenders.AwardTenderAsync(award);
        await app.Office().Contracts.SignContractAsync(Buying.ToSign(app, contract));
        await app.Accepted(contract, 1);

        var pages = Drawn.On((await app.As("auditor", "510104").Contracts.PrintContractTrailAsync(new() { Id = contract.Id })).Pdf);
        Assert.True(pages.Count > 1, "all of it stands on one page");
        Assert.All(pages, p => Assert.NotEmpty(p));
        Assert.StartsWith("政府购买服务合同全过程材料合同编号：" + contract.Number, pages[0], StringComparison.Ordinal);
        var text = string.Concat(pages);
        foreach (var drawn in new[] { "承接主体：" + contract.OrganizationName, "合同金额：200001.00元", "一、投标与评定", "收到投标12份", "200000.00元无效投标", invalid, "200001.00元中标得分79", "200011.00元未中标得分69", "二、分期交付与付款", "验收通过", "服务报告1", "三、过程记录", "评审回避", "expert-li", "定标", "awarder", reason, "签订合同" })
        {
            Assert.Contains(drawn, text, StringComparison.Ordinal);
        }
        foreach (var price in Enumerable.Range(0, 12).Select(i => $"{200_000 + i}.00元")) Assert.Contains(price, text, StringComparison.Ordinal);
    }
}
