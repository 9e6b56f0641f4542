using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.PartyBuilding.Members;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Transfers;

/// <summary>What the slices about transfers share. Whoever ends a letter holds its member first, so that both sides, the clock, a step and an end take turns.</summary>
internal sealed class TransferDesk(PartyDb db, MemberDesk members, MemberWire wire, Caller caller)
{
    private const string BothSides = "both sides of a letter see it; nobody else by these words";

    public DateTimeOffset Now => members.Now;

    /// <summary>Letters from and to organisations of the caller's areas.</summary>
    public IQueryable<Transfer> Seen
    {
        get
        {
            var all = db.Everywhere<Transfer>(BothSides);
            if (caller.IsSystem) return all;
            if (caller.Reach != Reach.Area || caller.Areas.Count == 0) return all.Where(_ => false);
            IQueryable<Transfer>? seen = null;
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

    /// <summary>One end of a letter, in one transaction, by whoever covers that end.</summary>
    public async Task<Wire.Transfer> EndAsync(string id, string etag, Check check, Func<Transfer, string> side, Func<Transfer, Member, ValueTask> end, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        var memberId = await Seen.Where(t => t.Id == key).Select(t => (Guid?)t.MemberId).FirstOrDefaultAsync(cancel) ?? throw TransferRefusals.NotFound(id);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await members.HoldAsync(memberId, cancel);
        var transfer = await db.Everywhere<Transfer>(BothSides).FirstAsync(t => t.Id == key, cancel);
        var member = await db.Everywhere<Member>("the letter is the right of whoever answers it").FirstAsync(m => m.Id == memberId, cancel);
        caller.MustCover(side(transfer));
        Etag.Match(etag, transfer.Version);
        await end(transfer, member);
        var names = await NamesAsync([transfer], cancel);
        var reply = await db.SaveAsync(() => Of(transfer, member.Person.Name, names), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }

    /// <summary>Names of both organisations of each.</summary>
    public async Task<Dictionary<Guid, string>> NamesAsync(IReadOnlyCollection<Transfer> transfers, CancellationToken cancel)
    {
        var ids = transfers.SelectMany(t => new[] { t.FromId, t.ToId }).Distinct().ToList();
        return await db.Everywhere<Organization>("each side is told the other's name").Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, cancel);
    }

    public Wire.Transfer Of(Transfer transfer, byte[] sealedName, Dictionary<Guid, string> names) => new()
    {
        Id = transfer.Id.ToString(), MemberId = transfer.MemberId.ToString(), MemberNameMasked = Mask.Name(wire.OpenName(sealedName)), FromId = transfer.FromId.ToString(), FromName = names[transfer.FromId],
        ToId = transfer.ToId.ToString(), ToName = names[transfer.ToId], State = (Wire.TransferState)transfer.State, IssueTime = transfer.IssuedAt.ToTimestamp(), ExpireTime = transfer.ExpiresAt.ToTimestamp(),
        EndTime = transfer.EndedAt?.ToTimestamp(), Reason = wire.OpenTransferReason(transfer.SealedReason), Etag = Etag.Of(transfer.Version),
    };
}
