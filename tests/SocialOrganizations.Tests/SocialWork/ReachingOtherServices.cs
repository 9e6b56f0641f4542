using Governance.Events.Party.V1;
using Governance.Events.Volunteers.V1;
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

    [Fact]
    public async Task Who_becomes_a_volunteer_after_the_certificate_is_linked_when_they_register_and_a_stranger_is_left_alone()
    {
        var asked = app.Volunteers.Asked;
        var (worker, volunteer) = (await app.Certified(), NewId());
        await EventuallyAsync("they were no volunteer yet", () => Task.FromResult(app.Volunteers.Asked > asked));
        app.Volunteers.Hashes(volunteer, await app.Query<byte[]>("select number_hash from social_workers where id = $1", Guid.Parse(worker.Id)));
        VolunteerRegistered Registered(string id, bool minor = false) => new(Guid.Parse(id), SmallMap.Community, minor, false, [], app.Clock.GetUtcNow());
        // The registry is away: the news waits.
        app.Volunteers.Away = true;
        asked = app.Volunteers.Asked;
        var told = Guid.Parse(NewId());
        await app.PublishAsync(Registered(volunteer), told);
        await EventuallyAsync("it is asked", () => Task.FromResult(app.Volunteers.Asked > asked));
        Assert.Equal("", (await app.Now(worker)).VolunteerId);
        app.Volunteers.Away = false;
        await EventuallyAsync("they are known", async () => (await app.Now(worker)).VolunteerId == volunteer);
        Assert.Equal([false, true], (await Told("SocialWorkerCertified", worker.Id)).Select(e => e.Contains(volunteer, StringComparison.Ordinal)));
        // Told again, and of a stranger: nothing changes, and of a minor nobody is asked.
        var other = await app.Certified();
        await app.PublishAsync(Registered(volunteer), told);
        await app.PublishAsync(Registered(NewId(), minor: true));
        asked = app.Volunteers.Asked;
        var stranger = NewId();
        app.Volunteers.Hashes(stranger, new byte[32]);
        await app.PublishAsync(Registered(stranger));
        await EventuallyAsync("the stranger was asked about", () => Task.FromResult(app.Volunteers.Asked > asked));
        Assert.Equal(("", volunteer), ((await app.Now(other)).VolunteerId, (await app.Now(worker)).VolunteerId));
        Assert.Equal(2, (await Told("SocialWorkerCertified", worker.Id)).Count);
    }
}
