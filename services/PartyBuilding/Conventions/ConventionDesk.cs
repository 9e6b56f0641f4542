using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Map;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Conventions;

/// <summary>What the slices about conventions and listings share.</summary>
internal sealed class ConventionDesk(PartyDb db, DivisionMap map, PersonalData personal, Caller caller, TimeProvider clock)
{
    /// <summary>What is sealed, and for what.</summary>
    public const string ReasonPurpose = "party.conventions.reason", PerformancePurpose = "party.performances.text", NamePurpose = "party.listings.name", DeedPurpose = "party.listings.deed", AppealPurpose = "party.listings.appeal";

    public DateTimeOffset Now => clock.GetUtcNow();

    public DateOnly Today => clock.Today();

    public string Who => caller.Subject;

    public byte[] Seal(string text, string purpose) => personal.Encrypt(text.Trim(), purpose);

    public string Open(byte[]? text, string purpose) => text is null ? "" : personal.Decrypt(text, purpose);

    public async Task<Convention> FindAsync(Guid id, string etag, CancellationToken cancel)
    {
        var convention = await db.Conventions.FirstOrDefaultAsync(c => c.Id == id, cancel) ?? throw ConventionRefusals.NotFound(id.ToString());
        Etag.Match(etag, convention.Version);
        return convention;
    }

    /// <summary>One change of a convention.</summary>
    public async Task<Wire.Convention> SaveAsync(Convention convention, CancellationToken cancel)
    {
        var division = await map.NameAsync(convention.Area, cancel);
        return await db.SaveAsync(() => Of(convention, division), cancel);
    }

    /// <summary>One change of a listing.</summary>
    public async Task<Wire.Listing> ChangeAsync(string id, string etag, Check check, Action<Listing> change, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        var listing = await db.Listings.FirstOrDefaultAsync(l => l.Id == key, cancel) ?? throw ConventionRefusals.NoListing(id);
        Etag.Match(etag, listing.Version);
        change(listing);
        return await db.SaveAsync(() => Of(listing), cancel);
    }

    public async ValueTask<Wire.Convention> OfAsync(Convention convention, CancellationToken cancel) => Of(convention, await map.NameAsync(convention.Area, cancel));

    private Wire.Convention Of(Convention convention, string division) => new()
    {
        Id = convention.Id.ToString(), DivisionCode = convention.Area, DivisionName = division, Kind = (Wire.ConventionKind)convention.Kind, Title = convention.Title, Text = convention.Text, MotionId = convention.MotionId.ToString(),
        ListingDays = convention.ListingDays, State = (Wire.ConventionState)convention.State, FilingNumber = convention.FilingNumber ?? "", FiledDate = convention.FiledOn?.Day() ?? "",
        ReturnReason = Open(convention.SealedReason, ReasonPurpose), Etag = Etag.Of(convention.Version),
    };

    public Wire.Performance Of(Performance performance) => new()
    {
        Id = performance.Id.ToString(), ConventionId = performance.ConventionId.ToString(), Date = performance.On.Day(), Text = Open(performance.SealedText, PerformancePurpose), EnterTime = performance.EnteredAt.ToTimestamp(),
    };

    public Wire.Listing Of(Listing listing) => new()
    {
        Id = listing.Id.ToString(), ConventionId = listing.ConventionId.ToString(), DivisionCode = listing.Area, Colour = (Wire.ListingColour)listing.Colour, NameMasked = Mask.Name(Open(listing.SealedName, NamePurpose)), Clause = listing.Clause,
        Deed = Open(listing.SealedDeed, DeedPurpose), FromDate = listing.From.Day(), UntilDate = listing.Until.Day(), State = (Wire.ListingState)listing.State, Etag = Etag.Of(listing.Version),
    };
}
