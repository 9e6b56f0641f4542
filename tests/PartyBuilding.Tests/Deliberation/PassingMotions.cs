using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Teams;
using Grpc.Core;

namespace Governance.PartyBuilding.Tests.Deliberation;

public sealed class PassingMotions(PartyApp app) : IClassFixture<PartyApp>
{
    private Deliberations.DeliberationsClient Clerk => app.Clerk().Deliberations;

    [Fact]
    public async Task Four_meetings_and_two_publications_follow_each_other_and_none_is_skipped_or_repeated()
    {
        var (request, clerk) = (Motions.ToEnter(), Clerk);
        var motion = await clerk.EnterMotionAsync(request);
        Assert.Equal(motion, await clerk.EnterMotionAsync(request));
        Assert.Equal((MotionState.Entered, DeliberationStep.Proposal), (motion.State, motion.NextStep));
        foreach (var step in new[] { DeliberationStep.JointDiscussion, DeliberationStep.Deliberation, DeliberationStep.Resolution })
        {
            var early = await Refused(StatusCode.FailedPrecondition, "STEP_OUT_OF_ORDER", () => Clerk.RecordMeetingAsync(Motions.ToRecord(motion, step: step)));
            Assert.Equal("Proposal", early.Facts["next_step"]);
        }
        var unpublished = Motions.ToPublish(motion);
        unpublished.Step = DeliberationStep.DecisionPublication;
        await Refused(StatusCode.FailedPrecondition, "STEP_OUT_OF_ORDER", () => Clerk.PublishMotionAsync(unpublished));
        var states = new List<MotionState>();
        while (motion.NextStep <= DeliberationStep.Resolution)
        {
            var done = motion.NextStep;
            motion = await Clerk.RecordMeetingAsync(Motions.ToRecord(motion));
            states.Add(motion.State);
            await Refused(StatusCode.FailedPrecondition, "STEP_OUT_OF_ORDER", () => Clerk.RecordMeetingAsync(Motions.ToRecord(motion, step: done)));
        }
        Assert.Equal([MotionState.Proposed, MotionState.Discussed, MotionState.Deliberated, MotionState.Resolved], states);
        Assert.All(motion.Meetings, m => Assert.True(m.Passed));
        Assert.Equal("PUBLICATION_TOO_SHORT", (await Refused(StatusCode.FailedPrecondition, "PUBLICATION_TOO_SHORT", () => Clerk.PublishMotionAsync(Motions.ToPublish(motion, until: "2026-03-06")))).Reason);
        motion = await Clerk.PublishMotionAsync(Motions.ToPublish(motion, until: "2026-03-07"));
        Assert.Equal((MotionState.DecisionPublished, DeliberationStep.ResultPublication), (motion.State, motion.NextStep));
        Assert.Equal("2026-03-07", (await Refused(StatusCode.FailedPrecondition, "PUBLICATION_TOO_EARLY", () => Clerk.PublishMotionAsync(Motions.ToPublish(motion, "2026-03-04", "2026-03-20")))).Facts["earliest_date"]);
        app.Clock.Advance(TimeSpan.FromDays(30));
        motion = await Clerk.PublishMotionAsync(Motions.ToPublish(motion, "2026-03-20", "2026-03-30"));
        Assert.Equal((MotionState.ResultPublished, DeliberationStep.Unspecified, 4, 2), (motion.State, motion.NextStep, motion.Meetings.Count, motion.Publications.Count));
        Assert.Equal(["社区公示栏", "社区微信公众号"], motion.Publications[0].Venues);
        Assert.Equal(["Decision", "Result"], (await app.Events("ResolutionPublished")).Where(e => e.Contains(motion.Id, StringComparison.Ordinal)).Select(e => System.Text.Json.JsonDocument.Parse(e).RootElement.GetProperty("kind").GetString()));
        await Refused(StatusCode.FailedPrecondition, "MOTION_ENDED", () => Clerk.RecordMeetingAsync(Motions.ToRecord(motion, step: DeliberationStep.Resolution)));
        Assert.Equal(motion, await Clerk.GetMotionAsync(new() { Id = motion.Id }));
        Assert.Contains(motion, (await Clerk.ListMotionsAsync(new() { DivisionCode = SmallMap.Community, State = MotionState.ResultPublished })).Motions);
    }

    [Fact]
    public async Task Two_who_record_the_same_meeting_at_once_record_it_once()
    {
        app.StartReplica();
        var motion = await app.NewMotion();
        var told = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            try { await app.As("party-clerk", "510104", replica: i % 2).Deliberations.RecordMeetingAsync(Motions.ToRecord(motion)); return "OK"; }
            catch (RpcException e) { return Read(e).Reason; }
        }));
        Assert.Single(told, "OK");
        Assert.All(told.Where(t => t != "OK"), t => Assert.Contains(t, new[] { "ETAG_MISMATCH", "STEP_OUT_OF_ORDER" }));
        Assert.Single((await Clerk.GetMotionAsync(new() { Id = motion.Id })).Meetings);
    }

    [Theory]
    // Party meeting: half of those who may vote come, more than half of those who may vote are for it.
    [InlineData(SmallMap.Community, DeliberationStep.Deliberation, MeetingBody.PartyMeeting, 30, 14, 14, "QUORUM_NOT_MET")]
    [InlineData(SmallMap.Community, DeliberationStep.Deliberation, MeetingBody.PartyMeeting, 30, 15, 15, "REJECTED")]
    [InlineData(SmallMap.Community, DeliberationStep.Deliberation, MeetingBody.PartyMeeting, 30, 20, 15, "REJECTED")]
    [InlineData(SmallMap.Community, DeliberationStep.Deliberation, MeetingBody.PartyMeeting, 30, 20, 16, "PASSED")]
    // Residents: more than half come, more than half of those who came.
    [InlineData(SmallMap.Community, DeliberationStep.Resolution, MeetingBody.Representatives, 30, 15, 15, "QUORUM_NOT_MET")]
    [InlineData(SmallMap.Community, DeliberationStep.Resolution, MeetingBody.Representatives, 30, 16, 8, "REJECTED")]
    [InlineData(SmallMap.Community, DeliberationStep.Resolution, MeetingBody.Representatives, 30, 16, 9, "PASSED")]
    // Villagers: two thirds of the representatives or of the households, or more than half of all.
    [InlineData(Village, DeliberationStep.Resolution, MeetingBody.Representatives, 31, 20, 20, "QUORUM_NOT_MET")]
    [InlineData(Village, DeliberationStep.Resolution, MeetingBody.Representatives, 31, 21, 11, "PASSED")]
    [InlineData(Village, DeliberationStep.Resolution, MeetingBody.Households, 300, 199, 199, "QUORUM_NOT_MET")]
    [InlineData(Village, DeliberationStep.Resolution, MeetingBody.Households, 300, 200, 101, "PASSED")]
    [InlineData(Village, DeliberationStep.Resolution, MeetingBody.Congress, 1000, 500, 500, "QUORUM_NOT_MET")]
    [InlineData(Village, DeliberationStep.Resolution, MeetingBody.Congress, 1000, 501, 250, "REJECTED")]
    [InlineData(Village, DeliberationStep.Resolution, MeetingBody.Congress, 1000, 501, 251, "PASSED")]
    public async Task Attendance_and_votes_are_held_to_the_clause(string division, DeliberationStep step, MeetingBody body, int entitled, int present, int approved, string outcome)
    {
        var motion = await app.NewMotionBefore(step, division);
        var office = app.Office("51").Deliberations;
        var request = Motions.ToRecord(motion, entitled, present, approved, body: body);
        if (outcome == "QUORUM_NOT_MET")
        {
            var refused = await Refused(StatusCode.FailedPrecondition, outcome, () => office.RecordMeetingAsync(request));
            Assert.Equal(present.ToString(System.Globalization.CultureInfo.InvariantCulture), refused.Facts["present"]);
            Assert.True(int.Parse(refused.Facts["needed"], System.Globalization.CultureInfo.InvariantCulture) > present);
            Assert.Equal(motion, await office.GetMotionAsync(new() { Id = motion.Id }));
            return;
        }
        var after = await office.RecordMeetingAsync(request);
        var held = after.Meetings.Last();
        Assert.Equal((outcome == "PASSED", outcome == "REJECTED"), (held.Passed, after.State == MotionState.Rejected));
        Assert.Contains(outcome == "PASSED" ? "，通过" : "，未通过", held.Explanation, StringComparison.Ordinal);
        Assert.Contains("依据：", held.Explanation, StringComparison.Ordinal);
        request.RequestId = NewId();
        if (outcome == "REJECTED") await Refused(StatusCode.FailedPrecondition, "MOTION_ENDED", () => office.RecordMeetingAsync(request));
    }

    private const string Village = "510703011202";

    [Fact]
    public async Task A_rule_of_a_county_holds_there_from_its_day_and_not_before()
    {
        const string county = "510105";
        DeliberationRule Rule(string since) => new()
        {
            DivisionCode = county, Step = DeliberationStep.Proposal, Body = MeetingBody.PartyCommittee, Quorum = new() { Numerator = 1, Denominator = 1, OrMore = true }, Majority = new() { Numerator = 2, Denominator = 3, OrMore = true },
            MajorityOf = MajorityOf.Entitled, Basis = "区议事规程第三条", SinceDate = since,
        };
        var today = app.Day();
        var set = await app.Office(county).Deliberations.SetDeliberationRuleAsync(new() { RequestId = NewId(), Rule = Rule(today) });
        await Refused(StatusCode.AlreadyExists, "DELIBERATION_RULE_EXISTS", () => app.Office(county).Deliberations.SetDeliberationRuleAsync(new() { RequestId = NewId(), Rule = Rule(today) }));
        await WrongFields(() => app.Office(county).Deliberations.SetDeliberationRuleAsync(new() { Rule = Rule(app.Day(-1)) }), "rule.since_date");
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Office("510104").Deliberations.SetDeliberationRuleAsync(new() { RequestId = NewId(), Rule = Rule(app.Day(1)) }));
        Assert.Contains(set, (await app.Office().Deliberations.ListDeliberationRulesAsync(new() { PageSize = 500 })).Rules);
        var here = app.Office(county).Deliberations;
        var motion = await app.NewMotion(SmallMap.NextCounty);
        Assert.Equal("9", (await Refused(StatusCode.FailedPrecondition, "QUORUM_NOT_MET", () => here.RecordMeetingAsync(Motions.ToRecord(motion, 9, 8, 8, today)))).Facts["needed"]);
        var before = await here.RecordMeetingAsync(Motions.ToRecord(motion, 9, 8, 8, app.Day(-1)));
        Assert.NotEqual(set.Id, before.Meetings[0].RuleId);
        var after = await here.RecordMeetingAsync(Motions.ToRecord(await app.NewMotion(SmallMap.NextCounty), 9, 9, 6, today));
        Assert.Equal((set.Id, true), (after.Meetings[0].RuleId, after.Meetings[0].Passed));
        Assert.Contains("区议事规程第三条", after.Meetings[0].Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_division_asks_for_less_than_the_statute_and_each_field_below_it_is_named_with_its_clause()
    {
        async Task<Told> Set(DeliberationStep step, MeetingBody body, CommunityForm form, (int, int, bool) quorum, (int, int, bool) majority, MajorityOf of)
        {
            static Fraction Of((int Numerator, int Denominator, bool OrMore) f) => new() { Numerator = f.Numerator, Denominator = f.Denominator, OrMore = f.OrMore };
            return await Refused(StatusCode.InvalidArgument, "INVALID_FIELDS", () => app.Office("51").Deliberations.SetDeliberationRuleAsync(new()
            {
                RequestId = NewId(), Rule = new() { DivisionCode = "510703", Step = step, Body = body, Form = form, Quorum = Of(quorum), Majority = Of(majority), MajorityOf = of, Basis = "市议事规程第二条", SinceDate = app.Day() },
            }));
        }
        var villagers = await Set(DeliberationStep.Resolution, MeetingBody.Representatives, CommunityForm.Village, (1, 2, false), (1, 2, true), MajorityOf.Present);
        Assert.Equal(["rule.quorum", "rule.majority"], villagers.Fields);
        Assert.Contains("《村民委员会组织法》（2018）第二十六条", villagers.Chinese, StringComparison.Ordinal);
        Assert.Equal(["rule.quorum", "rule.majority", "rule.majority_of"], (await Set(DeliberationStep.Deliberation, MeetingBody.PartyMeeting, CommunityForm.Unspecified, (49, 100, true), (1, 2, true), MajorityOf.Present)).Fields);
        // What holds in both forms is held to both statutes, and named once.
        Assert.Equal(["rule.quorum"], (await Set(DeliberationStep.Resolution, MeetingBody.Households, CommunityForm.Unspecified, (1, 2, true), (1, 2, false), MajorityOf.Present)).Fields);
        // No committee resolves for the residents.
        Assert.Equal(["rule.body"], (await Set(DeliberationStep.Resolution, MeetingBody.PartyCommittee, CommunityForm.Village, (1, 1, true), (1, 1, true), MajorityOf.Entitled)).Fields);
        // One that was set before there was a floor holds no more.
        await app.Query<int>("""
            insert into deliberation_rules (id, area, step, body, quorum_numerator, quorum_denominator, quorum_or_more, majority_numerator, majority_denominator, majority_or_more, majority_of, min_days, basis, since, version, event_sequence)
            values (gen_random_uuid(), '510703', 3, 3, 1, 10, true, 1, 10, true, 1, 0, '自行规定', '2020-01-01', 1, 0) returning 1
            """);
        var motion = await app.NewMotionBefore(DeliberationStep.Deliberation, Village);
        Assert.Equal("15", (await Refused(StatusCode.FailedPrecondition, "QUORUM_NOT_MET", () => app.Office("51").Deliberations.RecordMeetingAsync(Motions.ToRecord(motion, 30, 14, 14, body: MeetingBody.PartyMeeting)))).Facts["needed"]);
    }

    [Fact]
    public async Task The_wrong_meeting_an_earlier_day_and_a_withdrawn_motion_are_refused()
    {
        var motion = await app.NewMotion();
        await Refused(StatusCode.FailedPrecondition, "NO_SUCH_MEETING", () => Clerk.RecordMeetingAsync(Motions.ToRecord(motion, body: MeetingBody.Representatives)));
        motion = await Clerk.RecordMeetingAsync(Motions.ToRecord(motion));
        Assert.Equal("2026-03-01", (await Refused(StatusCode.FailedPrecondition, "MEETING_TOO_EARLY", () => Clerk.RecordMeetingAsync(Motions.ToRecord(motion, date: "2026-02-28")))).Facts["earliest_date"]);
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => Clerk.WithdrawMotionAsync(new() { RequestId = NewId(), MotionId = motion.Id, Reason = "方案需要重新论证", Etag = "0" }));
        motion = await Clerk.WithdrawMotionAsync(new() { RequestId = NewId(), MotionId = motion.Id, Reason = "方案需要重新论证", Etag = motion.Etag });
        Assert.Equal(MotionState.Withdrawn, motion.State);
        await Refused(StatusCode.FailedPrecondition, "MOTION_ENDED", () => Clerk.WithdrawMotionAsync(new() { RequestId = NewId(), MotionId = motion.Id, Reason = "方案需要重新论证" }));
        var resolved = await app.NewResolved();
        await Refused(StatusCode.FailedPrecondition, "MOTION_RESOLVED", () => Clerk.WithdrawMotionAsync(new() { RequestId = NewId(), MotionId = resolved.Id, Reason = "方案需要重新论证" }));
        await Refused(StatusCode.FailedPrecondition, "PUBLICATION_TOO_EARLY", () => Clerk.PublishMotionAsync(Motions.ToPublish(resolved, "2026-02-28")));
    }

    [Fact]
    public async Task Outside_my_area_is_not_found()
    {
        var motion = await app.NewMotion();
        await Refused(StatusCode.NotFound, "MOTION_NOT_FOUND", () => app.Office("510105").Deliberations.GetMotionAsync(new() { Id = motion.Id }));
        await Refused(StatusCode.NotFound, "MOTION_NOT_FOUND", () => app.Office("510105").Deliberations.RecordMeetingAsync(Motions.ToRecord(motion)));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Office("510105").Deliberations.EnterMotionAsync(Motions.ToEnter()));
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => Clerk.EnterMotionAsync(Motions.ToEnter("510104017999")));
        Assert.DoesNotContain(motion.Id, (await app.Office("510105").Deliberations.ListMotionsAsync(new() { PageSize = 500 })).Motions.Select(m => m.Id));
    }

    [Fact]
    public async Task Every_wrong_field_is_told_at_once()
    {
        await WrongFields(() => Clerk.EnterMotionAsync(new() { DivisionCode = "5101", Title = "车棚", Summary = "短" }), "division_code", "title", "summary");
        await WrongFields(() => Clerk.RecordMeetingAsync(new() { MotionId = "x", Step = DeliberationStep.DecisionPublication, Entitled = 10, Present = 11, Approved = -1, Opposed = 8, Abstained = 4 }),
            "motion_id", "step", "body", "venue", "present", "approved", "held_date");
        await WrongFields(() => Clerk.PublishMotionAsync(new() { MotionId = "x", Step = DeliberationStep.Proposal, FromDate = "2099-03-05", UntilDate = "2099-03-01" }), "motion_id", "step", "venues", "text", "from_date", "until_date");
        await WrongFields(() => app.Office().Deliberations.SetDeliberationRuleAsync(new() { Rule = new() { DivisionCode = "510104", Step = DeliberationStep.Proposal, MinDays = 3, Quorum = new() { Numerator = 3, Denominator = 2 }, Basis = "无" } }),
            "rule.basis", "rule.since_date", "rule.body", "rule.majority_of", "rule.min_days", "rule.quorum.numerator", "rule.majority");
        await WrongFields(() => app.Office().Deliberations.SetDeliberationRuleAsync(new() { Rule = new() { DivisionCode = "510104", Step = DeliberationStep.ResultPublication, Body = MeetingBody.Congress, Quorum = new(), Basis = "区议事规程", SinceDate = app.Day() } }),
            "rule.body", "rule.quorum", "rule.min_days");
        await WrongFields(() => Clerk.ListMotionsAsync(new() { DivisionCode = "x", State = (MotionState)99 }), "division_code", "state");
    }
}
