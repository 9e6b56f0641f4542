using Governance.Grid.V1;
using Grpc.Core;

namespace Governance.Grid.Tests.Divisions;

public sealed class ReadingTheMap(GridApp app) : IClassFixture<GridApp>
{
    [Fact]
    public async Task A_division_tells_what_it_is()
    {
        var community = await app.AsResident().Divisions.GetDivisionAsync(new() { Code = SmallMap.Community });

        Assert.Equal("510104017", community.ParentCode);
        Assert.Equal(DivisionLevel.Village, community.Level);
        Assert.Equal(VillageKind.Community, community.VillageKind);
        Assert.Null(community.RetireTime);
    }

    [Fact]
    public Task An_unknown_code_is_not_found() =>
        Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => app.AsResident().Divisions.GetDivisionAsync(new() { Code = "519999" }));

    [Fact]
    public Task A_malformed_code_is_refused() => WrongFields(() => app.AsResident().Divisions.GetDivisionAsync(new() { Code = "51010" }), "code");

    [Fact]
    public Task Nobody_reads_without_a_token() =>
        Refused(StatusCode.Unauthenticated, "TOKEN_MISSING_OR_INVALID", () => app.AsNobody().Divisions.GetDivisionAsync(new() { Code = "51" }));

    [Fact]
    public async Task The_map_is_the_same_for_everybody_wherever_they_are()
    {
        var foreign = await app.As("grid-worker", "511902001001").Divisions.ListDivisionsAsync(new() { ParentCode = "510104" });
        var own = await app.As("county-centre", "510104").Divisions.ListDivisionsAsync(new() { ParentCode = "510104" });

        Assert.NotEmpty(own.Divisions);
        Assert.Equal(own, foreign);
    }

    [Fact]
    public async Task Children_are_direct_and_in_order_of_code()
    {
        var towns = await app.AsResident().Divisions.ListDivisionsAsync(new() { ParentCode = "510104", PageSize = 500 });

        Assert.Equal(SmallMap.Rows.Where(r => r.Code.Length == 9 && r.Code.StartsWith("510104", StringComparison.Ordinal)).Select(r => r.Code).Order(), towns.Divisions.Select(d => d.Code));
        Assert.Empty(towns.NextPageToken);
    }

    [Fact]
    public async Task Pages_give_every_row_once()
    {
        var caller = app.AsResident();
        var codes = new List<string>();
        var request = new ListDivisionsRequest { PageSize = 7, Level = DivisionLevel.Village };
        do
        {
            var page = await caller.Divisions.ListDivisionsAsync(request);
            Assert.InRange(page.Divisions.Count, 1, 7);
            codes.AddRange(page.Divisions.Select(d => d.Code));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(SmallMap.Rows.Where(r => r.Code.Length == 12).Select(r => r.Code).Order(StringComparer.Ordinal), codes);
    }

    [Fact]
    public async Task A_page_token_does_not_serve_another_filter()
    {
        var page = await app.AsResident().Divisions.ListDivisionsAsync(new() { PageSize = 2 });
        await WrongFields(() => app.AsResident().Divisions.ListDivisionsAsync(new() { PageSize = 2, ParentCode = "51", PageToken = page.NextPageToken }), "page_token");
    }

    [Fact]
    public Task Every_wrong_field_is_named() => WrongFields(() => app.AsResident().Divisions.ListDivisionsAsync(
        new() { ParentCode = "5", Level = (DivisionLevel)99, NamePrefix = new string('锦', 51), PageSize = -1, PageToken = "?" }), "parent_code", "level", "name_prefix", "page_size", "page_token");

    [Theory]
    [InlineData("锦官", 1)]
    [InlineData("锦_", 0)]
    [InlineData("%", 0)]
    public async Task A_prefix_is_taken_literally(string prefix, int atLeast)
    {
        var found = await app.AsResident().Divisions.ListDivisionsAsync(new() { NamePrefix = prefix });

        Assert.Equal(atLeast > 0, found.Divisions.Count > 0);
        Assert.All(found.Divisions, d => Assert.StartsWith(prefix, d.Name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("510104017", 4, "四川省成都市锦江区锦官驿街道")]
    [InlineData("510104017001003", 5, null)]
    [InlineData("51", 1, "四川省")]
    public async Task A_path_names_everything_from_the_province_down(string code, int steps, string? fullName)
    {
        var path = await app.AsResident().Divisions.ResolvePathAsync(new() { Code = code });

        Assert.Equal(steps, path.Path.Count);
        Assert.Equal("四川省", path.Path[0].Name);
        Assert.Equal(fullName ?? path.FullName, path.FullName);
        Assert.Equal(string.Concat(path.Path.Select(d => d.Name)), path.FullName);
    }

    [Fact]
    public Task A_path_to_nowhere_is_not_found() =>
        Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => app.AsResident().Divisions.ResolvePathAsync(new() { Code = "510104017099" }));

    [Fact]
    public async Task Json_answers_the_same_question()
    {
        var json = await app.AsResident().Http.GetStringAsync(new Uri("/grid/v1/divisions/510104017:resolvePath", UriKind.Relative));
        Assert.Contains("四川省成都市锦江区锦官驿街道", System.Text.RegularExpressions.Regex.Unescape(json), StringComparison.Ordinal);
    }
}
