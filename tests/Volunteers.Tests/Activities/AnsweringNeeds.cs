using Governance.Events.Grid.V1;
using Governance.Events.Welfare.V1;
using Governance.Volunteers.Tests.Registrations;
using Governance.Volunteers.V1;

namespace Governance.Volunteers.Tests.Activities;

[Collection(WithBroker.Name)]
public sealed class AnsweringNeeds(VolunteersAppWithBroker app)
{
    [Fact]
    public async Task A_case_that_needs_help_opens_a_need_once_though_it_is_told_twice()
    {
        var raised = new NeedRaised(Guid.Parse(NewId()), SmallMap.Community, Guid.Parse(NewId()), "elderly-care", 2, app.Clock.GetUtcNow(), app.Clock.GetUtcNow().AddDays(3), app.Clock.GetUtcNow());
        var id = Guid.Parse(NewId());
        // A professional service is an organisation's under contract, and none of ours.
        var professional = raised with { NeedId = Guid.Parse(NewId()), Kind = "professional-counselling" };
        await app.PublishAsync(professional);
        await app.PublishAsync(raised, id);
        await app.PublishAsync(raised, id);
        var elsewhere = raised with { NeedId = Guid.Parse(NewId()), Area = SmallMap.OtherTown };
        await app.PublishAsync(elsewhere);
        await EventuallyAsync("both are here", async () => await app.Query<long>("select count(*) from needs where source = 2 and source_id = any ($1)", new[] { raised.NeedId, elsewhere.NeedId }), n => n == 2);
        var need = Assert.Single((await app.Town().Activities.ListNeedsAsync(new() { DivisionCode = SmallMap.Community })).Needs, n => n.Source == NeedSource.Welfare && n.SourceId == raised.NeedId.ToString());
        Assert.Equal((raised.NeedId.ToString(), 2, NeedState.Open), (need.SourceId, need.Headcount, need.State));
        Assert.Equal(["elderly-care"], need.Skills);
        Assert.Equal(0, await app.Query<long>("select count(*) from needs where source_id = $1", professional.NeedId));
    }

    [Fact]
    public async Task An_emergency_calls_for_trained_volunteers_where_it_is()
    {
        // Of this emergency alone: other scenarios of the same service activate others.
        var activated = new EmergencyActivated(Guid.Parse(NewId()), "510104", "flood", 2, app.Clock.GetUtcNow());
        await app.PublishAsync(activated);
        await EventuallyAsync("the need is here", async () => await app.Query<long>("select count(*) from needs where source = 3 and headcount = 200 and source_id = $1", activated.EmergencyId), n => n == 1);
        bool Ours(Need need) => need.Source == NeedSource.Emergency && need.SourceId == activated.EmergencyId.ToString() && need.Skills.Contains("disaster-relief");
        Assert.Contains((await app.County().Activities.ListNeedsAsync(new() { PageSize = 500 })).Needs, Ours);
        Assert.DoesNotContain((await app.County("510105").Activities.ListNeedsAsync(new() { PageSize = 500 })).Needs, Ours);
    }

    [Fact]
    public async Task A_community_that_is_merged_takes_its_volunteers_and_activities_with_it()
    {
        const string former = "510104030005", successor = SmallMap.OtherTown;
        var volunteer = await app.NewVolunteer(former);
        var activity = await app.County().Activities.PublishActivityAsync(app.Activity(place: former));
        await app.PublishAsync(new CommunitiesReorganized(Guid.Parse(NewId()), "510104", [former], [successor], app.Clock.GetUtcNow()));
        await EventuallyAsync("it has moved", async () => await app.Query<string>("select area from volunteers where id = $1", Guid.Parse(volunteer.Id)), area => area == successor);
        Assert.Equal(successor, (await app.County().Activities.GetActivityAsync(new() { Id = activity.Id })).DivisionCode);
        Assert.Equal(0, await app.Query<long>("select count(*) from shifts where area = $1", former));
    }

    [Fact]
    public async Task The_nearest_with_the_skill_and_the_time_comes_first_and_every_point_is_explained()
    {
        async Task<Volunteer> New(string home, string[] skills, AvailableTime? time, string? language = null)
        {
            var request = People.ToRegister(home: home);
            request.Skills.Clear();
            request.Skills.AddRange(skills);
            request.AvailableTimes.Clear();
            if (time is not null) request.AvailableTimes.Add(time);
            request.Languages.Clear();
            if (language is not null) request.Languages.Add(language);
            return await app.As("county-centre", home[..6]).Registrations.RegisterVolunteerAsync(request);
        }
        var saturday = new AvailableTime { Weekday = 6, Part = DayPart.Afternoon };
        var best = await New(SmallMap.Community, ["sign-language", "psychology"], saturday, "iii");
        var half = await New(SmallMap.Community, ["psychology"], saturday, "iii");
        var far = await New(SmallMap.OtherTown, ["sign-language", "psychology"], null);
        await New(SmallMap.NextCounty, ["sign-language", "psychology"], saturday);
        await New(SmallMap.Community, ["haircut"], saturday);

        var found = (await app.County().Activities.MatchVolunteersAsync(new() { DivisionCode = SmallMap.Community, Skills = { "sign-language", "psychology" }, AvailableTime = saturday, Language = "iii" })).Matches;
        Assert.Equal([best.Id, half.Id, far.Id], found.Select(m => m.VolunteerId));       // not the next county's, whom this centre may not see
        Assert.Equal(95, found[0].Score);
        Assert.All(found, m => Assert.Equal(m.Score, m.Parts.Sum(p => p.Points)));
        Assert.All(found, m => Assert.Equal([40, 25, 15, 10, 10], m.Parts.Select(p => p.Most)));
        Assert.Contains(found[2].Parts, p => p is { Aspect: MatchAspect.Distance, Reason: "同一区（县）" });
        Assert.Equal("李**", found[0].NameMasked);
        Assert.Equal(4, (await app.As("city-centre", "5101").Activities.MatchVolunteersAsync(new() { DivisionCode = SmallMap.Community, Skills = { "sign-language", "psychology" } })).Matches.Count);
        await WrongFields(() => app.County().Activities.MatchVolunteersAsync(new() { DivisionCode = "x", Skills = { "x" }, Limit = 101, Language = "x", AvailableTime = new() }), "division_code", "skills[0]", "limit", "language", "available_time.weekday", "available_time.part");
    }
}
