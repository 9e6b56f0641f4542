using Governance.Volunteers.Tests.Points;
using Governance.Volunteers.V1;

namespace Governance.Volunteers.Tests.Honours;

internal static class Contests
{
    public static OpenHonourRequest ToOpen(this VolunteersApp app, string division = SmallMap.Community, HonourMethod method = HonourMethod.Votes, int winners = 1, int days = 10) => new()
    {
        RequestId = NewId(), DivisionCode = division, Title = "社区最美志愿者", Method = method, WinnerCount = winners, FromDate = app.Today(), ToDate = app.Today(days),
    };

    public static async Task<Honour> NewHonour(this VolunteersApp app, string division = SmallMap.Community, HonourMethod method = HonourMethod.Votes, int winners = 1) =>
        await app.As("county-centre", division[..Math.Min(6, division.Length)]).Honours.OpenHonourAsync(app.ToOpen(division, method, winners));

    public static async Task<Nomination> Nominated(this VolunteersApp app, Honour honour, Volunteer volunteer)
    {
        // Another millisecond, so that they stand in this order.
        app.Clock.Advance(TimeSpan.FromMilliseconds(1));
        return await app.As("resident", SmallMap.Community).Honours.NominateAsync(new() { RequestId = NewId(), HonourId = honour.Id, VolunteerId = volunteer.Id, Reason = "常年照护独居老人" });
    }

    /// <summary>So many people of the community vote for it.</summary>
    public static async Task Votes(this VolunteersApp app, Nomination nomination, int count, string area = SmallMap.Community)
    {
        for (var i = 0; i < count; i++) await app.As("resident", area).Honours.VoteAsync(new() { RequestId = NewId(), NominationId = nomination.Id });
    }

    public static async Task<List<Nomination>> Nominations(this VolunteersApp app, Honour honour, VolunteersCaller? caller = null, bool winnersOnly = false) =>
        [.. (await (caller ?? app.As("resident", SmallMap.Community)).Honours.ListNominationsAsync(new() { HonourId = honour.Id, WinnersOnly = winnersOnly })).Nominations];
}
