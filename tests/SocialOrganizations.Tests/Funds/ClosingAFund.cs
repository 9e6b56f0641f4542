using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrganizations.Tests.Ventures;
using Governance.SocialOrgs.V1;
using Grpc.Core;
using Npgsql;

namespace Governance.SocialOrganizations.Tests.Funds;

public sealed class ClosingAFund(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    private static async Task<string> Outcome(Func<Task> call)
    {
        try { await call(); return "OK"; }
        catch (RpcException e) { return Read(e).Reason; }
    }

    private async Task Close(Fund fund, int replica = 0) => await app.Office(replica: replica).Funds.CloseFundAsync(new() { RequestId = NewId(), Id = fund.Id });

    private async Task Close(DonationDrive drive) => await app.Office().DonationDrives.CloseDonationDriveAsync(new() { RequestId = NewId(), Id = drive.Id });

    private static async Task Open(Func<Task> closing, int drives = 0, int contests = 0, int grants = 0, int spendings = 0)
    {
        var told = await Refused(StatusCode.FailedPrecondition, "MATTERS_OPEN", closing);
        Assert.Equal([$"{contests}", $"{drives}", $"{grants}", $"{spendings}"], new[] { "contests", "drives", "grants", "spendings" }.Select(f => told.Facts[f]));
    }

    private async Task<VentureContest> Announced(Fund fund, string earmark = "") => await app.Office().VentureContests.OpenVentureContestAsync(Competing.ToAnnounce(app, fund, earmark: earmark));

    // Nobody has entered.
    private async Task Over(VentureContest contest) => await app.Office(subject: "decider").VentureContests.AwardVenturesAsync(new() { RequestId = NewId(), ContestId = contest.Id });

    [Fact]
    public async Task Nothing_that_is_open_is_left_behind()
    {
        var (fund, other) = (await app.NewFund(), await app.NewFund());
        var (drive, contest) = (await app.Office().DonationDrives.OpenDonationDriveAsync(Funding.ToDrive(fund)), await Announced(fund));
        var (grants, spending) = (new[] { await app.Asked(fund), await app.Asked(fund) }, await app.Wanted(fund));
        await Open(() => Close(fund), 1, 1, 2, 1);
        Assert.False((await app.Office().Funds.GetFundAsync(new() { Id = fund.Id })).Closed);
        // Of another fund is none of this one's.
        await Close(other);
        foreach (var grant in grants) await app.Office().Grants.DeclineGrantAsync(new() { RequestId = NewId(), Id = grant.Id });
        await app.Finance().Spendings.DeclineSpendingAsync(new() { RequestId = NewId(), Id = spending.Id });
        await Open(() => Close(fund), 1, 1);
        await Close(drive);
        await Open(() => Close(fund), contests: 1);
        app.Clock.Advance(TimeSpan.FromDays(3));
        await Over(contest);
        await Close(fund);
        foreach (var refused in new Func<Task>[] { () => app.Asked(fund), () => app.Wanted(fund), () => app.NewEarmark(fund), async () => await app.Office().DonationDrives.OpenDonationDriveAsync(Funding.ToDrive(fund)) })
            await Refused(StatusCode.FailedPrecondition, "FUND_CLOSED", refused);
    }

    [Fact]
    public async Task A_drive_is_not_closed_over_what_waits_for_its_money()
    {
        var fund = await app.NewFund();
        var (drive, next) = (await app.Office().DonationDrives.OpenDonationDriveAsync(Funding.ToDrive(fund)), await app.Office().DonationDrives.OpenDonationDriveAsync(Funding.ToDrive(fund)));
        await app.Given(fund, 500_00, drive.EarmarkId);
        var contest = await Announced(fund, drive.EarmarkId);
        var (grant, spending) = (await app.Asked(fund, 300_00, drive.EarmarkId), await app.Wanted(fund, 200_00, drive.EarmarkId));
        // Of other purposes of the fund: in nobody's way.
        await app.Asked(fund);
        await app.Wanted(fund);
        await Open(() => Close(drive), contests: 1, grants: 1, spendings: 1);
        await app.Office().Grants.DeclineGrantAsync(new() { RequestId = NewId(), Id = grant.Id });
        await app.Finance().Spendings.PaySpendingAsync(new() { RequestId = NewId(), Id = spending.Id, Voucher = "记-2026-31" });
        await Open(() => Close(drive), contests: 1);
        app.Clock.Advance(TimeSpan.FromDays(3));
        await Over(contest);
        await Close(drive);
        // Nothing is asked of it any more: it would wait for money that is elsewhere.
        await Refused(StatusCode.FailedPrecondition, "EARMARK_CLOSED", () => app.Asked(fund, 1_00, drive.EarmarkId));
        await Refused(StatusCode.FailedPrecondition, "EARMARK_CLOSED", () => app.Wanted(fund, 1_00, drive.EarmarkId));
        await Close(next);
    }

    [Theory]
    [InlineData("drive"), InlineData("earmark"), InlineData("grant"), InlineData("spending")]
    public async Task What_is_opened_while_it_is_closed_waits_and_is_refused(string what)
    {
        var fund = await app.NewFund();
        var organization = await app.Entered();
        await using var connection = new NpgsqlConnection(app.Database);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        // As CloseFund: it holds the fund, and has not ended yet.
        await using (var closing = new NpgsqlCommand($"select from funds where id = '{fund.Id}' for no key update; update funds set closed = true, version = version + 1 where id = '{fund.Id}'", connection)) await closing.ExecuteNonQueryAsync();
        var opening = Outcome(what switch
        {
            "drive" => async () => await app.Office().DonationDrives.OpenDonationDriveAsync(Funding.ToDrive(fund)),
            "earmark" => () => app.NewEarmark(fund),
            "grant" => () => app.Asked(fund, organization: organization),
            _ => () => app.Wanted(fund),
        });
        await EventuallyAsync("it waits, or is through", async () => opening.IsCompleted || await app.Query<bool>("select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%from funds%')"));
        await transaction.CommitAsync();
        Assert.Equal("FUND_CLOSED", await opening);
        Assert.Equal([0L, 0L, 0L, 0L], await app.QueryAll<long>("select count(*) from donation_drives where fund_id = $1 union all select count(*) from earmarks where fund_id = $1 union all select count(*) from grants where fund_id = $1 union all select count(*) from spendings where fund_id = $1", Guid.Parse(fund.Id)));
    }

    [Fact]
    public async Task Opened_and_closed_at_once_one_of_both_happens()
    {
        app.StartReplica();
        var organization = await app.Entered();
        for (var round = 0; round < 6; round++)
        {
            var fund = await app.NewFund();
            var outcomes = await Task.WhenAll(Outcome(() => Close(fund, 1)), Outcome((round % 3) switch
            {
                0 => async () => await app.Office().DonationDrives.OpenDonationDriveAsync(Funding.ToDrive(fund)),
                1 => () => app.Asked(fund, organization: organization),
                _ => () => app.Wanted(fund),
            }));
            Assert.Contains(string.Join(' ', outcomes), new[] { "OK FUND_CLOSED", "MATTERS_OPEN OK" });
        }
    }

    [Fact]
    public void A_clock_that_is_behind_at_New_Year_gives_no_number_of_a_receipt_twice()
    {
        var fund = SocialOrganizations.Funds.Fund.Open("510104017", "锦官驿社区发展治理基金", app.Clock.GetUtcNow());
        Assert.Equal([(2026, 1), (2026, 2), (2027, 1), (2027, 2), (2027, 3), (2028, 1)], new[] { 2026, 2026, 2027, 2026, 2027, 2028 }.Select(fund.NextReceipt));
    }
}
