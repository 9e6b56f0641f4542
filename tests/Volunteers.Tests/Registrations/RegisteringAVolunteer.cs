using Governance.Volunteers.V1;
using Grpc.Core;

namespace Governance.Volunteers.Tests.Registrations;

public sealed class RegisteringAVolunteer(VolunteersApp app) : IClassFixture<VolunteersApp>
{
    [Fact]
    public async Task Birth_year_and_sex_come_from_the_number_and_nobody_is_shown_it()
    {
        var request = People.ToRegister(VolunteersApp.NewNumber("19920229", male: false));
        var volunteer = await app.Town().Registrations.RegisterVolunteerAsync(request);

        Assert.Equal(("李小明", 1992, Sex.Female, "139****5678"), (volunteer.Name, volunteer.BirthYear, volunteer.Sex, volunteer.PhoneMasked));
        Assert.Equal(request.IdentityNumber[..3] + "***********" + request.IdentityNumber[^4..], volunteer.IdentityNumberMasked);
        Assert.Equal((SmallMap.Community, VolunteerState.Active, GrowthLevel.Volunteer), (volunteer.DivisionCode, volunteer.State, volunteer.GrowthLevel));
        Assert.Equal(volunteer, await app.Town().Registrations.GetVolunteerAsync(new() { Id = volunteer.Id }));
        Assert.Equal("李**", (await app.As("grid-worker", SmallMap.Community).Registrations.GetVolunteerAsync(new() { Id = volunteer.Id })).Name);
        var event_ = (await app.Events("VolunteerRegistered"))[^1];
        Assert.Contains(volunteer.Id, event_, StringComparison.Ordinal);
        Assert.DoesNotContain("1992", event_, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_number_and_phone_lie_encrypted_in_every_table()
    {
        var request = People.ToRegister(phone: "13998765432", name: "欧阳不见");
        await app.Town().Registrations.RegisterVolunteerAsync(request);
        foreach (var table in await app.QueryAll<string>("select quote_ident(relname) from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"))
        {
            // As text, and as the hex in which a bytea column is written.
            Assert.Equal(0, await app.Query<long>($"select count(*) from {table} t, unnest($1) as plain where strpos(t::text, plain) > 0 or strpos(t::text, encode(convert_to(plain, 'UTF8'), 'hex')) > 0",
                (object)new[] { request.IdentityNumber, request.Phone, "欧阳不见" }));
        }
    }

    [Fact]
    public async Task An_answer_that_was_kept_before_answers_were_sealed_is_given_still()
    {
        var request = People.ToRegister();
        var volunteer = await app.Town().Registrations.RegisterVolunteerAsync(request);
        var town = app.As("town-clerk", SmallMap.Community[..9], subject: "before");
        await app.QueryAll<int>("update requests set caller = 'before', reply = $2 where request_id = $1", Guid.Parse(request.RequestId), Google.Protobuf.MessageExtensions.ToByteArray(volunteer));
        Assert.Equal(volunteer, await town.Registrations.RegisterVolunteerAsync(request));
    }

    [Fact]
    public async Task Fifty_at_once_with_one_number_register_one_person()
    {
        var number = VolunteersApp.NewNumber();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            try { return (await app.As("county-centre", i % 2 == 0 ? "510104" : "510105").Registrations.RegisterVolunteerAsync(People.ToRegister(number, i % 2 == 0 ? SmallMap.Community : SmallMap.NextCounty))).Id; }
            catch (RpcException e) { return Read(e) is { Reason: "VOLUNTEER_ALREADY_REGISTERED", Facts: var facts } ? "also " + facts["volunteer_id"] : Print(e); }
        }));
        var first = Assert.Single(outcomes, o => !o.StartsWith("also ", StringComparison.Ordinal));
        Assert.All(outcomes, o => Assert.EndsWith(first, o, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("510104198801021231")]    // check character
    [InlineData("510104198802301234")]    // 30 February
    [InlineData("51010418880102123X")]
    [InlineData("51010420990102123X")]
    [InlineData("51010488010212")]
    [InlineData("５10104198801021234")]
    public async Task A_number_that_cannot_be_is_refused(string number) => await WrongFields(() => app.Town().Registrations.RegisterVolunteerAsync(People.ToRegister(number)), "identity_number");

    [Fact]
    public async Task Every_wrong_field_is_named()
    {
        var wrong = new RegisterVolunteerRequest
        {
            Name = "李", IdentityNumber = "1", Phone = "23812345678", DivisionCode = "510104017099", Skills = { "juggling" }, Languages = { "Tibetan" }, PoliticalStatus = (PoliticalStatus)9,
            Education = (Education)9, AvailableTimes = { new AvailableTime { Weekday = 8 } }, Subject = new string('x', 101),
        };
        await WrongFields(() => app.Town().Registrations.RegisterVolunteerAsync(wrong), "name", "identity_number", "phone", "division_code", "skills[0]", "languages[0]", "political_status", "education",
            "available_times[0].weekday", "available_times[0].part", "subject");
        await WrongFields(() => app.County().Registrations.RevealVolunteerAsync(new() { Id = "x" }), "id", "purpose");
        await WrongFields(() => app.Town().Registrations.UpdateVolunteerAsync(new() { Id = NewId(), UpdateMask = new() { Paths = { "name", "phone" } }, Phone = "1" }), "update_mask", "phone");
        await WrongFields(() => app.Town().Registrations.SearchVolunteersAsync(new() { DivisionCode = "x", Skills = { "x" }, MinStars = 6, PageSize = -1, Language = "x" }), "division_code", "skills[0]", "min_stars", "page_size", "language");
    }

    [Fact]
    public async Task A_minor_needs_a_guardian_and_a_child_a_consent_of_its_own()
    {
        var born = app.Clock.GetUtcNow();
        var request = People.ToRegister(VolunteersApp.NewNumber(born.AddYears(-16).ToString("yyyyMMdd", null)));
        var told = await WrongFields(() => app.Town().Registrations.RegisterVolunteerAsync(request), "guardian_consent");
        Assert.Equal("GUARDIAN_CONSENT_MISSING", told.Violations[0].Reason);

        request.GuardianConsent = new GuardianConsent { GuardianName = "李大明", GuardianPhone = "13800000000", Relation = "父亲", ToVolunteering = true };
        var minor = await app.Town().Registrations.RegisterVolunteerAsync(request);
        Assert.Equal(("李**", "父亲", true), (minor.Consent.GuardianNameMasked, minor.Consent.Relation, minor.Consent.ChildDataGiveTime is null));

        request = People.ToRegister(VolunteersApp.NewNumber(born.AddYears(-13).ToString("yyyyMMdd", null)));
        request.GuardianConsent = new GuardianConsent { GuardianName = "李大明", GuardianPhone = "13800000000", Relation = "父亲", ToVolunteering = true };
        await WrongFields(() => app.Town().Registrations.RegisterVolunteerAsync(request), "guardian_consent.to_child_data");
        request.GuardianConsent.ToChildData = true;
        var child = await app.Town().Registrations.RegisterVolunteerAsync(request);
        Assert.NotNull(child.Consent.ChildDataGiveTime);

        await app.Town().Registrations.WithdrawConsentAsync(new() { RequestId = NewId(), Id = child.Id, Reason = "监护人到社区书面撤回" });
        await Refused(StatusCode.NotFound, "VOLUNTEER_NOT_FOUND", () => app.County().Registrations.GetVolunteerAsync(new() { Id = child.Id }));
        await Refused(StatusCode.NotFound, "VOLUNTEER_NOT_FOUND", () => app.County().Registrations.RevealVolunteerAsync(new() { Id = child.Id, Purpose = "核实身份" }));
        await Refused(StatusCode.NotFound, "VOLUNTEER_NOT_FOUND", () => app.County().Registrations.FindByIdentityNumberAsync(new() { IdentityNumber = request.IdentityNumber, Purpose = "核实身份" }));
        Assert.DoesNotContain((await app.County().Registrations.SearchVolunteersAsync(new())).Volunteers, v => v.Id == child.Id);
        request.RequestId = NewId();
        Assert.Equal(child.Id, (await app.Town().Registrations.RegisterVolunteerAsync(request)).Id);
    }

    [Fact]
    public async Task Seeing_a_number_takes_a_right_of_its_own_a_purpose_and_leaves_a_trace()
    {
        var request = People.ToRegister();
        var volunteer = await app.Town().Registrations.RegisterVolunteerAsync(request);
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => app.As("grid-worker", SmallMap.Community).Registrations.RevealVolunteerAsync(new() { Id = volunteer.Id, Purpose = "核实身份" }));

        var shown = await app.County().Registrations.RevealVolunteerAsync(new() { Id = volunteer.Id, Purpose = "核实身份" });
        Assert.Equal((request.Name, request.IdentityNumber, request.Phone), (shown.Name, shown.IdentityNumber, shown.Phone));
        Assert.Equal(1, await app.Query<long>("select count(*) from audit where aggregate_id = $1 and purpose = '核实身份'", Guid.Parse(volunteer.Id)));
        var found = await app.As("city-centre", "5107").Registrations.FindByIdentityNumberAsync(new() { IdentityNumber = request.IdentityNumber.ToLowerInvariant(), Purpose = "外市核验" });
        Assert.Equal((volunteer.Id, VolunteerState.Active), (found.VolunteerId, found.State));
        Assert.Equal(1, await app.Query<long>("select count(*) from audit where aggregate_id = $1 and purpose = '外市核验'", Guid.Parse(volunteer.Id)));

        // A number that is nobody's leaves its trace too.
        await Refused(StatusCode.NotFound, "VOLUNTEER_NOT_FOUND", () => app.County().Registrations.FindByIdentityNumberAsync(new() { IdentityNumber = VolunteersApp.NewNumber(), Purpose = "逐个试号" }));
        Assert.Equal(1, await app.Query<long>("select count(*) from audit where purpose = '逐个试号' and aggregate_id = '00000000-0000-0000-0000-000000000000'"));
    }

    [Fact]
    public async Task Nobody_lifts_a_suspension_by_leaving_and_coming_back()
    {
        var me = app.As("resident", SmallMap.Community, subject: "suspended-one");
        var request = People.ToRegister();
        var mine = await me.Registrations.RegisterVolunteerAsync(request);
        await app.Town().Registrations.SuspendVolunteerAsync(new() { RequestId = NewId(), Id = mine.Id, Reason = "核查中" });
        await Refused(StatusCode.FailedPrecondition, "VOLUNTEER_SUSPENDED", () => me.Registrations.LeaveVolunteerAsync(new() { RequestId = NewId(), Id = mine.Id }));

        var minor = People.ToRegister(VolunteersApp.NewNumber(app.Clock.GetUtcNow().AddYears(-16).ToString("yyyyMMdd", null)));
        minor.GuardianConsent = new GuardianConsent { GuardianName = "李大明", GuardianPhone = "13800000000", Relation = "父亲", ToVolunteering = true };
        var child = await app.Town().Registrations.RegisterVolunteerAsync(minor);
        await app.Town().Registrations.SuspendVolunteerAsync(new() { RequestId = NewId(), Id = child.Id, Reason = "核查中" });
        await app.Town().Registrations.WithdrawConsentAsync(new() { RequestId = NewId(), Id = child.Id, Reason = "监护人书面撤回" });
        minor.RequestId = NewId();
        Assert.Equal(VolunteerState.Suspended, (await app.Town().Registrations.RegisterVolunteerAsync(minor)).State);
    }

    [Fact]
    public async Task A_resident_registers_themselves_and_gets_hold_of_nobody_else()
    {
        var me = app.As("resident", SmallMap.Community, subject: "wang");
        var request = People.ToRegister();
        request.Subject = "somebody-else";
        var volunteer = await me.Registrations.RegisterVolunteerAsync(request);
        Assert.Equal(volunteer.Id, Assert.Single((await me.Registrations.SearchVolunteersAsync(new())).Volunteers).Id);

        var other = app.As("resident", SmallMap.Community, subject: "zhang");
        await Refused(StatusCode.NotFound, "VOLUNTEER_NOT_FOUND", () => other.Registrations.GetVolunteerAsync(new() { Id = volunteer.Id }));
        await me.Registrations.LeaveVolunteerAsync(new() { RequestId = NewId(), Id = volunteer.Id });
        request.RequestId = NewId();
        await Refused(StatusCode.AlreadyExists, "VOLUNTEER_ALREADY_REGISTERED", () => other.Registrations.RegisterVolunteerAsync(request));
        await Refused(StatusCode.AlreadyExists, "SIGN_IN_NAME_TAKEN", () => me.Registrations.RegisterVolunteerAsync(People.ToRegister()));
        Assert.Equal((volunteer.Id, VolunteerState.Active), (await me.Registrations.RegisterVolunteerAsync(request)) is var back ? (back.Id, back.State) : default);
    }

    [Fact]
    public async Task Outside_my_area_nobody_is_found_moved_or_registered()
    {
        var volunteer = await app.NewVolunteer();
        var next = app.County("510105");
        await Refused(StatusCode.NotFound, "VOLUNTEER_NOT_FOUND", () => next.Registrations.GetVolunteerAsync(new() { Id = volunteer.Id }));
        await Refused(StatusCode.NotFound, "VOLUNTEER_NOT_FOUND", () => next.Registrations.SuspendVolunteerAsync(new() { RequestId = NewId(), Id = volunteer.Id, Reason = "测试" }));
        Assert.DoesNotContain((await next.Registrations.SearchVolunteersAsync(new())).Volunteers, v => v.Id == volunteer.Id);
        Assert.Empty((await next.Registrations.SearchVolunteersAsync(new() { DivisionCode = "510104" })).Volunteers);
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => next.Registrations.RegisterVolunteerAsync(People.ToRegister()));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.County().Registrations.TransferVolunteerAsync(new() { RequestId = NewId(), Id = volunteer.Id, DivisionCode = SmallMap.NextCounty }));

        var moved = await app.As("county-centre", "510104,510105").Registrations.TransferVolunteerAsync(new() { RequestId = NewId(), Id = volunteer.Id, DivisionCode = SmallMap.NextCounty });
        Assert.Equal(SmallMap.NextCounty, moved.DivisionCode);
        await next.Registrations.GetVolunteerAsync(new() { Id = volunteer.Id });
        await Refused(StatusCode.NotFound, "VOLUNTEER_NOT_FOUND", () => app.County().Registrations.GetVolunteerAsync(new() { Id = volunteer.Id }));
    }

    [Fact]
    public async Task Who_moves_house_goes_where_they_like_and_who_has_left_registers_again_anywhere()
    {
        var me = app.As("resident", SmallMap.Community, subject: "moves-house");
        var asked = People.ToRegister();
        var mine = await me.Registrations.RegisterVolunteerAsync(asked);
        await Refused(StatusCode.NotFound, "VOLUNTEER_NOT_FOUND", () => app.As("resident", SmallMap.Community, subject: "moves-others").Registrations.TransferVolunteerAsync(new() { RequestId = NewId(), Id = mine.Id, DivisionCode = SmallMap.NextCounty }));
        Assert.Equal(SmallMap.NextCounty, (await me.Registrations.TransferVolunteerAsync(new() { RequestId = NewId(), Id = mine.Id, DivisionCode = SmallMap.NextCounty })).DivisionCode);

        var there = app.County("510105");
        asked.DivisionCode = SmallMap.Community;
        // Here still: no clerk of another county pulls them over.
        await Refused(StatusCode.AlreadyExists, "VOLUNTEER_ALREADY_REGISTERED", () => app.County().Registrations.RegisterVolunteerAsync(asked));
        await there.Registrations.LeaveVolunteerAsync(new() { RequestId = NewId(), Id = mine.Id });
        var back = await app.County().Registrations.RegisterVolunteerAsync(asked);
        Assert.Equal((mine.Id, SmallMap.Community, VolunteerState.Active), (back.Id, back.DivisionCode, back.State));
        await Refused(StatusCode.NotFound, "VOLUNTEER_NOT_FOUND", () => there.Registrations.GetVolunteerAsync(new() { Id = mine.Id }));
        Assert.Equal([SmallMap.NextCounty, SmallMap.Community], await app.QueryAll<string>("select payload ->> 'area' from events where aggregate_id = $1 and type like '%VolunteerTransferred' order by position", Guid.Parse(mine.Id)));
    }

    [Fact]
    public async Task Search_joins_its_filters_and_pages_through_all()
    {
        const string home = SmallMap.OtherTown;
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var request = People.ToRegister(home: home);
            request.Skills.Clear();
            request.Skills.AddRange(i < 3 ? ["mediation", "driving"] : ["mediation"]);
            app.Clock.Advance(TimeSpan.FromSeconds(1));
            ids.Add((await app.County().Registrations.RegisterVolunteerAsync(request)).Id);
        }
        var all = new SearchVolunteersRequest { DivisionCode = home[..9], Skills = { "mediation" }, PageSize = 2 };
        List<string> seen = [];
        do
        {
            var page = await app.County().Registrations.SearchVolunteersAsync(all);
            seen.AddRange(page.Volunteers.Select(v => v.Id));
            all.PageToken = page.NextPageToken;
        }
        while (all.PageToken.Length > 0);
        Assert.Equal(Enumerable.Reverse(ids), seen);

        Assert.Equal(3, (await app.County().Registrations.SearchVolunteersAsync(new() { DivisionCode = home, Skills = { "driving", "mediation" } })).Volunteers.Count);
        Assert.Equal(5, (await app.County().Registrations.SearchVolunteersAsync(new() { DivisionCode = home, Language = "bo", AvailableTime = new() { Weekday = 6, Part = DayPart.Morning } })).Volunteers.Count);
        Assert.Empty((await app.County().Registrations.SearchVolunteersAsync(new() { DivisionCode = home, AvailableTime = new() { Weekday = 6, Part = DayPart.Evening } })).Volunteers);
        Assert.Empty((await app.County().Registrations.SearchVolunteersAsync(new() { DivisionCode = home, MinStars = 1 })).Volunteers);
    }

    [Fact]
    public async Task States_follow_each_other_and_an_old_etag_is_refused()
    {
        var volunteer = await app.NewVolunteer();
        var town = app.Town();
        var suspended = await town.Registrations.SuspendVolunteerAsync(new() { RequestId = NewId(), Id = volunteer.Id, Reason = "核查中", Etag = volunteer.Etag });
        Assert.Equal(VolunteerState.Suspended, suspended.State);
        Assert.Equal(1, await app.Query<long>("select count(*) from audit where aggregate_id = $1 and purpose = '核查中'", Guid.Parse(volunteer.Id)));
        await Refused(StatusCode.FailedPrecondition, "VOLUNTEER_NOT_ACTIVE", () => town.Registrations.SuspendVolunteerAsync(new() { RequestId = NewId(), Id = volunteer.Id, Reason = "核查中" }));
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => town.Registrations.ReinstateVolunteerAsync(new() { RequestId = NewId(), Id = volunteer.Id, Etag = volunteer.Etag }));
        Assert.Equal(VolunteerState.Active, (await town.Registrations.ReinstateVolunteerAsync(new() { RequestId = NewId(), Id = volunteer.Id })).State);
        await Refused(StatusCode.FailedPrecondition, "VOLUNTEER_NOT_SUSPENDED", () => town.Registrations.ReinstateVolunteerAsync(new() { RequestId = NewId(), Id = volunteer.Id }));
        await town.Registrations.LeaveVolunteerAsync(new() { RequestId = NewId(), Id = volunteer.Id });
        await Refused(StatusCode.FailedPrecondition, "VOLUNTEER_HAS_LEFT", () => town.Registrations.LeaveVolunteerAsync(new() { RequestId = NewId(), Id = volunteer.Id }));
        await Refused(StatusCode.FailedPrecondition, "NO_CONSENT_GIVEN", () => town.Registrations.WithdrawConsentAsync(new() { RequestId = NewId(), Id = volunteer.Id, Reason = "误操作" }));
        var step = Assert.Single((await town.Registrations.ListGrowthStepsAsync(new() { Id = volunteer.Id })).Steps);
        Assert.Equal(GrowthLevel.Volunteer, step.Level);
        Assert.Equal(["Suspended", "Active", "Left"], (await app.QueryAll<string>("select payload ->> 'state' from events where aggregate_id = $1 and type like '%StateChanged' order by position", Guid.Parse(volunteer.Id))));
    }

    [Fact]
    public async Task Another_service_is_told_the_hash_of_a_number_for_its_own_rows_alone_and_it_leaves_a_trace()
    {
        var volunteer = await app.NewVolunteer();
        var client = app.AsPartner("volunteers.find", "51", clientId: "socialorgs").Registrations;
        HashIdentityNumberRequest To(string rows) => new() { Id = volunteer.Id, LookupPurpose = rows, Purpose = "志愿者关联社会工作者证书" };
        var hash = (await client.HashIdentityNumberAsync(To("socialorgs.social-workers.number"))).Hash;
        Assert.Equal(32, hash.Length);
        Assert.Equal(hash, (await client.HashIdentityNumberAsync(To("socialorgs.social-workers.number"))).Hash);
        // Of other rows another one, and of the registry's own none.
        Assert.NotEqual(hash, (await client.HashIdentityNumberAsync(To("socialorgs.other"))).Hash);
        await WrongFields(() => client.HashIdentityNumberAsync(To("volunteers.number")), "lookup_purpose");
        await WrongFields(() => client.HashIdentityNumberAsync(new()), "id", "lookup_purpose", "purpose");
        await Refused(StatusCode.NotFound, "VOLUNTEER_NOT_FOUND", () => app.AsPartner("volunteers.find", "5107", clientId: "socialorgs").Registrations.HashIdentityNumberAsync(To("socialorgs.social-workers.number")));
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => app.County().Registrations.HashIdentityNumberAsync(To("socialorgs.social-workers.number")));
        Assert.Equal(3, await app.Query<long>("select count(*) from audit where aggregate_id = $1 and purpose = $2", Guid.Parse(volunteer.Id), "志愿者关联社会工作者证书"));
    }
}
