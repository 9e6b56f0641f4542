using Governance.Volunteers.V1;

namespace Governance.Volunteers.Tests.Stations;

internal static class Places
{
    public static RegisterStationRequest ToRegister(this VolunteersApp _, string division = SmallMap.Community, StationKind kind = StationKind.Community) => new()
    {
        RequestId = NewId(), DivisionCode = division, Name = "莲桂志愿服务站", Kind = kind, Address = "莲桂路 1 号", Point = new() { Latitude = 30.6570, Longitude = 104.0660 },
        OpeningTimes = { new AvailableTime { Weekday = 1, Part = DayPart.Morning }, new AvailableTime { Weekday = 7, Part = DayPart.Evening } },
    };

    public static async Task<Station> NewStation(this VolunteersApp app, string division = SmallMap.Community, StationKind kind = StationKind.Community) =>
        await app.County(division[..6]).Stations.RegisterStationAsync(app.ToRegister(division, kind));

    public static async Task<Post> NewPost(this VolunteersApp app, Station station) => await app.County(station.DivisionCode[..6]).Stations.OpenPostAsync(new()
    {
        RequestId = NewId(), StationId = station.Id, Title = "护老员", Place = PostPlace.CareHome, WeeklyMinutes = 240,
    });

    public static async Task<Post> Assign(this VolunteersApp app, Post post, Volunteer volunteer) => await app.County().Stations.AssignPostAsync(new() { RequestId = NewId(), Id = post.Id, VolunteerId = volunteer.Id });
}
