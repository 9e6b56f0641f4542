using System.Globalization;
using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Teams;
using Grpc.Core;

namespace Governance.PartyBuilding.Tests.Members;

/// <summary>Steps are entered when they are taken. Counties with a roster day of their own; the clock goes on with the steps.</summary>
public sealed class EnteringStepsLate(PartyApp app) : IClassFixture<PartyApp>
{
    private Task<bool> RosterDay(string county, string day, string? until = null) => app.Query<bool>("with added as (insert into roster_days (area, day, until) values ($1, $2::date, nullif($3, '')::date) returning true) select true from added", county,
        DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), until ?? "");

    private Task<Member> Advance(string county, Member member, MemberState to, string date, Prerequisite[] met, string? metOn = null) =>
        app.Office(county).Members.AdvanceMemberAsync(new() { RequestId = NewId(), Id = member.Id, ToState = to, Date = date, Evidence = { Rosters.Met(metOn ?? date, met) } }).ResponseAsync;

    private static async Task TooLate(Func<Task> call, string days = "90") => Assert.Equal(days, (await Refused(StatusCode.FailedPrecondition, "STEP_ENTERED_TOO_LATE", call)).Facts["entry_days"]);

    [Fact]
    public async Task The_years_of_a_development_are_not_entered_in_one_minute()
    {
        const string county = "510104";
        await RosterDay(county, app.Day(-1000));
        var (branch, clerk) = (await app.NewBranch(county), app.Clerk(county));
        await TooLate(async () => await clerk.Members.EnterApplicantAsync(Rosters.ToEnter(branch, date: app.Day(-91))));
        var member = await clerk.Members.EnterApplicantAsync(Rosters.ToEnter(branch, date: app.Day(-90)));
        // A paper that was met before the state that it follows is of something else.
        Assert.Equal(app.Day(-90), (await Refused(StatusCode.FailedPrecondition, "EVIDENCE_TOO_EARLY", () => Advance(county, member, MemberState.Activist, app.Day(), Rosters.ForActivist, app.Day(-91)))).Facts["earliest_date"]);
        member = await Advance(county, member, MemberState.Activist, app.Day(-80), Rosters.ForActivist);
        // A year and a half later somebody remembers.
        app.Clock.Advance(TimeSpan.FromDays(550));
        await TooLate(() => Advance(county, member, MemberState.Candidate, app.Day(-91), Rosters.ForCandidate));
        // Nor is somebody put back to long ago, so that the time has passed already.
        await TooLate(async () => await clerk.Members.RevertMemberAsync(new() { RequestId = NewId(), Id = member.Id, ToState = MemberState.Applicant, Date = app.Day(-550), Reason = "不合程序" }));
        Assert.Equal(MemberState.Candidate, (await Advance(county, member, MemberState.Candidate, app.Day(-90), Rosters.ForCandidate)).State);
    }

    [Fact]
    public async Task How_late_is_a_rule_of_the_division_and_what_was_before_the_roster_day_is_entered_as_long_as_rosters_are_taken()
    {
        const string county = "510105";
        await RosterDay(county, app.Day(-50), app.Day(20));
        var (branch, office) = (await app.NewBranch(county), app.Office(county));
        MemberRule Rule(int days) => new() { DivisionCode = county, Kind = MemberRuleKind.Activist, MinAge = 18, Prerequisites = { Rosters.ForActivist }, SinceDate = app.Day(), EntryDays = days };
        await WrongFields(() => office.Members.SetMemberRuleAsync(new() { RequestId = NewId(), Rule = Rule(366) }), "rule.entry_days");
        Assert.Equal(10, (await office.Members.SetMemberRuleAsync(new() { RequestId = NewId(), Rule = Rule(10) })).EntryDays);
        Assert.Contains((await office.Members.ListMemberRulesAsync(new() { Kind = MemberRuleKind.Extension })).Rules, r => r.DivisionCode == "51" && r.EntryDays == 0);
        var (one, two, today) = (await app.NewMember(branch, MemberState.Applicant, "2023-01-10"), await app.NewMember(branch, MemberState.Applicant, "2023-01-10"), app.Day());
        Assert.Equal(MemberState.Activist, (await Advance(county, one, MemberState.Activist, "2023-03-01", Rosters.ForActivist)).State);
        Assert.Equal(1L, (await office.Enter(county, NewId(), 1, Rosters.Row(branch))).EnteredCount);
        app.Clock.Advance(TimeSpan.FromDays(20));
        await TooLate(() => Advance(county, two, MemberState.Activist, today, Rosters.ForActivist), "10");
        Assert.Equal(MemberState.Candidate, (await Advance(county, one, MemberState.Candidate, "2024-03-01", Rosters.ForCandidate)).State);
        // The rosters are in: what was not entered goes step by step, members, committees and all; applicants come as ever.
        app.Clock.Advance(TimeSpan.FromDays(1));
        await TooLate(() => Advance(county, one, MemberState.Probationary, "2024-06-20", Rosters.ForProbation));
        var (members, committees) = (NewId(), NewId());
        Assert.Equal(1L, (await office.Enter(county, members, 1, Rosters.Row(branch), Rosters.Row(branch, MemberState.Activist), Rosters.Row(branch, MemberState.Applicant))).EnteredCount);
        await office.EnterTeams(county, committees, 1, Parts.TeamRow(await Headed(), since: app.Day(-100)));
        var verdicts = await Task.WhenAll(new[] { members, committees }.Select(async b => (await office.Rosters.ListMemberVerdictsAsync(new() { BatchId = b, PageSize = 500 })).Verdicts.Select(v => string.Join(' ', v.Problems[0].Split(' ').Take(2)))));
        Assert.Equal(["state_date ROSTER_CLOSED", "state_date ROSTER_CLOSED"], verdicts[0]);
        Assert.Equal(["start_date ROSTER_CLOSED"], verdicts[1]);

        async Task<string> Headed()
        {
            var place = Boards.NewCommunity(county);
            var head = await app.NewPerson(place);
            await app.Reviewed(head, place);
            await app.NewHeaded(place, head, TeamBody.Residents);
            return place;
        }
    }
}
