using System.Text.Json;
using Governance.Grid.Tests.Calls;

namespace Governance.Grid.Tests.Feed;

/// <summary>Grid's feed; folded, it is the calls of the database by place and state.</summary>
public sealed class FollowingTheFeed(GridApp app) : FollowingTheFeedMatrix<Program, GridCaller>(app, "grid"), IClassFixture<GridApp>
{
    protected override string CountInDatabase => """
        select concat_ws(' ', area, (array['Open','Triaged','Dispatched','Accepted','Returned','InProgress','Resolved','Evaluated','Closed','Withdrawn','Merged','Reopened'])[state], count(*)) from calls group by area, state
        """;

    protected override async Task StirAsync(string community) => await app.AsResident(community).Calls.OpenCallAsync(Appeals.Appeal(place: community));

    protected override async Task LiveAsync()
    {
        var centre = app.Centre();
        async Task<string> Opened(string category = Appeals.StreetLight) => (await app.AsResident().Calls.OpenCallAsync(Appeals.Appeal(category))).Id;
        await StirAsync(SmallMap.OtherTown);
        await StirAsync(SmallMap.NextCounty);
        await Opened("");
        await Opened(Appeals.Suggestion);
        await app.Clerk().Calls.AcceptCallAsync(new() { Id = await Opened() });
        await app.Clerk().Calls.ReturnCallAsync(new() { Id = await Opened(), Reason = "不属于本单位职责" });
        var triaged = await Opened("");
        await centre.Calls.TriageCallAsync(new() { Id = triaged, CategoryCode = Appeals.Suggestion });
        await app.InProgress();
        var paused = await app.InProgress();
        await app.Clerk().Calls.PauseCallAsync(new() { Id = paused.Id, PauseReason = Governance.Grid.V1.PauseReason.ForceMajeure, Reason = "暴雨" });
        await app.Resolved();
        foreach (var (close, reopen) in new[] { (false, false), (true, false), (true, true) })
        {
            var call = await app.Resolved();
            await centre.Calls.EvaluateCallAsync(new() { Id = call.Id, Score = 5 });
            if (close) await centre.Calls.CloseCallAsync(new() { Id = call.Id });
            if (reopen) await centre.Calls.ReopenCallAsync(new() { Id = call.Id, Reason = "路灯又不亮了" });
        }
        await centre.Calls.WithdrawCallAsync(new() { Id = await Opened(Appeals.Suggestion), Reason = "已自行解决" });
        await centre.Calls.MergeCallsAsync(new() { Id = await Opened(Appeals.Suggestion), IntoId = await Opened(Appeals.Suggestion), Reason = "同一件事" });
        await centre.Calls.EscalateCallAsync(new() { Id = (await app.InProgress()).Id, Reason = "需要区级协调" });
    }

    protected override void Fold(Dictionary<string, Folded> things, string type, string subject, JsonElement happened)
    {
        string Text(string name) => happened.GetProperty(name).GetString()!;
        void Become(string state) => things[subject] = things[subject] with { State = state };
        bool Classified() => happened.TryGetProperty("category", out _);
        switch (type)
        {
            case "CallOpened": things[subject] = new(Text("area"), Classified() ? "Triaged" : "Open"); break;
            case "CallMoved": things[subject] = things[subject] with { Area = Text("area") }; break;
            case "CallTriaged" or "CallDispatched" or "CallAccepted" or "CallReturned" or "CallResolved" or "CallEvaluated" or "CallReopened": Become(type[4..]); break;
            case "CallProgressed": Become(Text("state")); break;
            case "CallClosed": Become(Text("outcome")); break;
            // The clock lifts the level and leaves the call where it is; a person takes it back into the queue.
            case "CallEscalated" when !happened.GetProperty("automatic").GetBoolean(): Become(Classified() ? "Triaged" : "Open"); break;
        }
    }
}
