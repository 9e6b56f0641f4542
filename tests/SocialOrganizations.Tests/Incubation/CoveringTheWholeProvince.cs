using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrganizations.Tests.SocialWork;
using Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Tests.Incubation;

/// <summary>All 37,728 places: 1 province, 21 cities, 183 counties, 3,111 towns, 34,412 communities and villages. A database of its own, which has the whole map before anybody asks for it.</summary>
public sealed class CoveringTheWholeProvince(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>, IAsyncLifetime
{
    private static readonly string[] Excepted = ["5132", "5133", "5134"];
    private static readonly List<string> Places = [.. SmallMap.All().Select(d => d.Code)];

    private SocialOrgsCaller Operator => app.As("province-operator", "51");

    private static bool IsExcepted(string code) => Excepted.Any(e => code.StartsWith(e, StringComparison.Ordinal));

    private static List<string> Of(int digits, bool without = false) => [.. Places.Where(c => c.Length == digits && !(without && IsExcepted(c))).Order(StringComparer.Ordinal)];

    public async ValueTask InitializeAsync()
    {
        foreach (var some in SmallMap.All().Chunk(10_000)) await app.Query<long>("with new as (insert into divisions (code, name) select * from unnest($1::text[], $2::text[]) on conflict do nothing returning 1) select count(*) from new", some.Select(d => d.Code).ToArray(), some.Select(d => d.Name).ToArray());
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Five_levels_are_counted_with_and_without_the_three_prefectures_and_four_fifths_of_cities_and_counties_are_the_target()
    {
        Task Open(string place) => app.As("orgs-office", place).Incubators.OpenIncubatorAsync(Hatching.ToOpen(place)).ResponseAsync;
        async Task<IncubationCoverage> Now() => await Operator.Incubators.GetIncubationCoverageAsync(new() { DivisionCode = "51" });
        var none = await Now();
        Assert.Equal(Excepted, none.ExceptedCodes);
        Assert.Equal([(IncubatorLevel.Province, 1, 1), (IncubatorLevel.City, 21, 18), (IncubatorLevel.County, 183, Of(6, true).Count), (IncubatorLevel.Town, 3_111, Of(9, true).Count), (IncubatorLevel.Community, 34_412, Of(12, true).Count)],
            none.Levels.Select(l => (l.Level, l.Total, l.TotalWithoutExcepted)));
        Assert.All(none.Levels, l => Assert.Equal((0, 0, false), (l.Covered, l.CoveredWithoutExcepted, l.TargetMet)));

        // Every city but those of the three, and as many counties as are just too few.
        var (cities, counties) = (Of(4, true), Of(6, true));
        var wanted = (int)Math.Ceiling((cities.Count + counties.Count) * 0.8) - cities.Count;
        foreach (var place in cities.Concat(counties.Take(wanted - 1)).Append("51")) await Open(place);
        // One in a prefecture that does not count, and one of a town: neither is a county's.
        await Open(Of(6).First(IsExcepted));
        await Open(Of(9, true)[^1]);
        var few = await Now();
        Assert.Equal((204, cities.Count + wanted, cities.Count + counties.Count, cities.Count + wanted - 1, 79, false),
            (few.CitiesAndCounties.Total, few.CitiesAndCounties.Covered, few.CitiesAndCounties.TotalWithoutExcepted, few.CitiesAndCounties.CoveredWithoutExcepted, few.CitiesAndCounties.PercentWithoutExcepted, few.CitiesAndCounties.TargetMet));
        Assert.Equal([(IncubatorLevel.Province, 1, 100, 100), (IncubatorLevel.City, 18, 85, 100)], few.Levels.Take(2).Select(l => (l.Level, l.Covered, l.Percent, l.PercentWithoutExcepted)));
        Assert.Equal([1, 0], few.Levels.Skip(3).Select(l => l.Covered));
        await Open(counties[wanted - 1]);
        var enough = (await Now()).CitiesAndCounties;
        Assert.Equal((80, true), (enough.PercentWithoutExcepted, enough.TargetMet));
        Assert.True(enough.Percent < 80);

        // Who is missing, page by page.
        var (missing, page) = (new List<string>(), new ListUncoveredDivisionsResponse());
        do
        {
            page = await Operator.Incubators.ListUncoveredDivisionsAsync(new() { DivisionCode = "51", Level = IncubatorLevel.County, WithoutExcepted = true, PageSize = 10, PageToken = page.NextPageToken });
            missing.AddRange(page.Divisions.Select(d => d.DivisionCode));
        }
        while (page.NextPageToken.Length > 0);
        Assert.Equal(counties.Skip(wanted), missing);
        Assert.Equal(Excepted, (await Operator.Incubators.ListUncoveredDivisionsAsync(new() { DivisionCode = "51", Level = IncubatorLevel.City })).Divisions.Select(d => d.DivisionCode));
        Assert.Empty((await Operator.Incubators.ListUncoveredDivisionsAsync(new() { DivisionCode = "51", Level = IncubatorLevel.Province })).Divisions);
        // A city is asked about in the same way.
        Assert.Equal([IncubatorLevel.City, IncubatorLevel.County, IncubatorLevel.Town, IncubatorLevel.Community], (await Operator.Incubators.GetIncubationCoverageAsync(new() { DivisionCode = "5101" })).Levels.Select(l => l.Level));
    }

    [Fact]
    public async Task The_two_thousands_are_counted_against_the_plans_figures()
    {
        async Task<List<(OrganizationKind, int, int, int)>> Now() => [.. (await Operator.Incubators.GetIncubationProgressAsync(new() { DivisionCode = "51" })).Kinds.Select(k => (k.Kind, k.Target, k.Grown, k.Percent))];
        Assert.Equal([(OrganizationKind.Functional, 1_000, 0, 0), (OrganizationKind.Interest, 1_000, 0, 0)], await Now());
        foreach (var place in new[] { SmallMap.Community, SmallMap.NextCounty }) await app.Filed(place: place);
        await app.Incubating(OrganizationKind.Interest);
        await app.Filed(OrganizationKind.Charity);
        Assert.Equal([(OrganizationKind.Functional, 1_000, 2, 0), (OrganizationKind.Interest, 1_000, 0, 0)], await Now());
    }

    [Fact]
    public async Task Stations_are_counted_over_all_towns_of_the_province_and_the_missing_ones_are_all_named()
    {
        var towns = Of(9);
        Assert.Equal(3_111, towns.Count);
        var some = new[] { towns[0], towns.First(IsExcepted), towns[^1], towns[1_500] }.Distinct().ToList();
        foreach (var town in some) await app.Station(town);
        var coverage = await Operator.Stations.GetStationCoverageAsync(new() { DivisionCode = "51" });
        var without = some.Count(t => !IsExcepted(t));
        Assert.Equal((3_111, some.Count, 0, 100, false), (coverage.Total, coverage.Covered, coverage.Percent, coverage.TargetPercent, coverage.TargetMet));
        Assert.Equal((Of(9, true).Count, without), (coverage.TotalWithoutExcepted, coverage.CoveredWithoutExcepted));
        Assert.Equal(21, coverage.Divisions.Count);
        Assert.Equal(3_111, coverage.Divisions.Sum(d => d.Total));
        Assert.Equal(Excepted, coverage.Divisions.Where(d => d.Excepted).Select(d => d.DivisionCode));
        var (missing, page) = (new List<string>(), new ListUncoveredTownsResponse());
        do
        {
            page = await Operator.Stations.ListUncoveredTownsAsync(new() { DivisionCode = "51", PageSize = 500, PageToken = page.NextPageToken });
            missing.AddRange(page.Towns.Select(t => t.DivisionCode));
        }
        while (page.NextPageToken.Length > 0);
        Assert.Equal(towns.Except(some), missing);
    }
}
