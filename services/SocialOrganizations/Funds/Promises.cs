using Governance.SocialOrganizations.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.Funds;

/// <summary>What funds have promised to an organisation.</summary>
internal sealed class Promises(SocialOrgsDb db, FundDesk desk, FundLedger ledger)
{
    /// <summary>
    /// An organisation that is no more is paid nothing: what was set aside for it is free again, wherever the fund is, since whoever ended it may have no rights there. Ventures that were only submitted stay, for the contest to
    /// decline (<see cref="AwardVentures"/>). Nothing is promised to it meanwhile: whoever promises asks for it as it stands.
    /// </summary>
    public async Task EndAsync(Guid organizationId, CancellationToken cancel)
    {
        var grants = db.Grants.Where(g => g.OrganizationId == organizationId && (g.State == GrantState.Applied || g.State == GrantState.Approved));
        var ventures = db.Ventures.Where(v => v.OrganizationId == organizationId && v.State == VentureState.Awarded);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var funds = new Dictionary<Guid, Fund>();
        // By id: two who hold several wait in no circle.
        foreach (var id in (await grants.Select(g => g.FundId).ToListAsync(cancel)).Concat(await ventures.Select(v => v.FundId).ToListAsync(cancel)).Distinct().Order()) funds.Add(id, await ledger.HoldAsync(id, cancel));
        // Read after the locks: some may have been paid or declined in the meantime.
        foreach (var grant in await grants.ToListAsync(cancel))
        {
            if (grant.Decline(desk.Me, desk.Now)) await ReleaseAsync(funds[grant.FundId], grant.EarmarkId, grant.AmountFen, grant.Id, cancel);
        }
        foreach (var venture in await ventures.Include(v => v.Tranches).ToListAsync(cancel))
        {
            if (venture.Terminate(desk.Me, desk.Now) is > 0 and var unpaid) await ReleaseAsync(funds[venture.FundId], venture.EarmarkId, unpaid, venture.Id, cancel);
        }
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private Task<FundEntry> ReleaseAsync(Fund fund, Guid? earmarkId, long fen, Guid aboutId, CancellationToken cancel) =>
        ledger.PostAsync(fund, FundEntryKind.Release, FundAccountKind.Promised, FundAccountKind.Free, earmarkId, fen, aboutId, "", cancel);
}
