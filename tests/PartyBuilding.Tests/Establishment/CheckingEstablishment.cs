using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Organizations;
using Governance.PartyBuilding.Tests.Teams;
using Grpc.Core;

namespace Governance.PartyBuilding.Tests.Establishment;

public sealed class CheckingEstablishment(PartyApp app) : IClassFixture<PartyApp>
{
    private const string Town = "510104019", Community = "510104019001";

    private async Task<List<EstablishmentFinding>> Check(string division, FindingKind kind = 0, int size = 3)
    {
        var (all, token) = (new List<EstablishmentFinding>(), "");
        do
        {
            var page = await app.Office().Establishment.CheckEstablishmentAsync(new() { DivisionCode = division, Kind = kind, PageSize = size, PageToken = token });
            Assert.True(page.Findings.Count <= size);
            all.AddRange(page.Findings);
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        return all;
    }

    private Task Members(Organization organization, int full) => app.QueryAll<int>("""
        insert into organization_count_changes (organization_id, measure, n)
        select substring(o.path from 1 + 32 * level for 32)::uuid, 15, $2 from organizations o cross join generate_series(0, length(o.path) / 32 - 1) level where o.id = $1
        """, Guid.Parse(organization.Id), (long)full);

    [Fact]
    public async Task It_finds_what_is_missing_and_what_is_due_and_says_why()
    {
        var before = await Check(Town);
        Assert.Contains(before, f => f.DivisionCode == Town && f.Explanation.Contains("尚未设立党组织", StringComparison.Ordinal));
        Assert.All(before, f => Assert.Equal((FindingKind.Missing, ""), (f.Kind, f.OrganizationId)));
        Assert.DoesNotContain(before, f => f.DivisionCode.Length == 12 && string.CompareOrdinal(f.DivisionCode[9..], "400") >= 0);

        var top = await app.NewTop();
        var town = await app.New(top, OrganizationKind.Committee, OrganizationSeat.Town, Town);
        var community = await app.New(town, OrganizationKind.GeneralBranch, OrganizationSeat.Community, Community);
        var (full, bare, few) = (await app.New(community), await app.New(community), await app.New(community));
        await Members(full, 118);
        await Members(few, 2);
        var entered = new List<Place>();
        foreach (var (name, members, kind) in new[] { ("一组", 2, PlaceKind.ResidentGroup), ("锦绣苑", 12, PlaceKind.Compound), ("翠湖居", 60, PlaceKind.Compound) })
        {
            entered.Add(await app.Clerk(Town).Establishment.EnterPlaceAsync(new() { RequestId = NewId(), DivisionCode = Community, Name = name, Kind = kind, FullMembers = members, SurveyDate = "2026-03-01" }));
        }

        var found = await Check(Town);
        Assert.Equal(found.Count, found.Select(f => (f.Kind, f.DivisionCode, f.PlaceId, f.OrganizationId)).Distinct().Count());
        Assert.Equal(before.Count - 2, found.Count(f => f.Kind == FindingKind.Missing && f.PlaceId.Length == 0));
        var compound = Assert.Single(found, f => f.PlaceId == entered[1].Id);
        Assert.Equal((FindingKind.Missing, 12L, 3, OrganizationKind.Branch), (compound.Kind, compound.FullMembers, compound.Threshold, compound.DueKind));
        Assert.Equal("“锦绣苑”有正式党员 12 名（2026-03-01 摸排），达到设立党支部的 3 名，尚未设立", compound.Explanation);
        Assert.Equal((OrganizationKind.GeneralBranch, 50), Assert.Single(found, f => f.PlaceId == entered[2].Id) is var larger ? (larger.DueKind, larger.Threshold) : default);
        Assert.DoesNotContain(found, f => f.PlaceId == entered[0].Id);
        EstablishmentFinding Of(Organization organization) => Assert.Single(found, f => f.OrganizationId == organization.Id);
        Assert.Equal((FindingKind.KindDue, 120L, 100, OrganizationKind.Committee), Of(community) is var upper ? (upper.Kind, upper.FullMembers, upper.Threshold, upper.DueKind) : default);
        Assert.Contains("现有正式党员 120 名（含下级），达到设立党委的 100 名，应由党总支改设党委", Of(community).Explanation, StringComparison.Ordinal);
        Assert.Equal((FindingKind.KindDue, OrganizationKind.Committee), (Of(full).Kind, Of(full).DueKind));
        Assert.Equal((FindingKind.TooFew, 0L, 3), (Of(bare).Kind, Of(bare).FullMembers, Of(bare).Threshold));
        Assert.Equal((FindingKind.TooFew, 2L), (Of(few).Kind, Of(few).FullMembers));
        Assert.DoesNotContain(found, f => f.OrganizationId == town.Id);

        // What is put right is found no longer.
        await app.Office().Organizations.ChangeOrganizationKindAsync(new() { RequestId = NewId(), Id = community.Id, Kind = OrganizationKind.Committee });
        var place = Trees.ToEstablish(community, OrganizationKind.Branch, OrganizationSeat.Compound, "");
        (place.DivisionCode, place.PlaceId) = ("", entered[1].Id);
        var seated = await app.Clerk(Town).Organizations.EstablishOrganizationAsync(place);
        Assert.Equal((Community, entered[1].Id), (seated.DivisionCode, seated.PlaceId));
        place.RequestId = NewId();
        await Refused(StatusCode.AlreadyExists, "SEAT_TAKEN", () => app.Clerk(Town).Organizations.EstablishOrganizationAsync(place));
        var now = await Check(Town);
        Assert.DoesNotContain(now, f => f.OrganizationId == community.Id || f.PlaceId == entered[1].Id);
        Assert.Equal([full.Id], (await Check(Town, FindingKind.KindDue, 1)).Select(f => f.OrganizationId));
        Assert.Equal(2 + 1, (await Check(Town, FindingKind.TooFew)).Count);

        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => app.Office("510105").Establishment.CheckEstablishmentAsync(new() { DivisionCode = Town }));
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => app.Office().Establishment.CheckEstablishmentAsync(new() { DivisionCode = "510104999" }));
        await WrongFields(() => app.Office("51").Establishment.CheckEstablishmentAsync(new() { DivisionCode = "5101", Kind = (FindingKind)9, PageSize = -1 }), "division_code", "kind", "page_size");
    }

    [Fact]
    public async Task Rules_are_data_with_the_day_from_which_they_hold()
    {
        const string other = "510105002";
        var top = await app.NewTop("510105");
        var small = Trees.ToEstablish(top, division: other);
        small.FullMembers = 2;
        await Refused(StatusCode.FailedPrecondition, "TOO_FEW_FULL_MEMBERS", () => app.Office("51").Organizations.EstablishOrganizationAsync(small));
        OrganizationRule Rule(string since, int few, OrganizationSeat seat = 0, string division = "510105") => new() { DivisionCode = division, Kind = OrganizationKind.Branch, Seat = seat, MinFullMembers = few, TermYears = 2, SinceDate = since };
        Task<OrganizationRule> Set(OrganizationRule rule, string office = "510105") => app.Office(office).Establishment.SetOrganizationRuleAsync(new() { RequestId = NewId(), Rule = rule }).ResponseAsync;
        var today = app.Day();
        var set = await Set(Rule(today, 5));
        Assert.Equal((5, 2, today), (set.MinFullMembers, set.TermYears, set.SinceDate));
        await Set(Rule(app.Day(1), 9));                                        // not yet
        await Set(Rule(today, 8, OrganizationSeat.TwoNew));               // of another seat
        (small.RequestId, small.FullMembers) = (NewId(), 4);
        await Refused(StatusCode.FailedPrecondition, "TOO_FEW_FULL_MEMBERS", () => app.Office("51").Organizations.EstablishOrganizationAsync(small));
        (small.RequestId, small.FullMembers) = (NewId(), 5);
        var branch = await app.Office("51").Organizations.EstablishOrganizationAsync(small);
        Assert.Equal("2027-03-01", (await app.Office("51").Establishment.RecordElectionAsync(new() { RequestId = NewId(), Id = branch.Id, HeldDate = "2025-03-01" })).Term.EndDate);
        await Refused(StatusCode.AlreadyExists, "RULE_EXISTS", () => Set(Rule(today, 5)));
        // What was is not changed afterwards, and no kind needs fewer than the Constitution has.
        await WrongFields(() => app.Office("510105").Establishment.SetOrganizationRuleAsync(new() { RequestId = NewId(), Rule = Rule(app.Day(-1), 5) }), "rule.since_date");
        await WrongFields(() => app.Office("510105").Establishment.SetOrganizationRuleAsync(new() { RequestId = NewId(), Rule = Rule(app.Day(2), 2) }), "rule.min_full_members");
        foreach (var (kind, few) in new[] { (OrganizationKind.GeneralBranch, 49), (OrganizationKind.Committee, 99) })
        {
            var less = Rule(app.Day(2), few);
            less.Kind = kind;
            await WrongFields(() => app.Office("510105").Establishment.SetOrganizationRuleAsync(new() { RequestId = NewId(), Rule = less }), "rule.min_full_members");
        }
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => Set(Rule(today, 3, division: "51")));
        await WrongFields(() => app.Office().Establishment.SetOrganizationRuleAsync(new() { Rule = new() { Seat = (OrganizationSeat)99, MinFullMembers = -1, TermYears = 11, MaxExtensionMonths = 61, RemindMonths = 25 } }),
            "rule.division_code", "rule.kind", "rule.seat", "rule.min_full_members", "rule.term_years", "rule.max_extension_months", "rule.remind_months", "rule.since_date");
        var rules = (await app.Clerk().Establishment.ListOrganizationRulesAsync(new() { Kind = OrganizationKind.Branch, PageSize = 500 })).Rules;
        Assert.Contains(set, rules);
        Assert.Contains(rules, r => r.DivisionCode == "51" && r is { MinFullMembers: 3, RemindMonths: 6 });
        await WrongFields(() => app.Clerk().Establishment.ListOrganizationRulesAsync(new() { Kind = (OrganizationKind)9, PageSize = -1 }), "kind", "page_size");
    }

    [Fact]
    public async Task A_general_branch_of_fewer_than_fifty_is_established_where_work_requires_it_and_the_county_says_why()
    {
        const string town = "510104022";
        var top = await app.NewTop();
        EstablishOrganizationRequest Small(int full, string reason, OrganizationKind kind = OrganizationKind.GeneralBranch)
        {
            var request = Trees.ToEstablish(top, kind, division: town);
            (request.FullMembers, request.ExceptionReason) = (full, reason);
            return request;
        }
        Task<Told> Less(string threshold, EstablishOrganizationRequest request) => Refused(StatusCode.FailedPrecondition, "TOO_FEW_FULL_MEMBERS", () => app.Office().Organizations.EstablishOrganizationAsync(request));
        Assert.Equal("50", (await Less("50", Small(35, ""))).Facts["threshold"]);
        Assert.Equal("100", (await Less("100", Small(99, "村域广、支部多，确因工作需要", OrganizationKind.Committee))).Facts["threshold"]);
        Assert.Equal("3", (await Less("3", Small(2, "村域广、支部多，确因工作需要"))).Facts["threshold"]);
        await WrongFields(() => app.Office().Organizations.EstablishOrganizationAsync(Small(35, "需要")), "exception_reason");
        // Not by the town itself, though it establishes others.
        var below = Small(35, "村域广、支部多，确因工作需要");
        below.ParentId = (await app.New(top, OrganizationKind.Committee, division: town)).Id;
        await Refused(StatusCode.PermissionDenied, "EXCEPTION_NOT_YOURS", () => app.Clerk(town).Organizations.EstablishOrganizationAsync(below));
        await Refused(StatusCode.PermissionDenied, "EXCEPTION_NOT_YOURS", () => app.Office(town).Organizations.EstablishOrganizationAsync(below));
        below.RequestId = NewId();
        var general = await app.Office().Organizations.EstablishOrganizationAsync(below);
        Assert.Equal("村域广、支部多，确因工作需要", await app.Query<string>("select purpose from audit where aggregate_id = $1 and action like '%EstablishOrganization'", Guid.Parse(general.Id)));
        // A branch becomes one in the same way.
        var branch = await app.New(top, division: town);
        await Members(branch, 40);
        await Refused(StatusCode.FailedPrecondition, "TOO_FEW_FULL_MEMBERS", () => app.Office().Organizations.ChangeOrganizationKindAsync(new() { RequestId = NewId(), Id = branch.Id, Kind = OrganizationKind.GeneralBranch }));
        Assert.Equal(OrganizationKind.GeneralBranch, (await app.Office().Organizations.ChangeOrganizationKindAsync(new() { RequestId = NewId(), Id = branch.Id, Kind = OrganizationKind.GeneralBranch, ExceptionReason = "村域广、支部多，确因工作需要" })).Kind);
        // What the clause says is told all the same, with its exception.
        var found = (await Check(town, FindingKind.KindDue)).Single(f => f.OrganizationId == branch.Id);
        Assert.Equal((50, OrganizationKind.Branch), (found.Threshold, found.DueKind));
        Assert.Contains("《中国共产党农村基层组织工作条例》", found.Explanation, StringComparison.Ordinal);
        Assert.Equal(0, await app.Query<long>("select count(*) from organization_floors where kind in (2, 3) and basis not like '%待核对%'"));
    }

    [Fact]
    public async Task A_rule_that_was_set_before_there_was_a_floor_asks_for_no_less()
    {
        const string town = "510104018";
        await app.Query<int>("insert into organization_rules (id, area, kind, seat, min_full_members, term_years, max_extension_months, remind_months, since, version, event_sequence) values (gen_random_uuid(), $1, 4, null, 1, 3, 12, 6, '2020-01-01', 1, 0) returning 1", town);
        var small = Trees.ToEstablish(await app.NewTop(), division: town);
        small.FullMembers = 2;
        Assert.Equal("3", (await Refused(StatusCode.FailedPrecondition, "TOO_FEW_FULL_MEMBERS", () => app.Office().Organizations.EstablishOrganizationAsync(small))).Facts["threshold"]);
    }

    [Fact]
    public async Task Places_are_entered_surveyed_and_closed()
    {
        const string community = "510104017003";
        var clerk = app.Clerk();
        var request = new EnterPlaceRequest { RequestId = NewId(), DivisionCode = community, Name = "二组", Kind = PlaceKind.ResidentGroup };
        var place = await clerk.Establishment.EnterPlaceAsync(request);
        Assert.Equal(place, await clerk.Establishment.EnterPlaceAsync(request));
        await Refused(StatusCode.AlreadyExists, "PLACE_EXISTS", () => clerk.Establishment.EnterPlaceAsync(new() { RequestId = NewId(), DivisionCode = community, Name = "二组", Kind = PlaceKind.ResidentGroup }));
        var surveyed = await clerk.Establishment.UpdatePlaceAsync(new() { RequestId = NewId(), Id = place.Id, Etag = place.Etag, UpdateMask = new() { Paths = { "full_members", "survey_date" } }, FullMembers = 5, SurveyDate = "2026-03-02", Name = "不改" });
        Assert.Equal((5, "2026-03-02", "二组"), (surveyed.FullMembers, surveyed.SurveyDate, surveyed.Name));
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => clerk.Establishment.UpdatePlaceAsync(new() { Id = place.Id, Etag = place.Etag, UpdateMask = new() { Paths = { "name" } }, Name = "三组" }));
        await WrongFields(() => clerk.Establishment.UpdatePlaceAsync(new() { Id = "x", UpdateMask = new() { Paths = { "kind", "survey_date", "name", "closed" } } }), "id", "update_mask", "name", "closed");
        await WrongFields(() => clerk.Establishment.EnterPlaceAsync(new() { Kind = PlaceKind.Grid, FullMembers = 1 }), "division_code", "name", "kind", "survey_date");
        await Refused(StatusCode.NotFound, "PLACE_NOT_FOUND", () => app.Clerk("510104018").Establishment.UpdatePlaceAsync(new() { Id = place.Id, UpdateMask = new() { Paths = { "name" } }, Name = "三组" }));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Clerk("510104018").Establishment.EnterPlaceAsync(new() { RequestId = NewId(), DivisionCode = community, Name = "三组", Kind = PlaceKind.ResidentGroup }));
        Assert.True((await clerk.Establishment.UpdatePlaceAsync(new() { RequestId = NewId(), Id = place.Id, UpdateMask = new() { Paths = { "closed" } }, Closed = true })).Closed);
        await Refused(StatusCode.FailedPrecondition, "PLACE_CLOSED", () => clerk.Establishment.UpdatePlaceAsync(new() { Id = place.Id, UpdateMask = new() { Paths = { "name" } }, Name = "三组" }));
        var seat = Trees.ToEstablish(await app.NewTop(), OrganizationKind.Branch, OrganizationSeat.ResidentGroup, "");
        (seat.DivisionCode, seat.PlaceId) = ("", place.Id);
        await Refused(StatusCode.FailedPrecondition, "PLACE_CLOSED", () => app.Office().Organizations.EstablishOrganizationAsync(seat));
        seat.PlaceId = NewId();
        await Refused(StatusCode.NotFound, "PLACE_NOT_FOUND", () => app.Office().Organizations.EstablishOrganizationAsync(seat));
        // Its name is free again.
        var again = await clerk.Establishment.EnterPlaceAsync(new() { RequestId = NewId(), DivisionCode = community, Name = "二组", Kind = PlaceKind.ResidentGroup });
        Assert.Equal([again.Id], (await clerk.Establishment.ListPlacesAsync(new() { DivisionCode = community })).Places.Select(p => p.Id));
        Assert.Equal(2, (await clerk.Establishment.ListPlacesAsync(new() { DivisionCode = community, Kind = PlaceKind.ResidentGroup, ShowClosed = true })).Places.Count);
        Assert.Empty((await app.Clerk("510104018").Establishment.ListPlacesAsync(new() { DivisionCode = community })).Places);
        await WrongFields(() => clerk.Establishment.ListPlacesAsync(new() { DivisionCode = "x", Kind = (PlaceKind)9, PageSize = -1 }), "division_code", "kind", "page_size");
    }
}
