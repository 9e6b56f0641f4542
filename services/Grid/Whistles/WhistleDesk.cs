using Governance.Access;
using Governance.Grid.Calls;
using Governance.Grid.Categories;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Whistles;

/// <summary>What the slices about one whistle share.</summary>
internal sealed class WhistleDesk(GridDb db, Caller caller, ReferenceNow reference, TimeProvider clock)
{
    public Actor Me => new(caller.Subject, clock.GetUtcNow());

    public ValueTask<Reference> RulesAsync(CancellationToken cancel) => reference.GetAsync(cancel);

    /// <summary>Whistles that the caller may see: those in its areas, or for a unit's clerk those that summon the unit.</summary>
    public IQueryable<Whistle> Visible => caller.Reach == Reach.Unit
        ? db.Everywhere<Whistle>("a summoned unit sees the whistle through its own task, which is filtered").Where(w => db.WhistleTasks.Any(t => t.WhistleId == w.Id))
        : db.Whistles;

    public async Task<Whistle> FindAsync(string id, Check check, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        return await Visible.FirstOrDefaultAsync(w => w.Id == key, cancel) ?? throw WhistleRefusals.NotFound(id);
    }

    /// <summary>A unit's clerk answers for the own unit alone.</summary>
    public void MustBeMine(string unit)
    {
        if (caller.Reach == Reach.Unit && unit != caller.Unit) throw WhistleRefusals.UnitNotYours();
    }

    public async Task<Wire.Whistle> SaveAsync(Whistle whistle, CancellationToken cancel)
    {
        var rules = await reference.GetAsync(cancel);
        return await db.SaveAsync(() => Of(whistle, rules), cancel);
    }

    public Wire.Whistle Of(Whistle whistle, Reference rules) => whistle.ToWire(rules, clock.GetUtcNow(), caller.Reach == Reach.Unit ? caller.Unit : null);
}
