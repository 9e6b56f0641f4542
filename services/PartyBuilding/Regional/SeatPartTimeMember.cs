using Governance.Messaging;
using Governance.PartyBuilding.Members;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Regional;

internal sealed class SeatPartTimeMember(PartyDb db, RegionalDesk desk)
{
    public async Task<Wire.PartTimeMember> Handle(Wire.SeatPartTimeMemberRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("unit_id", request.UnitId, out var unitId).Id("member_id", request.MemberId, out var memberId);
        var day = desk.Past(check, "start_date", request.StartDate);
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var unit = await desk.ShareUnitAsync(unitId, cancel);
        var member = await db.Everywhere<Member>("who sits on a committee may belong to any organisation of the province; only a masked name is told").AsNoTracking().FirstOrDefaultAsync(m => m.Id == memberId, cancel)
            ?? throw MemberRefusals.NotFound(request.MemberId);
        var seated = PartTimeMember.Seat(unit, member, day, desk.Now);
        db.Add(seated);
        try
        {
            var reply = await db.SaveAsync(() => desk.Of(seated, member.Person.Name), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == PartTimeMemberTable.OneSeat)
        {
            throw RegionalRefusals.SeatedAlready();
        }
    }
}
