using Governance.Events.Grid.V1;
using Governance.Volunteers.Tests.Registrations;

namespace Governance.Volunteers.Tests.Divisions;

[Collection(WithBroker.Name)]
public sealed class ReorganizingCommunities(VolunteersAppWithBroker app)
{
    // What is written down of a place and stays true of it: the log, the trail, where somebody served and what was booked there; and what is set by a county and above. activities.place is an address.
    private static readonly string[] Facts =
    [
        "audit.area", "events.area", "service_records.area", "postings.area", "point_postings.area", "orders.payer_area", "activities.place", "batches.area", "courses.area", "emergency_trainings.area", "time_rules.area",
    ];

    [Fact]
    public async Task No_table_is_forgotten_and_a_second_delivery_changes_nothing()
    {
        const string former = "510104030003", successor = "510104030004";
        var volunteer = await app.NewVolunteer(former);
        await app.WatchPlacesAsync();
        await Tell();
        Assert.Equal(successor, await app.Query<string>("select area from volunteers where id = $1", Guid.Parse(volunteer.Id)));
        Assert.Equal([], (await app.UntouchedPlacesAsync()).Except(Facts));
        var before = await app.DigestOfPlacesAsync();
        await Tell();
        Assert.Equal(before, await app.DigestOfPlacesAsync());

        async Task Tell()
        {
            var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
            await app.PublishAsync(new CommunitiesReorganized(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), "510104", [former], [successor], app.Clock.GetUtcNow()), id);
            await EventuallyAsync("it is consumed", async () => await app.Query<long>("select count(*) from inbox where event_id = $1", id) == 1);
        }
    }
}
