using Governance.Events.SocialOrgs.V1;
using Governance.Volunteers.V1;

namespace Governance.Volunteers.Tests.Registrations;

/// <summary>What the social organisations' service tells of a social worker is a step of the volunteer's path; nobody types it.</summary>
[Collection(WithBroker.Name)]
public sealed class WorkingAtAStation(VolunteersAppWithBroker app)
{
    [Fact]
    public async Task Who_is_certified_and_posted_has_grown_twice_though_it_is_told_twice_and_strangers_change_nothing()
    {
        var volunteer = await app.NewVolunteer();
        var (worker, key) = (Guid.Parse(NewId()), Guid.Parse(volunteer.Id));
        var posted = new SocialWorkerPosted(worker, "510104", Guid.Parse(NewId()), null, app.Clock.GetUtcNow());
        await app.PublishAsync(posted);
        await app.PublishAsync(posted with { VolunteerId = Guid.Parse(NewId()) });
        await app.PublishAsync(new SocialWorkerCertified(worker, "510104", "SocialWorker", key, app.Clock.GetUtcNow()));
        for (var i = 0; i < 2; i++) await app.PublishAsync(posted with { VolunteerId = key });
        var steps = await EventuallyAsync("the volunteer has grown twice", async () => (await app.Town().Registrations.ListGrowthStepsAsync(new() { Id = volunteer.Id })).Steps, s => s.Count == 3);
        Assert.Equal([GrowthLevel.Volunteer, GrowthLevel.SocialWorker, GrowthLevel.CommunityWorker], steps.Select(s => s.Level));
        Assert.Equal(GrowthLevel.CommunityWorker, (await app.Town().Registrations.GetVolunteerAsync(new() { Id = volunteer.Id })).GrowthLevel);
    }
}
