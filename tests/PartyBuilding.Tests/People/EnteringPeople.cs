using System.Text;
using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Teams;
using Grpc.Core;

namespace Governance.PartyBuilding.Tests.People;

public sealed class EnteringPeople(PartyApp app) : IClassFixture<PartyApp>
{
    [Fact]
    public async Task One_person_once_shown_masked_revealed_with_a_purpose_and_kept_sealed()
    {
        var place = Boards.NewCommunity();
        var number = PartyApp.NewNumber("19790314", male: false);
        var request = Boards.ToEnter(place, number, PersonEducation.Bachelor);
        var clerk = app.Clerk(place[..9]);
        var person = await clerk.People.EnterPersonAsync(request);
        Assert.Equal(person, await clerk.People.EnterPersonAsync(request));
        Assert.Equal((place, "赵小川", "137****5678", 1979, MemberSex.Female, PersonEducation.Bachelor), (person.DivisionCode, person.Name, person.PhoneMasked, person.BirthYear, person.Sex, person.Education));
        Assert.DoesNotContain(number[6..14], person.IdentityNumberMasked, StringComparison.Ordinal);
        Assert.Equal(person, await app.Office().People.GetPersonAsync(new() { Id = person.Id }));
        // Elsewhere nobody sees more than that there is one.
        await Refused(StatusCode.NotFound, "PERSON_NOT_FOUND", () => app.Office("510105").People.GetPersonAsync(new() { Id = person.Id }));
        await Refused(StatusCode.NotFound, "PERSON_NOT_FOUND", () => app.Office("510105").People.RevealPersonAsync(new() { Id = person.Id, Purpose = "核实身份" }));
        Assert.Equal(person.Id, (await Refused(StatusCode.AlreadyExists, "PERSON_EXISTS", () => app.Office("510105").People.EnterPersonAsync(Boards.ToEnter(SmallMap.NextCounty, number)))).Facts["person_id"]);
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Office("510105").People.EnterPersonAsync(Boards.ToEnter(place, number)));

        var revealed = await app.Office().People.RevealPersonAsync(new() { Id = person.Id, Purpose = "核实身份" });
        Assert.Equal(("赵小川", number, "13712345678"), (revealed.Name, revealed.IdentityNumber, revealed.Phone));
        Assert.Equal(1, await app.Query<long>("select count(*) from audit where aggregate_id = $1 and action like '%RevealPerson' and purpose = '核实身份'", Guid.Parse(person.Id)));
        foreach (var secret in new[] { number, "赵小川", "13712345678" })
        {
            Assert.Equal(0, await app.Query<long>("select count(*) from people where position($1 in number) > 0 or position($1 in name) > 0 or position($1 in phone) > 0", Encoding.UTF8.GetBytes(secret)));
            Assert.Equal(0, await app.Query<long>("select count(*) from requests where position($1 in reply) > 0", Encoding.UTF8.GetBytes(secret)));
            foreach (var table in new[] { "events", "audit" }) Assert.Equal(0, await app.Query<long>($"select count(*) from {table} a where position($1 in a::text) > 0", secret));
        }
    }

    [Fact]
    public async Task What_changes_is_named_and_who_moves_somebody_covers_both_ends()
    {
        var (here, there) = (Boards.NewCommunity(), Boards.NewCommunity());
        var person = await app.NewPerson(here);
        var clerk = app.Clerk(here[..9]);
        var changed = await clerk.People.UpdatePersonAsync(new() { RequestId = NewId(), Id = person.Id, Etag = person.Etag, UpdateMask = new() { Paths = { "name", "phone", "education" } }, Name = "赵大川", Education = PersonEducation.Graduate });
        Assert.Equal(("赵大川", "", PersonEducation.Graduate, here), (changed.Name, changed.PhoneMasked, changed.Education, changed.DivisionCode));
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => clerk.People.UpdatePersonAsync(new() { Id = person.Id, Etag = person.Etag, UpdateMask = new() { Paths = { "phone" } } }));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => clerk.People.UpdatePersonAsync(new() { Id = person.Id, UpdateMask = new() { Paths = { "division_code" } }, DivisionCode = SmallMap.NextCounty }));
        Assert.Equal(there, (await app.Office().People.UpdatePersonAsync(new() { RequestId = NewId(), Id = person.Id, UpdateMask = new() { Paths = { "division_code" } }, DivisionCode = there })).DivisionCode);
        await WrongFields(() => clerk.People.EnterPersonAsync(new() { DivisionCode = "51", Phone = "1" }), "division_code", "name", "identity_number", "phone", "education");
        await WrongFields(() => clerk.People.UpdatePersonAsync(new() { Id = "x", UpdateMask = new() { Paths = { "division_code", "name", "phone", "education", "identity_number" } }, DivisionCode = "5", Phone = "1" }),
            "id", "update_mask", "division_code", "name", "phone", "education");
        await WrongFields(() => app.Office().People.RevealPersonAsync(new()), "id", "purpose");
        await WrongFields(() => clerk.People.GetPersonAsync(new()), "id");
    }

    [Fact]
    public async Task Twenty_at_once_enter_somebody_once()
    {
        var (place, number) = (Boards.NewCommunity(), PartyApp.NewNumber());
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Boards.Told(app.Office().People.EnterPersonAsync(Boards.ToEnter(place, number)))));
        Assert.Single(outcomes, "OK");
        Assert.All(outcomes, o => Assert.Contains(o, new[] { "OK", "PERSON_EXISTS" }));
    }
}
