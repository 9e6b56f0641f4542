using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;

namespace Governance.Welfare.Tests.Assessments;

internal static class Filled
{
    public static RecordAssessmentRequest Ability(this WelfareApp app, Person person, int points, params string[] adjustments) => app.Fill(person, "ability", points, adjustments);

    public static RecordAssessmentRequest Risk(this WelfareApp app, Person person, int points, params string[] adjustments) => app.Fill(person, "child-risk", points, adjustments);

    private static RecordAssessmentRequest Fill(this WelfareApp app, Person person, string form, int points, string[] adjustments)
    {
        var request = new RecordAssessmentRequest { RequestId = NewId(), PersonId = person.Id, FormCode = form, FormVersion = 1, AssessDate = app.Day(), Reason = AssessmentReason.First, CoAssessor = form == "ability" ? "second" : "" };
        request.Adjustments.AddRange(adjustments);
        request.Answers.AddRange(GradingByAForm.Answers(GradingByAForm.Read(form + "-1.json"), points).Select(a => new V1.Answer { ItemCode = a.Key, Points = a.Value }));
        return request;
    }
}
