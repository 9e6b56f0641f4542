using System.Text.RegularExpressions;
using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Assessments;

internal sealed partial class PublishForm(WelfareDb db, Caller caller, TimeProvider clock)
{
    private const string Province = "51";

    public async Task<Wire.Form> Handle(Wire.PublishFormRequest request, CancellationToken cancel)
    {
        var form = request.Form ?? new Wire.Form();
        var check = new Check().That(Code().IsMatch(form.Code), "form.code", "NOT_A_CODE", "应为 2 至 30 个小写字母、数字或连字符").Text("form.title", form.Title, 50, min: 2).Text("form.source", form.Source, 200)
            .Known("form.kind", form.Kind).Within("form.reassess_months", form.ReassessMonths, 0, 120).Within("form.assessor_count", form.AssessorCount, 1, 2).Within("form.most_worse_by", form.MostWorseBy, 0, 4)
            .Date("form.valid_from_date", form.ValidFromDate, out var from).That(from >= clock.Today(), "form.valid_from_date", "IN_THE_PAST", "不能早于今天");
        CheckItems(check, form);
        var definition = new FormDefinition(form.Title.Trim(), form.Source.Trim(), (FormKind)form.Kind, form.ReassessMonths, form.AssessorCount,
            [.. form.Items.Select(i => new FormQuestion(i.Code, i.Group, i.Title, [.. i.Options.Select(o => new FormAnswer(o.Points, o.Text))]))], [.. form.Grades.Select(g => new GradeSpan(g.Grade, g.FromPoints, g.ToPoints))],
            [.. form.Adjustments.Select(a => new Adjustment(a.Code, a.Text, a.SetsGrade, a.WorseBy))], form.MostWorseBy);
        CheckGrades(check, form, definition);
        check.OrThrow();
        caller.MustCover(Province);

        var latest = await db.FormVersions.Where(f => f.Code == form.Code).Select(f => f.Version).OrderByDescending(v => v).FirstOrDefaultAsync(cancel);
        if (form.Version != 0 && form.Version != latest + 1) throw AssessmentRefusals.VersionTaken();
        var version = new FormVersion { Code = form.Code, Version = latest + 1, ValidFrom = from, Definition = definition.ToJson(), By = caller.Subject, PublishedAt = clock.GetUtcNow() };
        db.Add(version);
        try
        {
            return await db.SaveAsync(() => AssessmentWire.Of(version), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == FormVersionTable.Key)
        {
            throw AssessmentRefusals.VersionTaken();
        }
    }

    private static void CheckItems(Check check, Wire.Form form)
    {
        check.Few("form.items", form.Items.Count, 100, min: 1).Few("form.adjustments", form.Adjustments.Count, 20)
            .That(form.Items.Select(i => i.Code).Distinct().Count() == form.Items.Count, "form.items", "TWICE", "同一题号出现了两次")
            .That(form.Adjustments.Select(a => a.Code).Distinct().Count() == form.Adjustments.Count, "form.adjustments", "TWICE", "同一变更条款出现了两次");
        for (var i = 0; i < form.Items.Count; i++)
        {
            var (item, field) = (form.Items[i], $"form.items[{i}]");
            check.Text(field + ".code", item.Code, 20).Text(field + ".group", item.Group, 50).Text(field + ".title", item.Title, 100).Few(field + ".options", item.Options.Count, 10, min: 2)
                .That(item.Options.Select(o => o.Points).Distinct().Count() == item.Options.Count, field + ".options", "TWICE", "两个选项分值相同")
                .That(item.Options.All(o => o.Points is >= 0 and <= 100 && o.Text.Length is > 0 and <= 200), field + ".options", "OUT_OF_RANGE", "分值应在 0 与 100 之间，说明应为 1 至 200 个字");
        }
    }

    private static void CheckGrades(Check check, Wire.Form form, FormDefinition definition)
    {
        for (var i = 0; i < form.Adjustments.Count; i++)
        {
            var (adjustment, field) = (form.Adjustments[i], $"form.adjustments[{i}]");
            check.That(AdjustmentCode().IsMatch(adjustment.Code), field + ".code", "NOT_A_CODE", "应为 2 至 40 个小写字母或连字符").Text(field + ".text", adjustment.Text, 200)
                .Within(field + ".sets_grade", adjustment.SetsGrade, 0, definition.Worst).Within(field + ".worse_by", adjustment.WorseBy, 0, 4);
        }
        for (var i = 0; i < form.Grades.Count; i++) check.Within($"form.grades[{i}].grade", form.Grades[i].Grade, 1, definition.Worst);
        // Sums of a form that is wrong in itself would only confuse.
        if (check.Passed) check.That(definition.Sums().All(s => definition.GradeOf(s) is not null), "form.grades", "GAP_OR_OVERLAP", "每个可能的总分都须恰好对应一个等级");
    }

    [GeneratedRegex(@"\A[a-z0-9-]{2,30}\z")]
    private static partial Regex Code();

    [GeneratedRegex(@"\A[a-z-]{2,40}\z")]
    private static partial Regex AdjustmentCode();
}
