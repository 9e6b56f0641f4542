using Governance.Events.Party.V1;
using Governance.Events.SocialOrgs.V1;
using Governance.Party.V1;
using Governance.Volunteers.V1;

namespace Governance.Volunteers.Tests.Registrations;

/// <summary>Once only: what the party service and the social organisations enter, nobody types here again.</summary>
[Collection(WithBroker.Name)]
public sealed class ComingFromOtherServices(VolunteersAppWithBroker app)
{
    private const string Home = "510104018002";

    [Fact]
    public async Task A_party_member_who_reports_in_is_registered_once_though_it_is_told_twice()
    {
        var (reported, id) = (ReportIn(VolunteersApp.NewNumber(), "stranger-skill", "driving"), Guid.Parse(NewId()));
        await app.PublishAsync(reported, id);
        await app.PublishAsync(reported, id);
        var volunteer = await Found(reported);
        Assert.Equal((Home, PoliticalStatus.PartyMember, VolunteerState.Active, "139****5678"), (volunteer.DivisionCode, volunteer.PoliticalStatus, volunteer.State, volunteer.PhoneMasked));
        Assert.Equal(["driving"], volunteer.Skills);
        // Whatever comes after it in the queue has been dealt with: so has the second delivery.
        var next = ReportIn(VolunteersApp.NewNumber());
        await app.PublishAsync(next);
        await Found(next);
        Assert.Single(await EventsOf(reported));
        Assert.Equal(1, await app.Query<int>("select version from volunteers where id = $1", Guid.Parse(volunteer.Id)));
    }

    [Fact]
    public async Task Who_is_registered_stays_at_home_and_offers_more()
    {
        var number = VolunteersApp.NewNumber();
        var request = People.ToRegister(number);
        request.PoliticalStatus = PoliticalStatus.Masses;
        var known = await app.County().Registrations.RegisterVolunteerAsync(request);
        var reported = ReportIn(number, "driving", "education");
        await app.PublishAsync(reported);
        var volunteer = await Found(reported);
        Assert.Equal((known.Id, known.DivisionCode, PoliticalStatus.PartyMember), (volunteer.Id, volunteer.DivisionCode, volunteer.PoliticalStatus));
        Assert.Equal(["driving", "education", "first-aid"], volunteer.Skills);
        Assert.Equal(known.RegisterTime, volunteer.RegisterTime);
    }

    [Fact]
    public async Task Who_had_left_is_back()
    {
        var number = VolunteersApp.NewNumber();
        var gone = await app.NewVolunteer(number: number);
        await app.Town().Registrations.LeaveVolunteerAsync(new() { RequestId = NewId(), Id = gone.Id });
        var reported = ReportIn(number);
        await app.PublishAsync(reported);
        var volunteer = await Found(reported);
        Assert.Equal((gone.Id, VolunteerState.Active, Home), (volunteer.Id, volunteer.State, volunteer.DivisionCode));
    }

    [Fact]
    public async Task While_the_party_service_is_away_the_event_waits()
    {
        app.Party.Away = true;
        var (before, reported) = (app.Party.Asked, ReportIn(VolunteersApp.NewNumber()));
        await app.PublishAsync(reported);
        // More often than an event is tried that cannot be dealt with.
        await EventuallyAsync("it was asked for again and again", () => Task.FromResult(app.Party.Asked - before), asked => asked >= 6);
        Assert.Empty(await EventsOf(reported));
        app.Party.Away = false;
        await Found(reported);
    }

    [Fact]
    public async Task A_certified_social_worker_and_an_appointed_community_worker_grow_once()
    {
        var volunteer = await app.NewVolunteer();
        var key = Guid.Parse(volunteer.Id);
        var (certified, appointed) = (new SocialWorkerCertified(Guid.Parse(NewId()), "510104", "Assistant", key, app.Clock.GetUtcNow()), new WorkerAppointed(Guid.Parse(NewId()), Home, key, app.Clock.GetUtcNow()));
        await app.PublishAsync(certified with { VolunteerId = null });
        await app.PublishAsync(appointed with { VolunteerId = Guid.Parse(NewId()) });
        await app.PublishAsync(certified);
        await app.PublishAsync(certified with { Level = "Senior" });
        await app.PublishAsync(appointed);
        var steps = await EventuallyAsync("the volunteer has grown twice", async () => (await app.Town().Registrations.ListGrowthStepsAsync(new() { Id = volunteer.Id })).Steps, s => s.Count == 3);
        Assert.Equal([GrowthLevel.Volunteer, GrowthLevel.SocialWorker, GrowthLevel.CommunityWorker], steps.Select(s => s.Level));
        Assert.Equal(GrowthLevel.CommunityWorker, (await app.Town().Registrations.GetVolunteerAsync(new() { Id = volunteer.Id })).GrowthLevel);
    }

    private MemberReportedIn ReportIn(string number, params string[] skills)
    {
        var reported = new MemberReportedIn(Guid.Parse(NewId()), Home, Guid.Parse(NewId()), app.Clock.GetUtcNow());
        app.Party.Has(reported.ReportInId, new ReportedMember { Name = "王党员", IdentityNumber = number, Phone = "13912345678", Skills = { skills } });
        return reported;
    }

    private async Task<List<string>> EventsOf(MemberReportedIn reported) => [.. (await app.Events("MemberRecognized")).Where(e => e.Contains(reported.MemberId.ToString(), StringComparison.Ordinal))];

    private async Task<Volunteer> Found(MemberReportedIn reported)
    {
        var told = await EventuallyAsync("the member is recognized", () => EventsOf(reported), events => events.Count > 0);
        return await app.County().Registrations.GetVolunteerAsync(new() { Id = System.Text.Json.JsonDocument.Parse(told[0]).RootElement.GetProperty("volunteerId").GetString() });
    }
}
