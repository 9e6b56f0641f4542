using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Organizations;
using Grpc.Core;

namespace Governance.PartyBuilding.Tests.Establishment;

public sealed class ServingTerms(PartyApp app) : IClassFixture<PartyApp>
{
    private async Task<Organization> Elect(Organization organization, string day) => await app.Office("51").Establishment.RecordElectionAsync(new() { RequestId = NewId(), Id = organization.Id, HeldDate = day });

    [Fact]
    public async Task A_term_begins_with_an_election_lasts_as_the_rule_says_and_is_extended_once()
    {
        var top = await app.NewTop();
        var (community, branch) = (await app.New(top, OrganizationKind.Branch, OrganizationSeat.Community, SmallMap.Community), await app.New(top));
        Assert.Null(branch.Term);
        var clerk = app.Clerk();
        await Refused(StatusCode.FailedPrecondition, "NO_TERM", () => app.Office().Establishment.ExtendTermAsync(new() { Id = branch.Id, ExtendedDate = "2028-01-01", Reason = "疫情延期" }));
        var request = new RecordElectionRequest { RequestId = NewId(), Id = community.Id, HeldDate = "2025-03-01" };
        var elected = await clerk.Establishment.RecordElectionAsync(request);
        Assert.Equal(("2025-03-01", "2030-03-01", ""), (elected.Term.StartDate, elected.Term.EndDate, elected.Term.ExtendedDate));
        Assert.Equal(elected, await clerk.Establishment.RecordElectionAsync(request));
        Assert.Equal("2028-03-01", (await Elect(branch, "2025-03-01")).Term.EndDate);
        foreach (var day in new[] { "2025-03-01", "2024-06-30" }) await Refused(StatusCode.FailedPrecondition, "ELECTION_TOO_EARLY", () => clerk.Establishment.RecordElectionAsync(new() { Id = community.Id, HeldDate = day }));
        await WrongFields(() => clerk.Establishment.RecordElectionAsync(new() { Id = "x", HeldDate = Governance.Rpc.ChinaTime.DateOf(app.Clock.GetUtcNow()).AddDays(1).ToString("yyyy-MM-dd", null) }), "id", "held_date");

        Assert.Equal("2031-03-01", (await Refused(StatusCode.FailedPrecondition, "EXTENDED_TOO_FAR", () => clerk.Establishment.ExtendTermAsync(new() { Id = community.Id, ExtendedDate = "2031-03-02", Reason = "区划调整" }))).Facts["latest_date"]);
        await Refused(StatusCode.FailedPrecondition, "EXTENDED_TOO_FAR", () => clerk.Establishment.ExtendTermAsync(new() { Id = community.Id, ExtendedDate = "2030-03-01", Reason = "区划调整" }));
        await WrongFields(() => clerk.Establishment.ExtendTermAsync(new()), "id", "extended_date", "reason");
        Assert.Equal("2030-09-01", (await clerk.Establishment.ExtendTermAsync(new() { RequestId = NewId(), Id = community.Id, Etag = elected.Etag, ExtendedDate = "2030-09-01", Reason = "区划调整" })).Term.ExtendedDate);
        await Refused(StatusCode.FailedPrecondition, "TERM_EXTENDED_BEFORE", () => clerk.Establishment.ExtendTermAsync(new() { Id = community.Id, ExtendedDate = "2030-10-01", Reason = "区划调整" }));
        await Refused(StatusCode.NotFound, "ORGANIZATION_NOT_FOUND", () => app.Clerk("510104018").Establishment.ExtendTermAsync(new() { Id = community.Id, ExtendedDate = "2030-10-01", Reason = "区划调整" }));
        var working = await app.New(top, OrganizationKind.WorkingCommittee);
        await Refused(StatusCode.FailedPrecondition, "ELECTS_NOBODY", () => app.Office().Establishment.RecordElectionAsync(new() { Id = working.Id, HeldDate = "2025-03-01" }));
        await app.Office().Organizations.DissolveOrganizationAsync(new() { RequestId = NewId(), Id = branch.Id, Reason = "人员不足" });
        await Refused(StatusCode.FailedPrecondition, "ORGANIZATION_NOT_ACTIVE", () => app.Office().Establishment.RecordElectionAsync(new() { Id = branch.Id, HeldDate = "2026-03-01" }));
        Assert.Single(await app.Events("TermBegan"), e => e.Contains(community.Id, StringComparison.Ordinal) && e.Contains("2030-03-01", StringComparison.Ordinal));
        Assert.Single(await app.Events("TermExtended"), e => e.Contains(community.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Everybody_is_reminded_once_six_months_ahead_however_many_replicas_and_listed_when_overdue()
    {
        app.StartReplica();
        app.StartReplica();
        var top = await app.NewTop("510105");
        var branches = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => app.New(top)));
        // Three years: ends on 2027-07-20, to be reminded on 2027-01-20.
        await Task.WhenAll(branches.Select(b => Elect(b, "2024-07-20")));
        await Task.WhenAll(branches.Take(29).Select(b => app.Office("51").Establishment.ExtendTermAsync(new() { RequestId = NewId(), Id = b.Id, ExtendedDate = "2027-09-20", Reason = "区划调整" }).ResponseAsync));
        Assert.Empty(await Reminded());
        app.Clock.Advance(TimeSpan.FromDays(322));    // 2027-01-20
        await EventuallyAsync("the one without extension is reminded", async () => (await Reminded()).Count == 1);
        app.Clock.Advance(TimeSpan.FromDays(62));     // 2027-03-23
        await EventuallyAsync("all are reminded", async () => (await Reminded()).Count == 30);
        for (var i = 0; i < 5; i++)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(100);
        }
        Assert.Equal(30, (await Reminded()).Count);
        Assert.NotNull((await app.Office("510105").Organizations.GetOrganizationAsync(new() { Id = branches[0].Id })).Term.RemindTime);

        async Task<List<Organization>> Ending(string until = "", string division = "510105", int size = 7)
        {
            var (all, token) = (new List<Organization>(), "");
            do
            {
                var page = await app.Office("510105").Establishment.ListEndingTermsAsync(new() { DivisionCode = division, UntilDate = until, PageSize = size, PageToken = token });
                all.AddRange(page.Organizations);
                token = page.NextPageToken;
            }
            while (token.Length > 0);
            return all;
        }
        Assert.Empty(await Ending());
        var soon = await Ending("2027-09-20");
        Assert.Equal((30, branches[29].Id), (soon.Select(o => o.Id).Distinct().Count(), soon[0].Id));
        app.Clock.Advance(TimeSpan.FromDays(130));    // 2027-07-31
        Assert.Equal([branches[29].Id], (await Ending()).Select(o => o.Id));
        await Elect(branches[29], "2027-07-28");
        Assert.Empty(await Ending());
        Assert.Empty((await app.Office().Establishment.ListEndingTermsAsync(new() { UntilDate = "2030-01-01", DivisionCode = "510105" })).Organizations);
        await WrongFields(() => app.Office().Establishment.ListEndingTermsAsync(new() { DivisionCode = "x", UntilDate = "x", PageSize = -1 }), "division_code", "until_date", "page_size");

        async Task<List<string>> Reminded() => (await app.Events("TermReminded")).Where(e => branches.Any(b => e.Contains(b.Id, StringComparison.Ordinal))).ToList();
    }
}
