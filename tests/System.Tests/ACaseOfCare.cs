using System.Text;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Governance.Grid.V1;
using Governance.Party.V1;
using Governance.Volunteers.V1;
using Governance.Welfare.V1;
using Grpc.Core;
using Npgsql;
using Emergencies = Governance.Grid.V1.Emergencies;
using People = Governance.Welfare.V1.People;
using Person = Governance.Welfare.V1.Person;
using WelfareEmergencies = Governance.Welfare.V1.Emergencies;

namespace Governance.SystemTests;

/// <summary>
/// Once only, over all services: a resident's appeal becomes a case, the case's need becomes a volunteer's shift, the hour served is the person's visit, the volunteer's hour and, since they have reported in
/// as a party member, an entry of their report-in; the closed case answers the appeal, and an emergency finds the person, the trained volunteer and the member. Everybody types what they alone know, and nobody anything twice.
/// </summary>
internal static class ACaseOfCare
{
    private const string Community = "510104017001";

    /// <param name="platform">The running platform.</param>
    /// <param name="reported">The report-in of the resident who volunteers.</param>
    public static async Task PlayAsync(Platform platform, ReportIn reported)
    {
        var (resident, town, centre) = (await platform.SignedInAsync("resident"), await platform.SignedInAsync("town"), await platform.SignedInAsync("jinjiang"));
        var social = await platform.SignedInAsync("welfare");
        var (calls, cases, people) = (new Calls.CallsClient(resident), new Cases.CasesClient(social), new People.PeopleClient(social));
        var supervisor = await platform.SignedInAsync("supervisor");

        // The appeal is a referral.
        var call = await calls.OpenCallAsync(new() { RequestId = Id(), Text = "对门的独居老人行动不便，想请社区照看", PlaceCode = Community, CategoryCode = "0703", Source = CallSource.Online, Contact = new() { Name = "王小明", Phone = "13812345678" } });
        var found = await Until(async () => (await cases.ListCasesAsync(new() { State = CaseState.Referred, Purpose = ReadPurpose.Case })).Cases.FirstOrDefault(c => c.CallId == call.Id));
        Assert.Equal((CaseSource.Call, Community), (found.Source, found.DivisionCode));

        // Taken on here, it is in progress there.
        var day = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8));
        string Day(int ahead) => day.AddDays(ahead).ToString("yyyy-MM-dd", null);
        var person = await people.RegisterPersonAsync(new()
        {
            RequestId = Id(), Name = "陈桂芳", IdentityNumber = "110101194103074826", Phone = "13512345678", Address = "莲桂南路 3 号 2 单元 101", DivisionCode = Community,
            Kinds = { ConcernKind.ElderlyLivingAlone, ConcernKind.ElderlyHardship }, Consent = new() { Ground = ConsentGround.Self, GiveDate = Day(0) },
        });
        var worker = SubjectOf(await platform.PersonTokenAsync("welfare"));
        await new CaseTasks.CaseTasksClient(supervisor).EnlistWorkerAsync(new() { RequestId = Id(), Subject = worker, DivisionCode = "510104017", Role = "welfare-worker" });
        await cases.ScreenCaseAsync(new() { RequestId = Id(), Id = found.Id, PersonId = person.Id, Findings = "情况属实" });
        await cases.OpenCaseAsync(new() { RequestId = Id(), Id = found.Id, Worker = worker });
        await cases.SubmitPlanAsync(new() { RequestId = Id(), Id = found.Id, Goals = "有人陪伴", Actions = { new PlanAction { What = "志愿者陪伴探访", Who = "社区", ByDate = Day(20) } } });
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => cases.DecidePlanAsync(new() { RequestId = Id(), Id = found.Id, Approve = true }).ResponseAsync)).StatusCode);
        var approvals = new Cases.CasesClient(supervisor);
        await approvals.DecidePlanAsync(new() { RequestId = Id(), Id = found.Id, Approve = true });
        await cases.StartCaseAsync(new() { RequestId = Id(), Id = found.Id });
        await Until(async () => (await calls.GetCallAsync(new() { Id = call.Id })) is { State: CallState.InProgress } taken ? taken : null);

        await AnHourOfCompanyAsync(platform, person, resident, town, social, reported);
        await AnEmergencyFindsThemAllAsync(platform, person, resident, town, social, reported);

        // What the case came to is the answer to the resident.
        const string message = "已为老人安排每周陪伴探访";
        await cases.ProposeClosureAsync(new() { RequestId = Id(), Id = found.Id, Outcome = CaseOutcome.GoalsMet, Message = message });
        await approvals.DecideClosureAsync(new() { RequestId = Id(), Id = found.Id, Approve = true });
        var answered = await Until(async () => (await calls.GetCallAsync(new() { Id = call.Id })) is { State: CallState.Resolved } answer ? answer : null);
        Assert.Contains("相关帮扶措施已落实", answered.Resolution, StringComparison.Ordinal);
        Assert.DoesNotContain(message, answered.Resolution, StringComparison.Ordinal);
        Assert.Equal(["Open", "AutoDispatch", "Accept", "Start", "CaseClosed"], (await new Calls.CallsClient(centre).ListCallStepsAsync(new() { Id = call.Id })).Steps.Select(s => s.Kind));
    }

    // Needed by the case, planned by the town, served by the resident: a record there, a service and a visit here, and in the log of the member's report-in.
    private static async Task AnHourOfCompanyAsync(Platform platform, Person person, CallInvoker resident, CallInvoker town, CallInvoker social, ReportIn reported)
    {
        var now = TimeProvider.System.GetUtcNow();
        var needs = new CareNeeds.CareNeedsClient(social);
        var need = await needs.RaiseCareNeedAsync(new() { RequestId = Id(), PersonId = person.Id, Kind = "companionship", Headcount = 1, StartTime = now.AddMinutes(5).ToTimestamp(), EndTime = now.AddHours(2).ToTimestamp() });
        var (plans, own) = (new Activities.ActivitiesClient(town), new Activities.ActivitiesClient(resident));
        var wanted = await Until(async () => (await plans.ListNeedsAsync(new() { DivisionCode = Community })).Needs.FirstOrDefault(n => n.SourceId == need.Id));
        var activity = await plans.PublishActivityAsync(new()
        {
            RequestId = Id(), DivisionCode = Community, Title = "陪伴探访", Place = "社区服务中心", NeedId = wanted.Id, Shifts = { new ShiftToPublish { StartTime = now.AddMinutes(5).ToTimestamp(), EndTime = now.AddHours(1).ToTimestamp(), Capacity = 1 } },
        });
        var shift = activity.Shifts[0].Id;
        var place = await own.SignUpForShiftAsync(new() { RequestId = Id(), ShiftId = shift });
        async Task<string> Code() => (await plans.GetShiftCodeAsync(new() { ShiftId = shift })).Code;
        await own.CheckInAsync(new() { RequestId = Id(), Id = place.Id, Code = await Code() });
        // Three quarters of an hour go by: the clock of the processes is the machine's, so what was written is moved back instead.
        await platform.ExecuteAsync("volunteers", $"""
            update shifts set starts_at = starts_at - interval '45 minutes', ends_at = ends_at - interval '45 minutes' where id = '{Guid.Parse(shift)}';
            update sign_ups set starts_at = starts_at - interval '45 minutes', ends_at = ends_at - interval '45 minutes', checked_in_at = checked_in_at - interval '45 minutes' where id = '{Guid.Parse(place.Id)}'
            """);
        var served = await own.CheckOutAsync(new() { RequestId = Id(), Id = place.Id, Code = await Code() });

        var record = await Until(async () => (await needs.ListCareRecordsAsync(new() { PersonId = person.Id, Purpose = ReadPurpose.Service })).Records.FirstOrDefault());
        Assert.Equal((need.Id, 30, served.RecordId), (record.NeedId, record.Minutes, record.RecordId));
        var visit = (await new Visits.VisitsClient(social).ListVisitsAsync(new() { PersonId = person.Id, State = VisitState.Done, Purpose = ReadPurpose.Service })).Visits;
        Assert.Equal(served.RecordId, Assert.Single(visit).RecordId);
        Assert.Contains((await new Records.RecordsClient(town).ListRecordsAsync(new() { VolunteerId = served.VolunteerId })).Records, r => r.Id == served.RecordId && r.Minutes == 30);
        var log = new ServiceItems.ServiceItemsClient(await platform.SignedInAsync("partyclerk"));
        var entry = await Until(async () => (await log.ListServiceEntriesAsync(new() { ReportInId = reported.Id })).Entries.FirstOrDefault(e => e.RecordId == served.RecordId));
        Assert.Equal((reported.MemberId, Community, 30, "", false), (entry.MemberId, entry.DivisionCode, entry.Minutes, entry.UndertakingId, entry.Corrected));
    }

    // Declared once by the city: who of concern lives there is listed, who is trained is called up and answers, whom the Party has there is mustered.
    private static async Task AnEmergencyFindsThemAllAsync(Platform platform, Person person, CallInvoker resident, CallInvoker town, CallInvoker social, ReportIn reported)
    {
        var (city, party) = (await platform.SignedInAsync("chengdu"), await platform.SignedInAsync("partyclerk"));
        await new Trainings.TrainingsClient(town).CertifyTrainingAsync(new()
        {
            RequestId = Id(), VolunteerId = reported.VolunteerId, CourseCode = "flood-rescue", Number = "水救-2026-0001", TrainDate = TimeProvider.System.GetUtcNow().AddHours(8).ToString("yyyy-MM-dd", null),
        });
        var plan = await new EmergencyPlans.EmergencyPlansClient(city).CreateEmergencyPlanAsync(new() { RequestId = Id(), DivisionCode = "5101", Hazard = Hazard.Flood, Name = "防汛应急预案", Measures = { "转移低洼地带群众" } });
        var emergency = await new Emergencies.EmergenciesClient(city).ActivateEmergencyAsync(new() { RequestId = Id(), PlanId = plan.Id, DivisionCode = "510104017", Level = 2, Reason = "河水上涨" });
        var here = new WelfareEmergencies.EmergenciesClient(social);
        await Until(async () => (await here.ListEmergenciesAsync(new())).Emergencies.FirstOrDefault(e => e.Id == emergency.Id));
        Assert.True((await here.GetEmergencyAsync(new() { Id = emergency.Id })).PeopleCount > 0);
        Assert.Contains((await here.ListVulnerablePeopleAsync(new() { Id = emergency.Id, Purpose = ReadPurpose.Emergency })).People, p => p.PersonId == person.Id);
        var needed = await Until(async () => (await new Activities.ActivitiesClient(town).ListNeedsAsync(new() { PageSize = 500 })).Needs.FirstOrDefault(n => n.Source == NeedSource.Emergency && n.SourceId == emergency.Id));
        var (own, centre) = (new CallUps.CallUpsClient(resident), new CallUps.CallUpsClient(town));
        var called = Assert.Single((await own.ListCallUpsAsync(new() { NeedId = needed.Id })).CallUps);
        Assert.Equal((reported.VolunteerId, CallUpState.Called), (called.VolunteerId, called.State));
        await own.AnswerCallUpAsync(new() { RequestId = Id(), Id = called.Id, Comes = true });
        Assert.Equal([called.Id], (await centre.ListCallUpsAsync(new() { NeedId = needed.Id, State = CallUpState.Accepted })).CallUps.Select(c => c.Id));
        var musters = new Musters.MustersClient(party);
        var muster = await Until(async () => (await musters.ListMustersAsync(new())).Musters.FirstOrDefault(m => m.Id == emergency.Id));
        Assert.Equal(("flood", 2, 1L), (muster.Kind, muster.Level, muster.Members));
        Assert.Equal([reported.Id], (await musters.ListMusterPeopleAsync(new() { MusterId = muster.Id })).People.Select(p => p.ReportInId));

        // Over, it is over everywhere.
        await new Emergencies.EmergenciesClient(city).DeactivateEmergencyAsync(new() { RequestId = Id(), Id = emergency.Id, Summary = "水位已退，群众已返回" });
        await Until(async () => (await musters.ListMustersAsync(new() { ShowEnded = true })).Musters.FirstOrDefault(m => m.Id == emergency.Id && m.EndTime is not null));
    }

    private static async Task<T> Until<T>(Func<Task<T?>> look) where T : class
    {
        for (var i = 0; i < 150; i++)
        {
            if (await look() is { } seen) return seen;
            await Task.Delay(200);
        }
        throw new TimeoutException($"no {typeof(T).Name} came");
    }

    private static string SubjectOf(string token)
    {
        var claims = token.Split('.')[1].Replace('-', '+').Replace('_', '/');
        return JsonDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(claims.PadRight((claims.Length + 3) / 4 * 4, '=')))).RootElement.GetProperty("sub").GetString()!;
    }

    private static string Id() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();
}
