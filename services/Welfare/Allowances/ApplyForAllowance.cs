using Governance.Messaging;
using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Allowances;

internal sealed class ApplyForAllowance(WelfareDb db, PersonDesk people, PersonRows rows, AllowanceDesk desk)
{
    public async Task<Wire.Allowance> Handle(Wire.ApplyForAllowanceRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("person_id", request.PersonId, out var personId).Known("kind", request.Kind).That(Enum.IsDefined(request.HardshipGround), "hardship_ground", "UNKNOWN_VALUE", "不是有效的取值")
            .Few("other_aids", request.OtherAids.Count, 4);
        for (var i = 0; i < request.OtherAids.Count; i++) check.Known($"other_aids[{i}]", request.OtherAids[i]);
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await rows.ShareAsync(personId, cancel);
        var person = await people.FindAsync(personId, cancel);
        person.MustLive();
        var (kind, hardship, aids) = ((AllowanceKind)request.Kind, request.HardshipGround == 0 ? (HardshipGround?)null : (HardshipGround)request.HardshipGround, request.OtherAids.Select(a => (int)a).Distinct().Order().ToList());
        await desk.MustBeEligibleAsync(person, kind, hardship, aids, cancel);
        // Of a double, too: the index knows one record only.
        var ids = await people.IdsOfAsync(person, cancel);
        if (await db.Everywhere<Allowance>("whether one runs, wherever the person lived when it began").AnyAsync(a => ids.Contains(a.PersonId) && a.Kind == kind && a.State <= AllowanceState.Approved, cancel)) throw AllowanceRefusals.Runs();
        var allowance = Allowance.Apply(person, kind, hardship, aids, desk.Me);
        db.Add(allowance);
        try
        {
            var reply = await db.SaveAsync(() => AllowanceWire.Of(allowance, 0), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == AllowanceTable.OneRuns)
        {
            throw AllowanceRefusals.Runs();
        }
    }
}
