using Governance.Events.Grid.V1;
using Governance.Events.Volunteers.V1;
using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Organizations;

[Collection(WithBroker.Name)]
public sealed class CountingActivity(SocialOrgsAppWithBroker app)
{
    private static Guid New => Guid.Parse(NewId());

    private async Task<(Organization Organization, Guid Team)> OfATeam(string place = SmallMap.Community)
    {
        var team = New;
        var apply = Founding.ToApply(place: place);
        apply.TeamId = team.ToString();
        return (await app.Office(place[..6]).Organizations.ApplyForOrganizationAsync(apply), team);
    }

    private ServiceRecorded Record(Guid? team, int minutes, Guid? activity = null, string place = SmallMap.Community, int days = -1) =>
        new(New, place, New, activity, "elderly-care", app.Clock.GetUtcNow().AddDays(days), minutes, app.Clock.GetUtcNow(), team);

    private async Task Told<T>(T news) where T : class
    {
        var id = New;
        await app.PublishAsync(news, id);
        await EventuallyAsync("it is consumed", async () => await app.Query<long>("select count(*) from inbox where event_id = $1", id) > 0);
    }

    private async Task<OrganizationActivity> Of(Organization organization) => await app.Office().Organizations.GetOrganizationActivityAsync(new() { OrganizationId = organization.Id, FromDate = app.Day(-300), UntilDate = app.Day() });

    [Fact]
    public async Task What_a_team_does_counts_once_for_the_organisation_that_it_is_however_often_it_is_told()
    {
        var ((organization, team), activity) = (await OfATeam(), New);
        var (first, second) = (Record(team, 90, activity), Record(team, 60, activity));
        foreach (var record in new[] { first, second, first }) await Told(record);
        await Told(Record(team, 30));
        var counted = await Of(organization);
        Assert.Equal((3, 180L), (counted.ServiceCount, counted.Minutes));
        Assert.Equal((3, 1), (counted.Months.Sum(m => m.ServiceCount), counted.Months.Sum(m => m.ActivityCount)));
        Assert.Equal(app.Day(-1)[..7], counted.Months[^1].Month);
        // Of another team, and of none.
        await app.PublishAsync(Record(New, 90));
        await app.PublishAsync(Record(null, 90));
        await Told(Record(team, 15));
        Assert.Equal((4, 195L), ((await Of(organization)).ServiceCount, (await Of(organization)).Minutes));
        await Refused(StatusCode.NotFound, "ORGANIZATION_NOT_FOUND", () => app.Office("510105").Organizations.GetOrganizationActivityAsync(new() { OrganizationId = organization.Id, FromDate = app.Day(-30), UntilDate = app.Day() }));
        await WrongFields(() => app.Office().Organizations.GetOrganizationActivityAsync(new() { OrganizationId = "x", FromDate = "2026", UntilDate = "" }), "organization_id", "from_date", "until_date");
    }

    [Fact]
    public async Task What_was_taken_back_does_not_count_whichever_comes_first()
    {
        var (organization, team) = await OfATeam();
        var (counted, overtaken) = (Record(team, 90), Record(team, 60));
        ServiceCorrected Correction(ServiceRecorded of, Guid? of2) => new(New, of.Area, of.VolunteerId, of.RecordId, of.Minutes, app.Clock.GetUtcNow(), of2);
        await Told(counted);
        // As before the field was there: the record says whose it was.
        await Told(Correction(counted, null));
        await Told(Correction(overtaken, team));
        await Told(overtaken);
        Assert.Equal((0, 0L), ((await Of(organization)).ServiceCount, (await Of(organization)).Minutes));
        Assert.Equal(2, await app.Query<long>("select count(*) from team_services where organization_id = $1 and corrected", Guid.Parse(organization.Id)));
    }

    [Fact]
    public async Task A_community_that_is_reorganised_takes_what_was_done_there_along()
    {
        const string former = "510104026012", successor = "510104026013";
        var (organization, team) = await OfATeam(former);
        await Told(Record(team, 90, place: former));
        await Told(new CommunitiesReorganized(New, "510104", [former], [successor], app.Clock.GetUtcNow()));
        Assert.Equal([successor], await app.QueryAll<string>("select area from team_services where organization_id = $1", Guid.Parse(organization.Id)));
        Assert.Equal((1, 90L), ((await Of(organization)).ServiceCount, (await Of(organization)).Minutes));
    }
}
