using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Organizations;
using Governance.PartyBuilding.Tests.Teams;
using Grpc.Core;

namespace Governance.PartyBuilding.Tests.Compounds;

public sealed class GoverningCompounds(PartyApp app) : IClassFixture<PartyApp>
{
    private Party.V1.Compounds.CompoundsClient Office => app.Office().Compounds;

    private async Task<Compound> Now(Place place) => (await app.Office("51").Compounds.ListCompoundsAsync(new() { DivisionCode = place.DivisionCode, PageSize = 500 })).Compounds.Single(c => c.PlaceId == place.Id);

    [Fact]
    public async Task A_compound_shows_what_governs_it_and_which_organisation_is_due()
    {
        var place = await app.NewCompound(Boards.NewCommunity(), fullMembers: 4);
        var bare = await Now(place);
        Assert.Equal((OrganizationKind.Branch, "", false, null, null), (bare.DueKind, bare.OrganizationId, bare.HasPartyClause, bare.OwnersCommittee, bare.PropertyContract));
        // The same as CheckEstablishment finds, which explains it.
        var finding = (await app.Office().Establishment.CheckEstablishmentAsync(new() { DivisionCode = place.DivisionCode, Kind = FindingKind.Missing, PageSize = 500 })).Findings.Single(f => f.PlaceId == place.Id);
        Assert.Equal(bare.DueKind, finding.DueKind);
        var (committee, contract) = (await app.NewOwners(place), await app.NewContract(place));
        await Office.FileManagementRuleAsync(Estates.ToFile(place));
        var request = Trees.ToEstablish(await app.NewTop(), OrganizationKind.Branch, OrganizationSeat.Compound, place.DivisionCode);
        request.PlaceId = place.Id;
        var branch = await app.Office("51").Organizations.EstablishOrganizationAsync(request);
        var governed = await Now(place);
        Assert.Equal((OrganizationKind.Unspecified, branch.Id, true, committee, contract), (governed.DueKind, governed.OrganizationId, governed.HasPartyClause, governed.OwnersCommittee, governed.PropertyContract));
    }

    [Fact]
    public async Task One_committee_a_compound_one_director_and_nobody_twice()
    {
        var home = Boards.NewCommunity();
        var place = await app.NewCompound(home);
        await Refused(StatusCode.FailedPrecondition, "NOT_A_COMPOUND", async () => await Office.EstablishOwnersCommitteeAsync(Estates.ToElect(await app.NewCompound(home, kind: PlaceKind.ResidentGroup))));
        var told = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Boards.Told(Office.EstablishOwnersCommitteeAsync(Estates.ToElect(place)))));
        Assert.Equal(["OK", "OWNERS_COMMITTEE_EXISTS"], told.Distinct().Order(StringComparer.Ordinal));
        Assert.Single(told, "OK");
        var committee = (await Now(place)).OwnersCommittee;
        var (one, two) = (await app.NewPerson(home), await app.NewPerson(home));
        var seat = await app.Seat(committee, one, OwnersPost.Director);
        Assert.Equal(("赵**", OwnersPost.Director), (seat.NameMasked, seat.Post));
        await Refused(StatusCode.AlreadyExists, "SEAT_TAKEN", () => Office.SeatOwnerAsync(Estates.ToSeat(committee, two, OwnersPost.Director)));
        await Refused(StatusCode.AlreadyExists, "SEAT_TAKEN", () => Office.SeatOwnerAsync(Estates.ToSeat(committee, one)));
        await Office.UnseatOwnerAsync(new() { RequestId = NewId(), Id = seat.Id, EndDate = "2026-03-01" });
        await Refused(StatusCode.FailedPrecondition, "NOT_SEATED", () => Office.UnseatOwnerAsync(new() { Id = seat.Id, EndDate = "2026-03-01" }));
        var next = await app.Seat(committee, two, OwnersPost.Director);
        Assert.Equal([next.Id], (await Office.ListOwnersSeatsAsync(new() { CommitteeId = committee.Id })).Seats.Select(s => s.Id));
        await Office.DissolveOwnersCommitteeAsync(new() { RequestId = NewId(), Id = committee.Id, Date = "2026-03-02" });
        await Refused(StatusCode.FailedPrecondition, "OWNERS_COMMITTEE_DISSOLVED", () => Office.SeatOwnerAsync(Estates.ToSeat(committee, one)));
        Assert.Equal(["2026-03-01", "2026-03-02"], (await Office.ListOwnersSeatsAsync(new() { CommitteeId = committee.Id, ShowFormer = true })).Seats.Select(s => s.EndDate).Order(StringComparer.Ordinal));
        await app.NewOwners(place);
        await Refused(StatusCode.NotFound, "OWNERS_COMMITTEE_NOT_FOUND", () => app.Office("510703").Compounds.ListOwnersSeatsAsync(new() { CommitteeId = committee.Id }));
    }

    [Fact]
    public async Task A_company_is_registered_once_serves_one_contract_at_a_time_and_a_later_rule_takes_over()
    {
        var place = await app.NewCompound(Boards.NewCommunity());
        var request = Estates.ToRegister();
        var company = await Office.RegisterPropertyCompanyAsync(request);
        request.RequestId = NewId();
        Assert.Equal(company.Id, (await Refused(StatusCode.AlreadyExists, "COMPANY_EXISTS", () => Office.RegisterPropertyCompanyAsync(request))).Facts["company_id"]);
        Assert.Contains(company, (await Office.ListPropertyCompaniesAsync(new() { DivisionCode = "510104", PageSize = 500 })).Companies);
        var contract = await Office.SignPropertyContractAsync(Estates.ToSign(place, company));
        Assert.Equal(company.Name, contract.CompanyName);
        await Refused(StatusCode.AlreadyExists, "CONTRACT_EXISTS", () => Office.SignPropertyContractAsync(Estates.ToSign(place, company)));
        await Office.EndPropertyContractAsync(new() { RequestId = NewId(), Id = contract.Id, Date = "2026-03-01" });
        await Refused(StatusCode.FailedPrecondition, "CONTRACT_ENDED", () => Office.EndPropertyContractAsync(new() { Id = contract.Id, Date = "2026-03-01" }));
        await Office.SignPropertyContractAsync(Estates.ToSign(place, company));

        var first = await Office.FileManagementRuleAsync(Estates.ToFile(place));
        var second = await Office.FileManagementRuleAsync(Estates.ToFile(place, clause: ""));
        await Office.FileManagementRuleAsync(Estates.ToFile(place, clause: "", kind: ManagementRuleKind.Committee));
        Assert.False((await Now(place)).HasPartyClause);
        Assert.Equal(2, (await Office.ListManagementRulesAsync(new() { PlaceId = place.Id })).Rules.Count);
        var all = (await Office.ListManagementRulesAsync(new() { PlaceId = place.Id, ShowFormer = true })).Rules;
        Assert.Equal([(second.Id, true), (first.Id, false)], all.Where(r => r.Kind == ManagementRuleKind.Management).Select(r => (r.Id, r.InForce)).OrderByDescending(r => r.InForce));
    }

    [Fact]
    public async Task Nothing_ends_before_it_has_begun()
    {
        var home = Boards.NewCommunity();
        var place = await app.NewCompound(home);
        var committee = await app.NewOwners(place);
        async Task Before(string earliest, Func<Task> call) => Assert.Equal(earliest, (await Refused(StatusCode.FailedPrecondition, "ENDS_BEFORE_IT_BEGINS", call)).Facts["earliest_date"]);
        var request = Estates.ToSeat(committee, await app.NewPerson(home));
        request.StartDate = "2025-09-01";
        var seat = await Office.SeatOwnerAsync(request);
        await Before("2025-09-01", async () => await Office.UnseatOwnerAsync(new() { RequestId = NewId(), Id = seat.Id, EndDate = "2025-08-31" }));
        await Before("2025-06-01", async () => await Office.DissolveOwnersCommitteeAsync(new() { RequestId = NewId(), Id = committee.Id, Date = "2025-05-31" }));
        await Before("2025-09-01", async () => await Office.DissolveOwnersCommitteeAsync(new() { RequestId = NewId(), Id = committee.Id, Date = "2025-08-31" }));
        Assert.Equal("2025-09-01", (await Office.DissolveOwnersCommitteeAsync(new() { RequestId = NewId(), Id = committee.Id, Date = "2025-09-01" })).DissolvedDate);
        var contract = await app.NewContract(place);
        await Before("2025-01-01", async () => await Office.EndPropertyContractAsync(new() { RequestId = NewId(), Id = contract.Id, Date = "2024-12-31" }));
        await Office.EndPropertyContractAsync(new() { RequestId = NewId(), Id = contract.Id, Date = "2025-01-01" });
        // One that has not begun is given up.
        var ahead = Estates.ToSign(place, await app.NewCompany());
        (ahead.StartDate, ahead.EndDate) = (app.Day(30), app.Day(300));
        await Office.EndPropertyContractAsync(new() { RequestId = NewId(), Id = (await Office.SignPropertyContractAsync(ahead)).Id, Date = app.Day() });
    }

    [Fact]
    public async Task A_year_is_scored_once_by_the_criteria_that_held()
    {
        const string county = "510703";
        var place = await app.NewCompound(SmallMap.Rows.First(r => r.Code.Length == 12 && r.Code.StartsWith(county, StringComparison.Ordinal)).Code);
        var office = app.Office(county).Compounds;
        await Refused(StatusCode.FailedPrecondition, "NO_SCORE_SCHEME", () => office.ScoreSupervisionAsync(Estates.ToScore(place)));
        var scheme = await office.SetScoreSchemeAsync(Estates.Scheme(county, "2025-01-01"));
        await Refused(StatusCode.AlreadyExists, "SCORE_SCHEME_EXISTS", () => office.SetScoreSchemeAsync(Estates.Scheme(county, "2025-01-01")));
        // Of criteria that are in force nothing is changed afterwards.
        await WrongFields(() => office.SetScoreSchemeAsync(Estates.Scheme(county, "2026-01-01")), "scheme.since_date");
        var later = Estates.Scheme(county, app.Day());
        later.Scheme.Criteria[0].Code = "B1";
        await office.SetScoreSchemeAsync(later);
        Assert.Equal([scheme.Id], (await office.ListScoreSchemesAsync(new() { PageSize = 500 })).Schemes.Where(s => s.DivisionCode == county && s.SinceDate == "2025-01-01").Select(s => s.Id));
        await Refused(StatusCode.FailedPrecondition, "NOBODY_TO_SCORE", () => office.ScoreSupervisionAsync(Estates.ToScore(place)));
        await app.NewContract(place);
        var wrong = Estates.ToScore(place, first: 41);
        wrong.Points[1].Code = "A9";
        var told = await Refused(StatusCode.FailedPrecondition, "WRONG_CRITERIA", () => office.ScoreSupervisionAsync(wrong));
        Assert.Equal(("A2", "A9", "A1"), (told.Facts["missing"], told.Facts["unknown"], told.Facts["too_many"]));
        var score = await office.ScoreSupervisionAsync(Estates.ToScore(place));
        Assert.Equal((85, scheme.Id, "公共收益按季公开"), (score.Total, score.SchemeId, score.Opinion));
        await Refused(StatusCode.AlreadyExists, "SCORE_EXISTS", () => office.ScoreSupervisionAsync(Estates.ToScore(place)));
        Assert.Equal("B1", (await Refused(StatusCode.FailedPrecondition, "WRONG_CRITERIA", () => office.ScoreSupervisionAsync(Estates.ToScore(place, year: 2026)))).Facts["missing"]);
        Assert.Equal([score], (await office.ListSupervisionScoresAsync(new() { PlaceId = place.Id, Year = 2025 })).Scores);
        await Refused(StatusCode.NotFound, "PLACE_NOT_FOUND", () => app.Office("510105").Compounds.ScoreSupervisionAsync(Estates.ToScore(place)));
    }

    [Fact]
    public async Task Figures_hide_who_is_a_member_where_fewer_than_five_are_or_are_not()
    {
        // A town of its own: ten seats, six of them members; beside it a community with one committee of two, one of them a member.
        const string town = "510105003";
        var communities = SmallMap.Rows.Where(r => r.Code.Length == 12 && r.Code.StartsWith(town, StringComparison.Ordinal)).Select(r => r.Code).Take(2).ToList();
        var places = new[] { await app.NewCompound(communities[0], 0), await app.NewCompound(communities[0], 0), await app.NewCompound(communities[1], 0) };
        var (large, small) = (await app.NewOwners(places[0]), await app.NewOwners(places[2]));
        for (var i = 0; i < 5; i++) await app.Seat(large, await app.NewComrade(communities[0]), i == 0 ? OwnersPost.Director : OwnersPost.Ordinary);
        for (var i = 0; i < 4; i++) await app.Seat(large, await app.NewPerson(communities[0]));
        await app.Seat(small, await app.NewComrade(communities[1]), OwnersPost.Director);
        await app.Seat(small, await app.NewPerson(communities[1]));
        await app.NewContract(places[0]);
        await Office.ListCompoundsAsync(new());
        await app.Office("51").Compounds.FileManagementRuleAsync(Estates.ToFile(places[2]));

        var seen = await app.As("city-centre", "5101").Compounds.GetCompoundFiguresAsync(new() { DivisionCode = town });
        Assert.Equal((3L, 0L, 2L, 1L, 1L, 11L), (seen.Total.Compounds, seen.Total.WithOrganization, seen.Total.WithOwnersCommittee, seen.Total.WithPropertyCompany, seen.Total.WithPartyClause, seen.Total.Seats));
        // Of two directors both are members: whoever knows a director would know a member.
        Assert.Equal((false, 6L, 5455, true, 0L), (seen.Total.Suppressed, seen.Total.MemberSeats, seen.Total.MemberShare, seen.Total.DirectorsSuppressed, seen.Total.MemberDirectors));
        // 5 of 9 and 1 of 2: with either, the other follows from the sum.
        Assert.All(seen.Children, c => Assert.Equal((true, 0L, 0, 0L), (c.Suppressed, c.MemberSeats, c.MemberShare, c.MemberDirectors)));
        Assert.Equal([9L, 2L], seen.Children.Select(c => c.Seats));
        // Who may read the roster sees them.
        Assert.Equal(2L, (await app.Office("510105").Compounds.GetCompoundFiguresAsync(new() { DivisionCode = town })).Total.MemberDirectors);
        Assert.Equal([5L, 1L], (await app.Office("510105").Compounds.GetCompoundFiguresAsync(new() { DivisionCode = town })).Children.Select(c => c.MemberSeats));
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => app.Office("510104").Compounds.GetCompoundFiguresAsync(new() { DivisionCode = town }));
    }

    [Fact]
    public async Task Directors_are_told_where_of_members_and_of_others_five_are_and_five_are_not()
    {
        const string town = "510105012";
        var home = SmallMap.Rows.First(r => r.Code.Length == 12 && r.Code.StartsWith(town, StringComparison.Ordinal)).Code;
        async Task<CompoundFigures> Seen() => (await app.As("city-centre", "5101").Compounds.GetCompoundFiguresAsync(new() { DivisionCode = town })).Total;
        for (var i = 0; i < 10; i++)
        {
            var owners = await app.NewOwners(await app.NewCompound(home, 0));
            await app.Seat(owners, i < 5 ? await app.NewComrade(home) : await app.NewPerson(home), OwnersPost.Director);
            if (i == 9) Assert.Equal((false, true, 0L), await Seen() is var before ? (before.Suppressed, before.DirectorsSuppressed, before.MemberDirectors) : default);
            await app.Seat(owners, i < 5 ? await app.NewComrade(home) : await app.NewPerson(home));
        }
        Assert.Equal((false, false, 10L, 5L), await Seen() is var seen ? (seen.Suppressed, seen.DirectorsSuppressed, seen.MemberSeats, seen.MemberDirectors) : default);
    }

    [Fact]
    public async Task Every_wrong_field_is_told_at_once()
    {
        await WrongFields(() => Office.EstablishOwnersCommitteeAsync(new() { PlaceId = "x", Name = "业", TermStartDate = "2026-01-01", TermEndDate = "2036-01-01" }), "place_id", "kind", "name", "term_end_date");
        await WrongFields(() => Office.SeatOwnerAsync(new() { CommitteeId = "x", PersonId = "y" }), "committee_id", "person_id", "post", "start_date");
        await WrongFields(() => Office.RegisterPropertyCompanyAsync(new() { DivisionCode = "51", Name = "物业", CreditCode = "123", OrganizationId = "x" }), "division_code", "name", "credit_code", "organization_id");
        await WrongFields(() => Office.SignPropertyContractAsync(new() { PlaceId = "x", CompanyId = "y", StartDate = "2026-01-01", EndDate = "2025-01-01" }), "place_id", "company_id", "end_date");
        await WrongFields(() => Office.FileManagementRuleAsync(new() { PlaceId = "x", Title = "规约", AdoptedDate = "2099-01-01" }), "place_id", "kind", "title", "adopted_date");
        await WrongFields(() => Office.SetScoreSchemeAsync(new() { Scheme = new() { DivisionCode = "510104", Criteria = { new ScoreCriterion { Code = "-", Text = "好", MaxPoints = 101 } } } }),
            "scheme.subject", "scheme.since_date", "scheme.criteria[0].code", "scheme.criteria[0].text", "scheme.criteria[0].max_points", "scheme.criteria");
        await WrongFields(() => Office.ScoreSupervisionAsync(new() { PlaceId = "x", Year = 2027, Opinion = "好" }), "place_id", "subject", "year", "points", "opinion");
        await WrongFields(() => Office.ListManagementRulesAsync(new() { PlaceId = "x" }), "place_id");
        await WrongFields(() => Office.GetCompoundFiguresAsync(new() { DivisionCode = "510104017001" }), "division_code");
    }
}
