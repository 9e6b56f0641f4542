using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Projects;

public sealed class BecomingAPilot(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    private const string Place = SmallMap.Community;

    [Fact]
    public async Task It_applies_is_assessed_and_labelled_by_three_people()
    {
        const PilotKind kind = PilotKind.SmartTechnology;
        // Of a type that nobody has set anything for.
        await app.QueryAll<string>("delete from pilot_schemes where kind = 6 returning area");
        await Refused(StatusCode.FailedPrecondition, "NO_PILOT_SCHEME", () => app.Office().Pilots.ApplyForPilotAsync(Building.ToApply(PilotKind.SelfGovernance, Place)));
        await app.Scheme(kind);
        var pilot = await app.Applied(kind, Place);
        await Refused(StatusCode.AlreadyExists, "PILOT_EXISTS", () => app.Applied(kind, Place));
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Assessed(pilot, by: "applicant"));
        await Refused(StatusCode.InvalidArgument, "INVALID_FIELDS", () => app.Assessed(pilot, 61, 40));
        await app.Assessed(pilot, 40, 39);
        DecidePilotRequest Decide(bool yes = true) => new() { RequestId = NewId(), Id = pilot.Id, Labelled = yes, Reason = "评估达标" };
        await Refused(StatusCode.FailedPrecondition, "SCORE_TOO_LOW", () => app.Office(subject: "chief").Pilots.DecidePilotAsync(Decide()));
        Assert.Equal(80, (await app.Assessed(pilot, 40, 40)).Total);
        // Who assessed before somebody else did is no stranger to it.
        Assert.Equal(90, (await app.Assessed(pilot, 50, 40, by: "second-assessor")).Total);
        foreach (var same in new[] { "applicant", "assessor", "second-assessor" }) await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Office(subject: same).Pilots.DecidePilotAsync(Decide()));
        var labelled = await app.Office(subject: "chief").Pilots.DecidePilotAsync(Decide());
        Assert.Equal((PilotState.Labelled, false), (labelled.State, labelled.Expired));
        Assert.Equal(DateOnly.Parse(app.Day(), null).AddYears(3).ToString("yyyy-MM-dd", null), labelled.ValidUntilDate);
        Assert.Equal([pilot.Id], (await app.Office().Pilots.ListPilotsAsync(new() { Kind = kind, State = PilotState.Labelled })).Pilots.Select(p => p.Id));
    }

    [Fact]
    public async Task It_is_held_against_the_scheme_of_the_day_on_which_it_applied_and_reviewed_by_the_one_that_holds_then()
    {
        const PilotKind kind = PilotKind.ServiceProject;
        await app.Scheme(kind, pass: 70);
        var pilot = await app.Labelled(kind, Place);
        await app.Scheme(kind, pass: 95);
        Assert.Equal(70, (await app.Office().Pilots.GetPilotAsync(new() { Id = pilot.Id })).PassPoints);
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Office(subject: "applicant").Pilots.ReviewPilotAsync(new() { Id = pilot.Id, Points = { 60, 40 } }));
        var correcting = await app.Office(subject: "reviewer").Pilots.ReviewPilotAsync(new() { RequestId = NewId(), Id = pilot.Id, Points = { 50, 40 } });
        Assert.Equal((PilotState.Correcting, 95), (correcting.State, correcting.PassPoints));
        // That everything was put right another sees than who found that it was not, even if somebody else found so too.
        ReviewPilotRequest Review(int first) => new() { RequestId = NewId(), Id = pilot.Id, Points = { first, 40 } };
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Office(subject: "reviewer").Pilots.ReviewPilotAsync(Review(58)));
        Assert.Equal(PilotState.Correcting, (await app.Office(subject: "second").Pilots.ReviewPilotAsync(Review(52))).State);
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Office(subject: "reviewer").Pilots.ReviewPilotAsync(Review(58)));
        Assert.Equal(PilotState.Labelled, (await app.Office(subject: "third").Pilots.ReviewPilotAsync(Review(58))).State);
        foreach (var same in new[] { "reviewer", "second", "third" }) await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Office(subject: same).Pilots.WithdrawPilotAsync(new() { Id = pilot.Id, Reason = "弄虚作假" }));
        Assert.Equal((PilotState.Withdrawn, ""), await Withdrawn(pilot));
        await Refused(StatusCode.FailedPrecondition, "PILOT_STATE", () => app.Office(subject: "chief").Pilots.WithdrawPilotAsync(new() { Id = pilot.Id, Reason = "弄虚作假" }));
        // It may apply anew.
        await app.Applied(kind, Place);
    }

    private async Task<(PilotState, string)> Withdrawn(Pilot pilot)
    {
        var withdrawn = await app.Office(subject: "chief").Pilots.WithdrawPilotAsync(new() { RequestId = NewId(), Id = pilot.Id, Reason = "弄虚作假" });
        return (withdrawn.State, withdrawn.ValidUntilDate);
    }
}

/// <summary>A province that begins today. A class of its own: nobody has set a scheme in it.</summary>
public sealed class APilotOfAProvinceThatBegins(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    [Fact]
    public async Task All_six_types_are_held_against_the_clauses_of_the_plan_without_anybody_setting_anything()
    {
        var shipped = (await app.Clerk().Pilots.ListPilotSchemesAsync(new() { PageSize = 500 })).Schemes;
        Assert.Equal(Enum.GetValues<PilotKind>().Where(k => k != 0), shipped.Select(s => s.Kind).Order());
        foreach (var scheme in shipped)
        {
            // The plan weighs nothing: a clause is met or not, all are to be met, and each says where it stands.
            Assert.All(scheme.Criteria, c => Assert.Equal(1, c.Points));
            Assert.All(scheme.Criteria, c => Assert.Matches("（第[三四五]章第[一二三四五]节）$", c.Title));
            Assert.Equal((scheme.Criteria.Count, "51"), (scheme.PassPoints, scheme.DivisionCode));
            var pilot = await app.Applied(scheme.Kind, SmallMap.Community);
            var all = new AssessPilotRequest { RequestId = NewId(), Id = pilot.Id };
            all.Points.AddRange(scheme.Criteria.Select(_ => 1));
            await app.Office(subject: "assessor").Pilots.AssessPilotAsync(all);
            Assert.Equal(PilotState.Labelled, (await app.Office(subject: "chief").Pilots.DecidePilotAsync(new() { RequestId = NewId(), Id = pilot.Id, Labelled = true, Reason = "评估达标" })).State);
        }
        // Where the plan says nothing nothing is made up: grading waits for a scheme.
        await Refused(StatusCode.FailedPrecondition, "NO_GRADING_SCHEME", async () => await app.Office().Gradings.ApplyForGradingAsync(new() { OrganizationId = (await app.Entered()).Id }));
    }
}

/// <summary>A label ends. A class of its own: it moves the clock by years.</summary>
public sealed class ALabelThatEnds(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    [Fact]
    public async Task After_its_years_it_is_shown_as_expired_until_a_review_makes_it_valid_anew()
    {
        await app.Scheme(PilotKind.ConvenientService);
        var pilot = await app.Labelled(PilotKind.ConvenientService, SmallMap.Community);
        app.Clock.Advance(TimeSpan.FromDays(3 * 366));
        Assert.True((await app.Office().Pilots.GetPilotAsync(new() { Id = pilot.Id })).Expired);
        Assert.False((await app.Office().Pilots.ReviewPilotAsync(new() { RequestId = NewId(), Id = pilot.Id, Points = { 60, 40 } })).Expired);
    }
}
