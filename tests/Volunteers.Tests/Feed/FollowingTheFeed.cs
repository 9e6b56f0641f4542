using System.Text.Json;
using Governance.Volunteers.Tests.Registrations;
using Governance.Volunteers.V1;

namespace Governance.Volunteers.Tests.Feed;

/// <summary>The feed of the volunteers' service; folded, it is the volunteers of the database by home and state.</summary>
public sealed class FollowingTheFeed(VolunteersApp app) : FollowingTheFeedMatrix<Program, VolunteersCaller>(app, "volunteers"), IClassFixture<VolunteersApp>
{
    protected override string CountInDatabase => "select concat_ws(' ', area, (array['Active','Suspended','Left'])[state], count(*)) from volunteers group by area, state";

    protected override async Task StirAsync(string community) => await app.NewVolunteer(community);

    protected override async Task LiveAsync()
    {
        var both = app.As("county-centre", "510104,510105");
        await app.NewVolunteer(SmallMap.OtherTown);
        var (moved, suspended, back, left) = (await app.NewVolunteer(), await app.NewVolunteer(), await app.NewVolunteer(), await app.NewVolunteer());
        await both.Registrations.TransferVolunteerAsync(new() { RequestId = NewId(), Id = moved.Id, DivisionCode = SmallMap.NextCounty });
        await both.Registrations.SuspendVolunteerAsync(new() { RequestId = NewId(), Id = suspended.Id, Reason = "核查中" });
        await both.Registrations.SuspendVolunteerAsync(new() { RequestId = NewId(), Id = back.Id, Reason = "核查中" });
        await both.Registrations.ReinstateVolunteerAsync(new() { RequestId = NewId(), Id = back.Id });
        await both.Registrations.LeaveVolunteerAsync(new() { RequestId = NewId(), Id = left.Id });
        var number = VolunteersApp.NewNumber();
        var returning = await app.NewVolunteer(number: number);
        await both.Registrations.LeaveVolunteerAsync(new() { RequestId = NewId(), Id = returning.Id });
        await app.NewVolunteer(SmallMap.NextCounty, number: number);
        using var batch = app.County().Batches.BatchRegister();
        await batch.RequestStream.WriteAsync(new BatchRegisterRequest { BatchId = NewId(), DivisionCode = "510104", FirstLine = 1, Rows = { People.ToRegister(), People.ToRegister(home: SmallMap.OtherTown) } });
        await batch.RequestStream.CompleteAsync();
        await batch.ResponseAsync;
    }

    protected override void Fold(Dictionary<string, Folded> things, string type, string subject, JsonElement happened)
    {
        string Text(string name) => happened.GetProperty(name).GetString()!;
        switch (type)
        {
            // Coming back does not lift a suspension.
            case "VolunteerRegistered": things[subject] = new(Text("area"), things.GetValueOrDefault(subject)?.State == "Suspended" ? "Suspended" : "Active"); break;
            case "VolunteerTransferred": things[subject] = things[subject] with { Area = Text("area") }; break;
            // Hidden: a guardian withdrew the consent. It is no state, and hides whatever the state is.
            case "VolunteerStateChanged" when Text("state") != "Hidden": things[subject] = things[subject] with { State = Text("state") }; break;
            case "VolunteersImported":
                foreach (var (id, home) in happened.GetProperty("volunteerIds").EnumerateArray().Zip(happened.GetProperty("homes").EnumerateArray())) things[id.GetString()!] = new(home.GetString()!, "Active");
                break;
        }
    }
}
