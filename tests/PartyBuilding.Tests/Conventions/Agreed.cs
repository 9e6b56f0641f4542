using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Deliberation;

namespace Governance.PartyBuilding.Tests.Conventions;

/// <summary>Conventions that residents have agreed on.</summary>
internal static class Agreed
{
    public static AdoptConventionRequest ToAdopt(Motion motion, ConventionKind kind = ConventionKind.Convention, int listingDays = 30) => new()
    {
        RequestId = NewId(), MotionId = motion.Id, Kind = kind, Title = "社区居民公约", Text = "第一条 邻里互助，尊老爱幼。第二条 文明养犬，牵绳出行。第三条 垃圾分类投放。", ListingDays = listingDays,
    };

    public static async Task<Convention> NewAdopted(this PartyApp app, string division = SmallMap.Community, ConventionKind kind = ConventionKind.Convention, int listingDays = 30) =>
        await app.Clerk(division[..9]).Conventions.AdoptConventionAsync(ToAdopt(await app.NewResolved(division), kind, listingDays));

    public static FileConventionRequest ToFile(Convention convention) => new() { RequestId = NewId(), Id = convention.Id, FilingNumber = "2026-003" };

    public static async Task<Convention> NewFiled(this PartyApp app, string division = SmallMap.Community, ConventionKind kind = ConventionKind.Convention, int listingDays = 30) =>
        await app.Office("51").Conventions.FileConventionAsync(ToFile(await app.NewAdopted(division, kind, listingDays)));

    public static EnterListingRequest ToList(Convention convention, ListingColour colour = ListingColour.Black) => new()
    {
        RequestId = NewId(), ConventionId = convention.Id, Colour = colour, Name = "钱小河", Clause = "第二条 文明养犬", Deed = "多次不牵绳遛犬经劝导不改", Adult = true, ToldDate = "2026-03-01",
    };

    public static async Task<Listing> NewListing(this PartyApp app, Convention convention, ListingColour colour = ListingColour.Black) => await app.Clerk(convention.DivisionCode[..9]).Conventions.EnterListingAsync(ToList(convention, colour));

    /// <summary>Somebody has objected.</summary>
    public static async Task<Listing> NewAppealed(this PartyApp app, Convention convention) =>
        await app.Clerk(convention.DivisionCode[..9]).Conventions.AppealListingAsync(new() { RequestId = NewId(), Id = (await app.NewListing(convention)).Id, Appeal = "当日并非本人遛犬" });
}
