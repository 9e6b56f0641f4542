using Governance.Events.Party.V1;
using Governance.Events.Volunteers.V1;
using Governance.SocialOrgs.V1;
using Grpc.Core;

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
    }

    [Fact]
    public async Task Who_is_hired_after_the_certificate_is_told_of_again_for_each_contract_and_who_has_none_that_holds_is_not()
    {
        var volunteer = NewId();
        var (worker, told) = (await Linked(volunteer), Guid.Parse(NewId()));
        await Hired(volunteer, told);
        await EventuallyAsync("the path is at its end", () => AtTheEnd(worker));
        Assert.Equal([true, true], (await Told("SocialWorkerCertified", worker.Id)).Select(e => e.Contains(volunteer, StringComparison.Ordinal)));
        // Delivered again nothing is told; a contract after that one begins without a level too.
        await Hired(volunteer, told);
        await Hired(volunteer);
        await EventuallyAsync("it is told of the second contract", async () => (await Told("SocialWorkerCertified", worker.Id)).Count == 3);
        var another = NewId();
        var over = await Linked(another);
        await app.QueryAll<int>("update social_workers set state = 2, due_on = null where id = $1", Guid.Parse(over.Id));
        await Hired(another);
        await EventuallyAsync("their path is at its end too", () => AtTheEnd(over));
        Assert.Single(await Told("SocialWorkerCertified", over.Id));
        Assert.Equal(3, (await Told("SocialWorkerCertified", worker.Id)).Count);
    }

    [Fact]
    public async Task Whatever_comes_last_of_hiring_and_knowing_who_it_is_finds_the_other()
    {
        var (registered, updated, known) = (NewId(), NewId(), NewId());
        var (request, second, third) = (Certifying.ToRegister(app, volunteer: registered), Certifying.ToRegister(app), Certifying.ToRegister(app));
        foreach (var (of, volunteer) in new[] { (request, registered), (second, updated) }) app.Volunteers.Hashes(volunteer, HashOf(of));
        var (later, asked) = (await app.Office().SocialWorkers.RegisterSocialWorkerAsync(second), await app.Office().SocialWorkers.RegisterSocialWorkerAsync(third));
        app.Volunteers.Hashes(known, HashOf(third));
        string[] volunteers = [registered, updated, known];
        await using var connection = new Npgsql.NpgsqlConnection(app.Database);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        // Somebody has each of them just now: all that is told or typed of them waits, and is read afterwards.
        foreach (var volunteer in volunteers)
        {
            await using var hold = new Npgsql.NpgsqlCommand($"select pg_advisory_xact_lock(hashtextextended('socialorgs.volunteer:{volunteer}', 0))", connection);
            await hold.ExecuteNonQueryAsync();
        }
        var registering = app.Office().SocialWorkers.RegisterSocialWorkerAsync(request).ResponseAsync;
        var updating = app.Office().SocialWorkers.UpdateSocialWorkerAsync(new() { RequestId = NewId(), Id = later.Id, UpdateMask = new() { Paths = { "volunteer_id" } }, VolunteerId = updated }).ResponseAsync;
        await app.PublishAsync(new VolunteerRegistered(Guid.Parse(known), SmallMap.Community, false, false, [], app.Clock.GetUtcNow()));
        foreach (var volunteer in volunteers) await Hired(volunteer);
        // At least one of the hirings, however many the queue hands out at once.
        await EventuallyAsync("all wait for their volunteer", async () => await app.Query<long>("select count(*) from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())") >= 4);
        await transaction.RollbackAsync();
        foreach (var worker in new[] { await registering, await updating, asked }) await EventuallyAsync("the path is at its end", () => AtTheEnd(worker));
    }

    [Fact]
    public async Task An_id_that_is_typed_must_be_this_persons_and_while_the_registry_is_away_it_is_not_believed()
    {
        var (theirs, others) = (NewId(), NewId());
        var request = Certifying.ToRegister(app, volunteer: others);
        app.Volunteers.Hashes(theirs, HashOf(request));
        app.Volunteers.Hashes(others, new byte[32]);
        foreach (var wrong in new[] { others, NewId() })
        {
            request.VolunteerId = wrong;
            await Refused(StatusCode.FailedPrecondition, "VOLUNTEER_NOT_THEIRS", () => app.Office().SocialWorkers.RegisterSocialWorkerAsync(request));
        }
        app.Volunteers.Away = true;
        app.Volunteers.Has(request.IdentityNumber, theirs);
        var worker = await app.Office().SocialWorkers.RegisterSocialWorkerAsync(request);
        Assert.Equal("", worker.VolunteerId);
        app.Volunteers.Away = false;
        await EventuallyAsync("who they are is known by the number", async () => (await app.Now(worker)).VolunteerId == theirs);
        AsyncUnaryCall<SocialWorker> Is(string who) => app.Office().SocialWorkers.UpdateSocialWorkerAsync(new() { RequestId = NewId(), Id = worker.Id, UpdateMask = new() { Paths = { "volunteer_id" } }, VolunteerId = who });
        await Refused(StatusCode.FailedPrecondition, "VOLUNTEER_NOT_THEIRS", () => Is(others));
        Assert.Equal(theirs, (await app.Now(worker)).VolunteerId);
        app.Volunteers.Away = true;
        // What is known already nobody has to vouch for.
        Assert.Equal(theirs, (await Is(theirs)).VolunteerId);
        await Refused(StatusCode.Unavailable, "REGISTRY_AWAY", () => Is(others));
        Assert.Equal(theirs, (await app.Now(worker)).VolunteerId);
        // Cleared, it is asked again by the number.
        Assert.Equal("", (await Is("")).VolunteerId);
        app.Volunteers.Away = false;
        await EventuallyAsync("it is asked again", async () => (await app.Now(worker)).VolunteerId == theirs);
    }

    [Fact]
    public async Task Who_has_anothers_id_since_ids_were_believed_loses_it_when_the_registry_says_whose_it_is()
    {
        var (stranger, request, volunteer) = (await app.Certified(), Certifying.ToRegister(app), NewId());
        await app.QueryAll<int>("update social_workers set volunteer_id = $2, recognized_at = now() where id = $1", Guid.Parse(stranger.Id), Guid.Parse(volunteer));
        app.Volunteers.Has(request.IdentityNumber, volunteer);
        var worker = await app.Office().SocialWorkers.RegisterSocialWorkerAsync(request);
        await EventuallyAsync("it is known whose it is", async () => (await app.Now(worker)).VolunteerId == volunteer);
        Assert.Equal(("", 1), ((await app.Now(stranger)).VolunteerId, (await app.Now(stranger)).Path.Count));
    }

    // Certified, and known as this volunteer.
    private async Task<SocialWorker> Linked(string volunteer)
    {
        var request = Certifying.ToRegister(app, volunteer: volunteer);
        app.Volunteers.Hashes(volunteer, HashOf(request));
        return await app.Office().SocialWorkers.RegisterSocialWorkerAsync(request);
    }

    private Task Hired(string volunteer, Guid? told = null) => app.PublishAsync(new WorkerAppointed(Guid.Parse(NewId()), SmallMap.Community, Guid.Parse(volunteer), app.Clock.GetUtcNow()), told);

    private async Task<bool> AtTheEnd(SocialWorker worker) => (await app.Now(worker)).Path.Any(s => s.Kind == PathStepKind.FullTimeWorker);

    private byte[] HashOf(RegisterSocialWorkerRequest request) => app.Personal.LookupHash(request.IdentityNumber, "socialorgs.social-workers.number");

    [Fact]
    public async Task Who_is_no_volunteer_is_left_alone_and_who_was_appointed_before_the_certificate_is_known_as_such()
    {
        var asked = app.Volunteers.Asked;
        var stranger = await app.Certified();
        await EventuallyAsync("the stranger was asked about", () => Task.FromResult(app.Volunteers.Asked > asked));
        var volunteer = NewId();
        await app.PublishAsync(new WorkerAppointed(Guid.Parse(NewId()), SmallMap.Community, Guid.Parse(volunteer), app.Clock.GetUtcNow()));
        await EventuallyAsync("it is kept", async () => await app.Query<long>("select count(*) from appointed_volunteers where id = $1", Guid.Parse(volunteer)) == 1);
        var worker = await Linked(volunteer);
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
