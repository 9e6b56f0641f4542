using Governance.Rpc;
using Governance.Welfare.People;
using Governance.Welfare.Visits;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class AcceptTransfer(WelfareDb db, TransferDesk desk, ReferralDesk referrals, CaseDesk cases, CaseRows rows, PersonRows people, VisitRows visits)
{
    private static readonly (SharedClass Shared, PersonClass Of)[] Classes =
        [(SharedClass.Contacts, PersonClass.Contacts), (SharedClass.HealthNotes, PersonClass.HealthNotes), (SharedClass.Assessments, PersonClass.Assessments), (SharedClass.Consents, PersonClass.Consents)];

    private Guid personId;

    public Task<Wire.CaseTransfer> Handle(Wire.AcceptTransferRequest request, CancellationToken cancel) => desk.EndAsync(request.Id, request.Etag, new Check(), t => t.ToArea, async (transfer, found) =>
    {
        personId = found.PersonId!.Value;
        var (me, to) = (cases.Me, transfer.ToArea);
        var ids = await referrals.IdsOfAsync(personId, cancel);
        await referrals.MustConsentAsync(ids, cancel);
        await people.HoldAsync([personId], cancel);
        var person = await db.Everywhere<Person>("the transfer is the right of whoever accepts it").FirstAsync(p => p.Id == personId, cancel);
        var (from, shared) = (person.Area, transfer.Shared.Select(s => (SharedClass)s).ToHashSet());
        transfer.Accept(me.At);
        await rows.MoveAsync(found.Id, found.Area, to, shared, me.At, cancel);
        await people.MoveAsync(ids, from, to, [.. Classes.Where(c => shared.Contains(c.Shared)).Select(c => c.Of), PersonClass.Care, PersonClass.Protection], cancel);
        await visits.LeaveAsync(ids, to, cancel);
        found.Arrive(to, await cases.DueAsync(CaseLimitKind.Plan, cancel), me);
        person.Arrive(to, me);
    }, cancel, () => visits.ReplanAsync(personId, cases.Today, cases.Me.At, cancel));
}
