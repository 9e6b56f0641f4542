using Governance.Welfare.Tests.Assessments;
using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;

namespace Governance.Welfare.Tests.Access;

internal static class PeopleScene
{
    public static async Task SetAsync(WelfareApp app, Scene scene)
    {
        const string reason = "依本人申请办理", purpose = "上门探访前联系";
        var supervisor = app.Supervisor();
        var (person, other, twin, unknown, late) = (await app.New(), await app.New(), await app.New(app.Unknown()), await app.New(app.Unknown()), await app.New());
        await app.Consents(person, ConsentPurpose.Health);
        var visits = await app.Consents(person, ConsentPurpose.Visits);
        var contact = await supervisor.Contacts.AddContactAsync(new() { RequestId = NewId(), PersonId = person.Id, Kind = ContactKind.Relative, Relation = "儿子", Name = "周强" });
        // One for each area that is tried: what was removed is not there any more.
        var gone = new Queue<string>();
        for (var i = 0; i < 4; i++) gone.Enqueue((await supervisor.Contacts.AddContactAsync(new() { RequestId = NewId(), PersonId = person.Id, Kind = ContactKind.Relative, Relation = "女儿", Name = "周敏" })).Id);
        var note = await supervisor.HealthNotes.AddHealthNoteAsync(new() { RequestId = NewId(), PersonId = person.Id, Kind = HealthNoteKind.Care, Text = "需协助洗浴", NoteDate = app.Day() });
        var assessment = await supervisor.Assessments.RecordAssessmentAsync(app.Ability(person, 70));
        scene.Marks.AddRange([person.Id, other.Id, twin.Id, contact.Id, note.Id, assessment.Id, visits.Id]);
        scene.Counts.AddRange(["select sum(version) || '/' || count(*) || '/' || sum(state) from people", "select count(*) || '/' || count(removed_at) from contacts", "select count(*) || '/' || count(withdrawn_at) from consents",
            "select count(*) from health_notes", "select count(*) from assessments", "select count(*) from form_versions"]);

        var r = scene.Requests;
        r["RegisterPerson"] = () => app.ToRegister();
        r["GetPerson"] = () => new GetPersonRequest { Id = person.Id, Purpose = ReadPurpose.Case };
        r["SearchPeople"] = () => new SearchPeopleRequest { Purpose = ReadPurpose.Case, PageSize = 500 };
        r["UpdatePerson"] = () => new UpdatePersonRequest { Id = person.Id, UpdateMask = new() { Paths = { "phone" } }, Phone = "13900000000" };
        r["IdentifyPerson"] = () => new IdentifyPersonRequest { Id = unknown.Id, IdentityNumber = WelfareApp.NewNumber() };
        r["RevealPerson"] = () => new RevealPersonRequest { Id = person.Id, Purpose = purpose };
        r["SealPerson"] = () => new SealPersonRequest { Id = other.Id, Reason = reason };
        r["UnsealPerson"] = () => new UnsealPersonRequest { Id = other.Id, Reason = reason };
        r["RecordDeath"] = () => new RecordDeathRequest { Id = late.Id, DeathDate = app.Day(-1) };
        r["MergePeople"] = () => new MergePeopleRequest { Id = person.Id, DoubleId = twin.Id, Reason = reason };
        r["ListPersonSteps"] = () => new ListPersonStepsRequest { Id = person.Id, Purpose = ReadPurpose.Case };
        r["GetPeopleFigures"] = () => new GetPeopleFiguresRequest { DivisionCode = Scene.Town };
        r["ListStudyRecords"] = () => new ListStudyRecordsRequest { DivisionCode = Scene.Town[..6], Purpose = ReadPurpose.Study };
        r["AddContact"] = () => new AddContactRequest { PersonId = person.Id, Kind = ContactKind.Neighbour, Relation = "邻居", Name = "李四" };
        r["RemoveContact"] = () =>
        {
            gone.Enqueue(gone.Dequeue());
            return new RemoveContactRequest { Id = gone.Last() };
        };
        r["ListContacts"] = () => new ListContactsRequest { PersonId = person.Id, Purpose = ReadPurpose.Case };
        r["RevealContact"] = () => new RevealContactRequest { Id = contact.Id, Purpose = purpose };
        r["RecordConsent"] = () => new RecordConsentRequest { PersonId = person.Id, Purpose = ConsentPurpose.Sharing, Consent = new() { Ground = ConsentGround.Self, GiveDate = app.Day() } };
        r["WithdrawConsent"] = () => new WithdrawConsentRequest { Id = visits.Id, Reason = reason };
        r["ListConsents"] = () => new ListConsentsRequest { PersonId = person.Id, Purpose = ReadPurpose.Case };
        r["AddHealthNote"] = () => new AddHealthNoteRequest { PersonId = person.Id, Kind = HealthNoteKind.Care, Text = "需协助行走", NoteDate = app.Day() };
        r["ListHealthNotes"] = () => new ListHealthNotesRequest { PersonId = person.Id, Purpose = ReadPurpose.Case };
        r["PublishForm"] = () => new PublishFormRequest
        {
            Form = new()
            {
                Code = "scene-" + NewId()[24..30].ToLowerInvariant(), Title = "测试用表", Source = "测试", Kind = FormKind.Risk, AssessorCount = 1, ValidFromDate = app.Day(),
                Items = { new FormItem { Code = "1", Group = "生活", Title = "独居", Options = { new FormOption { Points = 0, Text = "否" }, new FormOption { Points = 1, Text = "是" } } } },
                Grades = { new GradeRange { Grade = 1, FromPoints = 0, ToPoints = 1 } },
            },
        };
        r["RecordAssessment"] = () => app.Ability(person, 80);
        r["GetAssessment"] = () => new GetAssessmentRequest { Id = assessment.Id, Purpose = ReadPurpose.Assessment };
        r["ListAssessments"] = () => new ListAssessmentsRequest { PersonId = person.Id, Purpose = ReadPurpose.Assessment };
        r["ListDueAssessments"] = () => new ListDueAssessmentsRequest { ByDate = app.Day(400), Purpose = ReadPurpose.Assessment, PageSize = 500 };
    }
}
