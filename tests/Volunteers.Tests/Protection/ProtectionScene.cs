using Google.Protobuf;
using Governance.Events.Grid.V1;
using Governance.Volunteers.Tests.Registrations;
using Governance.Volunteers.V1;

namespace Governance.Volunteers.Tests.Protection;

/// <summary>Rows of covers, trainings, commendations and call-ups for the area matrix, and requests about them.</summary>
internal static class ProtectionScene
{
    public const string State = """
        (select sum(version) || '/' || count(*) from covers), (select sum(version) || '/' || count(*) from courses), (select sum(version) || '/' || count(*) from trainings),
        (select sum(version) || '/' || count(*) from commendations), (select sum(version) || '/' || count(*) from call_ups), (select sum(version) || '/' || count(*) from emergency_trainings)
        """;

    public static async Task<IReadOnlyList<string>> SetAsync(VolunteersApp app, Volunteer member, Dictionary<string, Func<IMessage>> requests)
    {
        var course = await app.NewCourse();
        var kind = await app.NewEmergencyKind(course);
        var (policy, number) = (Papers.NewNumber(), Papers.NewNumber());
        var cover = await app.Insure(member, policy: policy, until: 10);
        var training = await app.Train(member, course.Code, number: number);
        var commendation = await app.Town().Commendations.CommendAsync(app.ToCommend(member));
        await app.PublishAsync(new EmergencyActivated(Guid.Parse(NewId()), "510104", kind, 4, app.Clock.GetUtcNow()));
        var callUp = await EventuallyAsync("the member is called up", () => app.Query<Guid>("select id from call_ups where volunteer_id = $1", Guid.Parse(member.Id)), id => id != Guid.Empty);
        var next = await app.NewVolunteer();
        requests["EnterCover"] = () => app.ToCover(member, policy: policy);
        requests["BatchEnterCovers"] = () => new BatchEnterCoversRequest
        {
            Kind = CoverKind.Medical, Insurer = "人保财险", PolicyNumber = "PA-MATRIX", FromDate = app.Day(), UntilDate = app.Day(1), Rows = { new CoverToEnter { VolunteerId = next.Id } },
        };
        requests["EndCover"] = () => new EndCoverRequest { Id = cover.Id, Reason = "保险公司退保" };
        requests["ListCovers"] = () => new ListCoversRequest { PageSize = 500 };
        requests["ListExpiringCovers"] = () => new ListExpiringCoversRequest { PageSize = 500 };
        requests["SetCourse"] = () => new SetCourseRequest { Course = new(course) { Etag = "" } };
        requests["ListCourses"] = () => new ListCoursesRequest();
        requests["CertifyTraining"] = () => app.ToCertify(member, course.Code, number: number);
        requests["RevokeTraining"] = () => new RevokeTrainingRequest { Id = training.Id, Reason = "证书不实" };
        requests["ListTrainings"] = () => new ListTrainingsRequest { PageSize = 500 };
        requests["Commend"] = () => app.ToCommend(member);
        requests["WithdrawCommendation"] = () => new WithdrawCommendationRequest { Id = commendation.Id, Reason = "表彰单位撤销" };
        requests["ListCommendations"] = () => new ListCommendationsRequest { PageSize = 500 };
        requests["GetCommendationFigures"] = () => new GetCommendationFiguresRequest { DivisionCode = SmallMap.Community[..9], FromDate = app.Day(), ToDate = app.Day() };
        requests["ListCallUps"] = () => new ListCallUpsRequest { PageSize = 500 };
        requests["AnswerCallUp"] = () => new AnswerCallUpRequest { Id = $"{callUp}", Comes = true };
        requests["SetEmergencyTraining"] = () => new SetEmergencyTrainingRequest { Training = new() { Kind = kind, CourseCodes = { course.Code } } };
        requests["ListEmergencyTrainings"] = () => new ListEmergencyTrainingsRequest();
        return [cover.Id, training.Id, commendation.Id, $"{callUp}", next.Id];
    }
}
