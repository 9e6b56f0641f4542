using Governance.Access;
using Governance.Rpc;
using Governance.Volunteers.Registrations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Orders;

/// <summary>Finds an order that the caller has a part in or may see, and saves it.</summary>
internal sealed class OrderDesk(VolunteersDb db, Caller caller, TimeProvider clock)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>A resident has a part in what they placed and in what they serve, wherever it is.</summary>
    public IQueryable<Order> Orders => caller.Reach == Reach.Own
        ? db.Everywhere<Order>("both sides of an order see it; nobody else by these words").Where(o => o.Owner == caller.Subject || o.ServerOwner == caller.Subject)
        : db.Orders;

    public async Task<Order> FindAsync(string id, Check check, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        return await Orders.FirstOrDefaultAsync(o => o.Id == key, cancel) ?? throw OrderRefusals.NotFound(id);
    }

    /// <summary>Of two residents only the one who ordered; a clerk of the area acts for both.</summary>
    public async Task<Order> FindAsOrdererAsync(string id, CancellationToken cancel)
    {
        var order = await FindAsync(id, new Check(), cancel);
        return caller.Reach != Reach.Own || order.Owner == caller.Subject ? order : throw OrderRefusals.NotTheOrderer();
    }

    public async Task<Order> FindAsServerAsync(string id, Check check, CancellationToken cancel)
    {
        var order = await FindAsync(id, check, cancel);
        return caller.Reach != Reach.Own || order.ServerOwner == caller.Subject ? order : throw OrderRefusals.NotTheServer();
    }

    public Task<Wire.Order> SaveAsync(Order order, CancellationToken cancel) => db.SaveAsync(order.ToWire, cancel);

    public static void CheckMinutes(Check check, int minutes, int least, int most) =>
        check.Within("minutes", minutes, least, most).That(minutes % 30 == 0, "minutes", "NOT_HALF_HOURS", "应为半小时的整数倍");

    public static void CheckKind(Check check, string kind) => check.That(kind == "general" || Skills.All.ContainsKey(kind), "kind", "UNKNOWN_SKILL", "应为 general 或一项技能的代码，见 ListSkills");
}
