using Governance.Welfare.V1;
using Grpc.Core;

namespace Governance.Welfare.Tests.People;

public sealed class LookingAtPeople(WelfareApp app) : IClassFixture<WelfareApp>
{
    [Fact]
    public async Task Every_look_is_in_the_trail_with_its_purpose_and_a_denied_one_too()
    {
        var person = await app.New();
        await WrongFields(() => app.Worker().People.GetPersonAsync(new() { Id = person.Id }), "purpose");
        await app.Worker(subject: "looks").People.GetPersonAsync(new() { Id = person.Id, Purpose = ReadPurpose.Visit });
        await Refused(StatusCode.NotFound, "PERSON_NOT_FOUND", () => app.Worker("510105002", "strays").People.GetPersonAsync(new() { Id = person.Id, Purpose = ReadPurpose.Case }));
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => app.As("resident", SmallMap.Community, subject: "pries").People.GetPersonAsync(new() { Id = person.Id, Purpose = ReadPurpose.Case }));
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => app.As("child-director", SmallMap.Community, subject: "director").HealthNotes.ListHealthNotesAsync(new() { PersonId = person.Id, Purpose = ReadPurpose.Visit }));
        Assert.Equal(["director ListHealthNotes Visit PERMISSION_MISSING", "looks GetPerson Visit", "pries GetPerson Case PERMISSION_MISSING", "strays GetPerson Case PERSON_NOT_FOUND"],
            (await app.Trail(person.Id)).Where(t => !t.Contains("RegisterPerson", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        // Nobody who is not signed in has a name to write down.
        var before = await app.Query<long>("select count(*) from audit");
        await Assert.ThrowsAsync<RpcException>(async () => await app.AsNobody().People.GetPersonAsync(new() { Id = person.Id, Purpose = ReadPurpose.Case }));
        Assert.Equal(before, await app.Query<long>("select count(*) from audit"));
    }

    [Fact]
    public async Task Lists_show_ones_own_area_alone_page_by_page_and_whom_they_show_is_in_the_trail()
    {
        const string home = "510104022006";
        var mine = new List<Person>();
        for (var i = 0; i < 3; i++) mine.Add(await app.New(home: home));
        var child = await app.New(app.Child(home));
        var disabled = app.ToRegister(home);
        disabled.Kinds.Add(ConcernKind.Disabled);
        disabled.Disabilities.Add(new Disability { Kind = DisabilityKind.Mental, Grade = 2 });
        mine.Add(await app.New(disabled));
        var aged = await app.New(app.ToRegister(home, WelfareApp.NewNumber("19400101", male: false)));
        var worker = app.Worker(home[..9], "lister");
        async Task<List<string>> Found(Action<SearchPeopleRequest>? narrow = null)
        {
            var request = new SearchPeopleRequest { DivisionCode = home, Purpose = ReadPurpose.Visit, PageSize = 2 };
            narrow?.Invoke(request);
            var all = new List<string>();
            do
            {
                var page = await worker.People.SearchPeopleAsync(request);
                all.AddRange(page.People.Select(p => p.Id));
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);
            return all;
        }
        Assert.Equal([aged.Id, mine[3].Id, child.Id, mine[2].Id, mine[1].Id, mine[0].Id], await Found());
        Assert.Equal([child.Id], await Found(r => r.Kind = ConcernKind.ChildLeftBehind));
        Assert.Equal([aged.Id], await Found(r => r.Kind = ConcernKind.ElderlyAged80));
        Assert.Equal([mine[3].Id], await Found(r => r.DisabilityGrade = 2));
        Assert.Empty(await Found(r => r.DisabilityGrade = 1));
        Assert.Empty(await Found(r => r.RiskLevel = RiskLevel.Low));
        Assert.Equal(2, (await app.Trail(child.Id)).Count(t => t == "lister SearchPeople Visit"));
        Assert.DoesNotContain((await app.Worker().People.SearchPeopleAsync(new() { Purpose = ReadPurpose.Visit, PageSize = 500 })).People, p => p.DivisionCode == home);
        await WrongFields(() => worker.People.SearchPeopleAsync(new() { DivisionCode = "1", DisabilityGrade = 5, PageSize = -1 }), "division_code", "disability_grade", "page_size", "purpose");
    }

    [Fact]
    public async Task A_sealed_record_is_seen_by_no_path_but_whoever_may_unseal_it()
    {
        const string home = "510104019002";
        var person = await app.New(home: home);
        await app.Consents(person, ConsentPurpose.Health);
        var worker = app.Worker(home[..9], "works");
        var contact = await worker.Contacts.AddContactAsync(new() { RequestId = NewId(), PersonId = person.Id, Kind = ContactKind.Relative, Relation = "女儿", Name = "林小红", Phone = "13700001111" });
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => worker.People.SealPersonAsync(new() { Id = person.Id, Reason = "本人申请封存" }));
        var held = await app.Supervisor().People.SealPersonAsync(new() { RequestId = NewId(), Id = person.Id, Reason = "本人申请封存" });
        Assert.Equal(PersonState.Sealed, held.State);
        Func<Task>[] looks =
        [
            async () => await worker.People.GetPersonAsync(new() { Id = person.Id, Purpose = ReadPurpose.Case }), async () => await worker.People.RevealPersonAsync(new() { Id = person.Id, Purpose = "上门探访" }),
            async () => await worker.People.ListPersonStepsAsync(new() { Id = person.Id, Purpose = ReadPurpose.Case }), async () => await worker.Contacts.ListContactsAsync(new() { PersonId = person.Id, Purpose = ReadPurpose.Case }),
            async () => await worker.Contacts.RevealContactAsync(new() { Id = contact.Id, Purpose = "联系家属" }), async () => await worker.Consents.ListConsentsAsync(new() { PersonId = person.Id, Purpose = ReadPurpose.Case }),
            async () => await worker.HealthNotes.ListHealthNotesAsync(new() { PersonId = person.Id, Purpose = ReadPurpose.Case }),
            async () => await worker.HealthNotes.AddHealthNoteAsync(new() { PersonId = person.Id, Kind = HealthNoteKind.Care, Text = "需要助浴", NoteDate = app.Day() }),
            async () => await worker.People.UpdatePersonAsync(new() { Id = person.Id, UpdateMask = new() { Paths = { "phone" } } }),
        ];
        foreach (var look in looks) await Refused(StatusCode.PermissionDenied, "PERSON_SEALED", look);
        Assert.Equal(looks.Length, (await app.Trail(person.Id)).Concat(await app.Trail(contact.Id)).Count(t => t.StartsWith("works", StringComparison.Ordinal) && t.EndsWith("PERSON_SEALED", StringComparison.Ordinal)));
        Assert.Empty((await worker.People.SearchPeopleAsync(new() { DivisionCode = home, Purpose = ReadPurpose.Case })).People);
        Assert.Equal(0, (await worker.People.GetPeopleFiguresAsync(new() { DivisionCode = home[..9] })).Total.PeopleCount);
        Assert.Equal(PersonState.Sealed, (await app.Supervisor().People.GetPersonAsync(new() { Id = person.Id, Purpose = ReadPurpose.Supervision })).State);

        await app.Supervisor().People.UnsealPersonAsync(new() { RequestId = NewId(), Id = person.Id, Reason = "本人申请解封" });
        await Refused(StatusCode.FailedPrecondition, "PERSON_NOT_SEALED", () => app.Supervisor().People.UnsealPersonAsync(new() { Id = person.Id, Reason = "本人申请解封" }));
        Assert.Single((await worker.People.SearchPeopleAsync(new() { DivisionCode = home, Purpose = ReadPurpose.Case })).People);
    }

    [Fact]
    public async Task Health_notes_and_guardians_are_classes_of_their_own_and_stand_on_a_consent()
    {
        var child = await app.New(app.Child());
        var worker = app.Worker(subject: "notes");
        var note = new AddHealthNoteRequest { RequestId = NewId(), PersonId = child.Id, Kind = HealthNoteKind.Diagnosis, Text = "哮喘，随身带药", NoteDate = app.Day() };
        await Refused(StatusCode.FailedPrecondition, "CONSENT_MISSING", () => worker.HealthNotes.AddHealthNoteAsync(note));
        var consent = await app.Consents(child, ConsentPurpose.Health, ConsentGround.Guardian);
        await Refused(StatusCode.AlreadyExists, "CONSENT_HOLDS", () => app.Supervisor().Consents.RecordConsentAsync(new() { PersonId = child.Id, Purpose = ConsentPurpose.Health, Consent = new() { Ground = ConsentGround.Guardian, GiveDate = app.Day() } }));
        var noted = await worker.HealthNotes.AddHealthNoteAsync(note);
        Assert.Equal(("哮喘，随身带药", "notes"), (noted.Text, noted.By));
        Assert.Equal([noted], (await worker.HealthNotes.ListHealthNotesAsync(new() { PersonId = child.Id, Purpose = ReadPurpose.Case })).Notes);
        await app.Supervisor().Consents.WithdrawConsentAsync(new() { RequestId = NewId(), Id = consent.Id, Reason = "监护人撤回" });
        await Refused(StatusCode.FailedPrecondition, "CONSENT_WITHDRAWN", () => app.Supervisor().Consents.WithdrawConsentAsync(new() { Id = consent.Id, Reason = "监护人撤回" }));
        note.RequestId = NewId();
        await Refused(StatusCode.FailedPrecondition, "CONSENT_MISSING", () => worker.HealthNotes.AddHealthNoteAsync(note));
        Assert.Equal(2, (await worker.Consents.ListConsentsAsync(new() { PersonId = child.Id, Purpose = ReadPurpose.Upkeep })).Consents.Count);

        var mother = await worker.Contacts.AddContactAsync(new() { RequestId = NewId(), PersonId = child.Id, Kind = ContactKind.Guardian, Relation = "母亲", Name = "赵敏", Phone = "13611112222" });
        await worker.Contacts.AddContactAsync(new() { RequestId = NewId(), PersonId = child.Id, Kind = ContactKind.Neighbour, Relation = "邻居", Name = "孙大爷" });
        var director = app.As("child-director", SmallMap.Community);
        var seen = (await director.Contacts.ListContactsAsync(new() { PersonId = child.Id, Purpose = ReadPurpose.Visit })).Contacts;
        Assert.Equal(["赵*", "孙**"], seen.Select(c => c.NameMasked));
        Assert.Equal("136****2222", seen[0].PhoneMasked);
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => director.Contacts.RevealContactAsync(new() { Id = mother.Id, Purpose = "联系家长" }));
        var clear = await worker.Contacts.RevealContactAsync(new() { Id = mother.Id, Purpose = "联系家长" });
        Assert.Equal(("赵敏", "13611112222"), (clear.Name, clear.Phone));
        await worker.Contacts.RemoveContactAsync(new() { RequestId = NewId(), Id = seen[1].Id });
        await Refused(StatusCode.NotFound, "CONTACT_NOT_FOUND", () => worker.Contacts.RemoveContactAsync(new() { Id = seen[1].Id }));
        Assert.Single((await director.Contacts.ListContactsAsync(new() { PersonId = child.Id, Purpose = ReadPurpose.Visit })).Contacts);
        // Whoever reads figures or studies has no way to any of it.
        var analyst = app.As("welfare-analyst", "51");
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => analyst.People.GetPersonAsync(new() { Id = child.Id, Purpose = ReadPurpose.Study }));
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => analyst.Contacts.ListContactsAsync(new() { PersonId = child.Id, Purpose = ReadPurpose.Study }));
    }

    [Fact]
    public async Task An_analyst_of_the_province_sees_figures_in_fives_and_people_without_a_face()
    {
        const string county = "510703", town = "510703001", home = "510703001003", other = "510703001008";
        var people = new List<Person>();
        for (var i = 0; i < 6; i++) people.Add(await app.New(app.ToRegister(i < 4 ? home : other)));
        await app.New(app.Child(home));
        var exact = await app.Supervisor(county).People.GetPeopleFiguresAsync(new() { DivisionCode = town });
        Assert.Equal((7, false), (exact.Total.PeopleCount, exact.Total.Suppressed));
        Assert.Equal([(home, 5L), (other, 2L)], exact.Children.Select(c => (c.DivisionCode, c.PeopleCount)));
        Assert.Equal(1, Assert.Single(exact.Total.Kinds, k => k.Kind == ConcernKind.ChildLeftBehind).PeopleCount);
        var analyst = app.As("welfare-analyst", "51", subject: "analyst");
        var fives = await analyst.People.GetPeopleFiguresAsync(new() { DivisionCode = town });
        Assert.True(fives is { Total: { PeopleCount: 5 or 10, Suppressed: true } }, fives.ToString());
        Assert.All(fives.Total.Kinds, k => Assert.True(k.PeopleCount is 5 or 10 && (k.Kind != ConcernKind.ChildLeftBehind || k.PeopleCount == 5), fives.ToString()));
        Assert.Equal(fives, await app.As("welfare-analyst", "51").People.GetPeopleFiguresAsync(new() { DivisionCode = town }));
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => app.Supervisor(county).People.GetPeopleFiguresAsync(new() { DivisionCode = "51" }));

        var request = new ListStudyRecordsRequest { DivisionCode = county, Purpose = ReadPurpose.Study, PageSize = 4 };
        var first = await analyst.People.ListStudyRecordsAsync(request);
        request.PageToken = first.NextPageToken;
        var records = first.Records.Concat((await analyst.People.ListStudyRecordsAsync(request)).Records).ToList();
        Assert.Equal(6, records.Select(r => r.Pseudonym).Distinct().Count());          // not the child, who would be alone
        Assert.All(records, r => Assert.Equal((county, "70-79", Sex.Female), (r.DivisionCode, r.AgeBand, r.Sex)));
        Assert.All(records, r => Assert.Equal([ConcernGroup.Elderly], r.Groups));
        Assert.DoesNotContain(people, p => records.ToString()!.Contains(p.Id, StringComparison.Ordinal));
        // The token holds nothing that follows from an id alone: whoever knows the ids cannot work out whose pseudonym is whose.
        var held = System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(first.NextPageToken).AsSpan(8));
        Assert.DoesNotContain(held, await app.QueryAll<string>("select md5(id::text) from people"));
        Assert.NotEqual(first.NextPageToken, (await app.As("welfare-analyst", "51", subject: "another").People.ListStudyRecordsAsync(new() { DivisionCode = county, Purpose = ReadPurpose.Study, PageSize = 4 })).NextPageToken);
        var another = await app.As("welfare-analyst", "51", subject: "another").People.ListStudyRecordsAsync(new() { DivisionCode = county, Purpose = ReadPurpose.Study });
        Assert.Empty(another.Records.Select(r => r.Pseudonym).Intersect(records.Select(r => r.Pseudonym)));
        Assert.True(await app.Query<long>("select count(*) from audit where subject = 'analyst' and area = $1 and purpose = 'Study'", county) >= 2);
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => app.As("welfare-analyst", "5101").People.ListStudyRecordsAsync(new() { DivisionCode = county, Purpose = ReadPurpose.Study }));
        await WrongFields(() => analyst.People.ListStudyRecordsAsync(new() { DivisionCode = "51", Purpose = ReadPurpose.Case }), "division_code", "purpose");
    }

    [Fact]
    public async Task Figures_in_fives_are_rounded_up_as_well_as_down()
    {
        // Of four in each community some are told as five: rounded down, the fifth would be told as they come.
        await app.QueryAll<int>("""
            insert into people (id, name, birth_year, sex, kinds, disabilities, state, registered_at, area, version, event_sequence)
            select gen_random_uuid(), '\x00', 1950, 1, array[1, 2, 3], array[]::int[], 1, now(), d.code, 1, 0 from (select code from divisions where code like '510105%' and length(code) = 12 order by code limit 30) d, generate_series(1, 4)
            """);
        var fours = new List<long>();
        foreach (var town in await app.QueryAll<string>("select distinct left(area, 9) from people where name = '\\x00'"))
        {
            var told = await app.As("welfare-analyst", "51").People.GetPeopleFiguresAsync(new() { DivisionCode = town });
            foreach (var of in told.Children) fours.AddRange([of.PeopleCount, .. of.Kinds.Select(k => k.PeopleCount)]);
        }
        await app.QueryAll<int>("delete from people where name = '\\x00'");    // nobody could open them
        Assert.NotEmpty(fours);
        Assert.All(fours, n => Assert.True(n is 0 or 5, $"{n}"));
        Assert.Contains(5, fours);
    }
}
