using Governance.Grid.V1;
using Grpc.Core;

namespace Governance.Grid.Tests.Divisions;

/// <summary>Each test changes a county of its own or reads its own figures, since they share a map.</summary>
public sealed class ImportingTheMap(GridApp app) : IClassFixture<GridApp>
{
    private const string Root = "5107";

    [Fact]
    public async Task Only_counting_stores_nothing()
    {
        var request = Request("5107", ("5107", "绵阳市"), ("510799", "新设区"));
        request.ValidateOnly = true;
        var counts = await Operator.Divisions.ImportDivisionsAsync(request);

        Assert.Equal(1, counts.AddedCount);
        Assert.Equal(SmallMap.Rows.Count(r => r.Code.StartsWith("510703", StringComparison.Ordinal)), counts.RetiredCount);
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => Operator.Divisions.GetDivisionAsync(new() { Code = "510799" }));
        Assert.Equal(0, await app.Query<long>("select count(*) from division_imports where area = '5107'"));
    }

    [Fact]
    public async Task New_renamed_and_missing_rows_are_told_apart_in_answer_and_event()
    {
        await Import("5120", ("5120", "资阳市"), ("512002", "雁江区"), ("512002001", "三贤祠街道"), ("512002001001", "仁德东路社区"), ("512021", "安岳县"));
        var counts = await Import("5120", ("5120", "资阳市"), ("512002", "雁江新区"), ("512002001", "三贤祠街道"), ("512022", "乐至县"));

        Assert.Equal((1, 1, 2, 2), (counts.AddedCount, counts.RenamedCount, counts.RetiredCount, counts.UnchangedCount));
        var imported = (await app.Events("DivisionsImported")).Last(e => e.Contains("\"5120\"", StringComparison.Ordinal));
        Assert.Contains("\"added\":[\"512022\"]", imported, StringComparison.Ordinal);
        Assert.Contains("\"renamed\":[\"512002\"]", imported, StringComparison.Ordinal);
        Assert.Contains("\"retired\":[\"512002001001\",\"512021\"]", imported, StringComparison.Ordinal);
        Assert.Equal(2, await app.Query<long>("select count(*) from audit where area = '5120' and action like '%ImportDivisions'"));
    }

    [Fact]
    public async Task What_is_gone_still_resolves_but_is_not_listed()
    {
        await Import("5108", ("5108", "广元市"), ("510802", "利州区"));
        await Import("5108", ("5108", "广元市"));

        var gone = await Operator.Divisions.GetDivisionAsync(new() { Code = "510802" });
        Assert.Equal(app.Clock.GetUtcNow(), gone.RetireTime.ToDateTimeOffset());
        Assert.Equal("四川省广元市利州区", (await Operator.Divisions.ResolvePathAsync(new() { Code = "510802" })).FullName);
        Assert.Empty((await Operator.Divisions.ListDivisionsAsync(new() { ParentCode = "5108" })).Divisions);
        Assert.Single((await Operator.Divisions.ListDivisionsAsync(new() { ParentCode = "5108", ShowRetired = true })).Divisions);
    }

    [Fact]
    public async Task A_retired_code_comes_back_under_its_own_name_only()
    {
        await Import("5109", ("5109", "遂宁市"), ("510903", "船山区"));
        await Import("5109", ("5109", "遂宁市"));

        var told = await Refused(StatusCode.FailedPrecondition, "DIVISION_CODE_REUSED",
            () => Operator.Divisions.ImportDivisionsAsync(Request("5109", ("5109", "遂宁市"), ("510903", "另一个区"), ("510904", "安居区"))));
        Assert.Equal("510903", told.Facts["codes"]);
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => Operator.Divisions.GetDivisionAsync(new() { Code = "510904" }));

        var counts = await Import("5109", ("5109", "遂宁市"), ("510903", "船山区"));
        Assert.Equal((1, 1), (counts.AddedCount, counts.UnchangedCount));
        Assert.Null((await Operator.Divisions.GetDivisionAsync(new() { Code = "510903" })).RetireTime);
    }

    [Fact]
    public async Task Every_wrong_row_is_named_with_its_line_and_nothing_is_stored()
    {
        var told = await WrongFields(() => Operator.Divisions.ImportDivisionsAsync(Request("5110",
            ("5110", "内江市"), ("51100", "四位半"), ("511002", "市中区"), ("511002", "市中区"), ("5111", "乐山市"), ("511011001", "没有上级"), ("511024", " "))),
            "rows[1].code", "rows[3].code", "rows[4].code", "rows[5].code", "rows[6].name");

        Assert.Equal(["NOT_A_DIVISION_CODE", "DUPLICATE_CODE", "OUTSIDE_ROOT", "NOT_A_NAME", "PARENT_MISSING"], told.Violations.Select(v => v.Reason));
        Assert.Contains("第 4 行", told.Violations[1].Description, StringComparison.Ordinal);
        Assert.Equal(0, await app.Query<long>("select count(*) from divisions where code like '5110%'"));
    }

    [Fact]
    public async Task Fifty_thousand_wrong_rows_are_a_short_answer()
    {
        var request = Request(Root);
        for (var i = 0; i < 50_000; i++) request.Rows.Add(new DivisionRow { Code = "x", Name = "坏行" });

        var told = await Refused(StatusCode.InvalidArgument, "INVALID_FIELDS", () => Operator.Divisions.ImportDivisionsAsync(request));
        Assert.InRange(told.Violations.Count, 20, 100);
        Assert.Equal("50001", told.Facts["violations"]);

        request.Rows.Add(new DivisionRow { Code = Root, Name = "绵阳市" });
        await WrongFields(() => Operator.Divisions.ImportDivisionsAsync(request), "rows");
    }

    [Fact]
    public async Task A_map_without_its_root_or_above_nothing_is_refused()
    {
        Assert.Equal("ROOT_MISSING", (await WrongFields(() => Operator.Divisions.ImportDivisionsAsync(Request("5111", ("511102", "市中区"))), "rows", "rows[0].code")).Violations[^1].Reason);
        await WrongFields(() => Operator.Divisions.ImportDivisionsAsync(Request("519902", ("519902", "没有上级"))), "root_code");
        await WrongFields(() => Operator.Divisions.ImportDivisionsAsync(Request("", ("51", "四川省"))), "root_code");
        await WrongFields(() => Operator.Divisions.ImportDivisionsAsync(Request("51")), "rows");
    }

    [Theory]
    [InlineData("51")]
    [InlineData("5107")]
    [InlineData("510")]
    public async Task A_city_imports_only_below_its_own_code(string root)
    {
        var city = app.As("province-operator", "5101");
        var request = Request(root, (root, "别处"));
        await (root.Length == 3
            ? WrongFields(() => city.Divisions.ImportDivisionsAsync(request), "root_code")
            : Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => city.Divisions.ImportDivisionsAsync(request)));
    }

    [Fact]
    public async Task The_same_request_gets_the_same_answer_and_is_done_once()
    {
        var caller = Operator;
        var request = Request("5113", ("5113", "南充市"), ("511302", "顺庆区"));
        request.RequestId = NewId();
        var first = await caller.Divisions.ImportDivisionsAsync(request);
        var again = await caller.Divisions.ImportDivisionsAsync(request);

        Assert.Equal(2, first.AddedCount);
        Assert.Equal(first, again);
        Assert.Single(await app.Events("DivisionsImported"), e => e.Contains("\"5113\"", StringComparison.Ordinal));
        request.Rows.Add(new DivisionRow { Code = "511303", Name = "高坪区" });
        await Refused(StatusCode.AlreadyExists, "REQUEST_ID_REUSED", () => caller.Divisions.ImportDivisionsAsync(request));
    }

    [Fact]
    public async Task Ten_at_once_change_the_map_once()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Import("5114", ("5114", "眉山市"), ("511402", "东坡区"))));

        Assert.Equal(2, replies.Sum(r => r.AddedCount));
        Assert.Equal(18, replies.Sum(r => r.UnchangedCount));
        Assert.Single(await app.Events("DivisionsImported"), e => e.Contains("\"5114\"", StringComparison.Ordinal));
    }

    private GridCaller Operator => app.As("province-operator", "51");

    private async Task<ImportDivisionsResponse> Import(string root, params (string Code, string Name)[] rows) => await Operator.Divisions.ImportDivisionsAsync(Request(root, rows));

    private static ImportDivisionsRequest Request(string root, params (string Code, string Name)[] rows) =>
        new() { RootCode = root, Rows = { rows.Select(r => new DivisionRow { Code = r.Code, Name = r.Name }) } };
}
