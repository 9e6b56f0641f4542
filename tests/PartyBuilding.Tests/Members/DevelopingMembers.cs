using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Teams;
using Grpc.Core;

namespace Governance.PartyBuilding.Tests.Members;

public sealed class DevelopingMembers(PartyApp app) : IClassFixture<PartyApp>
{
    private Task<Member> Advance(Member member, MemberState to, string date, params Prerequisite[] met) =>
        app.Clerk("510104").Members.AdvanceMemberAsync(new() { RequestId = NewId(), Id = member.Id, ToState = to, Date = date, Evidence = { Rosters.Met(date, met) } }).ResponseAsync;

    [Fact]
    public async Task From_applicant_to_full_member_each_step_waits_for_its_time_and_needs_what_the_rules_say()
    {
        var branch = await app.NewBranch();
        var clerk = app.Clerk("510104");
        var request = Rosters.ToEnter(branch, date: "2023-01-10");
        var member = await clerk.Members.EnterApplicantAsync(request);
        Assert.Equal(member, await clerk.Members.EnterApplicantAsync(request));
        Assert.Equal(("李小明", branch.Id, MemberState.Applicant, "2023-01-10", ""), (member.Name, member.OrganizationId, member.State, member.StateDate, member.JoinedDate));

        await Refused(StatusCode.FailedPrecondition, "STEP_NOT_NEXT", () => Advance(member, MemberState.Candidate, "2024-06-01", Rosters.ForCandidate));
        var told = await Refused(StatusCode.FailedPrecondition, "PREREQUISITES_MISSING", () => Advance(member, MemberState.Activist, "2023-03-01", Prerequisite.Talk, Prerequisite.UpperFiling));
        Assert.Equal("Recommendation,BranchDecision", told.Facts["missing"]);
        Assert.Equal("尚缺：党员推荐或群团推优、支部研究决定", told.Chinese);
        Assert.Equal("2023-01-10", (await Refused(StatusCode.FailedPrecondition, "STEP_TOO_EARLY", () => Advance(member, MemberState.Activist, "2023-01-09", Rosters.ForActivist))).Facts["earliest_date"]);
        Assert.Equal(MemberState.Activist, (await Advance(member, MemberState.Activist, "2023-03-01", Rosters.ForActivist)).State);
        Assert.Equal("2024-03-01", (await Refused(StatusCode.FailedPrecondition, "STEP_TOO_EARLY", () => Advance(member, MemberState.Candidate, "2024-02-29", Rosters.ForCandidate))).Facts["earliest_date"]);
        await Advance(member, MemberState.Candidate, "2024-03-01", Rosters.ForCandidate);
        var joined = await Advance(member, MemberState.Probationary, "2024-06-20", Rosters.ForProbation);
        Assert.Equal((MemberState.Probationary, "2024-06-20", "2024-06-20", ""), (joined.State, joined.StateDate, joined.JoinedDate, joined.ProbationDate));
        Assert.Equal("2025-06-20", (await Refused(StatusCode.FailedPrecondition, "STEP_TOO_EARLY", () => Advance(member, MemberState.Full, "2025-06-19", Rosters.ForFull))).Facts["earliest_date"]);

        Task<Member> Extend(int months) => clerk.Members.ExtendProbationAsync(new() { RequestId = NewId(), Id = member.Id, Months = months, Reason = "还需继续考察", Evidence = { Rosters.Met("2025-06-20", Prerequisite.BranchMeeting, Prerequisite.UpperApproval) } }).ResponseAsync;
        Assert.Equal(("6", "12"), await Refused(StatusCode.FailedPrecondition, "EXTENSION_NOT_ALLOWED", () => Extend(5)) is { Facts: var f } ? (f["min_months"], f["max_months"]) : default);
        Assert.Equal("2025-12-20", (await Extend(6)).ProbationDate);
        await Refused(StatusCode.FailedPrecondition, "PROBATION_EXTENDED_BEFORE", () => Extend(6));
        Assert.Equal("2025-12-20", (await Refused(StatusCode.FailedPrecondition, "STEP_TOO_EARLY", () => Advance(member, MemberState.Full, "2025-12-19", Rosters.ForFull))).Facts["earliest_date"]);
        var full = await Advance(member, MemberState.Full, "2026-01-05", Rosters.ForFull);
        Assert.Equal((MemberState.Full, "2026-01-05", "2024-06-20"), (full.State, full.StateDate, full.JoinedDate));
        await Refused(StatusCode.FailedPrecondition, "STEP_NOT_BACK", () => clerk.Members.RevertMemberAsync(new() { Id = member.Id, ToState = MemberState.Candidate, Date = "2026-02-01", Reason = "不合程序" }));
        await Refused(StatusCode.FailedPrecondition, "NOT_ON_PROBATION", () => Extend(6));

        var steps = (await clerk.Members.ListMemberStepsAsync(new() { Id = member.Id, PageSize = 4 }));
        Assert.Equal([MemberState.Applicant, MemberState.Activist, MemberState.Candidate, MemberState.Probationary], steps.Steps.Select(s => s.ToState));
        Assert.Equal(Rosters.ForCandidate, steps.Steps[2].Evidence.Select(e => e.Prerequisite));
        var rest = (await clerk.Members.ListMemberStepsAsync(new() { Id = member.Id, PageSize = 4, PageToken = steps.NextPageToken })).Steps;
        Assert.Equal([(5, MemberState.Probationary, "还需继续考察"), (6, MemberState.Full, "")], rest.Select(s => (s.Number, s.ToState, s.Reason)));
        Assert.Single(await app.Events("MemberAdmitted"), e => e.Contains(member.Id, StringComparison.Ordinal) && e.Contains("2024-06-20", StringComparison.Ordinal));
        Assert.Equal(5, (await app.Events("MemberStateChanged")).Count(e => e.Contains(member.Id, StringComparison.Ordinal)));
        await app.CountsAreRight();
    }

    [Fact]
    public async Task Back_goes_with_a_reason_out_goes_for_good_and_who_was_out_applies_anew()
    {
        var branch = await app.NewBranch();
        var clerk = app.Clerk("510104");
        var number = PartyApp.NewNumber();
        var member = await clerk.Members.EnterApplicantAsync(Rosters.ToEnter(branch, number, "2023-01-10"));
        await Advance(member, MemberState.Activist, "2023-03-01", Rosters.ForActivist);
        await Advance(member, MemberState.Candidate, "2024-03-01", Rosters.ForCandidate);
        await Advance(member, MemberState.Probationary, "2024-06-20", Rosters.ForProbation);
        await clerk.Members.FloatMemberAsync(new() { RequestId = NewId(), Id = member.Id, FloatingTo = "广东省东莞市", Date = "2024-09-01" });
        RevertMemberRequest Back(MemberState to, string date) => new() { RequestId = NewId(), Id = member.Id, ToState = to, Date = date, Reason = "不履行义务，支部大会决议" };
        await Refused(StatusCode.FailedPrecondition, "STEP_TOO_EARLY", () => clerk.Members.RevertMemberAsync(Back(MemberState.Activist, "2024-06-19")));
        var back = await clerk.Members.RevertMemberAsync(Back(MemberState.Activist, "2024-12-01"));
        Assert.Equal((MemberState.Activist, "2024-12-01", "", false, ""), (back.State, back.StateDate, back.JoinedDate, back.Floating, back.FloatingTo));
        await Refused(StatusCode.FailedPrecondition, "STEP_NOT_BACK", () => clerk.Members.RevertMemberAsync(Back(MemberState.Activist, "2025-01-01")));
        // The time of the step counts anew.
        await Refused(StatusCode.FailedPrecondition, "STEP_TOO_EARLY", () => Advance(member, MemberState.Candidate, "2025-06-01", Rosters.ForCandidate));
        Assert.Equal("不履行义务，支部大会决议", (await clerk.Members.ListMemberStepsAsync(new() { Id = member.Id })).Steps[^1].Reason);

        var end = new EndMembershipRequest { RequestId = NewId(), Id = member.Id, End = MembershipEnd.Left, Date = "2025-02-01", Reason = "本人撤回申请" };
        var out1 = await clerk.Members.EndMembershipAsync(end);
        Assert.Equal((MemberState.Ended, out1), (out1.State, await clerk.Members.EndMembershipAsync(end)));
        await app.CountsAreRight();
        Assert.Empty((await clerk.Members.ListMembersAsync(new() { OrganizationId = branch.Id })).Members);
        Assert.Single((await clerk.Members.ListMembersAsync(new() { OrganizationId = branch.Id, State = MemberState.Ended })).Members);
        foreach (var call in new Func<Task>[]
        {
            () => Advance(member, MemberState.Candidate, "2026-01-01", Rosters.ForCandidate),
            async () => await clerk.Members.RevertMemberAsync(Back(MemberState.Applicant, "2026-01-01")),
            async () => await clerk.Members.EndMembershipAsync(new() { Id = member.Id, End = MembershipEnd.Left, Date = "2026-02-01", Reason = "本人撤回申请" }),
            async () => await clerk.Members.UpdateMemberAsync(new() { Id = member.Id, UpdateMask = new() { Paths = { "phone" } }, Phone = "13900000000" }),
            async () => await clerk.Members.FloatMemberAsync(new() { Id = member.Id, FloatingTo = "广东省东莞市", Date = "2026-01-01" }),
            async () => await clerk.Members.ReturnMemberAsync(new() { Id = member.Id }),
            async () => await clerk.Members.ExtendProbationAsync(new() { Id = member.Id, Months = 6, Reason = "还需继续考察" }),
            async () => await clerk.Transfers.IssueTransferAsync(new() { MemberId = member.Id, ToId = branch.Id }),
        }) await Refused(StatusCode.FailedPrecondition, "MEMBERSHIP_ENDED", call);
        Assert.Equal(1, await app.Query<long>("select count(*) from events where type like '%MemberStateChanged' and payload->>'memberId' = $1 and payload->>'state' = 'Ended'", member.Id));

        // Elsewhere, where the former county's clerk sees nothing any more.
        var other = await app.NewBranch("510105");
        var again = await app.Clerk("510105").Members.EnterApplicantAsync(Rosters.ToEnter(other, number, "2026-03-01", "李晓明"));
        Assert.Equal((member.Id, MemberState.Applicant, other.Id, "李晓明"), (again.Id, again.State, again.OrganizationId, again.Name));
        await Refused(StatusCode.NotFound, "MEMBER_NOT_FOUND", () => clerk.Members.GetMemberAsync(new() { Id = member.Id }));
        Assert.Equal(member.Id, (await Refused(StatusCode.AlreadyExists, "MEMBER_EXISTS", () => clerk.Members.EnterApplicantAsync(Rosters.ToEnter(branch, number)))).Facts["member_id"]);
        await app.CountsAreRight();
    }

    [Fact]
    public async Task Nobody_under_age_and_every_wrong_field_is_named()
    {
        var branch = await app.NewBranch();
        var clerk = app.Clerk("510104");
        var young = Rosters.ToEnter(branch, PartyApp.NewNumber("20080302"));
        Assert.Equal("18", (await Refused(StatusCode.FailedPrecondition, "TOO_YOUNG", () => clerk.Members.EnterApplicantAsync(young))).Facts["min_age"]);
        young.IdentityNumber = PartyApp.NewNumber("20080301");
        Assert.Equal(2008, (await clerk.Members.EnterApplicantAsync(young)).BirthYear);
        var without = Rosters.ToEnter(branch);
        without.Evidence.Clear();
        await Refused(StatusCode.FailedPrecondition, "PREREQUISITES_MISSING", () => clerk.Members.EnterApplicantAsync(without));
        var group = await Organizations.Trees.New(app, branch, OrganizationKind.FunctionalGroup);
        await Refused(StatusCode.FailedPrecondition, "HOLDS_NO_MEMBERS", () => clerk.Members.EnterApplicantAsync(Rosters.ToEnter(group)));
        await Refused(StatusCode.NotFound, "ORGANIZATION_NOT_FOUND", () => app.Clerk("510105").Members.EnterApplicantAsync(Rosters.ToEnter(branch)));
        await WrongFields(() => clerk.Members.EnterApplicantAsync(new() { Phone = "1", Evidence = { new Evidence(), new Evidence { Prerequisite = Prerequisite.Talk, Date = "2026-03-05" } } }),
            "organization_id", "name", "identity_number", "phone", "date", "evidence[0].prerequisite", "evidence[0].date", "evidence[1].date");
        await WrongFields(() => clerk.Members.AdvanceMemberAsync(new() { ToState = MemberState.Applicant, Date = "2026-03-01", Evidence = { Rosters.Met("2026-03-02", Prerequisite.Talk), Rosters.Met("2026-03-01", Prerequisite.Talk) } }), "id", "to_state", "evidence[0].date", "evidence[1].prerequisite");
        await WrongFields(() => clerk.Members.RevertMemberAsync(new() { ToState = MemberState.Full }), "id", "to_state", "date", "reason");
        await WrongFields(() => clerk.Members.ExtendProbationAsync(new()), "id", "months", "reason");
        await WrongFields(() => clerk.Members.EndMembershipAsync(new()), "id", "end", "date", "reason");
        await WrongFields(() => clerk.Members.FloatMemberAsync(new()), "id", "floating_to", "date");
        await WrongFields(() => clerk.Members.UpdateMemberAsync(new() { Id = "x", UpdateMask = new() { Paths = { "name", "phone", "identity_number" } }, Phone = "1" }), "id", "update_mask", "name", "phone");
    }

    [Fact]
    public async Task Ten_at_once_take_a_step_once()
    {
        var member = await app.Clerk("510104").Members.EnterApplicantAsync(Rosters.ToEnter(await app.NewBranch(), date: "2025-01-10"));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            try { return (await Advance(member, MemberState.Activist, "2025-03-01", Rosters.ForActivist)).State.ToString(); }
            catch (RpcException e) { return Read(e).Reason; }
        }));
        Assert.Single(outcomes, "Activist");
        Assert.All(outcomes, o => Assert.Contains(o, new[] { "Activist", "STEP_NOT_NEXT" }));
        await app.CountsAreRight();
    }

    [Fact]
    public async Task Rules_of_steps_are_data()
    {
        var branch = await app.NewBranch("510105");
        var office = app.Office("510105");
        var (today, yesterday) = (app.Day(), app.Day(-1));
        MemberRule Rule(string since, int months) => new() { DivisionCode = "510105", Kind = MemberRuleKind.Candidate, MinMonths = months, MinAge = 18, Prerequisites = { Rosters.ForCandidate.Append(Prerequisite.Talk) }, SinceDate = since };
        var set = await office.Members.SetMemberRuleAsync(new() { RequestId = NewId(), Rule = Rule(today, 18) });
        await Refused(StatusCode.AlreadyExists, "RULE_EXISTS", () => office.Members.SetMemberRuleAsync(new() { RequestId = NewId(), Rule = Rule(today, 19) }));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Office().Members.SetMemberRuleAsync(new() { RequestId = NewId(), Rule = Rule(app.Day(1), 19) }));
        await WrongFields(() => office.Members.SetMemberRuleAsync(new() { Rule = new() { Kind = MemberRuleKind.Transfer, MinMonths = 61, MaxMonths = 1, MinAge = 61, Prerequisites = { Prerequisite.Unspecified } } }),
            "rule.division_code", "rule.min_months", "rule.max_months", "rule.max_days", "rule.min_age", "rule.prerequisites[0]", "rule.since_date");
        await WrongFields(() => office.Members.SetMemberRuleAsync(new() { Rule = Rule(yesterday, 18) }), "rule.since_date");
        Assert.Contains(set, (await office.Members.ListMemberRulesAsync(new() { Kind = MemberRuleKind.Candidate })).Rules);
        await WrongFields(() => office.Members.ListMemberRulesAsync(new() { Kind = (MemberRuleKind)9, PageSize = -1 }), "kind", "page_size");
        var (member, other) = (await app.NewMember(branch, MemberState.Activist, "2025-01-10"), await app.NewMember(branch, MemberState.Activist, "2023-06-01"));
        AdvanceMemberRequest To(Member of, string date, params Prerequisite[] met) => new() { RequestId = NewId(), Id = of.Id, ToState = MemberState.Candidate, Date = date, Evidence = { Rosters.Met(date, met) } };
        // By the rule that held on the day of the step: that of the county from today on, that of the province before.
        Assert.Equal("2026-07-10", (await Refused(StatusCode.FailedPrecondition, "STEP_TOO_EARLY", () => office.Members.AdvanceMemberAsync(To(member, today, [.. Rosters.ForCandidate, Prerequisite.Talk])))).Facts["earliest_date"]);
        Assert.Equal("Talk", (await Refused(StatusCode.FailedPrecondition, "PREREQUISITES_MISSING", () => office.Members.AdvanceMemberAsync(To(other, today, Rosters.ForCandidate)))).Facts["missing"]);
        Assert.Equal(MemberState.Candidate, (await office.Members.AdvanceMemberAsync(To(member, yesterday, Rosters.ForCandidate))).State);
        Assert.Equal(MemberState.Candidate, (await office.Members.AdvanceMemberAsync(To(other, today, [.. Rosters.ForCandidate, Prerequisite.Talk]))).State);
    }

    [Fact]
    public async Task No_division_asks_for_less_than_the_statute_and_each_field_below_it_is_named_with_its_clause()
    {
        async Task<Told> Set(MemberRule rule)
        {
            (rule.DivisionCode, rule.SinceDate) = ("510703", app.Day());
            return await Refused(StatusCode.InvalidArgument, "INVALID_FIELDS", () => app.Office("51").Members.SetMemberRuleAsync(new() { RequestId = NewId(), Rule = rule }));
        }
        var candidate = await Set(new() { Kind = MemberRuleKind.Candidate, MinMonths = 3, MinAge = 17, Prerequisites = { Prerequisite.Opinions } });
        Assert.Equal(["rule.min_months", "rule.min_age", "rule.prerequisites"], candidate.Fields);
        Assert.Contains("《中国共产党发展党员工作细则》", candidate.Chinese, StringComparison.Ordinal);
        Assert.Equal(["rule.min_months"], (await Set(new() { Kind = MemberRuleKind.Full, MinMonths = 11, MinAge = 18, Prerequisites = { Rosters.ForFull } })).Fields);
        Assert.Equal(["rule.min_months", "rule.max_months", "rule.prerequisites"], (await Set(new() { Kind = MemberRuleKind.Extension, MinMonths = 5, MaxMonths = 13 })).Fields);
        Assert.Equal(["rule.max_days"], (await Set(new() { Kind = MemberRuleKind.Transfer, MaxDays = 91 })).Fields);
        // One that was set before there was a floor asks for no less either.
        await app.Query<int>("""
            insert into member_rules (id, area, kind, min_months, max_months, max_days, min_age, prerequisites, since, version, event_sequence)
            values (gen_random_uuid(), '510703', 3, 1, 0, 0, 0, '{}', '2020-01-01', 1, 0) returning 1
            """);
        var member = await app.NewMember(await app.NewBranch("510703"), MemberState.Activist, "2025-06-01");
        Task<Member> Advance(string date, params Prerequisite[] met) => app.Office("510703").Members.AdvanceMemberAsync(new() { RequestId = NewId(), Id = member.Id, ToState = MemberState.Candidate, Date = date, Evidence = { Rosters.Met(date, met) } }).ResponseAsync;
        Assert.Equal("2026-06-01", (await Refused(StatusCode.FailedPrecondition, "STEP_TOO_EARLY", () => Advance("2026-03-01", Rosters.ForCandidate))).Facts["earliest_date"]);
    }
}
