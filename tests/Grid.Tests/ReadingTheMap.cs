using Governance.Grid.V1;
using Grpc.Core;

namespace Governance.Grid.Tests;

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
}
