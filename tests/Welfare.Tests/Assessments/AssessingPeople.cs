using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;
using Grpc.Core;

namespace Governance.Welfare.Tests.Assessments;

public sealed class AssessingPeople(WelfareApp app) : IClassFixture<WelfareApp>
{
    [Fact]
    public async Task An_ability_is_graded_stored_sealed_and_due_again_in_a_year()
    {
        const string home = "510104019003";
        var person = await app.New(home: home);
        var worker = app.Worker(home[..9], "assessor");
        var recorded = await worker.Assessments.RecordAssessmentAsync(app.Ability(person, 66, "two-care-incidents"));
        Assert.Equal((66, 2, 3, app.Day(), "2027-03-04"), (recorded.Points, recorded.PreliminaryGrade, recorded.Grade, recorded.AssessDate, recorded.ReassessDate));
        Assert.Equal(["assessor", "second"], recorded.Assessors);
        var read = await worker.Assessments.GetAssessmentAsync(new() { Id = recorded.Id, Purpose = ReadPurpose.Service });
        Assert.Equal((26, 66), (read.Answers.Count, read.Answers.Sum(a => a.Points)));
        Assert.DoesNotContain("care-incidents", await app.AtRest("assessments"), StringComparison.Ordinal);
        Assert.Contains("assessor GetAssessment Service", await app.Trail(person.Id));
        Assert.Equal(AbilityGrade.Moderate, (await worker.People.GetPersonAsync(new() { Id = person.Id, Purpose = ReadPurpose.Case })).AbilityGrade);
        // A health fact: who may read the person need not see it.
        Assert.Equal(AbilityGrade.Unspecified, (await app.As("child-director", home).People.GetPersonAsync(new() { Id = person.Id, Purpose = ReadPurpose.Visit })).AbilityGrade);
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => app.As("child-director", home).Assessments.ListAssessmentsAsync(new() { PersonId = person.Id, Purpose = ReadPurpose.Visit }));

        // One of last year that is entered late changes nothing.
        var late = app.Ability(person, 90);
        late.AssessDate = app.Day(-300);
        await worker.Assessments.RecordAssessmentAsync(late);
        Assert.Equal(AbilityGrade.Moderate, (await worker.People.GetPersonAsync(new() { Id = person.Id, Purpose = ReadPurpose.Case })).AbilityGrade);
        Assert.Equal(2, (await worker.Assessments.ListAssessmentsAsync(new() { PersonId = person.Id, Purpose = ReadPurpose.Case })).Assessments.Count);

        Assert.Empty((await worker.Assessments.ListDueAssessmentsAsync(new() { DivisionCode = home, Purpose = ReadPurpose.Assessment })).Due);
        Assert.Single((await worker.Assessments.ListDueAssessmentsAsync(new() { DivisionCode = home, ByDate = app.Day(365), Purpose = ReadPurpose.Assessment })).Due, d => d.PersonId == person.Id && d.DaysOverdue == 0);
    }

    [Fact]
    public async Task What_is_due_comes_the_longest_overdue_first_page_by_page()
    {
        const string home = "510104019004";
        var people = new List<string>();
        foreach (var days in new[] { -400, -500, -450 })
        {
            var person = await app.New(home: home);
            var assessment = app.Ability(person, 70);
            assessment.AssessDate = app.Day(days);
            await app.Supervisor().Assessments.RecordAssessmentAsync(assessment);
            people.Add(person.Id);
        }
        var request = new ListDueAssessmentsRequest { DivisionCode = home, Purpose = ReadPurpose.Assessment, PageSize = 2 };
        var first = await app.Worker(home[..9]).Assessments.ListDueAssessmentsAsync(request);
        request.PageToken = first.NextPageToken;
        var second = await app.Worker(home[..9]).Assessments.ListDueAssessmentsAsync(request);
        Assert.Equal([people[1], people[2], people[0]], first.Due.Concat(second.Due).Select(d => d.PersonId));
        Assert.Equal(135, first.Due[0].DaysOverdue);
        Assert.Empty(second.NextPageToken);
    }

    [Fact]
    public async Task A_childs_risk_is_told_when_it_changes_and_only_then()
    {
        var child = await app.New(app.Child());
        var worker = app.Worker();
        Assert.Equal(1, (await worker.Assessments.RecordAssessmentAsync(app.Risk(child, 4))).Grade);
        await worker.Assessments.RecordAssessmentAsync(app.Risk(child, 5));
        await worker.Assessments.RecordAssessmentAsync(app.Risk(child, 5, "nobody-in-charge"));
        Assert.Equal(RiskLevel.Critical, (await worker.People.GetPersonAsync(new() { Id = child.Id, Purpose = ReadPurpose.Case })).RiskLevel);
        var told = (await app.Events("RiskLevelChanged")).Where(e => e.Contains(child.Id, StringComparison.Ordinal)).ToList();
        Assert.Equal(2, told.Count);
        Assert.Contains("\"previousLevel\": \"Low\"", told[1].Replace("\":\"", "\": \"", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(child.Id, Assert.Single((await worker.People.SearchPeopleAsync(new() { RiskLevel = RiskLevel.Critical, Purpose = ReadPurpose.Visit })).People).Id);
    }

    [Fact]
    public async Task Wrong_answers_are_all_named()
    {
        var person = await app.New();
        var wrong = app.Ability(person, 66, "no-such");
        (wrong.Answers[0].Points, wrong.Answers[1].ItemCode, wrong.CoAssessor) = (9, "9.9", "");
        var told = await WrongFields(() => app.Worker().Assessments.RecordAssessmentAsync(wrong), "answers[0].points", "answers[1].item_code", "answers", "adjustments[0]", "co_assessor");
        Assert.Contains("1.2", told.Violations.Single(v => v.Field == "answers").Description, StringComparison.Ordinal);
        await WrongFields(() => app.Worker().Assessments.RecordAssessmentAsync(new() { PersonId = "x", AssessDate = app.Day(1) }), "person_id", "form_code", "reason", "assess_date");
        await Refused(StatusCode.NotFound, "FORM_NOT_FOUND", () => app.Worker().Assessments.GetFormAsync(new() { Code = "no-such" }));
        await Refused(StatusCode.NotFound, "PERSON_NOT_FOUND", () => app.Worker("510105002").Assessments.RecordAssessmentAsync(app.Ability(person, 66)));
    }

    [Fact]
    public async Task A_new_version_of_a_form_is_used_from_its_day_on_and_one_wins()
    {
        var operate = app.As("province-operator", "51");
        Assert.Equal(["ability", "child-risk", "elder-risk"], (await operate.Assessments.ListFormsAsync(new())).Forms.Select(f => f.Code).Where(c => c is "ability" or "child-risk" or "elder-risk"));
        var form = new Form
        {
            Code = "elderly-risk", Title = "老年人风险评估", Source = "测试用表", Kind = FormKind.Risk, AssessorCount = 1, ReassessMonths = 6, ValidFromDate = app.Day(),
            Items = { new FormItem { Code = "1", Group = "生活", Title = "独居", Options = { new FormOption { Points = 0, Text = "否" }, new FormOption { Points = 2, Text = "是" } } } },
            Grades = { new GradeRange { Grade = 1, FromPoints = 0, ToPoints = 0 }, new GradeRange { Grade = 3, FromPoints = 1, ToPoints = 2 } },
        };
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            try { return (await operate.Assessments.PublishFormAsync(new() { RequestId = NewId(), Form = new Form(form) { Version = 1 } })).Version.ToString(System.Globalization.CultureInfo.InvariantCulture); }
            catch (RpcException e) { return Governance.Harness.Outcomes.Read(e).Reason; }
        }));
        Assert.Equal(["1", .. Enumerable.Repeat("FORM_VERSION_TAKEN", 4)], outcomes.Order(StringComparer.Ordinal));
        var next = new Form(form) { ValidFromDate = app.Day(10) };
        next.Items[0].Options[1].Points = 1;
        Assert.Equal(2, (await operate.Assessments.PublishFormAsync(new() { RequestId = NewId(), Form = next })).Version);
        Assert.Equal(1, (await operate.Assessments.GetFormAsync(new() { Code = "elderly-risk" })).Version);
        Assert.Equal(1, (await operate.Assessments.GetFormAsync(new() { Code = "elderly-risk", Version = 2 })).Items[0].Options[1].Points);

        var person = await app.New();
        var request = new RecordAssessmentRequest { RequestId = NewId(), PersonId = person.Id, FormCode = "elderly-risk", FormVersion = 2, AssessDate = app.Day(), Reason = AssessmentReason.First, Answers = { new V1.Answer { ItemCode = "1", Points = 2 } } };
        Assert.Equal("1", (await Refused(StatusCode.FailedPrecondition, "FORM_NOT_IN_FORCE", () => app.Worker().Assessments.RecordAssessmentAsync(request))).Facts["version"]);
        request.FormVersion = 1;
        Assert.Equal(3, (await app.Worker().Assessments.RecordAssessmentAsync(request)).Grade);

        var gap = new Form(form);
        gap.Grades[1].FromPoints = 3;
        await WrongFields(() => operate.Assessments.PublishFormAsync(new() { Form = gap }), "form.grades");
        await WrongFields(() => operate.Assessments.PublishFormAsync(new() { Form = new Form { Code = "X", ValidFromDate = app.Day(-1), Adjustments = { new GradeAdjustment { WorseBy = 9 } } } }),
            "form.code", "form.title", "form.source", "form.kind", "form.assessor_count", "form.valid_from_date", "form.items", "form.adjustments[0].code", "form.adjustments[0].text", "form.adjustments[0].worse_by");
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.As("province-operator", "5101").Assessments.PublishFormAsync(new() { Form = form }));
    }
}
