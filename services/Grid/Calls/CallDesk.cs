using Governance.Access;
using Governance.Grid.Categories;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Calls;

/// <summary>What the slices about one call share: find it inside the caller's areas, say who acts, save and answer.</summary>
internal sealed class CallDesk(GridDb db, Caller caller, ReferenceNow reference, CallWire wire, TimeProvider clock)
{
    public Actor Me => new(caller.Subject, clock.GetUtcNow());

    public ValueTask<Reference> RulesAsync(CancellationToken cancel) => reference.GetAsync(cancel);

    /// <summary>The call, ready to be changed.</summary>
    /// <param name="id">UUID.</param>
    /// <param name="etag">Version that the caller has seen, or empty.</param>
    /// <param name="check">Further rules of the request, refused together with a malformed id.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<Call> FindAsync(string id, string etag, Check check, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        var call = await db.Calls.FirstOrDefaultAsync(c => c.Id == key, cancel) ?? throw CallRefusals.NotFound(id);
        Etag.Match(etag, call.Version);
        return call;
    }

    public async Task<Wire.Call> SaveAsync(Call call, CancellationToken cancel)
    {
        var rules = await reference.GetAsync(cancel);
        return await db.SaveAsync(() => wire.Of(call, rules), cancel);
    }
}
