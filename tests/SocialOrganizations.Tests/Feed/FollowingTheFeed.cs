using Governance.SocialOrganizations.Tests.Assessments;
using Governance.SocialOrganizations.Tests.Enterprises;
using Governance.SocialOrganizations.Tests.Funds;
using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrganizations.Tests.Projects;
using Governance.SocialOrganizations.Tests.SocialWork;
using Governance.SocialOrganizations.Tests.Ventures;
using Governance.SocialOrgs.V1;
using System.Text.Json;

namespace Governance.SocialOrganizations.Tests.Feed;

/// <summary>The feed of the social organisations' service; folded, it is the organisations, funds and what they give, and the resources of the database, by place and state.</summary>
public sealed class FollowingTheFeed(SocialOrgsApp app) : FollowingTheFeedMatrix<Program, SocialOrgsCaller>(app, "socialorgs"), IClassFixture<SocialOrgsApp>
{
    private readonly Dictionary<string, string> before = [];

    protected override string CountInDatabase => """
        select concat_ws(' ', area, state, count(*)) from (
          select area, (array['Applied','Incubating','Filed','Registered','Graduated','Suspended','Exited','Deregistered'])[state] as state from organizations
          union all select area, (array['SocialWorkerCertified','SocialWorkerExpired','SocialWorkerRetired'])[state] from social_workers
          union all select area, case when closed then 'SocialWorkStationClosed' else 'SocialWorkStationOpened' end from social_work_stations
          union all select area, case when finished then 'StationProjectFinished' else 'StationProjectStarted' end from station_projects
          union all select area, case when closed then 'ProjectListClosed' else 'ProjectListOpened' end from project_lists
          union all select area, (array['ProjectRaised','ProjectDesigned','ProjectMatched','ProjectStarted','ProjectSubmitted','ProjectCompleted','ProjectWithdrawn'])[state] from projects
          union all select area, (array['PilotApplied','PilotAssessed','PilotLabelled','PilotReturned','PilotDeclined','PilotWithdrawn'])[state] from pilots
          union all select area, (array['GradingApplied','GradingAnnounced','OrganizationGraded','GradingDeclined'])[state] from gradings
          union all select area, (array['BlacklistingProposed','OrganizationBlacklisted','BlacklistingDismissed','BlacklistingLifted'])[state] from blacklistings
          union all select area, case when closed then 'FundClosed' else 'FundOpened' end from funds
          union all select area, (array['DonationReceived','DonationReversed'])[state] from donations
          union all select area, case when reversed then 'LotteryShareReversed' else 'LotteryShareReceived' end from lottery_shares
          union all select area, (array['GrantApplied','GrantApproved','GrantPaid','GrantDeclined'])[state] from grants
          union all select area, (array['','SpendingPaid','','SpendingReversed'])[state] from spendings where state in (2, 4)
          union all select area, (array['DriveOpened','DriveClosed'])[state] from donation_drives
          union all select area, case when closed then 'CharityNeedClosed' else 'CharityNeedPosted' end from charity_needs
          union all select area, case when closed then 'CharityResourceClosed' else 'CharityResourceOffered' end from charity_resources
          union all select area, (array['ResourceMatched','ResourceDelivered','ResourceReceipted','ResourceMatchCancelled'])[state] from resource_matches
          union all select area, case when cancelled_by = '' then 'ContestOpened' else 'VentureContestCancelled' end from venture_contests
          union all select area, (array['VentureSubmitted','VentureAwarded','VentureDeclined','VentureCompleted','VentureTerminated'])[state] from ventures
          union all select area, (array['EnterpriseApplied','EnterpriseRecognized','EnterpriseDeclined','EnterpriseExited','EnterpriseWithdrawn','EnterpriseLapsed'])[state] from enterprises
          union all select area, case when retired then 'AssetRetired' else 'AssetRegistered' end from public_assets
          union all select area, (array['CustodyApplied','CustodyApproved','CustodyBegun','CustodyReturned','CustodyDeclined'])[state] from custodies
        ) as all_of_them group by area, state
        """;

    // An event of these says how its subject stands by its name.
    private static readonly HashSet<string> named =
    [
        "FundOpened", "FundClosed", "DonationReceived", "DonationReversed", "LotteryShareReceived", "LotteryShareReversed", "GrantApplied", "GrantApproved", "GrantPaid", "GrantDeclined", "SpendingPaid", "SpendingReversed", "DriveOpened",
        "DriveClosed", "CharityNeedPosted", "CharityNeedClosed", "CharityResourceOffered", "CharityResourceClosed", "ResourceMatched", "ResourceDelivered", "ResourceReceipted", "ResourceMatchCancelled",
        "ContestOpened", "VentureContestCancelled", "VentureSubmitted", "VentureAwarded", "VentureDeclined", "VentureCompleted", "VentureTerminated",
        "EnterpriseApplied", "EnterpriseRecognized", "AssetRegistered", "AssetRetired", "CustodyApplied", "CustodyApproved", "CustodyBegun", "CustodyReturned", "CustodyDeclined",
    ];

    protected override async Task StirAsync(string community) => await app.Applied(place: community);

    protected override async Task LiveAsync()
    {
        await app.Applied(place: SmallMap.NextCounty);
        await app.Incubating(place: SmallMap.OtherTown);
        await app.Filed();
        await app.Registered();
        await app.Entered();
        var office = app.Office();
        await office.Organizations.SuspendOrganizationAsync(new() { RequestId = NewId(), Id = (await app.Filed()).Id, Reason = "整改期间暂停活动" });
        var back = await app.Filed();
        await office.Organizations.SuspendOrganizationAsync(new() { RequestId = NewId(), Id = back.Id, Reason = "整改期间暂停活动" });
        await office.Organizations.ResumeOrganizationAsync(new() { RequestId = NewId(), Id = back.Id });
        await SocialWorkAsync();
        await ProjectsAsync();
        await office.Organizations.ExitOrganizationAsync(new() { RequestId = NewId(), Id = (await app.Incubating()).Id, Reason = "成员解散" });
        await GiveAsync();
        await VentureAsync();
        await EntrustAsync();
    }

    // Of each thing that funds do at least one in every state.
    private async Task GiveAsync()
    {
        var (fund, other, office, finance) = (await app.NewFund(), await app.NewFund(SmallMap.NextCounty), app.Office(), app.Finance());
        await app.Office("510105").Funds.CloseFundAsync(new() { RequestId = NewId(), Id = other.Id });
        await app.Given(fund, 9_000_00);
        var mistaken = await app.Given(fund);
        await finance.Funds.ReverseFundEntryAsync(new() { RequestId = NewId(), FundId = fund.Id, EntryId = (await app.EntryOf(fund, mistaken.Id, SocialOrgs.V1.FundEntryKind.Donation)).Id, Voucher = "更正-2026-1" });
        await office.Donations.ReceiveDonationAsync(Funding.ToGiveGoods(app, fund));
        await finance.Donations.ReverseDonationAsync(new() { RequestId = NewId(), Id = (await office.Donations.ReceiveDonationAsync(Funding.ToGiveGoods(app, fund))).Id, Voucher = "更正-2026-5" });
        await office.Funds.SetLotteryRuleAsync(new() { RequestId = NewId(), DivisionCode = "510104", SinceDate = "2025-01-01", SharePermille = 10 });
        foreach (var outlet in new[] { "51010001", "51010002" }) await office.Funds.EnterLotteryShareAsync(new() { RequestId = NewId(), FundId = fund.Id, OutletNumber = outlet, Month = "2026-01", SalesFen = 1_000_00 });
        var share = (await office.Funds.ListFundEntriesAsync(new() { FundId = fund.Id })).Entries.First(e => e.Kind == SocialOrgs.V1.FundEntryKind.Lottery);
        await finance.Funds.ReverseFundEntryAsync(new() { RequestId = NewId(), FundId = fund.Id, EntryId = share.Id, Voucher = "更正-2026-2" });
        await app.Asked(fund);
        await app.Approved(fund);
        await app.PaidOut(fund);
        await office.Grants.DeclineGrantAsync(new() { RequestId = NewId(), Id = (await app.Asked(fund)).Id });
        var back = await app.PaidOut(fund);
        await app.Finance("controller").Funds.ReverseFundEntryAsync(new() { RequestId = NewId(), FundId = fund.Id, EntryId = (await app.EntryOf(fund, back.Id, SocialOrgs.V1.FundEntryKind.Grant)).Id, Voucher = "更正-2026-3" });
        await app.Wanted(fund);
        await app.Spent(fund);
        var unspent = await app.Spent(fund);
        await app.Finance("controller").Funds.ReverseFundEntryAsync(new() { RequestId = NewId(), FundId = fund.Id, EntryId = (await app.EntryOf(fund, unspent.Id, SocialOrgs.V1.FundEntryKind.Spending)).Id, Voucher = "更正-2026-4" });
        await office.DonationDrives.OpenDonationDriveAsync(Funding.ToDrive(fund));
        await office.DonationDrives.CloseDonationDriveAsync(new() { RequestId = NewId(), Id = (await office.DonationDrives.OpenDonationDriveAsync(Funding.ToDrive(fund))).Id });
        await office.CharityResources.CloseCharityNeedAsync(new() { RequestId = NewId(), Id = (await app.Needed()).Id });
        await office.CharityResources.CloseCharityResourceAsync(new() { RequestId = NewId(), Id = (await app.Offered()).Id });
        await app.MatchedResource();
        var (sent, gotten) = (await app.MatchedResource(), await app.MatchedResource());
        foreach (var match in new[] { sent, gotten }) await office.CharityResources.DeliverResourceMatchAsync(new() { RequestId = NewId(), Id = match.Id, DeliveryNote = "送-2026-1" });
        await app.Clerk().CharityResources.ReceiptResourceMatchAsync(new() { RequestId = NewId(), Id = gotten.Id });
        await office.CharityResources.CancelResourceMatchAsync(new() { RequestId = NewId(), Id = (await app.MatchedResource()).Id });
    }

    private async Task VentureAsync()
    {
        var office = app.Office().Ventures;
        await app.Enters(await app.NewContest());
        await app.Office().VentureContests.CancelVentureContestAsync(new() { RequestId = NewId(), ContestId = (await app.Enters(await app.NewContest())).ContestId, Reason = "申报不足，另行举办" });
        await app.Awarded();
        await office.TerminateVentureAsync(new() { RequestId = NewId(), Id = (await app.Awarded()).Id });
        var done = await app.Awarded("venturer");
        foreach (var number in new[] { 1, 2 })
        {
            await app.Finance().Ventures.PayVentureTrancheAsync(new() { RequestId = NewId(), Id = done.Id, TrancheNumber = number, Voucher = "记-2026-20" });
            await app.Staff("venturer").Ventures.ReportVentureAsync(new() { RequestId = NewId(), Id = done.Id, TrancheNumber = number, Report = "报告" });
            await office.AcceptVentureReportAsync(new() { RequestId = NewId(), Id = done.Id, TrancheNumber = number, Accepted = true });
        }
        var contest = await app.NewContest(1, 2_000_00, "one", "two", "three");
        var ventures = new[] { await app.Enters(contest), await app.Enters(contest) };
        app.Clock.Advance(TimeSpan.FromDays(1));
        foreach (var venture in ventures) await app.Scored(venture, ("one", 30, 50), ("two", 35, 50), ("three", 30, 40));
        app.Clock.Advance(TimeSpan.FromDays(2));
        await app.Office(subject: "jury-office").VentureContests.AwardVenturesAsync(new() { RequestId = NewId(), ContestId = contest.Id });
    }

    private async Task EntrustAsync()
    {
        var (office, custodies) = (app.Office().Enterprises, app.Office().Custodies);
        await app.Applying(place: SmallMap.NextCounty);
        await app.Recognized();
        await office.DeclineRecognitionAsync(new() { RequestId = NewId(), Id = (await app.Applying()).Id });
        await office.ExitRecognitionAsync(new() { RequestId = NewId(), Id = (await app.Recognized()).Id });
        var failed = await app.Recognized();
        await office.SuperviseEnterpriseAsync(new() { RequestId = NewId(), Id = failed.Id, Year = 2026, Grade = SocialOrgs.V1.EnterpriseGrade.Failed, Report = "监管-2026-1" });
        await app.Office().Enterprises.WithdrawRecognitionAsync(new() { RequestId = NewId(), Id = failed.Id });
        await app.Office().PublicAssets.RetirePublicAssetAsync(new() { RequestId = NewId(), Id = (await app.NewAsset()).Id });
        await app.Wished(await app.NewAsset());
        await app.Approved(await app.NewAsset());
        await app.HandedOver(await app.NewAsset());
        await custodies.ReturnAssetAsync(new() { RequestId = NewId(), Id = (await app.HandedOver(await app.NewAsset())).Id });
        await custodies.DeclineCustodyAsync(new() { RequestId = NewId(), Id = (await app.Wished(await app.NewAsset())).Id });
    }

    private async Task SocialWorkAsync()
    {
        var (office, station, closed) = (app.Office("51"), await app.Station(), await app.Station());
        await app.Posted(await app.Certified(volunteer: NewId()), station);
        await office.SocialWorkers.UpdateSocialWorkerAsync(new() { RequestId = NewId(), Id = (await app.Certified()).Id, UpdateMask = new() { Paths = { "division_code", "volunteer_id" } }, DivisionCode = SmallMap.NextCounty, VolunteerId = NewId() });
        await office.SocialWorkers.RetireSocialWorkerAsync(new() { RequestId = NewId(), Id = (await app.Certified()).Id, Reason = "调离本省" });
        await office.Stations.CloseSocialWorkStationAsync(new() { RequestId = NewId(), Id = closed.Id });
        StartStationProjectRequest To() => new() { RequestId = NewId(), StationId = station.Id, Title = "社区融入计划", StartDate = app.Day(), EndDate = app.Day(30) };
        await office.Stations.StartStationProjectAsync(To());
        await office.Stations.FinishStationProjectAsync(new() { RequestId = NewId(), Id = (await office.Stations.StartStationProjectAsync(To())).Id });
    }

    private async Task ProjectsAsync()
    {
        var office = app.Office();
        await office.Projects.CloseProjectListAsync(new() { RequestId = NewId(), Id = (await app.ProjectList()).Id });
        await app.Designed();
        await app.Matched();
        foreach (var accepted in new[] { true, false }) await office.Projects.AcceptProjectAsync(new() { RequestId = NewId(), Id = (await app.Submitted()).Id, Accepted = accepted, Evidence = "验收单 1" });
        await app.Submitted();
        var left = await app.Submitted();
        await app.Deregistered(left.OrganizationId);
        await office.Projects.AcceptProjectAsync(new() { RequestId = NewId(), Id = left.Id, Accepted = false, Evidence = "验收单 2" });
        await office.Projects.WithdrawProjectAsync(new() { RequestId = NewId(), Id = (await app.Raised()).Id, Reason = "不再需要" });
        foreach (var kind in new[] { PilotKind.ConvenientService, PilotKind.SmartTechnology, PilotKind.SocialOrganization, PilotKind.SocialEnterprise }) await app.Scheme(kind);
        await app.Applied(PilotKind.ConvenientService, SmallMap.Community);
        await office.Pilots.DecidePilotAsync(new() { RequestId = NewId(), Id = (await app.Assessed(await app.Applied(PilotKind.SmartTechnology, SmallMap.Community))).Id, Reason = "暂不授牌" });
        await app.Labelled(PilotKind.SocialOrganization, SmallMap.Community);
        await office.Pilots.ReviewPilotAsync(new() { RequestId = NewId(), Id = (await app.Labelled(PilotKind.SocialEnterprise, SmallMap.Community)).Id, Points = { 1, 1 } });
        await app.AppliedForGrading(await app.Entered());
        await app.Proposed(await app.Entered());
        await app.Lifted(await app.Listed(await app.Entered()));
        await app.Listed(await app.Entered());
        var (first, second) = (await app.Announced(), await app.Announced());
        await app.Announced();
        await office.Gradings.ObjectToGradingAsync(new() { RequestId = NewId(), GradingId = second.Id, Statement = "材料不实，应不予评级" });
        await app.Office(subject: "clerk").Gradings.AnswerObjectionAsync(new() { RequestId = NewId(), GradingId = second.Id, Number = 1, Upheld = true, Answer = "属实，不予评级" });
        app.Clock.Advance(TimeSpan.FromDays(8));
        await office.Gradings.DecideGradingAsync(new() { RequestId = NewId(), Id = first.Id, Grade = OrganizationGrade.A4, Reason = "公示期满" });
        await office.Gradings.DecideGradingAsync(new() { RequestId = NewId(), Id = second.Id, Reason = "公示期满" });
    }

    protected override void Fold(Dictionary<string, Folded> things, string type, string subject, JsonElement happened)
    {
        string Text(string name) => happened.GetProperty(name).GetString()!;
        void Become(string state) => things[subject] = new(Text("area"), state);
        switch (type)
        {
            case "OrganizationApplied": Become("Applied"); break;
            case "OrganizationIncubated": Become("Incubating"); break;
            case "OrganizationRegistered": Become(Text("form")); break;
            case "OrganizationGraduated" or "OrganizationExited" or "OrganizationDeregistered": Become(type["Organization".Length..]); break;
            case "SocialWorkerCertified" or "SocialWorkerExpired" or "SocialWorkerRetired" or "SocialWorkStationOpened" or "SocialWorkStationClosed" or "StationProjectStarted" or "StationProjectFinished": Become(type); break;
            case "SocialWorkerMoved": Become(things[subject].State); break;
            case "ProjectReturned": Become("ProjectStarted"); break;
            case "ProjectUnmatched": Become("ProjectDesigned"); break;
            case "OrganizationGraded" or "OrganizationBlacklisted" or "GradingApplied" or "GradingAnnounced" or "GradingDeclined" or "BlacklistingProposed" or "BlacklistingDismissed" or "BlacklistingLifted": Become(type); break;
            case var _ when type.StartsWith("Project", StringComparison.Ordinal) || type.StartsWith("Pilot", StringComparison.Ordinal): Become(type); break;
            case "OrganizationSuspended": before[subject] = things[subject].State; Become("Suspended"); break;
            case "OrganizationResumed": Become(before[subject]); break;
            case "EnterpriseEnded": Become("Enterprise" + Text("state")); break;
            case "GrantReturned": Become("GrantApproved"); break;
            case var _ when named.Contains(type): Become(type); break;
        }
    }
}
