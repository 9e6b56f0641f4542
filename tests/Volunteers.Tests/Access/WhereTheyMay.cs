using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Governance.Volunteers.Tests.Activities;
using Governance.Volunteers.Tests.Honours;
using Governance.Volunteers.Tests.Points;
using Governance.Volunteers.Tests.Protection;
using Governance.Volunteers.Tests.Registrations;
using Governance.Volunteers.Tests.Teams;
using Governance.Volunteers.V1;
using Grpc.Core;

namespace Governance.Volunteers.Tests.Access;

/// <summary>Every rpc × every role that is granted it × areas outside, about rows of one community: nothing is seen and nothing is changed. Inside, the same requests are answered.</summary>
[Collection(WithBroker.Name)]
public sealed class WhereTheyMay(VolunteersAppWithBroker app)
{
    private const string Owner = "the-volunteer";
    private static readonly EveryRpc Rpcs = new("volunteers");
    private static readonly string[] Outside = ["", "510105", SmallMap.NextCounty, SmallMap.OtherTown[..9], SmallMap.OtherTown, "52", "5107", "0", "51010", "5101040170019"];
    private static readonly string[] Inside = ["51", "5101", "510104", SmallMap.Community[..9]];

    // What these tell is for everybody, or for the whole province by design: published activities, the list of skills, the rule that holds somewhere, a paper that somebody holds, and
    // whether a number is registered (only the id, with a purpose that is kept), what earns points and what they buy.
    private static readonly HashSet<string> ForEverybody = ["GetActivity", "ListActivities", "ListSkills", "GetTimeRule", "VerifyCertificate", "FindByIdentityNumber",
        "GetPointScheme", "ListPointSchemes", "ListRewards", "ListCourses", "ListEmergencyTrainings"];

    [Fact]
    public async Task Outside_nothing_is_seen_and_nothing_is_changed()
    {
        var scene = await SetAsync();
        var (wrong, looked) = (new List<string>(), 0);
        var before = await QuietAsync();
        foreach (var role in Rpcs.Roles.Keys)
        {
            foreach (var rpc in Granted(role))
            {
                foreach (var area in Outside)
                {
                    looked++;
                    var own = Rpcs.Reach(role, rpc) == "own";
                    var caller = own ? app.WithRole(role, area.Length == 0 ? "510105" : area, subject: "another-person") : app.WithRole(role, area, subject: Owner);
                    var answer = await EveryRpc.CallAsync(caller, rpc, scene.Requests[rpc.Name]());
                    if (answer.Code is not (StatusCode.OK or StatusCode.NotFound) && answer.Reason != "AREA_NOT_YOURS") wrong.Add($"{role}: {EveryRpc.NameOf(rpc)} with area '{area}': {answer.Details}");
                    var body = Encoding.UTF8.GetString(answer.Body);
                    if (scene.Marks.Any(mark => body.Contains(mark, StringComparison.Ordinal))) wrong.Add($"{role}: {EveryRpc.NameOf(rpc)} with area '{area}' shows what is not theirs");
                }
                if (await StateAsync() is var after && after != before)
                {
                    wrong.Add($"{role}: {EveryRpc.NameOf(rpc)} changed {before} into {after}");
                    before = after;
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.True(looked > 300, $"the matrix looked at {looked}");
    }

    [Fact]
    public async Task Inside_the_same_requests_are_answered()
    {
        var wrong = new List<string>();
        foreach (var role in Rpcs.Roles.Keys)
        {
            var scene = await SetAsync();
            // What only reads comes first, as long as the rows are as they were set.
            foreach (var rpc in Granted(role).OrderBy(r => r.Name.StartsWith("List", StringComparison.Ordinal) || r.Name.StartsWith("Get", StringComparison.Ordinal) ? 0 : 1))
            {
                foreach (var area in Inside)
                {
                    var answer = await EveryRpc.CallAsync(app.WithRole(role, area, subject: Owner), rpc, scene.Requests[rpc.Name]());
                    // A consumer wrote the same row in the same moment: a caller is told to try again.
                    if (answer.Code == StatusCode.Aborted) answer = await EveryRpc.CallAsync(app.WithRole(role, area, subject: Owner), rpc, scene.Requests[rpc.Name]());
                    // A state may forbid it (the step was taken at the level before, or by another rpc); that the row is not there or the request is wrong would make the other test worthless.
                    var guarded = answer.Reason == "AREA_NOT_YOURS" && rpc.Name is "SetTimeRule" or "BatchRegister" or "BatchRegisterFile" or "SetCourse" or "SetEmergencyTraining" || answer.Reason == "NOT_THE_SERVER"
                        // A county's sum tells of all of the county.
                        || (rpc.Name is "GetTimeFigures" && area.Length > 6 && answer.Reason == "DIVISION_NOT_FOUND");
                    if (answer.Code is not (StatusCode.OK or StatusCode.FailedPrecondition or StatusCode.AlreadyExists) && !guarded) wrong.Add($"{role}: {EveryRpc.NameOf(rpc)} with area '{area}': {answer.Details}");
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        // An honour is closed or awarded in a scene, and never one after the other.
        var honour = await app.NewHonour(method: HonourMethod.Jury);
        var chosen = await app.Nominated(honour, await app.NewVolunteer());
        await app.County().Honours.CloseHonourAsync(new() { RequestId = NewId(), Id = honour.Id, ChosenIds = { chosen.Id } });
        await app.County().Honours.AwardHonourAsync(new() { RequestId = NewId(), Id = honour.Id });
        // Every rpc has done its work now: what the feed tells of it is what there is.
        await Feed.Nouns.All.HoldAsync(app);
    }

    private static List<MethodDescriptor> Granted(string role) => [.. Rpcs.All.Where(rpc => Rpcs.Reach(role, rpc) is not null && !ForEverybody.Contains(rpc.Name))];

    private async Task<Scene> SetAsync()
    {
        await app.QueryAll<int>("update volunteers set owner = null where owner = $1", Owner);
        var volunteer = await app.NewVolunteer(subject: Owner);
        var child = People.ToRegister(VolunteersApp.NewNumber(app.Clock.GetUtcNow().AddYears(-10).ToString("yyyyMMdd", null)));
        child.GuardianConsent = new GuardianConsent { GuardianName = "李大明", GuardianPhone = "13800000000", Relation = "父亲", ToVolunteering = true, ToChildData = true };
        var minor = await app.Town().Registrations.RegisterVolunteerAsync(child);
        var need = await app.Town().Activities.OpenNeedAsync(new() { DivisionCode = SmallMap.Community, Text = "独居老人陪伴", Headcount = 1, StartTime = app.In(1), EndTime = app.In(9) });
        var activity = await app.Town().Activities.PublishActivityAsync(app.Activity(startsIn: 200));
        var signUp = await app.Town().Activities.SignUpForShiftAsync(new() { ShiftId = activity.Shifts[0].Id, VolunteerId = volunteer.Id });
        var record = await app.Town().Records.EnterRecordAsync(new() { VolunteerId = volunteer.Id, DivisionCode = SmallMap.Community, Kind = "general", StartTime = app.In(-3), EndTime = app.In(-1) });
        await EventuallyAsync("it is earned", async () => await app.Query<long>("select coalesce(max(balance), 0) from accounts where id = $1", Guid.Parse(volunteer.Id)), n => n == 120);
        var certificate = await app.Town().Records.IssueCertificateAsync(new() { VolunteerId = volunteer.Id });
        var posting = (await app.Town().TimeBank.ListPostingsAsync(new() { AccountId = volunteer.Id })).Postings[0];
        var order = await app.Town().Orders.PlaceOrderAsync(new() { AccountId = volunteer.Id, DivisionCode = SmallMap.Community, Kind = "general", StartTime = app.In(1), Minutes = 30 });
        await app.Town().Orders.MatchOrderAsync(new() { Id = order.Id, VolunteerId = minor.Id });
        var batch = NewId();
        var part = new BatchRegisterRequest { BatchId = batch, DivisionCode = SmallMap.Community, FirstLine = 1, Rows = { People.ToRegister() } };
        using (var call = app.County().Batches.BatchRegister())
        {
            await call.RequestStream.WriteAsync(part);
            await call.RequestStream.CompleteAsync();
            await call.ResponseAsync;
        }
        var (id, day) = (volunteer.Id, Governance.Rpc.ChinaTime.DateOf(app.Clock.GetUtcNow()).ToString("yyyy-MM-dd", null));
        Dictionary<string, Func<IMessage>> requests = new(StringComparer.Ordinal)
        {
            ["RegisterVolunteer"] = () => People.ToRegister(), ["GetVolunteer"] = () => new GetVolunteerRequest { Id = id }, ["SearchVolunteers"] = () => new SearchVolunteersRequest { PageSize = 500 },
            ["UpdateVolunteer"] = () => new UpdateVolunteerRequest { Id = id, UpdateMask = new() { Paths = { "veteran" } } }, ["TransferVolunteer"] = () => new TransferVolunteerRequest { Id = id, DivisionCode = SmallMap.Community },
            ["SuspendVolunteer"] = () => new SuspendVolunteerRequest { Id = id, Reason = "核查" }, ["ReinstateVolunteer"] = () => new ReinstateVolunteerRequest { Id = id },
            ["LeaveVolunteer"] = () => new LeaveVolunteerRequest { Id = id }, ["WithdrawConsent"] = () => new WithdrawConsentRequest { Id = id, Reason = "监护人撤回" },
            ["HashIdentityNumber"] = () => new HashIdentityNumberRequest { Id = id, LookupPurpose = Owner + ".number", Purpose = "核实身份" },
            ["RevealVolunteer"] = () => new RevealVolunteerRequest { Id = id, Purpose = "核实身份" }, ["ListGrowthSteps"] = () => new ListGrowthStepsRequest { Id = id },
            ["BatchRegister"] = () => part, ["BatchRegisterFile"] = () => new BatchRegisterFileRequest { BatchId = batch, DivisionCode = SmallMap.Community, Content = Google.Protobuf.ByteString.CopyFromUtf8("姓名,证件号码,手机号,社区编码\n王,1,1,1") }, ["GetBatch"] = () => new GetBatchRequest { Id = batch }, ["ListRowVerdicts"] = () => new ListRowVerdictsRequest { BatchId = batch },
            ["OpenNeed"] = () => new OpenNeedRequest { DivisionCode = SmallMap.Community, Text = "陪伴", Headcount = 1, StartTime = app.In(1), EndTime = app.In(2) }, ["ListNeeds"] = () => new ListNeedsRequest { PageSize = 500 },
            ["CloseNeed"] = () => new CloseNeedRequest { Id = need.Id }, ["MatchVolunteers"] = () => new MatchVolunteersRequest { DivisionCode = SmallMap.Community, Limit = 100 },
            ["PublishActivity"] = () => app.Activity(), ["WithdrawActivity"] = () => new WithdrawActivityRequest { Id = activity.Id, Reason = "下雨" },
            ["SignUpForShift"] = () => new SignUpForShiftRequest { ShiftId = activity.Shifts[0].Id, VolunteerId = id }, ["WithdrawSignUp"] = () => new WithdrawSignUpRequest { Id = signUp.Id },
            ["ListSignUps"] = () => new ListSignUpsRequest { ShiftId = activity.Shifts[0].Id }, ["GetShiftCode"] = () => new GetShiftCodeRequest { ShiftId = activity.Shifts[0].Id },
            ["CheckIn"] = () => new CheckInRequest { Id = signUp.Id, Point = activity.Point }, ["CheckOut"] = () => new CheckOutRequest { Id = signUp.Id, Point = activity.Point }, ["MarkNoShow"] = () => new MarkNoShowRequest { Id = signUp.Id },
            ["EnterRecord"] = () => new EnterRecordRequest { VolunteerId = id, DivisionCode = SmallMap.Community, Kind = "general", StartTime = app.In(-30), EndTime = app.In(-29) },
            ["CorrectRecord"] = () => new CorrectRecordRequest { Id = record.Id, Reason = "记录有误" }, ["ListRecords"] = () => new ListRecordsRequest { PageSize = 500 },
            ["ReadRecordsFile"] = () => new ReadRecordsFileRequest { DivisionCode = SmallMap.Community, FromDate = day, ToDate = day, Purpose = "上报全国系统" }, ["GetServiceFigures"] = () => new GetServiceFiguresRequest { DivisionCode = SmallMap.Community[..9], FromDate = day, ToDate = day }, ["IssueCertificate"] = () => new IssueCertificateRequest { VolunteerId = id },
            ["PrintCertificate"] = () => new PrintCertificateRequest { Id = certificate.Id }, ["WithdrawCertificate"] = () => new WithdrawCertificateRequest { Id = certificate.Id, Reason = "记录不实" },
            ["GetAccount"] = () => new GetAccountRequest { Id = id }, ["ListPostings"] = () => new ListPostingsRequest { AccountId = id }, ["ProveBalance"] = () => new ProveBalanceRequest { AccountId = id },
            ["GiveTime"] = () => new GiveTimeRequest { FromId = id, ToId = minor.Id, Minutes = 1, Reason = "感谢" }, ["DonateTime"] = () => new DonateTimeRequest { FromId = id, Minutes = 1 },
            ["ReversePosting"] = () => new ReversePostingRequest { Id = posting.Id, Reason = "转错了人" }, ["FreezeAccount"] = () => new FreezeAccountRequest { Id = id, Frozen = false, Reason = "核查完毕" },
            ["PlaceOrder"] = () => new PlaceOrderRequest { AccountId = id, DivisionCode = SmallMap.Community, Kind = "general", StartTime = app.In(1), Minutes = 30 }, ["GetOrder"] = () => new GetOrderRequest { Id = order.Id },
            ["MatchOrder"] = () => new MatchOrderRequest { Id = order.Id, VolunteerId = minor.Id }, ["ListOrders"] = () => new ListOrdersRequest { PageSize = 500 }, ["WithdrawOrder"] = () => new WithdrawOrderRequest { Id = order.Id },
            ["ServeOrder"] = () => new ServeOrderRequest { Id = order.Id, StartTime = app.In(-9), Minutes = 30 }, ["ConfirmOrder"] = () => new ConfirmOrderRequest { Id = order.Id },
            ["DisputeOrder"] = () => new DisputeOrderRequest { Id = order.Id, Reason = "时长不符" }, ["DecideOrder"] = () => new DecideOrderRequest { Id = order.Id, Minutes = 30, Reason = "双方认可" },
            ["GetTimeFigures"] = () => new GetTimeFiguresRequest { DivisionCode = "510104", FromDate = day, ToDate = day },
            ["SetTimeRule"] = () => new SetTimeRuleRequest { Rule = new TimeRule { DivisionCode = "510104017003", Percent = 100 } },
        };
        requests["GetConnection"] = () => new Common.V1.GetConnectionRequest();
        requests["Read"] = () => new Common.V1.FeedReadRequest();
        var points = await PointsScene.SetAsync(app, volunteer, requests);
        var teams = await TeamsScene.SetAsync(app, volunteer, requests);
        var protection = await ProtectionScene.SetAsync(app, volunteer, requests);
        return new Scene([id, minor.Id, need.Id, signUp.Id, record.Id, certificate.Id, certificate.Number, posting.Id, order.Id, batch, .. points, .. teams, .. protection], requests);
    }

    // What follows by event from the scenarios before must have followed.
    private async Task<string> QuietAsync()
    {
        var last = "";
        return await EventuallyAsync("nothing follows any more", async () =>
        {
            var before = last;
            await Task.Delay(700);
            last = await StateAsync();
            return last == before ? last : "";
        }, state => state.Length > 0);
    }

    private Task<string> StateAsync() => app.Query<string>("""
        select concat_ws(' ', (select sum(version) || '/' || count(*) from volunteers), (select sum(version) || '/' || count(*) from needs), (select sum(version) || '/' || count(*) from activities),
          (select sum(version) || '/' || count(*) || '/' || count(*) filter (where state = 1) from sign_ups), (select count(*) from service_records), (select sum(version) || '/' || count(*) from orders), (select sum(version) || '/' || count(*) from certificates),
          (select sum(balance) || '/' || sum(abs(balance)) from accounts), (select count(*) from postings), (select count(*) from time_rules), (select sum(next_line) from batches), (select count(*) from events),
        """ + PointsScene.State + ", " + TeamsScene.State + ", " + ProtectionScene.State + ")");

    /// <param name="Marks">What an answer to somebody who may not see these rows must not contain.</param>
    /// <param name="Requests">For every rpc a request about them; an rpc that is missing keeps the matrix from passing, so nobody forgets it.</param>
    private sealed record Scene(IReadOnlyList<string> Marks, Dictionary<string, Func<IMessage>> Requests);
}
