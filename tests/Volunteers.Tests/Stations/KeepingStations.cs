using Governance.Volunteers.V1;
using Grpc.Core;

namespace Governance.Volunteers.Tests.Stations;

public sealed class KeepingStations(VolunteersApp app) : IClassFixture<VolunteersApp>
{
    [Fact]
    public async Task A_station_opens_changes_and_closes()
    {
        var request = app.ToRegister();
        var clerk = app.Town();
        var station = await clerk.Stations.RegisterStationAsync(request);
        Assert.Equal(station, await clerk.Stations.RegisterStationAsync(request));
        Assert.Equal((SmallMap.Community, StationKind.Community, StationState.Open, 2), (station.DivisionCode, station.Kind, station.State, station.OpeningTimes.Count));
        Assert.Equal(request.OpeningTimes, station.OpeningTimes);

        var changed = await clerk.Stations.UpdateStationAsync(new() { RequestId = NewId(), Id = station.Id, Etag = station.Etag, UpdateMask = new() { Paths = { "name", "point" } }, Name = "莲桂邻里驿站", Address = "不改" });
        Assert.Equal(("莲桂邻里驿站", "莲桂路 1 号", null), (changed.Name, changed.Address, changed.Point));
        Assert.Equal(station.OpeningTimes, changed.OpeningTimes);
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => clerk.Stations.UpdateStationAsync(new() { Id = station.Id, Etag = station.Etag, UpdateMask = new() { Paths = { "address" } } }));
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => clerk.Stations.CloseStationAsync(new() { Id = station.Id, Etag = station.Etag, Reason = "场地收回" }));
        Assert.Equal(StationState.Closed, (await clerk.Stations.CloseStationAsync(new() { RequestId = NewId(), Id = station.Id, Etag = changed.Etag, Reason = "场地收回" })).State);
        await Refused(StatusCode.FailedPrecondition, "STATION_CLOSED", () => clerk.Stations.CloseStationAsync(new() { Id = station.Id, Reason = "场地收回" }));
        await Refused(StatusCode.FailedPrecondition, "STATION_CLOSED", () => clerk.Stations.UpdateStationAsync(new() { Id = station.Id, UpdateMask = new() { Paths = { "address" } } }));
        await Refused(StatusCode.FailedPrecondition, "STATION_CLOSED", () => app.NewPost(station));
        Assert.Single(await app.Events("StationOpened"), e => e.Contains(station.Id, StringComparison.Ordinal));
        Assert.Single(await app.Events("StationClosed"), e => e.Contains(station.Id, StringComparison.Ordinal));
        Assert.Equal("场地收回", await app.Query<string>("select purpose from audit where aggregate_id = $1 and action like '%CloseStation'", Guid.Parse(station.Id)));
    }

    [Fact]
    public async Task Every_wrong_field_is_named_and_the_kind_fits_the_division()
    {
        await WrongFields(() => app.Town().Stations.RegisterStationAsync(new() { Point = new() { Latitude = 1, Longitude = 1 } }), "division_code", "name", "kind", "point.latitude", "point.longitude", "opening_times");
        await WrongFields(() => app.Town().Stations.RegisterStationAsync(app.ToRegister(SmallMap.Community, StationKind.Town)), "division_code");
        await WrongFields(() => app.Town().Stations.RegisterStationAsync(app.ToRegister(SmallMap.Community[..9])), "division_code");
        await WrongFields(() => app.County().Stations.RegisterStationAsync(app.ToRegister("510104", StationKind.Institution)), "division_code");
        await WrongFields(() => app.Town().Stations.UpdateStationAsync(new() { Id = "x", UpdateMask = new() { Paths = { "kind", "name", "opening_times" } } }), "id", "update_mask", "name", "opening_times");
        await WrongFields(() => app.Town().Stations.OpenPostAsync(new() { WeeklyMinutes = 45 }), "station_id", "title", "place", "weekly_minutes");
        await WrongFields(() => app.Town().Stations.CloseStationAsync(new()), "id", "reason");
        await WrongFields(() => app.Town().Stations.ListStationsAsync(new() { DivisionCode = "x", Kind = (StationKind)9, PageSize = -1 }), "division_code", "kind", "page_size");
    }

    [Fact]
    public async Task Each_sees_the_stations_of_the_divisions_above_and_below_and_outside_is_not_found()
    {
        var (town, community, other) = (await app.NewStation(SmallMap.Community[..9], StationKind.Town), await app.NewStation(), await app.NewStation(SmallMap.NextCounty, StationKind.Institution));
        var mine = new[] { town.Id, community.Id, other.Id };
        async Task Sees(VolunteersCaller caller, params Station[] expected) =>
            Assert.Equal(expected.Select(s => s.Id).Order(), (await caller.Stations.ListStationsAsync(new() { PageSize = 500 })).Stations.Select(s => s.Id).Where(mine.Contains).Order());
        await Sees(app.As("resident", SmallMap.Community), town, community);
        await Sees(app.As("resident", "510104017002"), town);
        await Sees(app.Town(), town, community);
        await Sees(app.As("city-centre", "5101"), town, community, other);
        await Sees(app.County("510105"), other);
        await Sees(app.As("auditor", ""));
        await Refused(StatusCode.NotFound, "STATION_NOT_FOUND", () => app.County("510105").Stations.GetStationAsync(new() { Id = town.Id }));
        await Refused(StatusCode.NotFound, "STATION_NOT_FOUND", () => app.County("510105").Stations.ListPostsAsync(new() { StationId = town.Id }));
        await Refused(StatusCode.NotFound, "STATION_NOT_FOUND", () => app.County("510105").Stations.CloseStationAsync(new() { Id = town.Id, Reason = "不在辖区" }));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.County("510105").Stations.RegisterStationAsync(app.ToRegister()));
        Assert.Equal(town.Id, (await app.As("resident", SmallMap.Community).Stations.GetStationAsync(new() { Id = town.Id })).Id);

        var first = await app.As("city-centre", "5101").Stations.ListStationsAsync(new() { DivisionCode = "510104", Kind = StationKind.Town, PageSize = 1 });
        Assert.All(first.Stations, s => Assert.Equal((StationKind.Town, "510104"), (s.Kind, s.DivisionCode[..6])));
        await app.NewStation(SmallMap.Community[..9], StationKind.Town);
        var (pages, token) = (new List<string>(), "");
        do
        {
            var page = await app.Town().Stations.ListStationsAsync(new() { Kind = StationKind.Town, PageSize = 1, PageToken = token });
            pages.AddRange(page.Stations.Select(s => s.Id));
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        Assert.Equal(pages.Distinct(), pages);
        Assert.True(pages.Count >= 2);
    }
}
