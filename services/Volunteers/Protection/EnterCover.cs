using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Protection;

internal sealed class EnterCover(VolunteersDb db, ProtectionDesk desk)
{
    public async Task<Wire.Cover> Handle(Wire.EnterCoverRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("volunteer_id", request.VolunteerId, out var volunteerId).Known("kind", request.Kind).Text("insurer", request.Insurer, 100, min: 2).Text("policy_number", request.PolicyNumber, 60, min: 2);
        var (from, until) = ProtectionDesk.ReadSpan(check, request.FromDate, request.UntilDate);
        check.OrThrow();
        var policy = new Policy((CoverKind)request.Kind, request.Insurer.Trim(), request.PolicyNumber.Trim(), from, until);
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            var volunteer = await desk.HoldAsync(volunteerId, cancel);
            volunteer.MustBeActive();
            var cover = Cover.Enter(policy, volunteer.Id, volunteer.Owner, volunteer.Home, desk.Recorder, desk.Now);
            db.Add(cover);
            var reply = await db.SaveAsync(() => desk.Of(cover, volunteer.Person.Name), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == CoverTable.EnteredOnce)
        {
            throw CoverRefusals.EnteredAlready(await db.Covers.Where(c => c.VolunteerId == volunteerId && c.Kind == policy.Kind && c.Insurer == policy.Insurer && c.PolicyNumber == policy.Number && c.FromDate == from && c.EndedOn == null)
                .Select(c => (Guid?)c.Id).FirstOrDefaultAsync(cancel));
        }
    }
}
