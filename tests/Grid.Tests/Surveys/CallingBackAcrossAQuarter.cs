using Governance.Grid.Tests.Calls;
using Governance.Grid.Tests.Disputes;
using Governance.Grid.V1;

namespace Governance.Grid.Tests.Surveys;

/// <summary>The quarter is that of the day on which somebody is called back, whenever they had called.</summary>
public sealed class CallingBackAcrossAQuarter(GridApp app) : IClassFixture<GridApp>
{
    [Fact]
    public async Task Nobody_is_called_back_twice_in_a_quarter_by_asking_about_another()
    {
        var community = await app.NewCommunity();
        var call = await app.AsResident(community).Calls.OpenCallAsync(Appeals.Appeal(place: community));
        var clerk = app.Clerk(call.UnitCode);
        await clerk.Calls.AcceptCallAsync(new() { Id = call.Id });
        await clerk.Calls.StartCallAsync(new() { Id = call.Id });
        await clerk.Calls.ResolveCallAsync(new() { Id = call.Id, Resolution = "已更换路灯，现已恢复照明" });
        var centre = app.As("county-centre", "510104");
        async Task<Survey> Draw(string to) => await centre.Surveys.DrawSurveyAsync(new() { RequestId = NewId(), DivisionCode = community[..9], FromDate = "2026-03-01", ToDate = to, SampleSize = 5 });
        Assert.Equal(("2026Q1", 1), (await Draw("2026-03-04")) is var first ? (first.Period, first.DrawnCount) : default);
        app.Clock.Advance(TimeSpan.FromDays(35));
        Assert.Equal(("2026Q2", 1), (await Draw("2026-04-05")) is var second ? (second.Period, second.DrawnCount) : default);
        Assert.Equal(("2026Q2", 0), (await Draw("2026-03-31")) is var third ? (third.Period, third.DrawnCount) : default);
    }
}
