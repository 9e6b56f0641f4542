using Governance.Grid.Tests.Calls;
using Governance.Grid.V1;

namespace Governance.Grid.Tests.Access;

/// <summary>A facility of the community, the county's appraisals, and a survey in which somebody of the community is called back; ids.</summary>
internal sealed record InService(string Facility, string Round, string Survey, string CallBack)
{
    private static int people;

    public static async Task<InService> SetAsync(GridApp app)
    {
        var centre = app.As("county-centre", "510104");
        var facility = await centre.Facilities.CreateFacilityAsync(new() { RequestId = NewId(), DivisionCode = SmallMap.Community, Kind = FacilityKind.Toilet, Name = "公厕", Point = new() { Latitude = 30.65, Longitude = 104.05 } });
        // Somebody who was never drawn before.
        var request = Appeals.Appeal();
        request.Contact.Phone = $"137{Interlocked.Increment(ref people):00000000}";
        var call = await app.AsResident().Calls.OpenCallAsync(request);
        var clerk = app.Clerk();
        await clerk.Calls.AcceptCallAsync(new() { Id = call.Id });
        await clerk.Calls.StartCallAsync(new() { Id = call.Id });
        await clerk.Calls.ResolveCallAsync(new() { Id = call.Id, Resolution = "已更换路灯，现已恢复照明" });
        var survey = await centre.Surveys.DrawSurveyAsync(new() { RequestId = NewId(), DivisionCode = SmallMap.Community[..9], FromDate = "2026-03-01", ToDate = "2026-03-04", SampleSize = 100 });
        var back = (await centre.Surveys.ListCallBacksAsync(new() { SurveyId = survey.Id, PageSize = 500 })).CallBacks.Single(c => c.CallId == call.Id);
        return new(facility.Id, await RoundAsync(centre), survey.Id, back.Id);
    }

    // One a county and year.
    private static async Task<string> RoundAsync(GridCaller centre)
    {
        if ((await centre.Appraisals.ListAppraisalRoundsAsync(new())).Rounds.FirstOrDefault(r => r.State == AppraisalRoundState.Published) is { } there) return there.Id;
        foreach (var kind in Enum.GetValues<AppraisalKind>().Where(k => k != AppraisalKind.Unspecified))
        {
            await centre.Appraisals.PublishQuestionnaireAsync(new() { RequestId = NewId(), DivisionCode = "510104", Kind = kind, Items = { new QuestionnaireItem { Text = "服务是否及时", MostPoints = 10 } } });
        }
        var round = await centre.Appraisals.OpenAppraisalRoundAsync(new() { RequestId = NewId(), DivisionCode = "510104", Year = 2025 });
        return (await centre.Appraisals.PublishAppraisalRoundAsync(new() { RequestId = NewId(), Id = round.Id })).Id;
    }
}
