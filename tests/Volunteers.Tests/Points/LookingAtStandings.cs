using Governance.Volunteers.Tests.Registrations;
using Governance.Volunteers.V1;
using Grpc.Core;

namespace Governance.Volunteers.Tests.Points;

public sealed class LookingAtStandings(VolunteersApp app) : IClassFixture<VolunteersApp>
{
    [Fact]
    public async Task Only_those_who_run_it_see_the_people_of_their_own_area_and_no_full_name()
    {
        var list = await app.NewScheme("510104", PointSchemeKind.RedBlackList, deeds: [Schemes.Deed("littering", -20), Schemes.Deed("waste-sorting", 5)]);
        var (black, red, away, left, gone, child) = (await app.NewMember(list), await app.NewMember(list), await app.NewMember(list, SmallMap.OtherTown), await app.NewMember(list), await app.NewMember(list), await Child());
        await app.Town().Points.JoinSchemeAsync(new() { RequestId = NewId(), SchemeId = list.Id, VolunteerId = child.Id });
        await app.Enter(list, black, "littering");
        foreach (var member in new[] { red, away, left, gone, child }) await app.Enter(list, member);
        await app.Town().Points.LeaveSchemeAsync(new() { RequestId = NewId(), Id = (await app.Account(list, left)).Id });
        await app.Town().Registrations.LeaveVolunteerAsync(new() { RequestId = NewId(), Id = gone.Id });
        await app.Town().Registrations.WithdrawConsentAsync(new() { RequestId = NewId(), Id = child.Id, Reason = "监护人撤回" });

        var seen = (await app.Town().Points.ListStandingsAsync(new() { SchemeId = list.Id })).Standings;
        Assert.Equal([(red.Id, 5L, "李**"), (black.Id, -20L, "李**")], seen.Select(s => (s.VolunteerId, s.Points, s.NameMasked)));
        var county = (await app.County().Points.ListStandingsAsync(new() { SchemeId = list.Id, LowestFirst = true })).Standings;
        Assert.Equal((black.Id, 3), (county[0].VolunteerId, county.Count));
        Assert.Empty((await app.County("510105").Points.ListStandingsAsync(new() { SchemeId = list.Id })).Standings);
        foreach (var nobody in new[] { app.As("resident", SmallMap.Community), app.As("grid-worker", SmallMap.Community), app.As("auditor", "51"), app.As("province-operator", "51"), app.AsPartner("volunteers.read", "51") })
        {
            await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => nobody.Points.ListStandingsAsync(new() { SchemeId = list.Id }));
        }
        await Refused(StatusCode.NotFound, "POINT_SCHEME_NOT_FOUND", () => app.Town().Points.ListStandingsAsync(new() { SchemeId = NewId() }));
    }

    [Fact]
    public async Task Pages_go_through_everybody_once_also_where_many_stand_alike()
    {
        var scheme = await app.NewScheme(deeds: [Schemes.Deed("waste-sorting", 10), Schemes.Deed("patrol", 3)]);
        var members = await Task.WhenAll(Enumerable.Range(0, 9).Select(_ => app.NewMember(scheme)));
        for (var i = 0; i < 9; i++) await app.Enter(scheme, members[i], i % 3 == 0 ? "patrol" : "waste-sorting");
        foreach (var lowest in new[] { false, true })
        {
            var (all, token) = (new List<Standing>(), "");
            do
            {
                var page = await app.Town().Points.ListStandingsAsync(new() { SchemeId = scheme.Id, LowestFirst = lowest, PageSize = 2, PageToken = token });
                all.AddRange(page.Standings);
                token = page.NextPageToken;
            }
            while (token.Length > 0);
            Assert.Equal(members.Select(m => m.Id).Order(), all.Select(s => s.VolunteerId).Order());
            Assert.Equal(lowest ? [3, 3, 3, 10, 10, 10, 10, 10, 10] : [10, 10, 10, 10, 10, 10, 3, 3, 3], all.Select(s => s.Points));
        }
        await WrongFields(() => app.Town().Points.ListStandingsAsync(new() { SchemeId = scheme.Id, PageToken = "x" }), "page_token");
    }

    [Fact]
    public async Task Everybody_else_gets_figures_in_which_no_group_is_smaller_than_five()
    {
        var scheme = await app.NewScheme("510104", PointSchemeKind.GreenAccount, deeds: [Schemes.Deed("waste-sorting", 10), Schemes.Deed("patrol", 3), Schemes.Deed("repair", 1)]);
        var here = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => app.NewMember(scheme)));
        var there = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => app.NewMember(scheme, SmallMap.OtherTown)));
        foreach (var member in here.Concat(there)) await app.Enter(scheme, member);
        var reversed = await app.Enter(scheme, here[0]);
        await app.County().Points.ReverseDeedAsync(new() { RequestId = NewId(), Id = reversed.Id, Reason = "重复记录" });
        // Twenty times, but four people.
        foreach (var member in there.Take(4)) for (var i = 0; i < 5; i++) await app.Enter(scheme, member, "patrol");
        foreach (var member in here) await app.Enter(scheme, member, "patrol");
        foreach (var member in here.Take(4)) await app.Enter(scheme, member, "repair");

        async Task<List<PointFigures>> Of(VolunteersCaller caller, string division) =>
            [.. (await caller.Points.GetPointFiguresAsync(new() { DivisionCode = division, Kind = PointSchemeKind.GreenAccount, FromMonth = "2026-02", ToMonth = "2026-03" })).Figures];
        var county = await Of(app.AsPartner("volunteers.read", "510104"), "510104");
        Assert.Equal([(Schemes.Town, "waste-sorting", 6L, 6L, 60L), (SmallMap.OtherTown[..9], "waste-sorting", 5L, 5L, 50L)],
            county.Where(f => !f.Suppressed).Select(f => (f.DivisionCode, f.DeedCode, f.VolunteerCount, f.DeedCount, f.Points)));
        // The six of the town are hidden with the four of the other, whose number could else be worked out of the county's.
        Assert.Equal([(Schemes.Town, "patrol"), (Schemes.Town, "repair"), (SmallMap.OtherTown[..9], "patrol")], county.Where(f => f.Suppressed).Select(f => (f.DivisionCode, f.DeedCode)));
        Assert.All(county.Where(f => f.Suppressed), f => Assert.Equal((0L, 0L, 0L), (f.VolunteerCount, f.DeedCount, f.Points)));

        var community = await Of(app.As("resident", SmallMap.Community), SmallMap.Community);
        Assert.Equal([("patrol", 6L), ("repair", 0L), ("waste-sorting", 6L)], community.Select(f => (f.DeedCode, f.VolunteerCount)));
        Assert.Equal(["垃圾分类"], community.Select(f => f.DeedName).Distinct());
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => Of(app.As("resident", SmallMap.Community), Schemes.Town));
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => Of(app.AsPartner("volunteers.read", "510105"), "510104"));
        await WrongFields(() => app.County().Points.GetPointFiguresAsync(new() { DivisionCode = "510104", Kind = PointSchemeKind.GreenAccount, FromMonth = "2026-02-01", ToMonth = "2026-03" }), "from_month", "to_month");
        await WrongFields(() => app.County().Points.GetPointFiguresAsync(new() { DivisionCode = "x", FromMonth = "2025-03", ToMonth = "2026-03" }), "division_code", "kind", "to_month");
    }

    private async Task<Volunteer> Child()
    {
        var request = People.ToRegister(VolunteersApp.NewNumber(app.Clock.GetUtcNow().AddYears(-13).ToString("yyyyMMdd", null)));
        request.GuardianConsent = new GuardianConsent { GuardianName = "李大明", GuardianPhone = "13800000000", Relation = "父亲", ToVolunteering = true, ToChildData = true };
        return await app.Town().Registrations.RegisterVolunteerAsync(request);
    }
}
