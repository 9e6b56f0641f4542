using Governance.Grid.V1;

namespace Governance.Grid.Tests.Grids;

/// <summary>What the scenarios about grids and workers begin with.</summary>
internal static class GridSteps
{
    private static int phones;

    public static GridCaller Town(this GridApp app, string area = "510104017") => app.As("town-clerk", area);

    public static CreateGridRequest GridToCreate(string community = SmallMap.Community, string name = "第三网格", string code = "") => new()
    {
        RequestId = NewId(), CommunityCode = community, Code = code, Name = name, Kind = GridKind.General, HouseholdCount = 320, BuildingCount = 12,
    };

    public static EnterWorkerRequest WorkerToEnter(string community = SmallMap.Community, string name = "李小明", string? phone = null) => new()
    {
        RequestId = NewId(), CommunityCode = community, Name = name, Phone = phone ?? NewPhone(), Employment = WorkerEmployment.FullTime, Subject = "lixiaoming",
        Duties = { "每日巡查", "走访独居老人" },
    };

    /// <summary>A grid in a community, set up by the county.</summary>
    public static async Task<V1.Grid> NewGrid(this GridApp app, string community = SmallMap.Community) =>
        await app.As("county-centre", community[..6]).Grids.CreateGridAsync(GridToCreate(community));

    public static async Task<Worker> NewWorker(this GridApp app, string community = SmallMap.Community) =>
        await app.As("county-centre", community[..6]).Workers.EnterWorkerAsync(WorkerToEnter(community));

    public static string NewPhone() => $"138{Interlocked.Increment(ref phones):00000000}";
}
