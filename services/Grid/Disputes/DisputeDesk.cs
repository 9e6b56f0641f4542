using Governance.Access;
using Governance.Grid.Calls;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Disputes;

/// <summary>What the slices about one dispute share: find it inside the caller's areas, at the caller's level, say who acts, save and answer.</summary>
internal sealed class DisputeDesk(GridDb db, Caller caller, DisputeWire wire, DisputeLimitBook limits, TimeProvider clock)
{
    public Actor Me => new(caller.Subject, clock.GetUtcNow());

    public DateOnly Today => clock.Today();

    public Task<DisputeTerms> TermsAsync(Dispute dispute, CancellationToken cancel) => limits.TermsAsync(dispute.Area, cancel);

    /// <summary>The dispute, ready to be changed, with its proceedings.</summary>
    public async Task<Dispute> FindAsync(string id, string etag, Check check, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        var dispute = await db.Disputes.Include(d => d.Proceedings).FirstOrDefaultAsync(d => d.Id == key, cancel) ?? throw DisputeRefusals.NotFound(id);
        Etag.Match(etag, dispute.Version);
        return dispute;
    }

    /// <summary>The same, for what only the centre may do that answers for it.</summary>
    public async Task<Dispute> FindAtMyLevelAsync(string id, string etag, Check check, CancellationToken cancel)
    {
        var dispute = await FindAsync(id, etag, check, cancel);
        if (!caller.Covers(dispute.Centre)) throw DisputeRefusals.AtHigherLevel(dispute.Level);
        return dispute;
    }

    public async Task<Wire.Dispute> SaveAsync(Dispute dispute, CancellationToken cancel)
    {
        var parties = dispute.Version == 0 ? dispute.Parties : await db.DisputeParties.AsNoTracking().Where(p => p.DisputeId == dispute.Id).OrderBy(p => p.Ordinal).ToListAsync(cancel);
        return await db.SaveAsync(() => wire.Of(dispute, parties), cancel);
    }
}
