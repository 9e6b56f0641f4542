using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Procurement;

/// <summary>A list's money is a year's. A class of its own: it moves the clock to the end of one.</summary>
public sealed class EndingAYear(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    [Fact]
    public async Task Nothing_is_put_out_of_a_list_whose_year_is_over_in_China_and_what_was_goes_on()
    {
        var (list, items) = await app.Published(2);
        app.Clock.SetUtcNow(new DateTimeOffset(list.Year, 12, 31, 15, 59, 59, TimeSpan.Zero));
        var tender = await app.Called(items[0]);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await Refused(StatusCode.FailedPrecondition, "BUDGET_YEAR_OVER", () => app.Called(items[1]));
        var bid = await app.Bids(tender);
        app.Clock.Advance(TimeSpan.FromDays(10));
        var contract = await app.Office().Tenders.AwardTenderAsync(new() { RequestId = NewId(), Id = tender.Id, BidId = bid.Id });
        // What is left of it is not put out either.
        await app.Office().Contracts.TerminateContractAsync(new() { RequestId = NewId(), Id = contract.Id, Reason = "承接主体无法履行" });
        await Refused(StatusCode.FailedPrecondition, "BUDGET_YEAR_OVER", () => app.Called(items[0]));
        // The next year's is.
        Assert.Equal(TenderState.Open, (await app.Called((await app.Published()).Items[0])).State);
    }
}
