using Governance.Access;
using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

/// <summary>What the slices about referrals share: either side finds its own, the one by area, the other by unit.</summary>
internal sealed class ReferralDesk(WelfareDb db, ShareWire wire, Caller caller, CaseDesk cases)
{
    public async Task<CaseReferral> FindAsync(string id, string etag, Check check, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        var referral = await db.CaseReferrals.FirstOrDefaultAsync(r => r.Id == key, cancel) ?? throw ReferralRefusals.NotFound(id);
        if (await cases.Veiled.AnyAsync(c => c.Id == referral.CaseId, cancel)) throw PersonRefusals.IsSealed();
        Etag.Match(etag, referral.Version);
        return referral;
    }

    public Wire.CaseReferral Of(CaseReferral referral) => wire.Of(referral, ofCase: caller.Reach == Reach.Area);

    public Task<Wire.CaseReferral> SaveAsync(CaseReferral referral, CancellationToken cancel) => db.SaveAsync(() => Of(referral), cancel);

    /// <summary>A consent to sharing, or its statutory ground, holds: wherever it was entered.</summary>
    public async Task MustConsentAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        var holds = await db.Everywhere<Consent>("whether sharing is consented to, for either side").AnyAsync(c => ids.Contains(c.PersonId) && c.Purpose == ConsentPurpose.Sharing && c.WithdrawnAt == null, cancel);
        if (!holds) throw PersonRefusals.ConsentMissing();
    }

    /// <summary>The person and those merged into the record, wherever they are.</summary>
    public async Task<Guid[]> IdsOfAsync(Guid personId, CancellationToken cancel) =>
        [personId, .. await db.Everywhere<Person>("a record is told with its doubles, by the right of what was shared").Where(p => p.MergedInto == personId).Select(p => p.Id).ToListAsync(cancel)];
}
