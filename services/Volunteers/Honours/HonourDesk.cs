using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Governance.Volunteers.Divisions;
using Governance.Volunteers.Points;
using Governance.Volunteers.Registrations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Honours;

/// <summary>Which honours the caller sees and what of them: those of the own divisions, of those below and, since everybody of a county votes for the county's, of those above.</summary>
internal sealed class HonourDesk(VolunteersDb db, Caller caller, Grants grants, DivisionMap map, VolunteerWire people, PersonalData personal, TimeProvider clock)
{
    /// <summary>What reasons of nominations are sealed for.</summary>
    public const string ReasonPurpose = "volunteers.nominations.reason";

    public DateTimeOffset Now => clock.GetUtcNow();

    public DateOnly Today => clock.Today();

    public IQueryable<Honour> Seen
    {
        get
        {
            var above = caller.Above();
            return db.Honours.Concat(db.Everywhere<Honour>("the honours of the divisions above are the caller's too").Where(h => above.Contains(h.Area))).AsNoTracking();
        }
    }

    /// <summary>Keeps the honour from being closed until the transaction ends; whoever closes it waits, and who votes beside does not.</summary>
    public async Task<Honour> ShareAsync(Guid id, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from honours where id = {id} for share", cancel);
        return await Seen.FirstAsync(h => h.Id == id, cancel);
    }

    /// <summary>Waits for everybody who is voting and keeps others out until the transaction ends; then the honour, if the caller manages it.</summary>
    public async Task<Honour?> HoldAsync(Guid id, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from honours where id = {id} for no key update", cancel);
        return await db.Honours.FirstOrDefaultAsync(h => h.Id == id, cancel);
    }

    /// <summary>Nominations of an honour, without those whose guardian took the consent back.</summary>
    public IQueryable<Nomination> Nominations(Guid honourId) => db.Nominations.Where(n => n.HonourId == honourId && People.Any(v => v.Id == n.VolunteerId));

    /// <summary>Volunteers wherever they are at home. Tracked: "no tracking" inside a subquery would hold for the whole query, and winners would not be saved.</summary>
    public IQueryable<Volunteer> People => db.Everywhere<Volunteer>("of an honour that the caller sees; only a masked name or one that was agreed to is shown").Where(v => !v.Hidden);

    public async ValueTask<Wire.Honour> OfAsync(Honour honour, CancellationToken cancel) => Of(honour, await map.NameAsync(honour.Area, cancel));

    public static Wire.Honour Of(Honour honour, string division) => new()
    {
        Id = honour.Id.ToString(), DivisionCode = honour.Area, DivisionName = division, Level = (Wire.HonourLevel)honour.Level, Title = honour.Title, Method = (Wire.HonourMethod)honour.Method,
        WinnerCount = honour.WinnerCount, FromDate = honour.FromDate.ToWire(), ToDate = honour.ToDate.ToWire(), State = (Wire.HonourState)honour.State, OpenTime = honour.OpenedAt.ToTimestamp(),
        CloseTime = honour.ClosedAt?.ToTimestamp(), AwardTime = honour.AwardedAt?.ToTimestamp(), Etag = Etag.Of(honour.Version),
    };

    public async ValueTask<Wire.Nomination> OfAsync(Nomination nomination, Honour honour, string home, byte[] sealedName, CancellationToken cancel) =>
        Of(nomination, honour, home, await map.NameAsync(home, cancel), people.OpenName(sealedName));

    private Wire.Nomination Of(Nomination nomination, Honour honour, string home, string homeName, string name)
    {
        var (manages, closed) = (grants.Of("volunteers.honours.manage", caller.Roles) == Reach.Area && caller.Covers(honour.Area), honour.State != HonourState.Open);
        return new Wire.Nomination
        {
            Id = nomination.Id.ToString(), HonourId = honour.Id.ToString(), Name = nomination.NameShown ? name : Mask.Name(name), DivisionCode = home, DivisionName = homeName, NameShown = nomination.NameShown,
            VoteCount = closed ? nomination.Votes : 0, Won = closed && nomination.Won, VolunteerId = manages ? nomination.VolunteerId.ToString() : "", Reason = manages ? personal.Decrypt(nomination.SealedReason, ReasonPurpose) : "",
            NominateTime = nomination.At.ToTimestamp(),
        };
    }
}
