using Governance.Events.Party.V1;
using Governance.Volunteers.Tests.Registrations;
using Governance.Volunteers.V1;

namespace Governance.Volunteers.Tests.Records;

/// <summary>What reported-in party members have done comes from the party service, and nobody types it again.</summary>
[Collection(WithBroker.Name)]
public sealed class ServingAsMembers(VolunteersAppWithBroker app)
{
    private MemberServed Served(Volunteer volunteer, double startHours, int minutes = 90, string kind = "elderly-care") => new(Guid.Parse(NewId()), SmallMap.Community, Guid.Parse(NewId()), Guid.Parse(NewId()),
        Guid.Parse(NewId()), Guid.Parse(volunteer.Id), kind, app.Clock.GetUtcNow().AddHours(startHours), minutes, app.Clock.GetUtcNow());

    private async Task<List<ServiceRecord>> RecordsOf(Volunteer volunteer) => [.. (await app.Town().Records.ListRecordsAsync(new() { VolunteerId = volunteer.Id })).Records];

    private Task<List<ServiceRecord>> Recorded(Volunteer volunteer, int count) => EventuallyAsync("the service is a record", () => RecordsOf(volunteer), records => records.Count == count);

    [Fact]
    public async Task A_confirmed_service_is_one_record_with_its_own_id_though_it_is_told_twice()
    {
        var volunteer = await app.NewVolunteer();
        var served = Served(volunteer, -5);
        await app.PublishAsync(served);
        // The bus brings it again, under another event's id, as it would after a restore.
        await app.PublishAsync(served);
        await app.PublishAsync(Served(volunteer, -20, 30, "only-the-party-knows"));
        var records = await Recorded(volunteer, 2);
        Assert.Equal([(30, "general"), (90, "elderly-care")], records.Select(r => (r.Minutes, r.Kind)).Order());
        var record = records.Single(r => r.Id == served.EntryId.ToString());
        Assert.Equal((SmallMap.Community, "party:report-in", served.StartsAt), (record.DivisionCode, record.Recorder, record.StartTime.ToDateTimeOffset()));
        await EventuallyAsync("the hours are counted once", async () => (await app.Town().Registrations.GetVolunteerAsync(new() { Id = volunteer.Id })).ServedMinutes, minutes => minutes == 120);
        // By its id the party service knows it again.
        Assert.Single(await app.Events("ServiceRecorded"), e => e.Contains(served.EntryId.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_places_at_once_are_no_second_record_and_hold_nothing_up()
    {
        var volunteer = await app.NewVolunteer();
        await app.PublishAsync(Served(volunteer, -5));
        await Recorded(volunteer, 1);
        var overlapping = Served(volunteer, -4.5);
        await app.PublishAsync(overlapping);
        await app.PublishAsync(Served(volunteer, -10, 60));
        Assert.DoesNotContain(await Recorded(volunteer, 2), r => r.Id == overlapping.EntryId.ToString());
        // The party service is told, and nothing waits for somebody who knows nothing of it.
        Assert.Single(await EventuallyAsync("the refusal is told", async () => (await app.Events("ServiceRefused")).Where(e => e.Contains(overlapping.EntryId.ToString(), StringComparison.Ordinal)).ToList(), told => told.Count > 0),
            e => e.Contains("\"Overlap\"", StringComparison.Ordinal));
        // Twelve hours of a day before yesterday, and half an hour more in its evening.
        var tired = await app.NewVolunteer();
        var morning = (new DateTimeOffset(app.Clock.GetUtcNow().AddHours(8).Date, TimeSpan.FromHours(8)).AddDays(-2).AddHours(8) - app.Clock.GetUtcNow()).TotalHours;
        await app.PublishAsync(Served(tired, morning, 12 * 60));
        await Recorded(tired, 1);
        await app.PublishAsync(Served(tired, morning + 12.5, 30));
        await EventuallyAsync("more than a day is told too", async () => (await app.Events("ServiceRefused")).Any(e => e.Contains(tired.Id, StringComparison.Ordinal) && e.Contains("MoreThanADay", StringComparison.Ordinal)));
    }
}
