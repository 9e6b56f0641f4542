using System.Text.Json;
using Governance.SocialOrganizations.Tests.Organizations;

namespace Governance.SocialOrganizations.Tests.Feed;

/// <summary>The feed of the social organisations' service; folded, it is the organisations of the database by place and state.</summary>
public sealed class FollowingTheFeed(SocialOrgsApp app) : FollowingTheFeedMatrix<Program, SocialOrgsCaller>(app, "socialorgs"), IClassFixture<SocialOrgsApp>
{
    private readonly Dictionary<string, string> before = [];

    protected override string CountInDatabase => """
        select concat_ws(' ', area, (array['Applied','Incubating','Filed','Registered','Graduated','Suspended','Exited','Deregistered'])[state], count(*)) from organizations group by area, state
        """;

    protected override async Task StirAsync(string community) => await app.Applied(place: community);

    protected override async Task LiveAsync()
    {
        await app.Applied(place: SmallMap.NextCounty);
        await app.Incubating(place: SmallMap.OtherTown);
        await app.Filed();
        await app.Registered();
        await app.Entered();
        var office = app.Office();
        await office.Organizations.SuspendOrganizationAsync(new() { RequestId = NewId(), Id = (await app.Filed()).Id, Reason = "整改期间暂停活动" });
        var back = await app.Filed();
        await office.Organizations.SuspendOrganizationAsync(new() { RequestId = NewId(), Id = back.Id, Reason = "整改期间暂停活动" });
        await office.Organizations.ResumeOrganizationAsync(new() { RequestId = NewId(), Id = back.Id });
        await office.Organizations.ExitOrganizationAsync(new() { RequestId = NewId(), Id = (await app.Incubating()).Id, Reason = "成员解散" });
    }

    protected override void Fold(Dictionary<string, Folded> things, string type, string subject, JsonElement happened)
    {
        string Text(string name) => happened.GetProperty(name).GetString()!;
        void Become(string state) => things[subject] = new(Text("area"), state);
        switch (type)
        {
            case "OrganizationApplied": Become("Applied"); break;
            case "OrganizationIncubated": Become("Incubating"); break;
            case "OrganizationRegistered": Become(Text("form")); break;
            case "OrganizationGraduated" or "OrganizationExited" or "OrganizationDeregistered": Become(type["Organization".Length..]); break;
            case "OrganizationSuspended": before[subject] = things[subject].State; Become("Suspended"); break;
            case "OrganizationResumed": Become(before[subject]); break;
        }
    }
}
