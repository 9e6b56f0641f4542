using System.Text;
using Governance.Welfare.V1;
using Grpc.Core;

namespace Governance.Welfare.Tests.People;

public sealed class OpeningARecord(WelfareApp app) : IClassFixture<WelfareApp>
{
    [Fact]
    public async Task Is_masked_on_display_sealed_at_rest_and_told_without_a_health_fact()
    {
        var request = app.ToRegister();
        request.Kinds.Add(ConcernKind.ElderlyDisabledByAge);
        request.Kinds.Add(ConcernKind.Disabled);
        request.Disabilities.Add(new Disability { Kind = DisabilityKind.Visual, Grade = 1 });
        var worker = app.Worker();
        var person = await worker.People.RegisterPersonAsync(request);
        Assert.Equal(("陈**", "135****5678", 1948, Sex.Female, PersonState.Open, ""), (person.NameMasked, person.PhoneMasked, person.BirthYear, person.Sex, person.State, person.ReassessDate));
        Assert.Equal(person, await worker.People.RegisterPersonAsync(request.Clone()));
        Assert.StartsWith("510***********", person.IdentityNumberMasked, StringComparison.Ordinal);
        var row = Encoding.UTF8.GetString(await app.Query<byte[]>("select convert_to(p::text, 'UTF8') || p.name || p.number || p.phone || p.address from people p where id = $1", Guid.Parse(person.Id)));
        Assert.All(new[] { request.Name, request.IdentityNumber, request.Phone, "莲桂" }, secret => Assert.DoesNotContain(secret, row, StringComparison.Ordinal));
        var told = Assert.Single(await app.Events("PersonFiled"), e => e.Contains(person.Id, StringComparison.Ordinal));
        Assert.Contains("ElderlyLivingAlone", told, StringComparison.Ordinal);
        Assert.DoesNotContain("Disabled", told, StringComparison.Ordinal);

        var revealed = await app.Worker().People.RevealPersonAsync(new() { Id = person.Id, Purpose = "上门探访前联系" });
        Assert.Equal((request.Name, request.IdentityNumber, request.Phone, request.Address), (revealed.Name, revealed.IdentityNumber, revealed.Phone, revealed.Address));
        Assert.Contains(await app.Trail(person.Id), t => t.EndsWith("RevealPerson 上门探访前联系", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_record_is_refused_and_only_the_county_of_the_first_is_told()
    {
        var first = await app.New(app.ToRegister(number: WelfareApp.NewNumber()));
        var number = (await app.Supervisor().People.RevealPersonAsync(new() { Id = first.Id, Purpose = "测试取号" })).IdentityNumber;
        var elsewhere = app.Supervisor("510105", "elsewhere");
        var told = await Refused(StatusCode.AlreadyExists, "PERSON_ALREADY_REGISTERED", () => elsewhere.People.RegisterPersonAsync(app.ToRegister(SmallMap.NextCounty, number)));
        Assert.Equal(["county_code", "county_name"], told.Facts.Keys.Order());
        Assert.Equal("510104", told.Facts["county_code"]);
        Assert.DoesNotContain("陈", told.Chinese, StringComparison.Ordinal);
        Assert.Contains("elsewhere RegisterPerson second registration PERSON_ALREADY_REGISTERED", await app.Trail(first.Id));
        var near = await Refused(StatusCode.AlreadyExists, "PERSON_ALREADY_REGISTERED", () => app.Worker().People.RegisterPersonAsync(app.ToRegister(number: number)));
        Assert.Equal(first.Id, near.Facts["person_id"]);

        var found = await elsewhere.People.FindPersonAsync(new() { IdentityNumber = number, Purpose = ReadPurpose.Upkeep });
        Assert.Equal(("510104", ""), (found.CountyCode, found.PersonId));
        Assert.Contains("elsewhere FindPerson Upkeep", await app.Trail(first.Id));
        Assert.Equal(first.Id, (await app.Worker().People.FindPersonAsync(new() { IdentityNumber = number, Purpose = ReadPurpose.Upkeep })).PersonId);
        await Refused(StatusCode.NotFound, "PERSON_NOT_FOUND", () => elsewhere.People.FindPersonAsync(new() { IdentityNumber = WelfareApp.NewNumber(), Purpose = ReadPurpose.Upkeep }));
        // Whoever may not open a record here is not told where one is.
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => elsewhere.People.RegisterPersonAsync(app.ToRegister(number: number)));
    }

    [Fact]
    public async Task Of_twenty_at_once_one_is_opened()
    {
        var number = WelfareApp.NewNumber();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(async n =>
        {
            try { await app.Supervisor(n % 2 == 0 ? "510104" : "510105").People.RegisterPersonAsync(app.ToRegister(n % 2 == 0 ? SmallMap.Community : SmallMap.NextCounty, number)); return "opened"; }
            catch (RpcException e) { return Governance.Harness.Outcomes.Read(e).Reason; }
        }));
        Assert.Equal(["opened", .. Enumerable.Repeat("PERSON_ALREADY_REGISTERED", 19)], outcomes.OrderByDescending(o => o, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        await WrongFields(() => app.Worker().People.RegisterPersonAsync(new() { IdentityNumber = "1", Phone = "12a", DivisionCode = "510104", Disabilities = { new Disability { Grade = 5 } } }),
            "name", "identity_number", "phone", "division_code", "kinds", "disabilities", "disabilities[0].kind", "disabilities[0].grade", "consent.ground", "consent.give_date");
        await WrongFields(() => app.Worker().People.RegisterPersonAsync(new() { Name = "王", DivisionCode = SmallMap.Community, Kinds = { ConcernKind.ElderlyAged80 }, Consent = new() { Ground = ConsentGround.Self, GiveDate = app.Day(1) } }),
            "birth_year", "sex", "kinds[0]", "consent.give_date");
        var child = app.Child();
        (child.Consent.Ground, child.Kinds[0]) = (ConsentGround.Self, ConcernKind.ElderlyBereaved);
        var told = await WrongFields(() => app.Worker().People.RegisterPersonAsync(child), "kinds[0]", "consent.ground");
        Assert.Equal(["AGE_DOES_NOT_FIT", "GUARDIAN_CONSENT_MISSING"], told.Violations.Select(v => v.Reason).Order());
        await WrongFields(() => app.Worker().People.UpdatePersonAsync(new() { Id = NewId(), UpdateMask = new() { Paths = { "name" } } }), "update_mask");
        await WrongFields(() => app.Supervisor().People.MergePeopleAsync(new() { Id = "x", DoubleId = "x" }), "id", "double_id", "reason");
    }

    [Fact]
    public async Task Changes_are_kept_step_by_step_and_a_lost_update_is_refused()
    {
        var person = await app.New(app.Unknown());
        var number = WelfareApp.NewNumber("19480607", male: false);
        await app.Worker().People.IdentifyPersonAsync(new() { RequestId = NewId(), Id = person.Id, IdentityNumber = number });
        await Refused(StatusCode.FailedPrecondition, "PERSON_IDENTIFIED", () => app.Worker().People.IdentifyPersonAsync(new() { Id = person.Id, IdentityNumber = WelfareApp.NewNumber() }));
        var moved = await app.Supervisor().People.UpdatePersonAsync(new()
        {
            RequestId = NewId(), Id = person.Id, UpdateMask = new() { Paths = { "division_code", "kinds", "disabilities" } }, DivisionCode = SmallMap.OtherTown, Kinds = { ConcernKind.Disabled },
            Disabilities = { new Disability { Kind = DisabilityKind.Physical, Grade = 2 }, new Disability { Kind = DisabilityKind.Hearing, Grade = 3 } },
        });
        Assert.Equal(SmallMap.OtherTown, moved.DivisionCode);
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => app.Supervisor().People.UpdatePersonAsync(new() { Id = person.Id, Etag = person.Etag, UpdateMask = new() { Paths = { "phone" } } }));
        await Refused(StatusCode.NotFound, "PERSON_NOT_FOUND", () => app.Worker().People.GetPersonAsync(new() { Id = person.Id, Purpose = ReadPurpose.Case }));
        // Its consent went with it.
        Assert.Single((await app.Worker(SmallMap.OtherTown[..9]).Consents.ListConsentsAsync(new() { PersonId = person.Id, Purpose = ReadPurpose.Upkeep })).Consents);
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Supervisor().People.UpdatePersonAsync(new() { Id = person.Id, UpdateMask = new() { Paths = { "division_code" } }, DivisionCode = SmallMap.NextCounty }));
        Assert.Equal([PersonStepKind.Registered, PersonStepKind.Identified, PersonStepKind.Updated, PersonStepKind.Moved],
            (await app.Supervisor().People.ListPersonStepsAsync(new() { Id = person.Id, Purpose = ReadPurpose.Upkeep })).Steps.Select(s => s.Kind));
    }
}
