using Governance.Grid.V1;

namespace Governance.Grid.Tests.Calls;

/// <summary>What the scenarios about calls begin with.</summary>
internal static class Appeals
{
    /// <summary>Street light: town level, unit 03, one working day to accept, seven to answer.</summary>
    public const string StreetLight = "0201";

    /// <summary>Gas leak: an emergency.</summary>
    public const string GasLeak = "0404";

    /// <summary>Care for an elderly person living alone: private.</summary>
    public const string ElderlyAlone = "0703";

    /// <summary>Suggestion: no unit by rule.</summary>
    public const string Suggestion = "1009";

    public const string Unit = "510104-03";

    public static OpenCallRequest Appeal(string category = StreetLight, string place = SmallMap.Community, string text = "小区东门路灯不亮已三天") => new()
    {
        RequestId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString(), Text = text, PlaceCode = place, CategoryCode = category, Source = CallSource.Online,
        Contact = new Contact { Name = "王小明", Phone = "13812345678" },
    };

    public static GridCaller Centre(this GridApp app, string county = "510104") => app.As("county-centre", county);

    public static GridCaller Clerk(this GridApp app, string unit = Unit) => app.As("unit-clerk", unit[..6], unit);

    /// <summary>A call that the unit is working on.</summary>
    public static async Task<Call> InProgress(this GridApp app, string category = StreetLight, string place = SmallMap.Community, CallUrgency urgency = CallUrgency.Normal)
    {
        var request = Appeal(category, place);
        request.Urgency = urgency;
        var call = await app.AsResident(place).Calls.OpenCallAsync(request);
        var clerk = app.Clerk(call.UnitCode);
        await clerk.Calls.AcceptCallAsync(new() { Id = call.Id });
        return await clerk.Calls.StartCallAsync(new() { Id = call.Id });
    }

    public static async Task<Call> Resolved(this GridApp app, string category = StreetLight, string place = SmallMap.Community)
    {
        var call = await app.InProgress(category, place);
        return await app.Clerk(call.UnitCode).Calls.ResolveCallAsync(new() { Id = call.Id, Resolution = "已更换路灯，现已恢复照明" });
    }
}
