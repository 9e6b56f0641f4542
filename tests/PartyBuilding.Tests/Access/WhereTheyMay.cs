using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Compounds;
using Governance.PartyBuilding.Tests.Conventions;
using Governance.PartyBuilding.Tests.Deliberation;
using Governance.PartyBuilding.Tests.Members;
using Governance.PartyBuilding.Tests.Organizations;
using Governance.PartyBuilding.Tests.Regional;
using Governance.PartyBuilding.Tests.ReportIns;
using Governance.PartyBuilding.Tests.Teams;
using Governance.PartyBuilding.Tests.Workers;
using Grpc.Core;
using Rosters = Governance.PartyBuilding.Tests.Members.Rosters;

namespace Governance.PartyBuilding.Tests.Access;

/// <summary>Every rpc × every role that is granted it × areas outside, about rows of one town: nothing is seen and nothing is changed. Inside, the same requests are answered.</summary>
public sealed class WhereTheyMay(PartyApp app) : IClassFixture<PartyApp>
{
    private const string Town = "510104017";
    private static readonly string[] Outside = ["", "510105", SmallMap.NextCounty, SmallMap.OtherTown[..9], SmallMap.OtherTown, "52", "5107", "0", "51010", "5101040170019"];
    private static readonly string[] Inside = ["51", "5101", "510104", Town];

    // What these tell is for everybody: rules are data that hold for all. Whether a number is on the roster is asked for the whole province: only the id, with a purpose that is kept.
    private static readonly HashSet<string> ForEverybody = ["ListOrganizationRules", "ListMemberRules", "FindMember", "ListTeamRules", "ListGradeSchemes", "ListDeliberationRules", "ListScoreSchemes"];

    // What is the county's is nothing to a town.
    private static readonly HashSet<string> OfTheCounty = ["PreviewRegrading", "ApproveRegrading", "ApplyRegrading", "ReverseRegrading", "CancelRegrading", "GetRegrading", "ListRegradingRows", "DecideFiling"];

    private const string Unit = "510104-03";

    [Fact]
    public async Task Outside_nothing_is_seen_and_nothing_is_changed()
    {
        var scene = await SetAsync();
        var (wrong, looked) = (new List<string>(), 0);
        var before = await StateAsync();
        foreach (var role in PartyRpcs.All.Roles.Keys)
        {
            foreach (var rpc in Granted(role))
            {
                foreach (var area in Outside)
                {
                    looked++;
                    var answer = await EveryRpc.CallAsync(app.WithRole(role, area, role == "unit-clerk" ? Unit : null), rpc, scene.Requests[rpc.Name]());
                    if (answer.Code is not (StatusCode.OK or StatusCode.NotFound) && answer.Reason != "AREA_NOT_YOURS") wrong.Add($"{role}: {EveryRpc.NameOf(rpc)} with area '{area}': {answer.Details}");
                    var body = Encoding.UTF8.GetString(answer.Body);
                    if (scene.Marks.Any(mark => body.Contains(mark, StringComparison.Ordinal))) wrong.Add($"{role}: {EveryRpc.NameOf(rpc)} with area '{area}' shows what is not theirs");
                }
                if (await StateAsync() is var after && after != before)
                {
                    wrong.Add($"{role}: {EveryRpc.NameOf(rpc)} changed {before} into {after}");
                    before = after;
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.True(looked > 600, $"the matrix looked at {looked}");
    }

    [Fact]
    public async Task Inside_the_same_requests_are_answered()
    {
        var wrong = new List<string>();
        foreach (var role in PartyRpcs.All.Roles.Keys)
        {
            var scene = await SetAsync();
            // What only reads comes first, as long as the rows are as they were set.
            foreach (var rpc in Granted(role).OrderBy(r => r.Name.StartsWith("List", StringComparison.Ordinal) || r.Name.StartsWith("Get", StringComparison.Ordinal) || r.Name.StartsWith("Check", StringComparison.Ordinal) ? 0 : 1))
            {
                foreach (var area in Inside)
                {
                    var answer = await EveryRpc.CallAsync(app.WithRole(role, area, role == "unit-clerk" ? Unit : null), rpc, scene.Requests[rpc.Name]());
                    // A state may forbid it (the step was taken at the level before, or by another rpc); that the row is not there or the request is wrong would make the other test worthless.
                    var above = answer.Reason == "AREA_NOT_YOURS" && rpc.Name.StartsWith("Set", StringComparison.Ordinal) || (area == Town && OfTheCounty.Contains(rpc.Name) && answer.Code is StatusCode.NotFound or StatusCode.PermissionDenied);
                    if (answer.Code is not (StatusCode.OK or StatusCode.FailedPrecondition or StatusCode.AlreadyExists) && !above) wrong.Add($"{role}: {EveryRpc.NameOf(rpc)} with area '{area}': {answer.Details}");
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        // Every rpc has done its work now: what the feed tells of it is what there is.
        await Feed.Nouns.All.HoldAsync(app);
    }

    private static int years;

    private static List<MethodDescriptor> Granted(string role) => [.. PartyRpcs.All.All.Where(rpc => PartyRpcs.All.Reach(role, rpc) is not null && !ForEverybody.Contains(rpc.Name))];

    private async Task<Scene> SetAsync()
    {
        var top = await app.NewTop();
        var town = await app.New(top, OrganizationKind.Committee, OrganizationSeat.Workplace, Town);
        var (branch, other, closing) = (await app.New(town), await app.New(town), await app.New(town));
        var member = await app.NewMember(branch, MemberState.Probationary, "2025-01-01");
        var (sent, sent2) = (await app.NewMember(branch), await app.NewMember(branch));
        var transfer = await app.Office().Transfers.IssueTransferAsync(new() { RequestId = NewId(), MemberId = sent.Id, ToId = other.Id });
        var place = await app.Office().Establishment.EnterPlaceAsync(new() { RequestId = NewId(), DivisionCode = SmallMap.Community, Name = NewId()[24..], Kind = PlaceKind.Compound, FullMembers = 4, SurveyDate = "2026-03-01" });
        await app.Office().Establishment.RecordElectionAsync(new() { RequestId = NewId(), Id = other.Id, HeldDate = "2025-01-01" });
        var (batch, part) = (NewId(), Rosters.Row(branch));
        await app.Office().Enter(Town, batch, 1, part);
        var (neighbour, unit, newcomer) = (await app.NewReportIn(home: "510104"), await app.NewUnit(), await app.NewMember(branch));
        var (item, open) = (await app.NewItem(), await app.NewUndertaking(neighbour.ReportIn));
        var (done, done2) = (await app.NewUndertaking(neighbour.ReportIn), await app.NewUndertaking(neighbour.ReportIn));
        var served = await app.Serve(neighbour.ReportIn);
        foreach (var undertaking in new[] { done, done2 }) await app.Office().ServiceItems.CompleteUndertakingAsync(app.ToEnter(undertaking));
        var appraisal = await app.Office().ReportIns.AppraiseReportInAsync(new() { RequestId = NewId(), ReportInId = unit.ReportIn.Id, Year = 2026, Opinion = "认真负责" });
        // The broker is down here: what the event would bring to the home organisation.
        var receipt = await app.Query<Guid>("insert into receipts (id, area, kind, organization_id, report_in_id, sent_at, version, event_sequence) values ($1, $2, 1, $3, $4, now(), 1, 0) returning id",
            Guid.Parse(NewId()), Town, Guid.Parse(branch.Id), Guid.Parse(neighbour.ReportIn.Id));
        var region = await app.Region(Town);
        var (parting, allied) = (await app.NewMemberUnit(region), await app.NewMemberUnit(region));
        var sitting = await app.Office("51").RegionalCommittees.SeatPartTimeMemberAsync(new() { RequestId = NewId(), UnitId = allied.Id, MemberId = member.Id, StartDate = "2026-01-01" });
        async Task<Agreement> SignAsync() => await app.Office("51").RegionalCommittees.SignAgreementAsync(new() { RequestId = NewId(), UnitId = allied.Id, Title = "场地开放共享", StartDate = "2026-01-01", EndDate = "2026-12-31" });
        var (agreement, agreement2) = (await SignAsync(), await SignAsync());
        var (demand, closable) = (await app.NewRegionalItem(region, quantity: 50), await app.NewRegionalItem(region));
        var (claim, declining, withdrawing) = (await app.NewClaim(demand, allied), await app.NewClaim(demand, allied), await app.NewClaim(demand, allied));
        var (running, completed) = (await app.NewConfirmed(demand, allied), await app.NewCompleted(demand, allied));
        const string day = "2026-03-01", reason = "工作需要";
        var (motion, deciding, leaving) = (await app.NewMotion(), await app.NewResolved(), await app.NewMotion());
        var (adopted, refiled) = (await app.NewAdopted(), await app.NewAdopted());
        var convention = await app.NewFiled();
        var (listing, objecting, objected) = (await app.NewListing(convention), await app.NewListing(convention), await app.NewAppealed(convention));
        var (estate, bare) = (await app.NewCompound(), await app.NewCompound());
        var (owners, dissolving) = (await app.NewOwners(estate), await app.NewOwners(await app.NewCompound()));
        var (owning, leavingSeat) = (await app.NewPerson(SmallMap.Community), await app.Seat(owners, await app.NewPerson(SmallMap.Community), OwnersPost.Director));
        var (company, contracted) = (await app.NewCompany(Town), await app.NewContract(estate));
        await Boards.Told(app.Office("51").Compounds.SetScoreSchemeAsync(Estates.Scheme("51", "2020-01-01")));
        var (unit2, muster) = (await app.Office("51").Coverage.EnterTwoNewUnitAsync(new() { RequestId = NewId(), DivisionCode = Town, Kind = TwoNewKind.Economic, Name = "成都某某商贸有限公司" }), Guid.Parse(NewId()));
        // The broker is down here: what events would bring.
        await app.Query<Guid>("insert into musters (id, area, kind, level, began_at, members, units, posts, version, event_sequence) values ($1, $2, 'flood', 2, now(), 1, 1, 1, 1, 0) returning id", muster, Town);
        await app.SetScheme("510104");
        var (people, home) = (await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => app.NewComrade(SmallMap.Community))), SmallMap.Community);
        foreach (var i in new[] { 0, 1, 5 }) await app.Reviewed(people[i], home);
        var (team, today) = (await TeamAsync(), app.Day());
        var posts = await app.Posts(team);
        if (posts.FirstOrDefault(p => p.Holding is not null) is null) await app.Elect(team, today, (posts[0], people[0]));
        posts = await app.Posts(team);
        var headed = posts[0].Holding ?? await app.Office("51").Teams.FillTeamPostAsync(Boards.ToFill(posts[0], people[0], today));
        // A committee has so many seats: what the role before has left goes.
        foreach (var left in posts.Where(p => p.Kind != TeamPostKind.Head))
        {
            if (left.Holding is { } held) await app.Office("51").Teams.VacateTeamPostAsync(new() { RequestId = NewId(), Id = held.Id, End = HoldingEnd.Resigned, EndDate = today, Reason = reason });
            await app.Office("51").Teams.CloseTeamPostAsync(new() { RequestId = NewId(), Id = left.Id });
        }
        var extra = await app.Office("51").Teams.OpenTeamPostAsync(new() { RequestId = NewId(), TeamId = team.Id, Kind = TeamPostKind.Ordinary });
        var seated = await app.Office("51").Teams.FillTeamPostAsync(Boards.ToFill(await app.Office("51").Teams.OpenTeamPostAsync(new() { RequestId = NewId(), TeamId = team.Id, Kind = TeamPostKind.Ordinary }), people[1], today));
        var spare = await app.Office("51").Teams.OpenTeamPostAsync(new() { RequestId = NewId(), TeamId = team.Id, Kind = TeamPostKind.Ordinary });
        await Boards.Told(app.Office("51").Qualifications.SubmitFilingAsync(new() { RequestId = NewId(), HoldingId = headed.Id }));
        var filing = (await app.Office("51").Qualifications.ListFilingsAsync(new() { DivisionCode = home })).Filings.First(f => f.HoldingId == headed.Id);
        var review = await app.NewReview(people[2], home, Unit, "510104-04");
        var opinion = (await app.Opinions(review)).Single(o => o.Unit == Unit);
        var reserve = await app.Office("51").Qualifications.EnterReserveAsync(new() { RequestId = NewId(), PersonId = people[3].Id, DivisionCode = home, Source = ReserveSource.Veteran });
        var (worker, leaver) = (await app.NewWorker(home), await app.NewWorker(home));
        await Boards.Told(app.Office().Workers.EnterWorkerTrainingAsync(new() { RequestId = NewId(), Id = worker.Id, Course = "社区治理实务", HeldDate = day, Credits = 8 }));
        var regrading = await app.Office().Grades.PreviewRegradingAsync(new() { RequestId = NewId(), DivisionCode = "510104", Year = 2000 + Interlocked.Increment(ref years), EffectiveDate = $"{2000 + years}-01-01" });
        var (proposal, proposal2) = (Guid.Parse(NewId()), Guid.Parse(NewId()));
        foreach (var (id, level) in new[] { (proposal, (short)1), (proposal2, (short)2) })
        {
            await app.Query<Guid>("insert into level_proposals (id, area, worker_id, level, social_worker_id, certified_on, state, version, event_sequence) values ($1, $2, $3, $4, $1, '2026-03-01', 1, 1, 0) returning id", id, home, Guid.Parse(worker.Id), level);
        }
        Dictionary<string, Func<IMessage>> requests = new(StringComparer.Ordinal)
        {
            ["Read"] = () => new Common.V1.FeedReadRequest(), ["GetConnection"] = () => new Common.V1.GetConnectionRequest(),
            ["EstablishOrganization"] = () => Trees.ToEstablish(town), ["RenameOrganization"] = () => new RenameOrganizationRequest { Id = branch.Id, Name = "中共某某支部委员会" },
            ["ChangeOrganizationKind"] = () => new ChangeOrganizationKindRequest { Id = branch.Id, Kind = OrganizationKind.GeneralBranch }, ["MoveOrganization"] = () => new MoveOrganizationRequest { Id = branch.Id, ParentId = town.Id },
            ["MergeOrganizations"] = () => new MergeOrganizationsRequest { Id = closing.Id, IntoId = branch.Id, Reason = reason }, ["DissolveOrganization"] = () => new DissolveOrganizationRequest { Id = closing.Id, Reason = reason },
            ["GetOrganization"] = () => new GetOrganizationRequest { Id = branch.Id }, ["ListOrganizations"] = () => new ListOrganizationsRequest { PageSize = 500 }, ["GetOrganizationFigures"] = () => new GetOrganizationFiguresRequest { Id = branch.Id },
            ["CheckEstablishment"] = () => new CheckEstablishmentRequest { DivisionCode = Town, PageSize = 500 }, ["EnterPlace"] = () => new EnterPlaceRequest { DivisionCode = SmallMap.Community, Name = NewId()[24..], Kind = PlaceKind.ResidentGroup },
            ["UpdatePlace"] = () => new UpdatePlaceRequest { Id = place.Id, UpdateMask = new() { Paths = { "name" } }, Name = NewId()[24..] }, ["ListPlaces"] = () => new ListPlacesRequest { PageSize = 500 },
            ["RecordElection"] = () => new RecordElectionRequest { Id = other.Id, HeldDate = day }, ["ExtendTerm"] = () => new ExtendTermRequest { Id = other.Id, ExtendedDate = "2028-03-01", Reason = reason },
            ["ListEndingTerms"] = () => new ListEndingTermsRequest { UntilDate = "2030-01-01", PageSize = 500 }, ["SetOrganizationRule"] = () => new SetOrganizationRuleRequest { Rule = new() { DivisionCode = Town, Kind = OrganizationKind.Branch, MinFullMembers = 3, TermYears = 3, MaxExtensionMonths = 12, SinceDate = today } },
            ["EnterPerson"] = () => Boards.ToEnter(home), ["UpdatePerson"] = () => new UpdatePersonRequest { Id = people[4].Id, UpdateMask = new() { Paths = { "phone" } }, Phone = "13900000000" }, ["GetPerson"] = () => new GetPersonRequest { Id = people[4].Id },
            ["RevealPerson"] = () => new RevealPersonRequest { Id = people[4].Id, Purpose = "核实身份" },
            ["EstablishTeam"] = () => new EstablishTeamRequest { DivisionCode = home, Body = TeamBody.Residents }, ["OpenTeamPost"] = () => new OpenTeamPostRequest { TeamId = team.Id, Kind = TeamPostKind.Deputy }, ["CloseTeamPost"] = () => new CloseTeamPostRequest { Id = extra.Id },
            ["ElectTeam"] = () => Boards.ToElect(team, today, (posts[0], people[0])), ["FillTeamPost"] = () => Boards.ToFill(spare, people[5], today),
            ["VacateTeamPost"] = () => new VacateTeamPostRequest { Id = seated.Id, End = HoldingEnd.Resigned, EndDate = today, Reason = reason }, ["GetTeam"] = () => new GetTeamRequest { Id = team.Id }, ["ListTeams"] = () => new ListTeamsRequest { PageSize = 500 },
            ["ListTeamPosts"] = () => new ListTeamPostsRequest { TeamId = team.Id }, ["ListTeamHoldings"] = () => new ListTeamHoldingsRequest { PageSize = 500 }, ["GetTeamFigures"] = () => new GetTeamFiguresRequest { DivisionCode = Town },
            ["SetTeamRule"] = () => new SetTeamRuleRequest { Rule = new() { DivisionCode = Town, TermYears = 5, NeedsReview = true, ReviewMonths = 12, FilingDays = 30, SinceDate = today } },
            ["OpenJointReview"] = () => new OpenJointReviewRequest { PersonId = people[4].Id, DivisionCode = home, Units = { Unit, "510104-04" } }, ["JudgeJointReview"] = () => new JudgeJointReviewRequest { Id = opinion.Id, Verdict = ReviewVerdict.Pass },
            ["ListReviewOpinions"] = () => new ListReviewOpinionsRequest { PageSize = 500 }, ["RevealReviewed"] = () => new RevealReviewedRequest { Id = opinion.Id, Purpose = "查询违法犯罪记录" }, ["GetJointReview"] = () => new GetJointReviewRequest { Id = review.Id },
            ["ListJointReviews"] = () => new ListJointReviewsRequest { PageSize = 500 }, ["SubmitFiling"] = () => new SubmitFilingRequest { HoldingId = headed.Id }, ["DecideFiling"] = () => new DecideFilingRequest { Id = filing.Id, Accept = true },
            ["ListFilings"] = () => new ListFilingsRequest { PageSize = 500 }, ["EnterReserve"] = () => new EnterReserveRequest { PersonId = people[4].Id, DivisionCode = home, Source = ReserveSource.Graduate },
            ["RemoveReserve"] = () => new RemoveReserveRequest { Id = reserve.Id }, ["ListReserves"] = () => new ListReservesRequest { PageSize = 500 },
            ["AppointWorker"] = () => Crews.ToAppoint(people[5], home), ["AssignWorker"] = () => new AssignWorkerRequest { Id = worker.Id, DivisionCode = home, Post = WorkerPost.Deputy, SinceDate = "2025-01-01" },
            ["ReleaseWorker"] = () => new ReleaseWorkerRequest { Id = leaver.Id, Leave = WorkerLeave.Retired, LeftDate = day, Reason = reason },
            ["EnterWorkerCertificate"] = () => new EnterWorkerCertificateRequest { Id = worker.Id, Level = ProfessionalLevel.Senior, IssuedDate = day, Number = "20260301" },
            ["EnterWorkerTraining"] = () => new EnterWorkerTrainingRequest { Id = worker.Id, Course = "应急救护", HeldDate = day, Credits = 4 }, ["GetWorker"] = () => new GetWorkerRequest { Id = worker.Id }, ["ListWorkers"] = () => new ListWorkersRequest { PageSize = 500 },
            ["ListWorkerAssignments"] = () => new ListWorkerAssignmentsRequest { Id = worker.Id }, ["ListWorkerCertificates"] = () => new ListWorkerCertificatesRequest { Id = worker.Id }, ["ListWorkerTrainings"] = () => new ListWorkerTrainingsRequest { Id = worker.Id },
            ["ListWorkerCredits"] = () => new ListWorkerCreditsRequest { Year = 2026, PageSize = 500 }, ["ComputeGrade"] = () => new ComputeGradeRequest { Id = worker.Id, Date = day },
            ["SetGradeScheme"] = () => new SetGradeSchemeRequest { Scheme = Crews.Scheme("510104", "2026-04-01") }, ["PreviewRegrading"] = () => new PreviewRegradingRequest { DivisionCode = "510104", Year = 2026, EffectiveDate = day },
            ["ApproveRegrading"] = () => new ApproveRegradingRequest { Id = regrading.Id }, ["ApplyRegrading"] = () => new ApplyRegradingRequest { Id = regrading.Id }, ["ReverseRegrading"] = () => new ReverseRegradingRequest { Id = regrading.Id },
            ["CancelRegrading"] = () => new CancelRegradingRequest { Id = regrading.Id }, ["GetRegrading"] = () => new GetRegradingRequest { Id = regrading.Id }, ["ListRegradings"] = () => new ListRegradingsRequest { PageSize = 500 },
            ["ListRegradingRows"] = () => new ListRegradingRowsRequest { Id = regrading.Id },
            ["EnterApplicant"] = () => Rosters.ToEnter(branch), ["GetMember"] = () => new GetMemberRequest { Id = member.Id }, ["ListMembers"] = () => new ListMembersRequest { PageSize = 500 },
            ["RevealMember"] = () => new RevealMemberRequest { Id = member.Id, Purpose = "核实身份" }, ["UpdateMember"] = () => new UpdateMemberRequest { Id = member.Id, UpdateMask = new() { Paths = { "phone" } }, Phone = "13900000000" },
            ["AdvanceMember"] = () => new AdvanceMemberRequest { Id = member.Id, ToState = MemberState.Full, Date = day, Evidence = { Rosters.Met(day, Rosters.ForFull) } },
            ["RevertMember"] = () => new RevertMemberRequest { Id = member.Id, ToState = MemberState.Activist, Date = day, Reason = reason },
            ["ExtendProbation"] = () => new ExtendProbationRequest { Id = member.Id, Months = 6, Reason = reason, Evidence = { Rosters.Met(day, Prerequisite.BranchMeeting, Prerequisite.UpperApproval) } },
            ["EndMembership"] = () => new EndMembershipRequest { Id = sent2.Id, End = MembershipEnd.Died, Date = day, Reason = reason }, ["FloatMember"] = () => new FloatMemberRequest { Id = member.Id, FloatingTo = "广东省东莞市", Date = day },
            ["ReturnMember"] = () => new ReturnMemberRequest { Id = member.Id }, ["ListMemberSteps"] = () => new ListMemberStepsRequest { Id = member.Id },
            ["SetMemberRule"] = () => new SetMemberRuleRequest { Rule = new() { DivisionCode = Town, Kind = MemberRuleKind.Apply, MinAge = 18, Prerequisites = { Prerequisite.Application }, SinceDate = app.Day() } },
            ["BatchRegisterMembers"] = () => new BatchRegisterMembersRequest { BatchId = batch, DivisionCode = Town, FirstLine = 1, Rows = { part } }, ["GetMemberBatch"] = () => new GetMemberBatchRequest { Id = batch },
            ["ListMemberVerdicts"] = () => new ListMemberVerdictsRequest { BatchId = batch }, ["ReadMembersFile"] = () => new ReadMembersFileRequest { OrganizationId = branch.Id, Purpose = "报送上级名册" },
            ["IssueTransfer"] = () => new IssueTransferRequest { MemberId = sent2.Id, ToId = other.Id }, ["ReceiveTransfer"] = () => new ReceiveTransferRequest { Id = transfer.Id }, ["RejectTransfer"] = () => new RejectTransferRequest { Id = transfer.Id, Reason = reason },
            ["WithdrawTransfer"] = () => new WithdrawTransferRequest { Id = transfer.Id }, ["GetTransfer"] = () => new GetTransferRequest { Id = transfer.Id }, ["ListTransfers"] = () => new ListTransfersRequest { PageSize = 500 },
            ["ReportMemberIn"] = () => Reported.ToReport(newcomer), ["ReportUnitIn"] = () => new ReportUnitInRequest { OrganizationId = branch.Id, DivisionCode = SmallMap.Community }, ["GetReportIn"] = () => new GetReportInRequest { Id = neighbour.ReportIn.Id },
            ["ListReportIns"] = () => new ListReportInsRequest { PageSize = 500 }, ["OfferSkills"] = () => new OfferSkillsRequest { Id = neighbour.ReportIn.Id, Skills = { "driving" } },
            ["EndReportIn"] = () => new EndReportInRequest { Id = unit.ReportIn.Id, End = ReportInEnd.Moved }, ["AppraiseReportIn"] = () => new AppraiseReportInRequest { ReportInId = neighbour.ReportIn.Id, Year = 2026, Opinion = "认真负责" },
            ["ListAppraisals"] = () => new ListAppraisalsRequest { PageSize = 500 }, ["ListReceipts"] = () => new ListReceiptsRequest { PageSize = 500 }, ["AcknowledgeReceipt"] = () => new AcknowledgeReceiptRequest { Id = receipt.ToString() },
            ["RevealReportedMember"] = () => new RevealReportedMemberRequest { Id = neighbour.ReportIn.Id, Purpose = "双报到党员登记为志愿者" }, ["PublishServiceItem"] = () => app.ToPublish(),
            ["CloseServiceItem"] = () => new CloseServiceItemRequest { Id = item.Id }, ["ListServiceItems"] = () => new ListServiceItemsRequest { PageSize = 500 },
            ["TakeServiceItem"] = () => new TakeServiceItemRequest { ItemId = item.Id, ReportInId = neighbour.ReportIn.Id }, ["ReleaseUndertaking"] = () => new ReleaseUndertakingRequest { Id = open.Id },
            ["CompleteUndertaking"] = () => app.ToEnter(open), ["ReturnUndertaking"] = () => new ReturnUndertakingRequest { Id = done.Id, Reason = reason }, ["ConfirmUndertaking"] = () => new ConfirmUndertakingRequest { Id = done2.Id, Feedback = "老人很满意" },
            ["ListUndertakings"] = () => new ListUndertakingsRequest { PageSize = 500 }, ["ListServiceEntries"] = () => new ListServiceEntriesRequest { ReportInId = neighbour.ReportIn.Id },
            ["EstablishRegionalCommittee"] = () => new EstablishRegionalCommitteeRequest { DivisionCode = Town, OrganizationId = town.Id, Name = "中共某街道区域委员会", EstablishedDate = day },
            ["ListRegionalCommittees"] = () => new ListRegionalCommitteesRequest { PageSize = 500 }, ["AdmitUnit"] = () => Regions.ToAdmit(region), ["PartUnit"] = () => new PartUnitRequest { Id = parting.Id },
            ["ListMemberUnits"] = () => new ListMemberUnitsRequest { CommitteeId = region.Id, PageSize = 500 }, ["SeatPartTimeMember"] = () => new SeatPartTimeMemberRequest { UnitId = allied.Id, MemberId = newcomer.Id, StartDate = day },
            ["UnseatPartTimeMember"] = () => new UnseatPartTimeMemberRequest { Id = sitting.Id }, ["ListPartTimeMembers"] = () => new ListPartTimeMembersRequest { CommitteeId = region.Id },
            ["SignAgreement"] = () => new SignAgreementRequest { UnitId = allied.Id, Title = "师资共享", StartDate = day, EndDate = "2026-12-31" }, ["RenewAgreement"] = () => new RenewAgreementRequest { Id = agreement.Id, EndDate = "2027-12-31" },
            ["EndAgreement"] = () => new EndAgreementRequest { Id = agreement2.Id }, ["ListAgreements"] = () => new ListAgreementsRequest { CommitteeId = region.Id }, ["PublishRegionalItem"] = () => Regions.ToList(region),
            ["CloseRegionalItem"] = () => new CloseRegionalItemRequest { Id = closable.Id }, ["ListRegionalItems"] = () => new ListRegionalItemsRequest { PageSize = 500 },
            ["ClaimItem"] = () => new ClaimItemRequest { ItemId = demand.Id, UnitId = allied.Id, Quantity = 1 }, ["ConfirmClaim"] = () => new ConfirmClaimRequest { Id = claim.Id }, ["DeclineClaim"] = () => new DeclineClaimRequest { Id = declining.Id },
            ["WithdrawClaim"] = () => new WithdrawClaimRequest { Id = withdrawing.Id }, ["EnterProgress"] = () => new EnterProgressRequest { ClaimId = running.Id, Progress = "已排定志愿教师" },
            ["CompleteClaim"] = () => new CompleteClaimRequest { Id = running.Id }, ["ReviewClaim"] = () => new ReviewClaimRequest { Id = completed.Id, Review = "家长很满意" }, ["ListClaims"] = () => new ListClaimsRequest { PageSize = 500 },
            ["EnterMotion"] = () => Motions.ToEnter(), ["RecordMeeting"] = () => Motions.ToRecord(motion), ["PublishMotion"] = () => Motions.ToPublish(deciding), ["WithdrawMotion"] = () => new WithdrawMotionRequest { MotionId = leaving.Id, Reason = reason },
            ["GetMotion"] = () => new GetMotionRequest { Id = motion.Id }, ["ListMotions"] = () => new ListMotionsRequest { PageSize = 500 },
            ["SetDeliberationRule"] = () => new SetDeliberationRuleRequest { Rule = new() { DivisionCode = Town, Step = DeliberationStep.ResultPublication, MinDays = 7, Basis = "街道议事规程", SinceDate = app.Day() } },
            ["AdoptConvention"] = () => Agreed.ToAdopt(deciding), ["FileConvention"] = () => Agreed.ToFile(adopted), ["ReturnConvention"] = () => new ReturnConventionRequest { Id = refiled.Id, Reason = reason }, ["GetConvention"] = () => new GetConventionRequest { Id = convention.Id },
            ["ListConventions"] = () => new ListConventionsRequest { PageSize = 500 }, ["EnterPerformance"] = () => new EnterPerformanceRequest { ConventionId = convention.Id, Date = day, Text = "开展文明养犬劝导" },
            ["ListPerformances"] = () => new ListPerformancesRequest { ConventionId = convention.Id }, ["EnterListing"] = () => Agreed.ToList(convention), ["AppealListing"] = () => new AppealListingRequest { Id = objecting.Id, Appeal = "并非本人" },
            ["DecideAppeal"] = () => new DecideAppealRequest { Id = objected.Id, Reason = reason }, ["RemoveListing"] = () => new RemoveListingRequest { Id = listing.Id, Reason = reason }, ["RevealListing"] = () => new RevealListingRequest { Id = listing.Id, Purpose = "处理异议" },
            ["ListListings"] = () => new ListListingsRequest { PageSize = 500, ShowAll = true },
            ["ListCompounds"] = () => new ListCompoundsRequest { PageSize = 500 }, ["GetCompoundFigures"] = () => new GetCompoundFiguresRequest { DivisionCode = Town }, ["EstablishOwnersCommittee"] = () => Estates.ToElect(bare),
            ["DissolveOwnersCommittee"] = () => new DissolveOwnersCommitteeRequest { Id = dissolving.Id, Date = day }, ["SeatOwner"] = () => Estates.ToSeat(owners, owning), ["UnseatOwner"] = () => new UnseatOwnerRequest { Id = leavingSeat.Id, EndDate = day },
            ["ListOwnersSeats"] = () => new ListOwnersSeatsRequest { CommitteeId = owners.Id }, ["RegisterPropertyCompany"] = () => Estates.ToRegister(Town), ["ListPropertyCompanies"] = () => new ListPropertyCompaniesRequest { PageSize = 500 },
            ["SignPropertyContract"] = () => Estates.ToSign(bare, company), ["EndPropertyContract"] = () => new EndPropertyContractRequest { Id = contracted.Id, Date = day }, ["FileManagementRule"] = () => Estates.ToFile(estate),
            ["ListManagementRules"] = () => new ListManagementRulesRequest { PageSize = 500 }, ["SetScoreScheme"] = () => Estates.Scheme(Town, app.Day()), ["ScoreSupervision"] = () => Estates.ToScore(estate), ["ListSupervisionScores"] = () => new ListSupervisionScoresRequest { PageSize = 500 },
            ["ListMusters"] = () => new ListMustersRequest { PageSize = 500 }, ["ListMusterPeople"] = () => new ListMusterPeopleRequest { MusterId = muster.ToString(), PageSize = 500 },
            ["EnterTwoNewUnit"] = () => new EnterTwoNewUnitRequest { DivisionCode = Town, Kind = TwoNewKind.Social, Name = "某某社区服务中心" }, ["CoverTwoNewUnit"] = () => new CoverTwoNewUnitRequest { Id = unit2.Id, OrganizationId = branch.Id },
            ["ListTwoNewUnits"] = () => new ListTwoNewUnitsRequest { PageSize = 500 }, ["GetCoverageFigures"] = () => new GetCoverageFiguresRequest { DivisionCode = Town },
            ["ListLevelProposals"] = () => new ListLevelProposalsRequest { PageSize = 500 }, ["AcceptLevelProposal"] = () => new AcceptLevelProposalRequest { Id = proposal.ToString(), IssuedDate = day, Number = "20260301" },
            ["DismissLevelProposal"] = () => new DismissLevelProposalRequest { Id = proposal2.ToString(), Reason = reason }, ["ListRefusedServices"] = () => new ListRefusedServicesRequest { PageSize = 500 },
            ["BatchRegisterTeamMembers"] = () => new BatchRegisterTeamMembersRequest { BatchId = NewId(), DivisionCode = home, FirstLine = 1, Rows = { Parts.TeamRow(home) } },
            ["BatchRegisterWorkers"] = () => new BatchRegisterWorkersRequest { BatchId = NewId(), DivisionCode = home, FirstLine = 1, Rows = { Parts.Worker(home) } },
            ["ReadTeamsFile"] = () => new ReadTeamsFileRequest { DivisionCode = Town, Purpose = "报送上级名册" }, ["ReadWorkersFile"] = () => new ReadWorkersFileRequest { DivisionCode = Town, Purpose = "报送上级名册" },
            ["ListClaimProgress"] = () => new ListClaimProgressRequest { ClaimId = running.Id },
        };
        return new Scene([town.Id, branch.Id, other.Id, closing.Id, member.Id, sent.Id, sent2.Id, transfer.Id, place.Id, batch, neighbour.ReportIn.Id, neighbour.Member.Id, unit.ReportIn.Id, item.Id, open.Id, done.Id, served.Id, appraisal.Id, receipt.ToString(),
            region.Id, parting.Id, allied.Id, sitting.Id, agreement.Id, agreement2.Id, demand.Id, closable.Id, claim.Id, declining.Id, withdrawing.Id, running.Id, completed.Id, unit2.Id, muster.ToString(), proposal.ToString(), proposal2.ToString(), estate.Id, bare.Id, owners.Id, dissolving.Id, leavingSeat.Id, owning.Id, company.Id, contracted.Id, motion.Id, deciding.Id, leaving.Id, adopted.Id, refiled.Id, convention.Id, listing.Id, objecting.Id, objected.Id, .. people.Select(p => p.Id), team.Id, headed.Id, seated.Id, extra.Id, spare.Id, filing.Id, review.Id, opinion.Id, reserve.Id, worker.Id, leaver.Id, regrading.Id], requests);

        // One committee a community: the second scene finds the first one's.
        async Task<Team> TeamAsync() => (await app.Office("51").Teams.ListTeamsAsync(new() { DivisionCode = home, Body = TeamBody.Party })).Teams is [var found, ..] ? found : (await app.NewTeam(home, deputies: 0, ordinaries: 0)).Team;
    }

    private Task<string> StateAsync() => app.Query<string>("""
        select concat_ws(' ', (select sum(version) || '/' || count(*) || '/' || sum(state) from organizations), (select sum(n * measure) from organization_count_changes), (select sum(version) || '/' || count(*) from organization_rules),
          (select sum(version) || '/' || count(*) from places), (select sum(version) || '/' || count(*) || '/' || sum(state) from members), (select count(*) from member_steps), (select sum(version) || '/' || count(*) from member_rules),
          (select sum(next_line) || '/' || count(*) from member_batches), (select count(*) from member_verdicts), (select sum(version) || '/' || count(*) || '/' || sum(state) from transfers), (select count(*) from events),
          (select sum(version) || '/' || count(*) || '/' || sum(state) from report_ins), (select sum(version) || '/' || count(*) from receipts), (select count(*) from year_appraisals),
          (select sum(version) || '/' || count(*) || '/' || sum(taken) from service_items), (select sum(version) || '/' || count(*) || '/' || sum(state) from undertakings), (select count(*) from service_entries), (select count(*) from regional_committees), (select sum(version) || '/' || count(*) from member_units), (select sum(version) || '/' || count(*) from part_time_members),
          (select sum(version) || '/' || count(*) from agreements), (select sum(version) || '/' || sum(claimed) || '/' || count(*) from regional_items), (select sum(version) || '/' || sum(state) || '/' || count(*) from claims), (select count(*) from claim_progress),
          (select sum(version) || '/' || sum(state) || '/' || count(*) from motions), (select count(*) from motion_meetings), (select sum(version) || '/' || count(*) from two_new_units), (select count(*) from musters), (select sum(version) || '/' || sum(state) || '/' || count(*) from level_proposals), (select sum(version) || '/' || count(*) from owners_committees), (select sum(version) || '/' || count(*) from owners_seats), (select count(*) from property_companies),
          (select sum(version) || '/' || count(*) from property_contracts), (select sum(version) || '/' || count(*) from management_rules), (select count(*) from score_schemes), (select count(*) from supervision_scores), (select count(*) from motion_publications), (select count(*) from deliberation_rules), (select sum(version) || '/' || sum(state) || '/' || count(*) from conventions),
          (select count(*) from performances), (select sum(version) || '/' || sum(state) || '/' || count(*) from listings),
          (select sum(version) || '/' || count(*) from people), (select sum(version) || '/' || count(*) from teams), (select sum(version) || '/' || count(*) from team_posts), (select sum(version) || '/' || count(*) from team_holdings),
          (select sum(version) || '/' || count(*) from team_rules), (select sum(version) || '/' || count(*) || '/' || sum(state) from joint_reviews), (select sum(version) || '/' || count(*) from review_opinions),
          (select sum(version) || '/' || count(*) || '/' || sum(state) from filings), (select sum(version) || '/' || count(*) || '/' || sum(state) from reserves), (select sum(version) || '/' || count(*) || '/' || sum(grade) from workers),
          (select count(*) from worker_assignments), (select count(*) from worker_certificates), (select count(*) from worker_trainings), (select count(*) from grade_schemes), (select sum(version) || '/' || count(*) || '/' || sum(state) from regradings))
        """);

    /// <param name="Marks">What an answer to somebody who may not see these rows must not contain.</param>
    /// <param name="Requests">For every rpc a request about them; an rpc that is missing keeps the matrix from passing, so nobody forgets it.</param>
    private sealed record Scene(IReadOnlyList<string> Marks, Dictionary<string, Func<IMessage>> Requests);
}
