using Governance.Volunteers.V1;
using Grpc.Core;

namespace Governance.Volunteers.Tests.Points;

public sealed class SettingSchemes(VolunteersApp app) : IClassFixture<VolunteersApp>
{
    [Fact]
    public async Task The_scheme_of_the_nearest_division_holds_and_each_kind_is_another()
    {
        var county = await app.NewScheme("510104");
        Assert.Equal(county, await Of(SmallMap.Community, PointSchemeKind.CommunityPoints));
        var town = await app.NewScheme();
        Assert.Equal(town, await Of(SmallMap.Community, PointSchemeKind.CommunityPoints));
        Assert.Equal(county, await Of(SmallMap.OtherTown, PointSchemeKind.CommunityPoints));
        var green = await app.NewScheme(SmallMap.Community, PointSchemeKind.GreenAccount);
        Assert.Equal(green, await Of(SmallMap.Community, PointSchemeKind.GreenAccount));
        await Refused(StatusCode.NotFound, "POINT_SCHEME_NOT_FOUND", () => app.Town().Points.GetPointSchemeAsync(new() { DivisionCode = SmallMap.OtherTown, Kind = PointSchemeKind.GreenAccount }));
        await Refused(StatusCode.NotFound, "POINT_SCHEME_NOT_FOUND", () => app.Town().Points.GetPointSchemeAsync(new() { DivisionCode = SmallMap.NextCounty, Kind = PointSchemeKind.CommunityPoints }));

        Assert.Contains($"\"id\":\"{green.Id}\"", (await app.As("resident", "52").Http.GetStringAsync(new Uri($"/volunteers/v1/pointSchemes/{SmallMap.Community}?kind=POINT_SCHEME_KIND_GREEN_ACCOUNT", UriKind.Relative))).Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);

        // Whatever other scenarios have set stands between them.
        var (listed, token) = (new List<string>(), "");
        do
        {
            var page = await app.As("resident", "52").Points.ListPointSchemesAsync(new() { DivisionCode = "510104", PageSize = 2, PageToken = token });
            listed.AddRange(page.Schemes.Select(s => s.Id));
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        Assert.Equal(listed.Order(), listed.Distinct().Order());
        Assert.Empty(new[] { county.Id, town.Id, green.Id }.Except(listed));
    }

    [Fact]
    public async Task A_second_time_changes_it_and_only_what_has_been_read()
    {
        // Where the other scenarios of this class ask nothing.
        var community = SmallMap.Rows.First(r => r.Code.Length == 12 && r.Code.StartsWith("510703", StringComparison.Ordinal)).Code;
        var scheme = await app.NewScheme(community[..9]);
        var change = scheme.Clone();
        change.Deeds.Add(Schemes.Deed("patrol", 3));
        var changed = await app.County("510703").Points.SetPointSchemeAsync(new() { RequestId = NewId(), Scheme = change });
        Assert.Equal((scheme.Id, 2), (changed.Id, changed.Deeds.Count));
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => app.County("510703").Points.SetPointSchemeAsync(new() { RequestId = NewId(), Scheme = change }));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(async i =>
        {
            try { return (await app.County("510703").Points.SetPointSchemeAsync(new() { RequestId = NewId(), Scheme = new() { DivisionCode = community, Kind = PointSchemeKind.GreenAccount, Name = "绿色账户", Deeds = { Schemes.Deed("patrol", i + 1) } } })).Id; }
            catch (RpcException e) { return Read(e).Reason; }
        }));
        Assert.Single(outcomes.Where(o => o != "ETAG_MISMATCH").Distinct());
    }

    [Fact]
    public async Task Whether_it_resets_is_fixed_once_points_were_given()
    {
        var scheme = await app.NewScheme(kind: PointSchemeKind.GreenAccount, yearly: true);
        scheme = await app.NewScheme(kind: PointSchemeKind.GreenAccount);
        var member = await app.NewMember(scheme);
        await app.Enter(scheme, member);
        await Refused(StatusCode.FailedPrecondition, "SCHEME_RESET_FIXED", () => app.NewScheme(kind: PointSchemeKind.GreenAccount, yearly: true));
        Assert.Equal(2, (await app.NewScheme(kind: PointSchemeKind.GreenAccount, deeds: Schemes.Deed("waste-sorting", 2))).Deeds[0].Points);
        Assert.Equal(10, (await app.Account(scheme, member)).Balance);
    }

    [Fact]
    public async Task Only_within_the_own_area_and_with_every_wrong_field_named()
    {
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Town().Points.SetPointSchemeAsync(new() { Scheme = new() { DivisionCode = "510104", Kind = PointSchemeKind.CommunityPoints, Name = "县级积分", Deeds = { Schemes.Deed("patrol", 1) } } }));
        await WrongFields(() => app.Town().Points.SetPointSchemeAsync(new()), "scheme.name", "scheme.kind", "scheme.division_code", "scheme.deeds");
        await WrongFields(() => app.As("county-centre", "51").Points.SetPointSchemeAsync(new() { Scheme = new() { DivisionCode = "5101", Kind = PointSchemeKind.GreenAccount, Name = "市级积分", Deeds = { Schemes.Deed("patrol", 1) } } }), "scheme.division_code");
        await WrongFields(() => app.Town().Points.SetPointSchemeAsync(new() { Scheme = new()
        {
            DivisionCode = Schemes.Town, Kind = PointSchemeKind.CommunityPoints, Name = "积分", Deeds = { Schemes.Deed("patrol", -1), Schemes.Deed("patrol", 1), new PointDeed { Code = "X Y", MostADay = -1, MostAYear = 10_001 } },
        } }), "scheme.deeds[0].points", "scheme.deeds[1].code", "scheme.deeds[2].code", "scheme.deeds[2].name", "scheme.deeds[2].unit", "scheme.deeds[2].points", "scheme.deeds[2].most_a_day", "scheme.deeds[2].most_a_year");
    }

    private async Task<PointScheme> Of(string division, PointSchemeKind kind) => await app.As("resident", "52").Points.GetPointSchemeAsync(new() { DivisionCode = division, Kind = kind });
}
