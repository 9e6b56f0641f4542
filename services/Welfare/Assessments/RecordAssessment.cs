using Governance.Access;
using Governance.Rpc;
using Governance.Welfare.People;
using Governance.Welfare.Visits;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Assessments;

internal sealed class RecordAssessment(WelfareDb db, PersonDesk desk, PersonRows rows, FormLibrary library, AssessmentWire wire, VisitRows visits, Caller caller)
{
    public async Task<Wire.Assessment> Handle(Wire.RecordAssessmentRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("person_id", request.PersonId, out var personId).Text("form_code", request.FormCode, 30).Known("reason", request.Reason).Text("co_assessor", request.CoAssessor, 200, min: 0)
            .Date("assess_date", request.AssessDate, out var on).That(on <= desk.Today, "assess_date", "IN_THE_FUTURE", "不能晚于今天");
        check.OrThrow();
        var version = await library.InForceAsync(request.FormCode, on, cancel) ?? throw AssessmentRefusals.NoForm(request.FormCode);
        if (version.Version != request.FormVersion) throw AssessmentRefusals.NotInForce(version.Version);
        var form = FormDefinition.Parse(version.Definition);
        var answers = CheckAnswers(check, request, form);
        check.OrThrow();

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await rows.ShareAsync(personId, cancel);
        var person = await desk.FindAsync(personId, cancel);
        var graded = form.Grade(answers, request.Adjustments);
        DateOnly? due = form.ReassessMonths > 0 ? on.AddMonths(form.ReassessMonths) : null;
        var assessment = new Assessment
        {
            Id = Guid.CreateVersion7(desk.Me.At), PersonId = person.Id, Area = person.Area, FormCode = version.Code, FormVersion = version.Version, Kind = form.Kind, Points = graded.Points, Preliminary = graded.Preliminary,
            Grade = graded.Grade, Answers = wire.Seal(new AssessmentWire.Answered(answers, [.. request.Adjustments.Distinct().Order()])), AssessedOn = on, ReassessOn = due, Reason = (AssessmentReason)request.Reason,
            By = caller.Subject, CoAssessor = request.CoAssessor.Trim(),
        };
        db.Add(assessment);
        var ids = await desk.IdsOfAsync(person, cancel);
        // What is entered late does not undo what was found since.
        if (!await db.Assessments.AnyAsync(a => ids.Contains(a.PersonId) && a.Kind == form.Kind && a.AssessedOn > on, cancel))
        {
            if (form.Kind == FormKind.Ability) person.Grade((AbilityGrade)graded.Grade, due);
            else person.Rate((RiskLevel)graded.Grade, desk.Me.At);
        }
        db.AuditRead(person.Id, person.Area, nameof(Wire.ReadPurpose.Assessment));
        var reply = await db.SaveAsync(() => wire.Of(assessment, withAnswers: true), cancel);
        // Visits follow the risk from tomorrow on.
        if (form.Kind == FormKind.Risk) await visits.ReplanAsync(person.Id, desk.Today, desk.Me.At, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }

    private Dictionary<string, int> CheckAnswers(Check check, Wire.RecordAssessmentRequest request, FormDefinition form)
    {
        var answers = new Dictionary<string, int>(StringComparer.Ordinal);
        var questions = form.Items.ToDictionary(i => i.Code, StringComparer.Ordinal);
        for (var i = 0; i < request.Answers.Count; i++)
        {
            var (answer, field) = (request.Answers[i], $"answers[{i}]");
            if (!questions.TryGetValue(answer.ItemCode, out var question)) check.Broken(field + ".item_code", "UNKNOWN_ITEM", "评估表没有这一题");
            else if (question.Options.All(o => o.Points != answer.Points)) check.Broken(field + ".points", "NOT_AN_OPTION", "没有这个分值的选项");
            else check.That(answers.TryAdd(answer.ItemCode, answer.Points), field + ".item_code", "TWICE", "同一题答了两次");
        }
        var missing = questions.Keys.Except(request.Answers.Select(a => a.ItemCode)).ToList();
        check.That(missing.Count == 0, "answers", "INCOMPLETE", $"缺 {missing.Count} 题：{string.Join("、", missing.Take(5))}");
        for (var i = 0; i < request.Adjustments.Count; i++) check.That(form.Adjustments.Any(a => a.Code == request.Adjustments[i]), $"adjustments[{i}]", "UNKNOWN_ADJUSTMENT", "评估表没有这一变更条款");
        if (form.Assessors > 1) check.That(request.CoAssessor.Trim().Length > 0 && request.CoAssessor.Trim() != caller.Subject, "co_assessor", "REQUIRED", "须由两人共同评估");
        return answers;
    }
}
