using Governance.Grid.V1;

namespace Governance.Grid.Tests.Communities;

/// <summary>What the scenarios about communities begin with.</summary>
internal static class CommunitySteps
{
    public static UpdateCommunityRequest Update(Community community, params string[] fields)
    {
        var request = new UpdateCommunityRequest { RequestId = NewId(), Community = community, UpdateMask = new() };
        request.UpdateMask.Paths.Add(fields);
        return request;
    }

    /// <summary>An urban community of a good size.</summary>
    public static Community Profile(string code, CommunityKind kind = CommunityKind.Urban, int households = 2_000, int residents = 6_000) => new()
    {
        Code = code, Kind = kind, HouseholdCount = households, ResidentCount = residents, SquareKilometres = 0.8, ServiceSquareMetres = 400, ServiceShare = 0.15, CharterFiled = true, ConventionFiled = true,
    };

    public static PlanReorganizationRequest Plan(ReorganizationKind kind, string[] sources, params ReorganizationSuccessor[] successors) =>
        new() { RequestId = NewId(), Kind = kind, SourceCodes = { sources }, Successors = { successors }, Reason = "人口规模偏小，相邻社区合并" };

    public static ReorganizationSuccessor Becomes(string name, string code = "", params string[] grids) => new() { Name = name, Code = code, GridCodes = { grids } };

    /// <summary>Planned by the town, approved by somebody of the county.</summary>
    public static async Task<Reorganization> Approved(this GridApp app, PlanReorganizationRequest request)
    {
        var plan = await app.As("county-centre", request.SourceCodes[0][..6]).Reorganizations.PlanReorganizationAsync(request);
        return await app.As("county-centre", plan.DivisionCode[..6]).Reorganizations.ApproveReorganizationAsync(new() { RequestId = NewId(), Id = plan.Id });
    }

    public static async Task<Reorganization> CarriedOut(this GridApp app, PlanReorganizationRequest request)
    {
        var plan = await app.Approved(request);
        return await app.As("county-centre", plan.DivisionCode[..6]).Reorganizations.CarryOutReorganizationAsync(new() { RequestId = NewId(), Id = plan.Id });
    }
}
