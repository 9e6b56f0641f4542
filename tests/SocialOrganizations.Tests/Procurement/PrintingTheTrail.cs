using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Tests.Procurement;

public sealed class PrintingTheTrail(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    private async Task<(string Text, ContractTrail Trail)> Read(Contract contract)
    {
        var auditor = app.As("auditor", "510104").Contracts;
        return (string.Concat(Drawn.On((await auditor.PrintContractTrailAsync(new() { Id = contract.Id })).Pdf)), await auditor.GetContractTrailAsync(new() { Id = contract.Id }));
    }

    [Fact]
    public async Task It_says_how_a_contract_ended_and_why_and_how_it_was_rated()
    {
        const string reason = "承接主体连续两月未派社工驻点";
        var contract = await app.Running();
        Assert.Contains("合同状态：履行中绩效评价：未评价", (await Read(contract)).Text, StringComparison.Ordinal);
        await app.Accepted(contract, 1);
        await app.Office(subject: "ender").Contracts.TerminateContractAsync(new() { RequestId = NewId(), Id = contract.Id, Reason = reason });
        await app.Office(subject: "judge").Contracts.EvaluateContractAsync(new() { RequestId = NewId(), Id = contract.Id, Rating = 2 });
        var (text, trail) = await Read(contract);
        foreach (var drawn in new[] { "合同状态：提前终止绩效评价：2分（满分5分）", "合同提前终止200000.00元", "ender" + reason, "judge2分（满分5分）" }) Assert.Contains(drawn, text, StringComparison.Ordinal);
        Assert.Equal([(TrailStepKind.Terminated, "ender", reason), (TrailStepKind.Evaluated, "judge", "2")], trail.Steps.TakeLast(2).Select(s => (s.Kind, s.Subject, s.Evidence)));
    }

    [Fact]
    public async Task What_was_rated_stays_in_the_trail_when_the_contract_goes_on()
    {
        var contract = await app.Running();
        foreach (var m in new[] { 1, 2 }) await app.Accepted(contract, m);
        Task Rate(int rating) => app.Office(subject: "judge").Contracts.EvaluateContractAsync(new() { RequestId = NewId(), Id = contract.Id, Rating = rating }).ResponseAsync;
        await Rate(5);
        await app.Office(subject: "acceptor").Contracts.AcceptMilestoneAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 2, Evidence = "撤销验收 2" });
        Assert.Contains("合同状态：履行中绩效评价：未评价", (await Read(contract)).Text, StringComparison.Ordinal);
        await app.Accepted(contract, 2);
        await Rate(3);
        var (text, trail) = await Read(contract);
        Assert.Equal(["5", "3"], trail.Steps.Where(s => s.Kind == TrailStepKind.Evaluated).Select(s => s.Evidence));
        foreach (var drawn in new[] { "合同状态：履行完毕绩效评价：3分（满分5分）", "judge5分（满分5分）", "judge3分（满分5分）" }) Assert.Contains(drawn, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_are_only_added_whoever_writes()
    {
        var contract = await app.Running();
        foreach (var sql in new[] { $"update procurement_steps set evidence = 'x' where list_id = '{contract.ListId}'", $"delete from procurement_steps where list_id = '{contract.ListId}'", "truncate procurement_steps" })
        {
            var thrown = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => app.QueryAll<int>(sql));
            Assert.Equal("procurement_steps is insert-only", thrown.MessageText);
        }
        await app.Accepted(contract, 1);
    }

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
