using Google.Protobuf.WellKnownTypes;
using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Members;
using Governance.PartyBuilding.Tests.Organizations;

namespace Governance.PartyBuilding.Tests.ReportIns;

internal static class Reported
{
    public static ReportMemberInRequest ToReport(Member member, string community = SmallMap.Community, params string[] skills) =>
        new() { RequestId = NewId(), MemberId = member.Id, DivisionCode = community, Skills = { skills } };

    /// <summary>A member of a workplace's branch, in the next county unless it is said, who has reported in.</summary>
    public static async Task<(Member Member, ReportIn ReportIn)> NewReportIn(this PartyApp app, string community = SmallMap.Community, string home = "510105")
    {
        var member = await app.NewMember(await app.NewBranch(home));
        return (member, await app.Office(community[..6]).ReportIns.ReportMemberInAsync(ToReport(member, community, "first-aid")));
    }

    /// <summary>A unit's organisation, which has reported in.</summary>
    public static async Task<(Organization Unit, ReportIn ReportIn)> NewUnit(this PartyApp app, string community = SmallMap.Community)
    {
        var unit = await app.NewBranch();
        return (unit, await app.Office().ReportIns.ReportUnitInAsync(new() { RequestId = NewId(), OrganizationId = unit.Id, DivisionCode = community }));
    }

    public static PublishServiceItemRequest ToPublish(this PartyApp app, int places = 1, string community = SmallMap.Community) => new()
    {
        RequestId = NewId(), DivisionCode = community, Title = "为独居老人送餐", Kind = "elderly-care", Places = places, StartTime = app.Now(), EndTime = app.Now(30 * 24),
    };

    public static async Task<ServiceItem> NewItem(this PartyApp app, int places = 1, string community = SmallMap.Community) => await app.Office(community[..6]).ServiceItems.PublishServiceItemAsync(app.ToPublish(places, community));

    public static async Task<Undertaking> Take(this PartyApp app, ServiceItem item, ReportIn by) => await app.Office(item.DivisionCode[..6]).ServiceItems.TakeServiceItemAsync(new() { RequestId = NewId(), ItemId = item.Id, ReportInId = by.Id });

    public static async Task<Undertaking> NewUndertaking(this PartyApp app, ReportIn by) => await app.Take(await app.NewItem(community: by.DivisionCode), by);

    /// <summary>The latest hours, of which the last ends now: an hour and a half at least after what was reported in.</summary>
    public static CompleteUndertakingRequest ToEnter(this PartyApp app, Undertaking undertaking, params Member[] members) => new()
    {
        RequestId = NewId(), Id = undertaking.Id, StartTime = app.Now(-1.5), EndTime = app.Now(), MemberIds = { members.Select(m => m.Id) },
    };

    /// <summary>Takes a service, does it within two hours and has it confirmed.</summary>
    public static async Task<Undertaking> Serve(this PartyApp app, ReportIn by, params Member[] members)
    {
        var undertaking = await app.NewUndertaking(by);
        app.Clock.Advance(TimeSpan.FromHours(2));
        var office = app.Office(by.DivisionCode[..6]).ServiceItems;
        await office.CompleteUndertakingAsync(app.ToEnter(undertaking, members));
        return await office.ConfirmUndertakingAsync(new() { RequestId = NewId(), Id = undertaking.Id, Feedback = "老人很满意" });
    }

    public static async Task<List<ServiceEntry>> Entries(this PartyApp app, ReportIn of) => [.. (await app.Office("51").ServiceItems.ListServiceEntriesAsync(new() { ReportInId = of.Id })).Entries];

    public static Timestamp Now(this PartyApp app, double hours = 0) => app.Clock.GetUtcNow().AddHours(hours).ToTimestamp();
}
