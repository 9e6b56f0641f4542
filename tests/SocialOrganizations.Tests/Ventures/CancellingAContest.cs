using Governance.SocialOrganizations.Tests.Funds;
using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Ventures;

/// <summary>A contest that comes to nothing ends, and a fund is not held by it.</summary>
public sealed class CancellingAContest(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    [Fact]
    public async Task A_contest_is_cancelled_by_nobody_who_has_entered_and_nothing_comes_in_any_more()
    {
        const string reason = "申报不足，另行举办";
        var contest = await app.NewContest(1, 2_000_00, "one", "two", "three");
        var (venture, office) = (await app.Enters(contest, "competitor"), app.Office(subject: "canceller").VentureContests);
        CancelVentureContestRequest ToCancel() => new() { RequestId = NewId(), ContestId = contest.Id, Reason = reason };
        await WrongFields(() => office.CancelVentureContestAsync(new() { Reason = "短" }), "contest_id", "reason");
        await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => app.Office(subject: "competitor").VentureContests.CancelVentureContestAsync(ToCancel()));
        await Refused(StatusCode.NotFound, "VENTURE_CONTEST_NOT_FOUND", () => app.Office("510105").VentureContests.CancelVentureContestAsync(ToCancel()));
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => office.CancelVentureContestAsync(new() { ContestId = contest.Id, Reason = reason, Etag = "99" }));
        var late = await app.Entered();
        var cancelled = await office.CancelVentureContestAsync(ToCancel());
        Assert.Equal((true, false, reason), (cancelled.Cancelled, cancelled.Awarded, cancelled.CancelReason));
        Assert.Equal(reason, (await app.Resident().VentureContests.GetVentureContestAsync(new() { Id = contest.Id })).CancelReason);
        Assert.Equal(VentureState.Declined, (await app.Resident().Ventures.GetVentureAsync(new() { Id = venture.Id })).State);
        foreach (var (type, id) in new[] { ("VentureContestCancelled", contest.Id), ("VentureDeclined", venture.Id) }) Assert.Single(await app.Events(type), e => e.Contains(id, StringComparison.Ordinal));
        Assert.Equal(1L, await app.Query<long>("select count(*) from audit where subject = 'canceller' and aggregate_id = $1 and purpose = $2", Guid.Parse(contest.Id), reason));
        await Refused(StatusCode.FailedPrecondition, "CONTEST_CANCELLED", () => app.Office().Ventures.SubmitVentureAsync(Competing.ToEnter(contest, late)));
        await Refused(StatusCode.FailedPrecondition, "CONTEST_CANCELLED", () => app.Office().VentureContests.SeatVenturePanelistAsync(new() { ContestId = contest.Id, Subject = "four" }));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await Refused(StatusCode.FailedPrecondition, "VENTURE_STATE", () => app.Scored(venture, ("one", 30, 50)));
        await Refused(StatusCode.FailedPrecondition, "CONTEST_CANCELLED", () => app.Voted(venture, 1));
        await Refused(StatusCode.FailedPrecondition, "CONTEST_CANCELLED", () => app.Clerk().Ventures.EnterVentureVoteAsync(new() { VentureId = venture.Id, IdentityNumber = Competing.NewNumber() }));
        app.Clock.Advance(TimeSpan.FromDays(2));
        foreach (var act in new Func<Task>[]
        {
            () => app.Resident().VentureContests.RankVenturesAsync(new() { ContestId = contest.Id }).ResponseAsync,
            () => app.Office().VentureContests.AwardVenturesAsync(new() { ContestId = contest.Id }).ResponseAsync,
            () => office.CancelVentureContestAsync(ToCancel()).ResponseAsync,
        }) await Refused(StatusCode.FailedPrecondition, "CONTEST_CANCELLED", act);
        // Nothing had been set aside; one that is awarded has ended.
        Assert.Equal(2_000_00L, (await app.Office().Funds.GetFundAsync(new() { Id = contest.FundId })).AvailableFen);
        var awarded = await app.Awarded();
        await Refused(StatusCode.FailedPrecondition, "CONTEST_AWARDED", () => office.CancelVentureContestAsync(new() { ContestId = awarded.ContestId, Reason = reason }));
    }

    [Fact]
    public async Task A_fund_may_be_closed_when_its_contest_was_cancelled()
    {
        var fund = await app.NewFund();
        var contest = await app.Office().VentureContests.OpenVentureContestAsync(Competing.ToAnnounce(app, fund));
        await app.Office().VentureContests.CancelVentureContestAsync(new() { RequestId = NewId(), ContestId = contest.Id, Reason = "资金另有安排" });
        Assert.True((await app.Office().Funds.CloseFundAsync(new() { RequestId = NewId(), Id = fund.Id })).Closed);
        await Refused(StatusCode.FailedPrecondition, "FUND_CLOSED", () => app.Office().VentureContests.OpenVentureContestAsync(Competing.ToAnnounce(app, fund)));
    }

    [Fact]
    public async Task No_contest_is_opened_for_a_purpose_that_is_closed()
    {
        var fund = await app.NewFund();
        var drive = await app.Office().DonationDrives.OpenDonationDriveAsync(Funding.ToDrive(fund));
        OpenVentureContestRequest For(string earmark) => Competing.ToAnnounce(app, fund, earmark: earmark);
        await app.Office().DonationDrives.CloseDonationDriveAsync(new() { RequestId = NewId(), Id = drive.Id });
        await Refused(StatusCode.FailedPrecondition, "EARMARK_CLOSED", () => app.Office().VentureContests.OpenVentureContestAsync(For(drive.EarmarkId)));
        Assert.False((await app.Office().VentureContests.OpenVentureContestAsync(For(""))).Cancelled);
    }
}
