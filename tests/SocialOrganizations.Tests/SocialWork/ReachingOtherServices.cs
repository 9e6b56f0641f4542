using Governance.Events.Party.V1;
using Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Tests.SocialWork;

/// <summary>One person in three services: known by the volunteer's id alone, and nobody types anything twice.</summary>
[Collection(WithBroker.Name)]
public sealed class ReachingOtherServices(SocialOrgsAppWithBroker app)
{
    private async Task<List<string>> Told(string type, string worker) => [.. (await app.Events(type)).Where(e => e.Contains(worker, StringComparison.Ordinal))];

    [Fact]
    public async Task Who_is_certified_is_found_among_the_volunteers_by_the_number_while_the_registry_is_away_it_waits_and_then_all_learn_of_it()
    {
        var (request, volunteer) = (Certifying.ToRegister(app), NewId());
        app.Volunteers.Has(request.IdentityNumber, volunteer);
        app.Volunteers.Away = true;
        var asked = app.Volunteers.Asked;
        var worker = await app.Office().SocialWorkers.RegisterSocialWorkerAsync(request);
        await EventuallyAsync("it is asked", () => Task.FromResult(app.Volunteers.Asked > asked));
        Assert.Equal("", (await app.Now(worker)).VolunteerId);
        app.Volunteers.Away = false;
        await EventuallyAsync("the volunteer is known", async () => (await app.Now(worker)).VolunteerId == volunteer);
        Assert.Equal([false, true], (await Told("SocialWorkerCertified", worker.Id)).Select(e => e.Contains(volunteer, StringComparison.Ordinal)));
        Assert.Equal([PathStepKind.Volunteer, PathStepKind.SocialWorker], (await app.Now(worker)).Path.Select(s => s.Kind));
        // The party service tells that they were appointed: the end of the path.
        await app.PublishAsync(new WorkerAppointed(Guid.Parse(NewId()), SmallMap.Community, Guid.Parse(volunteer), app.Clock.GetUtcNow()));
        await EventuallyAsync("the path is at its end", async () => (await app.Now(worker)).Path.Any(s => s.Kind == PathStepKind.FullTimeWorker));
    }

    [Fact]
    public async Task Who_is_no_volunteer_is_left_alone_and_who_was_appointed_before_the_certificate_is_known_as_such()
    {
        var asked = app.Volunteers.Asked;
        var stranger = await app.Certified();
        await EventuallyAsync("the stranger was asked about", () => Task.FromResult(app.Volunteers.Asked > asked));
        var volunteer = NewId();
        await app.PublishAsync(new WorkerAppointed(Guid.Parse(NewId()), SmallMap.Community, Guid.Parse(volunteer), app.Clock.GetUtcNow()));
        await EventuallyAsync("it is kept", async () => await app.Query<long>("select count(*) from appointed_volunteers where id = $1", Guid.Parse(volunteer)) == 1);
        var worker = await app.Certified(volunteer: volunteer);
        Assert.Equal([PathStepKind.Volunteer, PathStepKind.SocialWorker, PathStepKind.FullTimeWorker], worker.Path.Select(s => s.Kind));
        Assert.Single(await Told("SocialWorkerCertified", worker.Id));
        Assert.Equal("", (await app.Now(stranger)).VolunteerId);
    }
}
