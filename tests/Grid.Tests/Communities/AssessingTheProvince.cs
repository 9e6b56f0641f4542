using Governance.Grid.V1;
using Npgsql;
using static Governance.Grid.Tests.Communities.DescribingCommunities;

namespace Governance.Grid.Tests.Communities;

/// <summary>All 8,408 communities of the real map. How long it takes: tests/Load, scenario map.</summary>
public sealed class AssessingTheProvince(GridApp app) : IClassFixture<GridApp>
{
    [Fact]
    public async Task The_whole_province_is_assessed_in_one_request()
    {
        await using (var connection = new NpgsqlConnection(app.Database + ";Pooling=false"))
        {
            await connection.OpenAsync();
            await using (var map = await connection.BeginBinaryImportAsync("copy divisions (code, name) from stdin (format binary)"))
            {
                foreach (var (code, name) in SmallMap.All().Except(SmallMap.Rows))
                {
                    await map.StartRowAsync();
                    await map.WriteAsync(code);
                    await map.WriteAsync(name);
                }
                await map.CompleteAsync();
            }
            // 8,408 communities; figures that fall on every side of the rules.
            await using var command = new NpgsqlCommand("""
                insert into communities (id, area, version, event_sequence, kind, household_count, resident_count, square_kilometres, service_square_metres, service_share, seat, abolished_town, charter_filed, convention_filed)
                select gen_random_uuid(), code, 1, 0, 1 + n % 4, 500 + n * 37 % 5000, 700 + n * 91 % 14000, 0.5, 200 + n % 300, (n % 30) / 100.0, case when n % 4 = 1 then 2 else 0 end, '', false, true
                from (select code, row_number() over (order by code) as n from divisions where length(code) = 12 and substring(code, 10) between '001' and '199') d
                on conflict (area) do nothing
                """, connection);
            await command.ExecuteNonQueryAsync();
        }
        var province = app.As("province-operator", "51");
        var first = await All(province, "");
        var all = await All(province, "51");

        Assert.Equal(8_408, all.Count);
        Assert.Equal(all.Select(a => a.Code).Order(StringComparer.Ordinal), all.Select(a => a.Code));
        Assert.Equal(first.Count, all.Count);
        Assert.All(all, a => Assert.True(a.Findings.Count >= 2 && a.Name.Length > 0 && a.Findings.All(f => f.Clause.Length > 0), a.Code));
        Assert.Equal([ScaleRecommendation.Keep, ScaleRecommendation.Split, ScaleRecommendation.Merge], all.Select(a => a.Recommendation).Distinct().Order());
        Assert.Equal(all.Where(a => a.Code.StartsWith("5107", StringComparison.Ordinal)), await All(app.As("city-centre", "5107"), ""));
    }
}
