using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Governance.Volunteers.Divisions;
using Governance.Volunteers.Registrations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Stations;

/// <summary>
/// What the slices about stations and posts share: which ones the caller sees, and who waits for whom. Nothing is opened at what is being closed: who opens takes the row of what is
/// above in common, who closes takes it alone. Whoever assigns also keeps the volunteer from leaving until the holding is there to be vacated.
/// </summary>
internal sealed class StationDesk(VolunteersDb db, Caller caller, Grants grants, DivisionMap map, VolunteerWire people, TimeProvider clock)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    public IQueryable<Station> Seen => db.Everywhere<Station>("a station serves the people of the divisions below").InSightOf(caller).AsNoTracking();

    /// <summary>The station, which nobody closes before the transaction ends.</summary>
    public async Task<Station?> ShareAsync(Guid stationId, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from stations where id = {stationId} for share", cancel);
        return await db.Stations.AsNoTracking().FirstOrDefaultAsync(s => s.Id == stationId, cancel);
    }

    /// <summary>The station, at which nobody opens a post before the transaction ends.</summary>
    public async Task<Station?> HoldAsync(Guid stationId, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from stations where id = {stationId} for no key update", cancel);
        return await db.Stations.FirstOrDefaultAsync(s => s.Id == stationId, cancel);
    }

    /// <summary>The post, which nobody closes, and the volunteer, who does not leave before the transaction ends.</summary>
    public async Task<(Post? Post, Volunteer? Volunteer)> ShareAsync(Guid postId, Guid volunteerId, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from posts where id = {postId} for share", cancel);
        await db.Database.ExecuteSqlAsync($"select from volunteers where id = {volunteerId} for share", cancel);
        return (await db.Posts.AsNoTracking().FirstOrDefaultAsync(p => p.Id == postId, cancel), await db.Volunteers.AsNoTracking().FirstOrDefaultAsync(v => v.Id == volunteerId, cancel));
    }

    /// <summary>The post, which nobody assigns before the transaction ends.</summary>
    public async Task<Post?> HoldPostAsync(Guid postId, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from posts where id = {postId} for no key update", cancel);
        return await db.Posts.FirstOrDefaultAsync(p => p.Id == postId, cancel);
    }

    public static void CheckPoint(Check check, Common.V1.Point point) => check.Within("point.latitude", point.Latitude, 18, 54).Within("point.longitude", point.Longitude, 73, 136);

    public static int ReadOpening(Check check, IReadOnlyList<Wire.AvailableTime> times) =>
        RegistrationDesk.ReadTimes(check.That(times.Count > 0, "opening_times", "REQUIRED", "不能为空"), times, "opening_times");

    public async ValueTask<Wire.Station> OfAsync(Station station, CancellationToken cancel) => Of(station, await map.NameAsync(station.Area, cancel));

    public static Wire.Station Of(Station station, string division)
    {
        var wire = new Wire.Station
        {
            Id = station.Id.ToString(), DivisionCode = station.Area, DivisionName = division, Name = station.Name, Kind = (Wire.StationKind)station.Kind, Address = station.Address,
            Point = station is { Latitude: { } lat, Longitude: { } lon } ? new Common.V1.Point { Latitude = lat, Longitude = lon } : null, State = (Wire.StationState)station.State,
            OpenTime = station.OpenedAt.ToTimestamp(), CloseTime = station.ClosedAt?.ToTimestamp(), Etag = Etag.Of(station.Version),
        };
        wire.OpeningTimes.AddRange(VolunteerWire.TimesOf(station.Opening));
        return wire;
    }

    /// <summary>The post as the caller sees it: who holds it is told to those who manage it.</summary>
    /// <param name="post">The post.</param>
    /// <param name="holding">Who holds it; null = nobody.</param>
    /// <param name="sealedName">The holder's name, sealed; null = nobody's, or of one whose guardian took the consent back.</param>
    public Wire.Post Of(Post post, PostHolding? holding, byte[]? sealedName)
    {
        var manages = grants.Of("volunteers.stations.manage", caller.Roles) == Reach.Area && caller.Covers(post.Area) && sealedName is not null;
        return new Wire.Post
        {
            Id = post.Id.ToString(), StationId = post.StationId.ToString(), Title = post.Title, Place = (Wire.PostPlace)post.Place, WeeklyMinutes = post.WeeklyMinutes, State = (Wire.PostState)post.State,
            Held = holding is not null, HolderId = manages && holding is not null ? holding.VolunteerId.ToString() : "", HolderNameMasked = manages && holding is not null ? Mask.Name(people.OpenName(sealedName!)) : "",
            HoldTime = holding?.HeldSince.ToTimestamp(), OpenTime = post.OpenedAt.ToTimestamp(), Etag = Etag.Of(post.Version),
        };
    }
}
