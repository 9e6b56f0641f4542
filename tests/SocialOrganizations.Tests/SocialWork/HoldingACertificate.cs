using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.SocialWork;

public sealed class HoldingACertificate(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    private async Task<List<string>> Told(string type, string worker) => [.. (await app.Events(type)).Where(e => e.Contains(worker, StringComparison.Ordinal))];

    [Fact]
    public async Task Somebody_is_registered_once_in_the_province_masked_and_sealed()
    {
        var request = Certifying.ToRegister(app, level: SocialWorkLevel.SocialWorker);
        var worker = await app.Office().SocialWorkers.RegisterSocialWorkerAsync(request);
        Assert.Equal((SocialWorkerState.Certified, SocialWorkLevel.SocialWorker, "欧***", "139****4321", "****" + request.CertificateNumber[^4..]), (worker.State, worker.Level, worker.NameMasked, worker.PhoneMasked, worker.CertificateNumberMasked));
        Assert.DoesNotContain(request.IdentityNumber, worker.ToString(), StringComparison.Ordinal);
        Assert.Equal([PathStepKind.SocialWorker], worker.Path.Select(s => s.Kind));
        var again = request.Clone();
        (again.RequestId, again.DivisionCode, again.IdentityNumber) = (NewId(), SmallMap.NextCounty, request.IdentityNumber.ToLowerInvariant());
        await Refused(StatusCode.AlreadyExists, "SOCIAL_WORKER_EXISTS", () => app.Office("510105").SocialWorkers.RegisterSocialWorkerAsync(again));
        var told = Assert.Single(await Told("SocialWorkerCertified", worker.Id));
        foreach (var secret in new[] { request.IdentityNumber, Certifying.Name, Certifying.Phone, request.CertificateNumber }) Assert.DoesNotContain(secret, told, StringComparison.Ordinal);
        // At rest nothing is in clear.
        foreach (var column in new[] { "name", "number", "phone", "sealed_certificate" })
        {
            Assert.False(await app.Query<bool>($"select position(convert_to($2, 'UTF8') in {column}) > 0 from social_workers where id = $1", Guid.Parse(worker.Id), column switch { "name" => Certifying.Name, "number" => request.IdentityNumber, "phone" => Certifying.Phone, _ => request.CertificateNumber }));
        }
    }

    [Fact]
    public async Task Every_wrong_field_is_told_at_once()
    {
        var request = Certifying.ToRegister(app);
        (request.Name, request.IdentityNumber, request.Phone, request.Level, request.CertificateNumber, request.IssuedDate, request.DivisionCode, request.VolunteerId) = ("", "51010419880101123Q", "x", 0, "1", app.Day(2), "51", "y");
        await WrongFields(() => app.Office("51").SocialWorkers.RegisterSocialWorkerAsync(request), "name", "identity_number", "phone", "level", "certificate_number", "issued_date", "division_code", "volunteer_id");
    }

    [Fact]
    public async Task Two_at_once_register_one_person_once()
    {
        var number = Certifying.NewNumber();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            try { return (await app.Office().SocialWorkers.RegisterSocialWorkerAsync(Certifying.ToRegister(app, number: number))).Id; }
            catch (RpcException e) when (e.StatusCode == StatusCode.AlreadyExists) { return ""; }
        }));
        Assert.Single(outcomes, o => o.Length > 0);
    }

    [Fact]
    public async Task A_renewal_asks_for_hours_since_the_certificate_and_a_higher_level_does_not()
    {
        var worker = await app.Certified();
        Assert.Equal(72, worker.HoursWanted);
        await app.Learns(worker, 90, from: -200);
        await app.Learns(worker, 71);
        await Refused(StatusCode.FailedPrecondition, "EDUCATION_HOURS_TOO_FEW", () => app.Office().SocialWorkers.RenewCertificateAsync(Certifying.ToRenew(app, worker)));
        await app.Learns(worker, 1);
        Assert.Equal([1, 71, 90], (await app.Office().SocialWorkers.ListEducationEntriesAsync(new() { SocialWorkerId = worker.Id })).Entries.Select(e => e.Hours).Order());
        await Refused(StatusCode.FailedPrecondition, "CERTIFICATE_NOT_LATER", () => app.Office().SocialWorkers.RenewCertificateAsync(Certifying.ToRenew(app, worker, 400)));
        var renewed = await app.Office().SocialWorkers.RenewCertificateAsync(Certifying.ToRenew(app, worker));
        Assert.Equal((0, app.Day(1_000)), (renewed.EducationHours, renewed.ValidUntilDate));
        var higher = await app.Office().SocialWorkers.RenewCertificateAsync(Certifying.ToRenew(app, worker, 1_100, SocialWorkLevel.Senior));
        Assert.Equal(SocialWorkLevel.Senior, higher.Level);
        await Refused(StatusCode.FailedPrecondition, "LEVEL_FALLS", () => app.Office().SocialWorkers.RenewCertificateAsync(Certifying.ToRenew(app, worker, 1_200, SocialWorkLevel.Assistant)));
    }

    [Fact]
    public async Task What_is_shown_in_clear_leaves_a_trace_and_who_is_outside_does_not_exist()
    {
        var request = Certifying.ToRegister(app);
        var worker = await app.Office().SocialWorkers.RegisterSocialWorkerAsync(request);
        Assert.Equal((Certifying.Name, Certifying.Phone, request.CertificateNumber), await Reveal(worker));
        Assert.Equal(1, await app.Query<long>("select count(*) from audit where aggregate_id = $1 and purpose = '核对证书原件'", Guid.Parse(worker.Id)));
        await Refused(StatusCode.NotFound, "SOCIAL_WORKER_NOT_FOUND", () => app.Office("510105").SocialWorkers.GetSocialWorkerAsync(new() { Id = worker.Id }));
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => app.Clerk().SocialWorkers.RevealSocialWorkerAsync(new() { Id = worker.Id, Purpose = "核对证书原件" }));
    }

    private async Task<(string, string, string)> Reveal(SocialWorker worker)
    {
        var clear = await app.Office().SocialWorkers.RevealSocialWorkerAsync(new() { Id = worker.Id, Purpose = "核对证书原件" });
        return (clear.Name, clear.Phone, clear.CertificateNumber);
    }

    [Fact]
    public async Task A_certificate_is_one_persons_until_they_retire_and_a_short_number_is_not_shown_whole()
    {
        var request = Certifying.ToRegister(app);
        request.CertificateNumber = "a7-" + request.CertificateNumber[^4..];
        var holder = await app.Office().SocialWorkers.RegisterSocialWorkerAsync(request);
        Assert.Equal("****" + request.CertificateNumber[^3..], holder.CertificateNumberMasked);
        var other = Certifying.ToRegister(app, SmallMap.NextCounty);
        other.CertificateNumber = $" {request.CertificateNumber.ToUpperInvariant()} ";
        await Refused(StatusCode.AlreadyExists, "CERTIFICATE_TAKEN", () => app.Office("510105").SocialWorkers.RegisterSocialWorkerAsync(other));
        var third = await app.Certified();
        var renewal = Certifying.ToRenew(app, third, level: SocialWorkLevel.Senior);
        renewal.CertificateNumber = request.CertificateNumber;
        await Refused(StatusCode.AlreadyExists, "CERTIFICATE_TAKEN", () => app.Office().SocialWorkers.RenewCertificateAsync(renewal));
        // One that is renewed keeps its number.
        var own = Certifying.ToRenew(app, holder, level: SocialWorkLevel.Senior);
        own.CertificateNumber = request.CertificateNumber;
        Assert.Equal(SocialWorkLevel.Senior, (await app.Office().SocialWorkers.RenewCertificateAsync(own)).Level);
        await app.Office().SocialWorkers.RetireSocialWorkerAsync(new() { RequestId = NewId(), Id = holder.Id, Reason = "登记有误" });
        other.RequestId = NewId();
        var now = await app.Office("510105").SocialWorkers.RegisterSocialWorkerAsync(other);
        Assert.Equal(now.Id, (await app.Office("51").SocialWorkers.FindSocialWorkerAsync(new() { CertificateNumber = request.CertificateNumber, Purpose = "核对证书原件" })).Id);
    }

    [Fact]
    public async Task Two_at_once_enter_one_certificate_once()
    {
        var number = Certifying.NewCertificate();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            var request = Certifying.ToRegister(app);
            request.CertificateNumber = number;
            try { return (await app.Office().SocialWorkers.RegisterSocialWorkerAsync(request)).Id; }
            catch (RpcException e) when (e.StatusCode == StatusCode.AlreadyExists) { return ""; }
        }));
        Assert.Single(outcomes, o => o.Length > 0);
    }

    [Fact]
    public async Task Whoever_holds_a_paper_finds_its_row_and_leaves_a_trace_found_or_not()
    {
        const string purpose = "窗口核对原件";
        var request = Certifying.ToRegister(app);
        var worker = await app.Office().SocialWorkers.RegisterSocialWorkerAsync(request);
        AsyncUnaryCall<SocialWorker> Find(string area, string number = "", string certificate = "") =>
            app.Office(area).SocialWorkers.FindSocialWorkerAsync(new() { IdentityNumber = number, CertificateNumber = certificate, Purpose = purpose });
        var found = await Find("510104", request.IdentityNumber);
        Assert.Equal((worker.Id, worker.NameMasked, worker.Etag), (found.Id, found.NameMasked, found.Etag));
        Assert.DoesNotContain(request.IdentityNumber, found.ToString(), StringComparison.Ordinal);
        Assert.Equal(worker.Id, (await Find("51", certificate: request.CertificateNumber.ToLowerInvariant())).Id);
        Assert.Equal(2, await app.Query<long>("select count(*) from audit where aggregate_id = $1 and purpose = $2", Guid.Parse(worker.Id), purpose));
        // Outside, it is as if there were nobody.
        foreach (var (number, certificate) in new[] { (request.IdentityNumber, ""), ("", request.CertificateNumber) }) await Refused(StatusCode.NotFound, "SOCIAL_WORKER_NOT_FOUND", () => Find("510105", number, certificate));
        await Refused(StatusCode.NotFound, "SOCIAL_WORKER_NOT_FOUND", () => Find("51", Certifying.NewNumber()));
        Assert.Equal(3, await app.Query<long>("select count(*) from audit where aggregate_id = $1 and purpose = $2", Guid.Empty, purpose));
        await WrongFields(() => Find("51"), "identity_number");
        await WrongFields(() => Find("51", request.IdentityNumber, request.CertificateNumber), "identity_number");
        await WrongFields(() => Find("51", "51010419880101123Q"), "identity_number");
    }

    [Fact]
    public async Task A_volunteer_is_one_social_worker_until_it_is_taken_back_or_they_retire()
    {
        var volunteer = NewId();
        var (first, second) = (await app.Certified(volunteer: volunteer), await app.Certified());
        AsyncUnaryCall<SocialWorker> Is(SocialWorker worker, string who) => app.Office("51").SocialWorkers.UpdateSocialWorkerAsync(new() { RequestId = NewId(), Id = worker.Id, UpdateMask = new() { Paths = { "volunteer_id" } }, VolunteerId = who });
        await Refused(StatusCode.AlreadyExists, "VOLUNTEER_TAKEN", () => Is(second, volunteer));
        await Refused(StatusCode.AlreadyExists, "VOLUNTEER_TAKEN", () => app.Certified(SmallMap.NextCounty, volunteer: volunteer));
        // Mistyped: taken back, others learn that nobody knows whose it is.
        var cleared = await Is(first, "");
        Assert.Equal(("", 1), (cleared.VolunteerId, cleared.Path.Count));
        Assert.Equal([true, false], (await Told("SocialWorkerCertified", first.Id)).Select(e => e.Contains(volunteer, StringComparison.Ordinal)));
        Assert.Equal(volunteer, (await Is(second, volunteer)).VolunteerId);
        await app.Office("51").SocialWorkers.RetireSocialWorkerAsync(new() { RequestId = NewId(), Id = second.Id, Reason = "调离本省" });
        Assert.Equal(volunteer, (await Is(first, volunteer)).VolunteerId);
        // Who was retired comes back when it is said who they are.
        await Refused(StatusCode.AlreadyExists, "VOLUNTEER_TAKEN", () => app.Office("51").SocialWorkers.RenewCertificateAsync(Certifying.ToRenew(app, second, level: SocialWorkLevel.Senior)));
        await Is(second, "");
        Assert.Equal(SocialWorkerState.Certified, (await app.Office("51").SocialWorkers.RenewCertificateAsync(Certifying.ToRenew(app, second, level: SocialWorkLevel.Senior))).State);
        await WrongFields(() => Is(first, "x"), "volunteer_id");
    }

    [Fact]
    public async Task The_path_goes_from_volunteer_to_a_station_and_who_is_retired_comes_back_with_a_certificate()
    {
        var worker = await app.Certified(place: SmallMap.NextCounty);
        var volunteer = NewId();
        await app.Office("510105").SocialWorkers.UpdateSocialWorkerAsync(new() { RequestId = NewId(), Id = worker.Id, UpdateMask = new() { Paths = { "volunteer_id", "phone" } }, VolunteerId = volunteer, Phone = "13911112222" });
        var (station, other) = (await app.Station(), await app.Station());
        await app.Posted(worker, station);
        var posted = await app.Posted(worker, other);
        Assert.Equal((other.Id, volunteer, "139****2222"), (posted.StationId, posted.VolunteerId, posted.PhoneMasked));
        Assert.Equal([PathStepKind.Volunteer, PathStepKind.SocialWorker, PathStepKind.CommunityWorker], posted.Path.Select(s => s.Kind));
        Assert.All(await Told("SocialWorkerPosted", worker.Id), e => Assert.Contains(volunteer, e, StringComparison.Ordinal));
        // Certified, and again when it was known which volunteer that is.
        Assert.Equal([false, true], (await Told("SocialWorkerCertified", worker.Id)).Select(e => e.Contains(volunteer, StringComparison.Ordinal)));
        await Refused(StatusCode.FailedPrecondition, "SOCIAL_WORK_STATION_STAFFED", () => app.Office("510105").Stations.CloseSocialWorkStationAsync(new() { Id = other.Id }));
        Assert.Equal(SocialWorkerState.Retired, (await app.Office("510105").SocialWorkers.RetireSocialWorkerAsync(new() { RequestId = NewId(), Id = worker.Id, Reason = "调离本省" })).State);
        await Refused(StatusCode.FailedPrecondition, "SOCIAL_WORKER_STATE", () => app.Posted(worker, station));
        Assert.True((await app.Office("510105").Stations.CloseSocialWorkStationAsync(new() { RequestId = NewId(), Id = other.Id })).Closed);
        await app.Learns(worker, 80);
        Assert.Equal(SocialWorkerState.Certified, (await app.Office("510105").SocialWorkers.RenewCertificateAsync(Certifying.ToRenew(app, worker))).State);
    }
}

/// <summary>Certificates end by the clock. A class of its own: it moves the clock by months.</summary>
public sealed class ACertificateThatEnds(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    [Fact]
    public async Task Its_holder_is_reminded_once_by_any_number_of_replicas_and_then_it_ends()
    {
        app.StartReplica();
        app.StartReplica();
        // The clock strikes what is due in the order in which it was entered: once it has struck the second, it has looked at the first.
        var ends = await app.Certified(validDays: 121);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        var (sooner, lasts) = (await app.Certified(validDays: 119), await app.Certified(validDays: 400));
        async Task<int> Told(string type, SocialWorker worker) => (await app.Events(type)).Count(e => e.Contains(worker.Id, StringComparison.Ordinal));
        app.Clock.Advance(TimeSpan.FromDays(29));
        await EventuallyAsync("the clock has looked", async () => { app.Clock.Advance(TimeSpan.FromMinutes(5)); return await Told("SocialWorkerReminded", sooner) == 1; });
        Assert.Equal(0, await Told("SocialWorkerReminded", ends));
        app.Clock.Advance(TimeSpan.FromDays(2));
        await EventuallyAsync("the holder is reminded", async () => { app.Clock.Advance(TimeSpan.FromMinutes(5)); return await Told("SocialWorkerReminded", ends) > 0; });
        app.Clock.Advance(TimeSpan.FromDays(10));
        Assert.Equal(SocialWorkerState.Certified, (await app.Now(ends)).State);
        app.Clock.Advance(TimeSpan.FromDays(90));
        await EventuallyAsync("the certificate has ended", async () => { app.Clock.Advance(TimeSpan.FromMinutes(5)); return (await app.Now(ends)).State == SocialWorkerState.Expired && (await app.Now(sooner)).State == SocialWorkerState.Expired; });
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal((1, 1, 0, SocialWorkerState.Certified), (await Told("SocialWorkerReminded", ends), await Told("SocialWorkerExpired", ends), await Told("SocialWorkerReminded", lasts), (await app.Now(lasts)).State));
        Assert.Equal([sooner.Id, ends.Id], (await app.Office().SocialWorkers.ListSocialWorkersAsync(new() { State = SocialWorkerState.Expired })).SocialWorkers.Select(w => w.Id));
        await Refused(StatusCode.FailedPrecondition, "SOCIAL_WORKER_STATE", async () => await app.Posted(ends, await app.Station(Certifying.NewPlace())));
    }
}

/// <summary>What is over when it is entered. A class of its own, as the one above.</summary>
public sealed class ACertificateThatIsOver(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    [Fact]
    public async Task One_that_has_expired_is_not_registered_nor_renewed_by_and_nobody_is_told_that_they_are_certified()
    {
        var expired = Certifying.ToRegister(app, validDays: -1);
        await WrongFields(() => app.Office().SocialWorkers.RegisterSocialWorkerAsync(expired), "valid_until_date");
        var today = await app.Certified(validDays: 0);
        app.Clock.Advance(TimeSpan.FromDays(10));
        await EventuallyAsync("it has expired", async () =>
        {
            app.Clock.Advance(TimeSpan.FromMinutes(5));
            return (await app.Now(today)).State == SocialWorkerState.Expired;
        });
        // Later than before, and over still.
        var renewal = Certifying.ToRenew(app, today, validDays: -1);
        renewal.IssuedDate = app.Day(-9);
        await WrongFields(() => app.Office().SocialWorkers.RenewCertificateAsync(renewal), "valid_until_date");
        Assert.Single(await app.Events("SocialWorkerCertified"), e => e.Contains(today.Id, StringComparison.Ordinal));
    }
}
