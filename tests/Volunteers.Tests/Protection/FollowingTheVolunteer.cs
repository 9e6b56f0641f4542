using Governance.Events.Grid.V1;
using Governance.Volunteers.Tests.Registrations;
using Governance.Volunteers.V1;

namespace Governance.Volunteers.Tests.Protection;

[Collection(WithBroker.Name)]
public sealed class FollowingTheVolunteer(VolunteersAppWithBroker app)
{
    [Fact]
    public async Task Who_moves_house_takes_covers_trainings_and_commendations_along()
    {
        var volunteer = await app.NewVolunteer();
        await EnterAsync(volunteer);
        await app.As("county-centre", "5101").Registrations.TransferVolunteerAsync(new() { RequestId = NewId(), Id = volunteer.Id, DivisionCode = SmallMap.NextCounty });
        await InAsync(volunteer, SmallMap.NextCounty);
        Assert.Single((await app.County("510105").Covers.ListCoversAsync(new() { VolunteerId = volunteer.Id })).Covers);
        Assert.Empty((await app.County().Covers.ListCoversAsync(new() { VolunteerId = volunteer.Id })).Covers);
        Assert.Empty((await app.County().Trainings.ListTrainingsAsync(new() { VolunteerId = volunteer.Id })).Trainings);
        Assert.Empty((await app.County().Commendations.ListCommendationsAsync(new() { VolunteerId = volunteer.Id })).Commendations);
    }

    [Fact]
    public async Task A_community_that_is_merged_takes_them_along()
    {
        const string former = "510104030006", successor = "510104030007";
        var volunteer = await app.NewVolunteer(former);
        await EnterAsync(volunteer);
        var course = await app.NewCourse();
        await app.Train(volunteer, course.Code);
        await app.PublishAsync(new EmergencyActivated(Guid.Parse(NewId()), former, await app.NewEmergencyKind(course), 4, app.Clock.GetUtcNow()));
        await EventuallyAsync("they are called up", async () => await app.Query<long>("select count(*) from call_ups where area = $1", former), n => n == 1);
        await app.PublishAsync(new CommunitiesReorganized(Guid.Parse(NewId()), "510104", [former], [successor], app.Clock.GetUtcNow()));
        await InAsync(volunteer, successor);
        Assert.Equal(0, await app.Query<long>("select (select count(*) from covers where area = $1) + (select count(*) from trainings where area = $1) + (select count(*) from commendations where area = $1) + (select count(*) from call_ups where area = $1)", former));
    }

    private async Task EnterAsync(Volunteer volunteer)
    {
        await app.Insure(volunteer);
        await app.Train(volunteer);
        await app.County().Commendations.CommendAsync(app.ToCommend(volunteer));
    }

    private async Task InAsync(Volunteer volunteer, string area)
    {
        foreach (var table in new[] { "covers", "trainings", "commendations" })
        {
            await EventuallyAsync($"its {table} have moved", async () => await app.Query<long>($"select count(*) from {table} where volunteer_id = $1 and area = $2", Guid.Parse(volunteer.Id), area), n => n >= 1);
        }
    }
}
