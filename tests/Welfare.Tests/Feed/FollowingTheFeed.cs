using System.Text.Json;
using Governance.Welfare.Tests.Cases;
using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;

namespace Governance.Welfare.Tests.Feed;

/// <summary>Welfare's feed; folded, it is the cases of the database by place and state.</summary>
public sealed class FollowingTheFeed(WelfareApp app) : FollowingTheFeedMatrix<Program, WelfareCaller>(app, "welfare"), IClassFixture<WelfareApp>
{
    protected override string CountInDatabase => """
        select concat_ws(' ', area, (array['Referred','Screened','Open','Planned','InService','Review','Closed','Transferred'])[state], count(*)) from cases group by area, state
        """;

    protected override async Task StirAsync(string community) => await app.Referred(home: community);

    protected override async Task LiveAsync()
    {
        await app.Referred(home: SmallMap.NextCounty);
        await app.Screened();
        await app.Opened(home: SmallMap.OtherTown);
        await app.Planned();
        await app.InService();
        var reviewed = await app.InService();
        await app.Worker().Cases.ReviewCaseAsync(new() { RequestId = NewId(), Id = reviewed.Id, Findings = "目标部分达成" });
        await app.Close(await app.InService());
        // Referred by an agency that knows only where; who it is, and where they live, the screening finds out.
        var person = await app.New(home: SmallMap.OtherTown);
        var blind = await app.AsPartner("welfare.refer", "5101").Cases.ReferCaseAsync(new() { RequestId = NewId(), DivisionCode = SmallMap.Community, Summary = "学校报告：多日缺课" });
        await app.Supervisor().Cases.ScreenCaseAsync(new() { RequestId = NewId(), Id = blind.Id, PersonId = person.Id, Findings = "情况属实" });
        var closed = await app.Close(await app.InService());
        await app.Supervisor().Cases.ReopenCaseAsync(new() { RequestId = NewId(), Id = closed.Id, Reason = "情况反复" });
        // Somebody moves house, with a case that is closed too; two records become one, in two communities.
        var moving = await app.Close(await app.InService());
        await app.Referred(await app.Supervisor().People.GetPersonAsync(new() { Id = moving.PersonId, Purpose = ReadPurpose.Case }));
        await app.Supervisor().People.UpdatePersonAsync(new() { RequestId = NewId(), Id = moving.PersonId, UpdateMask = new() { Paths = { "division_code" } }, DivisionCode = SmallMap.OtherTown });
        var (kept, twin) = (await app.New(), await app.New(app.Unknown(SmallMap.OtherTown)));
        await app.Opened(kept);
        await app.InService(twin, SmallMap.OtherTown);
        await app.Supervisor().People.MergePeopleAsync(new() { RequestId = NewId(), Id = kept.Id, DoubleId = twin.Id, Reason = "入户核实为同一人" });
        // A new plan in the course of a case does not set it back.
        var going = await app.InService();
        await app.Worker().Cases.SubmitPlanAsync(app.Plan(going));
        await app.Supervisor().Cases.DecidePlanAsync(new() { RequestId = NewId(), Id = going.Id, Approve = true });
    }

    protected override void Fold(Dictionary<string, Folded> things, string type, string subject, JsonElement happened)
    {
        string Text(string name) => happened.GetProperty(name).GetString()!;
        switch (type)
        {
            case "CaseReferred": things[subject] = new(Text("area"), "Referred"); break;
            case "CaseProgressed": things[subject] = new(Text("area"), Text("state")); break;
            case "CaseAccepted" or "CaseReopened" or "CaseTransferred": things[subject] = new(Text("area"), "Open"); break;
            case "CasePlanned" when things[subject].State == "Open": things[subject] = new(Text("area"), "Planned"); break;
            case "CaseMoved": things[subject] = things[subject] with { Area = Text("area") }; break;
            case "CaseClosed": things[subject] = new(Text("area"), "Closed"); break;
        }
    }
}
