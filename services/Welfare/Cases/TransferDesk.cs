using Governance.Access;
using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

/// <summary>What the slices about transfers share. Whoever ends one holds its case first, so that both sides, a closure and the clock take turns.</summary>
internal sealed class TransferDesk(WelfareDb db, CaseDesk cases, CaseRows rows, ShareWire wire, Caller caller)
{
    private const string BothSides = "both sides of a transfer see it; nobody else by these words";

    /// <summary>Transfers from and to the caller's areas.</summary>
    public IQueryable<CaseTransfer> Seen
    {
        get
        {
            var all = db.Everywhere<CaseTransfer>(BothSides);
            if (caller.Reach != Reach.Area || caller.Areas.Count == 0) return all.Where(_ => false);
            IQueryable<CaseTransfer>? seen = null;
            foreach (var area in caller.Areas)
            {
                var (from, end) = (area.Code, area.End);
                var some = all.Where(t => (string.Compare(t.FromArea, from) >= 0 && string.Compare(t.FromArea, end) < 0) || (string.Compare(t.ToArea, from) >= 0 && string.Compare(t.ToArea, end) < 0));
                // Of two areas one may send to the other: it comes once.
                seen = seen is null ? some : seen.Union(some);
            }
            return seen!;
        }
    }

    /// <summary>What is left here of a case that has gone to another area.</summary>
    public async Task<CaseTransfer?> StubOfAsync(Guid caseId, CancellationToken cancel)
    {
        var gone = await Seen.AsNoTracking().Where(t => t.CaseId == caseId && t.State == CaseTransferState.Accepted).OrderByDescending(t => t.Id).ToListAsync(cancel);
        return gone.FirstOrDefault(t => caller.Covers(t.FromArea));
    }

    /// <summary>One end of a transfer, in one transaction, by whoever covers that side. What follows from rows that are saved comes with <paramref name="then"/>.</summary>
    public async Task<Wire.CaseTransfer> EndAsync(string id, string etag, Check check, Func<CaseTransfer, string> side, Func<CaseTransfer, Case, Task> end, CancellationToken cancel, Func<Task>? then = null)
    {
        check.Id("id", id, out var key).OrThrow();
        var caseId = await Seen.Where(t => t.Id == key).Select(t => (Guid?)t.CaseId).FirstOrDefaultAsync(cancel) ?? throw TransferRefusals.NotFound(id);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await rows.HoldAsync(caseId, cancel);
        // What would be shown and moved is the file of a person that was sealed since.
        if (await cases.Veiled.AnyAsync(c => c.Id == caseId, cancel)) throw PersonRefusals.IsSealed();
        var transfer = await db.Everywhere<CaseTransfer>(BothSides).FirstAsync(t => t.Id == key, cancel);
        caller.MustCover(side(transfer));
        Etag.Match(etag, transfer.Version);
        transfer.MustBeOffered();
        await end(transfer, await db.Everywhere<Case>("the transfer is the right of whoever answers it").FirstAsync(c => c.Id == caseId, cancel));
        var reply = await db.SaveAsync(() => wire.Of(transfer), cancel);
        if (then is not null) await then();
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
