using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Deliberation;
using Governance.PartyBuilding.Tests.Teams;
using Grpc.Core;

namespace Governance.PartyBuilding.Tests.Conventions;

public sealed class KeepingConventions(PartyApp app) : IClassFixture<PartyApp>
{
    private Party.V1.Conventions.ConventionsClient Office => app.Office().Conventions;

    [Fact]
    public async Task What_a_motion_resolved_is_filed_by_another_person_and_takes_the_place_of_the_one_before()
    {
        var place = Boards.NewCommunity();
        await Refused(StatusCode.FailedPrecondition, "MOTION_NOT_RESOLVED", async () => await Office.AdoptConventionAsync(Agreed.ToAdopt(await app.NewMotionBefore(DeliberationStep.Resolution, place))));
        var clerk = app.Clerk(place[..9]).Conventions;
        var motion = await app.NewResolved(place);
        var first = await clerk.AdoptConventionAsync(Agreed.ToAdopt(motion));
        Assert.Equal((ConventionState.Adopted, place, motion.Id), (first.State, first.DivisionCode, first.MotionId));
        await Refused(StatusCode.AlreadyExists, "CONVENTION_EXISTS", () => clerk.AdoptConventionAsync(Agreed.ToAdopt(motion)));
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => clerk.FileConventionAsync(Agreed.ToFile(first)));
        await Refused(StatusCode.FailedPrecondition, "CONVENTION_NOT_FILED", () => clerk.EnterPerformanceAsync(new() { RequestId = NewId(), ConventionId = first.Id, Date = "2026-03-01", Text = "开展文明养犬劝导" }));
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => clerk.ReturnConventionAsync(new() { RequestId = NewId(), Id = first.Id, Reason = "第三条与上位法不一致" }));
        var returned = await Office.ReturnConventionAsync(new() { RequestId = NewId(), Id = first.Id, Reason = "第三条与上位法不一致" });
        Assert.Equal((ConventionState.Returned, "第三条与上位法不一致"), (returned.State, returned.ReturnReason));
        var second = await clerk.AdoptConventionAsync(Agreed.ToAdopt(motion));
        second = await Office.FileConventionAsync(Agreed.ToFile(second));
        Assert.Equal((ConventionState.Filed, "2026-003"), (second.State, second.FilingNumber));
        Assert.Single(await app.Events("ConventionFiled"), e => e.Contains(second.Id, StringComparison.Ordinal));
        await Refused(StatusCode.FailedPrecondition, "CONVENTION_NOT_ADOPTED", () => Office.FileConventionAsync(Agreed.ToFile(second)));

        // Two that were adopted are filed in the other order: what is in force is the one filed last, and the charter beside it stays.
        var charter = await app.NewFiled(place, ConventionKind.Charter);
        var (older, newer) = (await app.NewAdopted(place), await app.NewAdopted(place));
        await Office.FileConventionAsync(Agreed.ToFile(newer));
        await Office.FileConventionAsync(Agreed.ToFile(older));
        Assert.Equal(new[] { charter.Id, older.Id }.Order(StringComparer.Ordinal), (await Office.ListConventionsAsync(new() { DivisionCode = place, State = ConventionState.Filed })).Conventions.Select(c => c.Id).Order(StringComparer.Ordinal));
        Assert.Equal(ConventionState.Superseded, (await Office.GetConventionAsync(new() { Id = newer.Id })).State);
    }

    [Fact]
    public async Task A_convention_in_force_is_performed()
    {
        var convention = await app.NewFiled(Boards.NewCommunity());
        var done = await Office.EnterPerformanceAsync(new() { RequestId = NewId(), ConventionId = convention.Id, Date = "2026-03-02", Text = "开展文明养犬劝导三次" });
        Assert.Equal([done], (await Office.ListPerformancesAsync(new() { ConventionId = convention.Id })).Performances);
        await Refused(StatusCode.NotFound, "CONVENTION_NOT_FOUND", () => app.Office("510105").Conventions.ListPerformancesAsync(new() { ConventionId = convention.Id }));
        await Refused(StatusCode.NotFound, "CONVENTION_NOT_FOUND", () => app.Office("510105").Conventions.GetConventionAsync(new() { Id = convention.Id }));
    }

    [Fact]
    public async Task Somebody_on_the_list_is_masked_and_may_object_and_another_person_decides()
    {
        var place = Boards.NewCommunity();
        var (convention, clerk) = (await app.NewFiled(place), app.Clerk(place[..9]).Conventions);
        var listing = await clerk.EnterListingAsync(Agreed.ToList(convention));
        Assert.Equal(("钱**", ListingState.Shown, ListingColour.Black), (listing.NameMasked, listing.State, listing.Colour));
        async Task<string[]> Shown(bool all = false) => [.. (await app.As("town-clerk", place[..9]).Conventions.ListListingsAsync(new() { DivisionCode = place, ShowAll = all })).Listings.Select(l => l.Id)];
        Assert.Equal([listing.Id], await Shown());
        await Refused(StatusCode.FailedPrecondition, "LISTING_NOT_APPEALED", () => Office.DecideAppealAsync(new() { RequestId = NewId(), Id = listing.Id, Uphold = true, Reason = "监控核实并非本人" }));
        await clerk.AppealListingAsync(new() { RequestId = NewId(), Id = listing.Id, Appeal = "当日并非本人遛犬" });
        Assert.Empty(await Shown());
        Assert.Equal([listing.Id], await Shown(all: true));
        await Refused(StatusCode.FailedPrecondition, "LISTING_NOT_SHOWN", () => clerk.AppealListingAsync(new() { RequestId = NewId(), Id = listing.Id, Appeal = "当日并非本人遛犬" }));
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => clerk.DecideAppealAsync(new() { RequestId = NewId(), Id = listing.Id, Reason = "监控核实系本人" }));
        var revealed = await Office.RevealListingAsync(new() { Id = listing.Id, Purpose = "处理红黑榜异议" });
        Assert.Equal(("钱小河", "当日并非本人遛犬"), (revealed.Name, revealed.Appeal));
        Assert.Equal(1, await app.Query<long>("select count(*) from audit where aggregate_id = $1 and purpose = $2", Guid.Parse(listing.Id), "处理红黑榜异议"));
        await Office.DecideAppealAsync(new() { RequestId = NewId(), Id = listing.Id, Reason = "监控核实系本人" });
        Assert.Equal([listing.Id], await Shown());
        await clerk.AppealListingAsync(new() { RequestId = NewId(), Id = listing.Id, Appeal = "另有邻居作证" });
        var removed = await Office.DecideAppealAsync(new() { RequestId = NewId(), Id = listing.Id, Uphold = true, Reason = "监控核实并非本人" });
        Assert.Equal((ListingState.Removed, "", ""), (removed.State, removed.NameMasked, removed.Deed));
        await Refused(StatusCode.FailedPrecondition, "LISTING_ENDED", () => Office.RevealListingAsync(new() { Id = listing.Id, Purpose = "处理红黑榜异议" }));
        await Refused(StatusCode.FailedPrecondition, "LISTING_ENDED", () => Office.RemoveListingAsync(new() { RequestId = NewId(), Id = listing.Id, Reason = "已经整改" }));
        await Refused(StatusCode.NotFound, "LISTING_NOT_FOUND", () => app.Office("510105").Conventions.RevealListingAsync(new() { Id = listing.Id, Purpose = "处理红黑榜异议" }));
    }

    [Fact]
    public async Task A_listing_ends_with_its_days_and_nobody_can_tell_who_it_was()
    {
        var convention = await app.NewFiled(Boards.NewCommunity(), listingDays: 10);
        var (red, black) = (await app.NewListing(convention, ListingColour.Red), await app.NewAppealed(convention));
        app.Clock.Advance(TimeSpan.FromDays(9));
        Assert.Equal(1, await app.Query<long>("select count(*) from listings where id = $1 and sealed_name is not null", Guid.Parse(red.Id)));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await EventuallyAsync("both names are erased", async () =>
            await app.Query<long>("select count(*) from listings where convention_id = $1 and state = 4 and sealed_name is null and sealed_deed is null and sealed_appeal is null", Guid.Parse(convention.Id)) == 2);
        Assert.Equal(new[] { black.Id, red.Id }.ToHashSet(), (await Office.ListListingsAsync(new() { DivisionCode = convention.DivisionCode, ShowAll = true })).Listings.Select(l => l.Id).ToHashSet());
        Assert.Empty((await Office.ListListingsAsync(new() { DivisionCode = convention.DivisionCode })).Listings);
    }

    [Fact]
    public async Task Children_are_not_listed_nor_anybody_under_a_convention_without_a_list()
    {
        var child = Agreed.ToList(await app.NewFiled(Boards.NewCommunity()));
        child.Adult = false;
        await WrongFields(() => Office.EnterListingAsync(child), "adult");
        await Refused(StatusCode.FailedPrecondition, "NO_LISTINGS", async () => await Office.EnterListingAsync(Agreed.ToList(await app.NewFiled(Boards.NewCommunity(), listingDays: 0))));
        await Refused(StatusCode.FailedPrecondition, "CONVENTION_NOT_FILED", async () => await Office.EnterListingAsync(Agreed.ToList(await app.NewAdopted(Boards.NewCommunity()))));
    }

    [Fact]
    public async Task Every_wrong_field_is_told_at_once()
    {
        await WrongFields(() => Office.AdoptConventionAsync(new() { MotionId = "x", Title = "公约", Text = "短", ListingDays = 181 }), "motion_id", "kind", "title", "text", "listing_days");
        await WrongFields(() => Office.FileConventionAsync(new() { Id = "x", FilingNumber = "1" }), "id", "filing_number");
        await WrongFields(() => Office.EnterListingAsync(new() { ConventionId = "x", Name = "王" }), "convention_id", "colour", "name", "clause", "deed", "adult", "told_date");
        await WrongFields(() => Office.DecideAppealAsync(new() { Id = "x" }), "id", "reason");
        await WrongFields(() => Office.ListListingsAsync(new() { DivisionCode = "x", Colour = (ListingColour)9 }), "division_code", "colour");
    }
}
