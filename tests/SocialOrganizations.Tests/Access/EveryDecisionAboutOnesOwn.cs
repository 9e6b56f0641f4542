using Google.Protobuf;
using Governance.SocialOrganizations.Tests.Assessments;
using Governance.SocialOrganizations.Tests.Enterprises;
using Governance.SocialOrganizations.Tests.Funds;
using Governance.SocialOrganizations.Tests.Incubation;
using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrganizations.Tests.Procurement;
using Governance.SocialOrganizations.Tests.Projects;
using Governance.SocialOrganizations.Tests.SocialWork;
using Governance.SocialOrganizations.Tests.Ventures;
using Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Tests.Access;

/// <summary>
/// What <see cref="DecidingAboutOnesOwn"/> tells in scenarios, for every rpc: whatever the office may change is a decision about an organisation, which nobody takes about their own, or none, and why. An rpc that is added is
/// named here, or nothing passes.
/// </summary>
public sealed class EveryDecisionAboutOnesOwn(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    private const string Both = "wears-two-hats";

    // How it is said, room by room.
    private static readonly HashSet<string> Refusals = ["SAME_PERSON", "CONFLICT_OF_INTEREST", "STAFF_OF_THE_OFFICE"];

    private static readonly EveryRpc Rpcs = new("socialorgs");

    // What the office may change, and that is no decision about an organisation; and why.
    private static readonly Dictionary<string, string> NoDecision = new()
    {
        ["ApplyForOrganization"] = "asks; decided at every gate", ["UpdateOrganization"] = "what is theirs to say they say: who works for it and its team they do not, see DecidingAboutOnesOwn and NamingATeam", ["RevealLeader"] = "looks",
        ["SetGateRule"] = "a rule for all", ["SubmitCandidacy"] = "asks", ["ReachMilestone"] = "reports; another passes the stage", ["ApplyForGrading"] = "asks", ["ObjectToGrading"] = "objects; another answers",
        ["StateBlacklisting"] = "is heard; others decide", ["SetGradingScheme"] = "a rule for all", ["SubmitBid"] = "asks", ["DeliverMilestone"] = "reports; another accepts", ["RequestPayment"] = "asks; three others clear it",
        ["DeliverOrder"] = "reports; another accepts", ["ApplyForGrant"] = "asks", ["SubmitVenture"] = "asks", ["ReportVenture"] = "reports; another accepts", ["ApplyForRecognition"] = "asks", ["ExitRecognition"] = "gives up what is its own",
        ["ApplyForCustody"] = "asks", ["ReportCustodyUse"] = "reports", ["ReportProgress"] = "reports", ["SubmitProject"] = "reports; another accepts",
        ["OpenIntake"] = "of a round, before anybody has applied", ["SeatPanelist"] = "of a round: who works for a candidate scores it not", ["OpenVentureContest"] = "as OpenIntake",
        ["CloseIncubator"] = "no place of it may be taken",
        ["VerifyVoter"] = "of a resident", ["EnterVentureVote"] = "of a resident, counted for the clerk",
        ["DraftServiceList"] = "of a county", ["AddListItem"] = "of a county", ["PublishServiceList"] = "of a county", ["CallTender"] = "of a county; another awards it",
        ["OpenProjectList"] = "of a county", ["CloseProjectList"] = "of a county", ["RaiseProject"] = "of a community", ["DesignProject"] = "before anybody carries it out", ["AddFundSource"] = "money of others, counted before it is started", ["RemoveFundSource"] = "as AddFundSource",
        ["SetPilotScheme"] = "a rule for all", ["ApplyForPilot"] = "of a community", ["AssessPilot"] = "of a community", ["DecidePilot"] = "of a community", ["ReviewPilot"] = "of a community", ["WithdrawPilot"] = "of a community",
        ["CloseSocialWorkStation"] = "takes nothing but gives up", ["StartStationProject"] = "reports", ["RecordOutput"] = "reports", ["FinishStationProject"] = "reports", ["RegisterSocialWorker"] = "of a person", ["UpdateSocialWorker"] = "of a person",
        ["RenewCertificate"] = "of a person", ["RetireSocialWorker"] = "of a person", ["PostSocialWorker"] = "of a person", ["RecordEducation"] = "of a person", ["RevealSocialWorker"] = "looks", ["FindSocialWorker"] = "looks",
        ["RegisterPublicAsset"] = "of the public", ["RetirePublicAsset"] = "of the public; none that is in custody", ["SetCustodyRule"] = "a rule for all",
        ["OpenFund"] = "of a community", ["CloseFund"] = "of a community", ["OpenEarmark"] = "of a community", ["SetLotteryRule"] = "a rule for all", ["EnterLotteryShare"] = "of a community",
        ["ReceiveDonation"] = "of a donor", ["ReverseDonation"] = "of a donor; another than received it", ["RevealDonor"] = "looks", ["MaskDonor"] = "of a donor", ["SetDonorHonour"] = "a rule for all", ["RequestSpending"] = "asks", ["PaySpending"] = "of a community, to no organisation", ["DeclineSpending"] = "as PaySpending",
        ["OpenDonationDrive"] = "of a community", ["CloseDonationDrive"] = "of a community", ["PostCharityNeed"] = "of a community", ["CloseCharityNeed"] = "of a community", ["OfferCharityResource"] = "gives", ["CloseCharityResource"] = "gives",
        ["MatchCharityResource"] = "gives", ["DeliverResourceMatch"] = "gives", ["ReceiptResourceMatch"] = "of who needed it", ["CancelResourceMatch"] = "gives",
    };

    // Every decision, and a row about which to ask for it.
    private Dictionary<string, Func<Task<IMessage>>> Deciding => new()
    {
        ["EnterOrganization"] = async () => Founding.ToEnter(app, Both),
        ["DeclarePartyBuilding"] = async () => new DeclarePartyBuildingRequest { Id = await Own(), PartyBuilding = PartyBuilding.Joint, PartyOrganizationId = NewId() },
        ["IncubateOrganization"] = async () => new IncubateOrganizationRequest { Id = await Own() },
        ["FileOrganization"] = async () => new FileOrganizationRequest { Id = await Own() },
        ["RegisterOrganization"] = async () => new RegisterOrganizationRequest { Id = await Own(), UnifiedCode = SocialOrgsApp.NewCode() },
        ["GraduateOrganization"] = async () => new GraduateOrganizationRequest { Id = await Own() },
        ["SuspendOrganization"] = async () => new SuspendOrganizationRequest { Id = await Own(), Reason = "年度检查不合格" },
        ["ResumeOrganization"] = async () => new ResumeOrganizationRequest { Id = await Own() },
        ["ExitOrganization"] = async () => new ExitOrganizationRequest { Id = await Own(), Reason = "全体成员决定解散" },
        ["DeregisterOrganization"] = async () => new DeregisterOrganizationRequest { Id = await Own(), Reason = "全体成员决定解散" },
        ["PresentPaper"] = async () => new PresentPaperRequest { OrganizationId = await Own(), Kind = PaperKind.Liquidation, Reference = "清算报告 1", PaperDate = app.Day() },
        ["RecordCredit"] = async () => new RecordCreditRequest { OrganizationId = await Own(), Kind = CreditKind.Commended, Reason = "抗洪救灾表现突出", Reference = "锦民发〔2026〕1号", CreditDate = app.Day() },
        ["ProposeBlacklisting"] = async () => Judging.ToPropose(await app.Entered(Both)),
        ["DecideBlacklisting"] = async () =>
        {
            var listing = await app.Proposed(await app.Entered(Both));
            // Heard to its end, so that nothing else forbids it.
            app.Clock.Advance(TimeSpan.FromDays(16));
            return new DecideBlacklistingRequest { Id = listing.Id, Reason = "事实不清" };
        },
        ["LiftBlacklisting"] = async () => new LiftBlacklistingRequest { Id = (await app.Listed(await app.Entered(Both))).Id, Reason = "已完成信用修复" },
        ["SeatGradingPanelist"] = async () => new SeatGradingPanelistRequest { GradingId = (await app.AppliedForGrading(await app.Entered(Both))).Id, Subject = "a-friend" },
        ["AnnounceGrading"] = async () =>
        {
            var grading = await app.AppliedForGrading(await app.Entered(Both), "one", "two", "three");
            await app.Scored(grading, ("one", 35, 50), ("two", 34, 50), ("three", 33, 50));
            return new AnnounceGradingRequest { Id = grading.Id };
        },
        ["AnswerObjection"] = async () =>
        {
            var grading = await app.Announced(await app.Entered(Both));
            var objection = await app.Office(subject: "objector").Gradings.ObjectToGradingAsync(new() { RequestId = NewId(), GradingId = grading.Id, Statement = "工作绩效评分偏高" });
            return new AnswerObjectionRequest { GradingId = grading.Id, Number = objection.Number, Answer = "经复核评分无误" };
        },
        ["DecideGrading"] = async () =>
        {
            var grading = await app.Announced(await app.Entered(Both));
            app.Clock.Advance(TimeSpan.FromDays(8));
            return new DecideGradingRequest { Id = grading.Id, Grade = OrganizationGrade.A4, Reason = "公示期满" };
        },
        ["OpenIncubator"] = async () =>
        {
            var open = Hatching.ToOpen();
            open.OperatorId = await Own();
            return open;
        },
        ["UpdateIncubator"] = async () => new UpdateIncubatorRequest { Id = (await app.NewIncubator()).Id, UpdateMask = new() { Paths = { "operator_id" } }, OperatorId = await Own() },
        ["OpenSocialWorkStation"] = async () => Certifying.ToOpen("510104017002", await Own()),
        ["UpdateSocialWorkStation"] = async () => new UpdateSocialWorkStationRequest { Id = (await app.Station("510104017003")).Id, UpdateMask = new() { Paths = { "operator_id" } }, OperatorId = await Own() },
        ["AdmitCandidacy"] = async () => new AdmitCandidacyRequest { Id = await Candidate() },
        ["DeclineCandidacy"] = async () => new DeclineCandidacyRequest { Id = await Candidate() },
        ["SignResidency"] = async () => Hatching.ToSign(app, await app.Admitted(organization: await app.Entered(Both))),
        ["ReturnMilestone"] = async () =>
        {
            var residency = await Residing();
            await app.Office(subject: "reporter").Residencies.ReachMilestoneAsync(new() { RequestId = NewId(), Id = residency, StageNumber = 1, MilestoneNumber = 1, Evidence = "照片 2026-12" });
            return new ReturnMilestoneRequest { Id = residency, StageNumber = 1, MilestoneNumber = 1, Reason = "照片与活动不符" };
        },
        ["PassStage"] = async () =>
        {
            var residency = await Residing();
            foreach (var m in new[] { 1, 2 }) await app.Office(subject: "reporter").Residencies.ReachMilestoneAsync(new() { RequestId = NewId(), Id = residency, StageNumber = 1, MilestoneNumber = m, Evidence = "照片 2026-12" });
            return new PassStageRequest { Id = residency };
        },
        ["ExtendResidency"] = async () => new ExtendResidencyRequest { Id = await Residing(), EndDate = app.Day(500) },
        ["GraduateResidency"] = async () => new GraduateResidencyRequest { Id = await Residing() },
        ["ExitResidency"] = async () => new ExitResidencyRequest { Id = await Residing(), Reason = "组织自行离开" },
        ["AwardTender"] = async () => { var (tender, bid) = await Bidding(); return new AwardTenderRequest { Id = tender, BidId = bid }; },
        ["FailTender"] = async () => new FailTenderRequest { Id = (await Bidding()).Tender, Reason = "投标不足三家" },
        ["SignContract"] = async () => Buying.ToSign(app, await Buying.Awarded(app, staff: Both)),
        ["AcceptMilestone"] = async () =>
        {
            var contract = await app.Running(staff: Both);
            await app.Office(subject: "worker").Contracts.DeliverMilestoneAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 1, Evidence = "服务报告 1" });
            return new AcceptMilestoneRequest { Id = contract.Id, MilestoneNumber = 1, Accepted = true, Evidence = "验收单 1" };
        },
        ["VerifyPayment"] = async () => new VerifyPaymentRequest { Id = await Cleared(0), MilestoneNumber = 1 },
        ["ApprovePayment"] = async () => new ApprovePaymentRequest { Id = await Cleared(1), MilestoneNumber = 1 },
        ["ReleasePayment"] = async () => new ReleasePaymentRequest { Id = await Cleared(2), MilestoneNumber = 1, Voucher = "记-2026-118" },
        ["ReturnPayment"] = async () => new ReturnPaymentRequest { Id = await Cleared(1), MilestoneNumber = 1, Reason = "发票有误" },
        ["ReversePayment"] = async () => new ReversePaymentRequest { Id = await Cleared(3), MilestoneNumber = 1, Voucher = "记-2026-119" },
        ["TerminateContract"] = async () => new TerminateContractRequest { Id = (await app.Running(staff: Both)).Id, Reason = "承接主体无法履行" },
        ["EvaluateContract"] = async () =>
        {
            var contract = await app.Running(staff: Both);
            foreach (var m in new[] { 1, 2 }) await app.Accepted(contract, m);
            return new EvaluateContractRequest { Id = contract.Id, Rating = 5 };
        },
        ["AcceptOrder"] = async () =>
        {
            var (contract, order) = (await app.Running(staff: Both), NewId());
            await app.QueryAll<int>("insert into service_orders (id, area, need_id, service_code, contract_id, organization_id, owner, former_staff, starts_at, ends_at, state, minutes, delivered_by, version, event_sequence) values ($1, $2, $1, 'professional-own', $3, $4, $5, '{}', $6, $6, 3, 60, 'worker', 1, 0)",
                Guid.Parse(order), SmallMap.Community, Guid.Parse(contract.Id), Guid.Parse(contract.OrganizationId), Both, app.Clock.GetUtcNow());
            return new AcceptOrderRequest { Id = order };
        },
        ["RecognizeEnterprise"] = async () => new RecognizeEnterpriseRequest { Id = (await app.Applying(Both)).Id, ValidUntilDate = app.Day(700) },
        ["DeclineRecognition"] = async () => new DeclineRecognitionRequest { Id = (await app.Applying(Both)).Id },
        ["SuperviseEnterprise"] = async () => new SuperviseEnterpriseRequest { Id = (await app.Recognized(Both)).Id, Year = int.Parse(app.Day()[..4], null), Grade = EnterpriseGrade.Good, Report = "监管-2026-1" },
        ["WithdrawRecognition"] = async () => new WithdrawRecognitionRequest { Id = (await app.Recognized(Both)).Id },
        ["ApproveCustody"] = async () => new ApproveCustodyRequest { Id = (await app.Wished(await app.NewAsset(), staff: Both)).Id },
        ["DeclineCustody"] = async () => new DeclineCustodyRequest { Id = (await app.Wished(await app.NewAsset(), staff: Both)).Id },
        ["HandOverAsset"] = async () => new HandOverAssetRequest { Id = (await app.Approved(await app.NewAsset(), staff: Both)).Id },
        ["ReturnAsset"] = async () => new ReturnAssetRequest { Id = (await app.HandedOver(await app.NewAsset(), staff: Both)).Id },
        ["MatchProject"] = async () => new MatchProjectRequest { Id = (await app.Designed()).Id, OrganizationId = await Own() },
        ["StartProject"] = async () =>
        {
            var project = await app.Matched(Both);
            await app.Office().Projects.AddFundSourceAsync(Building.ToFund(project, 100_000_00));
            return new StartProjectRequest { Id = project.Id };
        },
        ["WithdrawProject"] = async () => new WithdrawProjectRequest { Id = (await app.Matched(Both)).Id, Reason = "不再需要" },
        ["AcceptProject"] = async () =>
        {
            var project = await app.Started(Both);
            await app.Office(subject: "worker").Projects.SubmitProjectAsync(new() { RequestId = NewId(), Id = project.Id, SpentFen = 90_000_00, Evidence = "决算表 2026-7" });
            return new AcceptProjectRequest { Id = project.Id, Accepted = true, Evidence = "验收意见 7" };
        },
        ["ApproveGrant"] = async () => new ApproveGrantRequest { Id = await Granted() },
        ["DeclineGrant"] = async () => new DeclineGrantRequest { Id = await Granted() },
        ["PayGrant"] = async () =>
        {
            var grant = await Granted();
            await app.Office(subject: "approver").Grants.ApproveGrantAsync(new() { RequestId = NewId(), Id = grant });
            return new PayGrantRequest { Id = grant, Voucher = "记-2026-7" };
        },
        ["ReverseFundEntry"] = async () =>
        {
            var grant = await Granted();
            await app.Office(subject: "approver").Grants.ApproveGrantAsync(new() { RequestId = NewId(), Id = grant });
            var paid = await app.Finance().Grants.PayGrantAsync(new() { RequestId = NewId(), Id = grant, Voucher = "记-2026-7" });
            return new ReverseFundEntryRequest { FundId = paid.FundId, EntryId = (await app.EntryOf(new Fund { Id = paid.FundId }, grant, FundEntryKind.Grant)).Id, Voucher = "退-2026-7" };
        },
        ["AwardVentures"] = async () =>
        {
            var contest = await app.NewContest(1, 2_000_00, "one", "two", "three");
            var venture = await app.Enters(contest, Both);
            app.Clock.Advance(TimeSpan.FromDays(1));
            await app.Scored(venture, ("one", 30, 50), ("two", 35, 50), ("three", 30, 40));
            app.Clock.Advance(TimeSpan.FromDays(2));
            return new AwardVenturesRequest { ContestId = contest.Id };
        },
        ["SeatVenturePanelist"] = async () => new SeatVenturePanelistRequest { ContestId = (await app.Enters(await app.NewContest(), Both)).ContestId, Subject = "a-friend" },
        ["CancelVentureContest"] = async () => new CancelVentureContestRequest { ContestId = (await app.Enters(await app.NewContest(), Both)).ContestId, Reason = "申报不足，另行举办" },
        ["PayVentureTranche"] = async () => new PayVentureTrancheRequest { Id = (await Competing.Awarded(app, Both)).Id, TrancheNumber = 1, Voucher = "记-2026-20" },
        ["AcceptVentureReport"] = async () =>
        {
            var venture = await Competing.Awarded(app, Both);
            await app.Finance().Ventures.PayVentureTrancheAsync(new() { RequestId = NewId(), Id = venture.Id, TrancheNumber = 1, Voucher = "记-2026-20" });
            await app.Office(subject: "worker").Ventures.ReportVentureAsync(new() { RequestId = NewId(), Id = venture.Id, TrancheNumber = 1, Report = "中期报告" });
            return new AcceptVentureReportRequest { Id = venture.Id, TrancheNumber = 1, Accepted = true };
        },
        ["TerminateVenture"] = async () => new TerminateVentureRequest { Id = (await Competing.Awarded(app, Both)).Id },
    };

    private static readonly string[] OfTheOffice = ["orgs-office", "orgs-clerk", "orgs-finance"];

    private async Task<string> Own() => (await app.Entered(Both)).Id;

    private async Task<string> Residing() => (await app.Signed(organization: await app.Entered(Both))).Id;

    private async Task<string> Candidate()
    {
        var candidacy = await app.Applies(await app.NewIntake(await app.NewIncubator(), 1, "one", "two", "three"), await app.Entered(Both));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.Scored(candidacy, ("one", 30, 50), ("two", 30, 40), ("three", 20, 50));
        return candidacy.Id;
    }

    private async Task<(string Tender, string Bid)> Bidding()
    {
        var tender = await app.Called((await app.Published()).Items[0]);
        var bid = await app.Bids(tender, await app.Entered(Both));
        app.Clock.Advance(TimeSpan.FromDays(10));
        return (tender.Id, bid.Id);
    }

    private async Task<string> Granted()
    {
        var fund = await app.NewFund();
        await app.Given(fund, 1_000_00);
        return (await app.Asked(fund, organization: await app.Entered(Both))).Id;
    }

    // A contract of theirs whose first payment is that many levels on.
    private async Task<string> Cleared(int levels)
    {
        var contract = await app.Running(staff: Both);
        await app.Accepted(contract, 1);
        await app.Asked(contract);
        await app.Cleared(contract, levels);
        return contract.Id;
    }

    [Fact]
    public void Whatever_the_office_may_change_is_a_decision_or_is_none_for_a_reason()
    {
        string[] looks = ["List", "Get", "Check", "Print", "Rank", "Read", "Watch"];
        var changes = Rpcs.All.Where(rpc => OfTheOffice.Any(role => Rpcs.Reach(role, rpc) == "area") && !looks.Any(l => rpc.Name.StartsWith(l, StringComparison.Ordinal))).Select(rpc => rpc.Name).ToList();
        Assert.InRange(changes.Count, 100, 1_000);
        Assert.Equal(changes.Order(StringComparer.Ordinal), Deciding.Keys.Concat(NoDecision.Keys).Order(StringComparer.Ordinal));
        Assert.All(NoDecision.Values, why => Assert.NotEmpty(why));
    }

    [Fact]
    public async Task No_decision_about_ones_own_is_taken()
    {
        var wrong = new List<string>();
        foreach (var (name, request) in Deciding)
        {
            var rpc = Rpcs.All.Single(r => r.Name == name);
            var answer = await EveryRpc.CallAsync(app.WithRole(OfTheOffice.First(role => Rpcs.Reach(role, rpc) == "area"), "510104", subject: Both), rpc, await request());
            if (!Refusals.Contains(answer.Reason)) wrong.Add($"{name}: {answer} {answer.Details}");
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }
}
