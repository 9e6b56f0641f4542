using Governance.Messaging;
using Governance.PartyBuilding.Members;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Transfers;

internal sealed class IssueTransfer(PartyDb db, TransferDesk desk, MemberDesk members, MemberRuleBook rules)
{
    public async Task<Wire.Transfer> Handle(Wire.IssueTransferRequest request, CancellationToken cancel)
    {
        new Check().Id("member_id", request.MemberId, out var memberId).Id("to_id", request.ToId, out var toId).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await members.HoldAsync(memberId, cancel);
        var member = await db.Members.AsNoTracking().FirstOrDefaultAsync(m => m.Id == memberId, cancel) ?? throw MemberRefusals.NotFound(request.MemberId);
        var to = await db.Everywhere<Organization>("a member may go to any organisation of the province; only its name is told").AsNoTracking().FirstOrDefaultAsync(o => o.Id == toId, cancel)
            ?? throw OrganizationRefusals.NotFound(request.ToId);
        var rule = await rules.ForAsync(member.Area, MemberRuleKind.Transfer, members.Today, cancel);
        var transfer = Transfer.Issue(member, to, rule.MaxDays, desk.Now);
        db.Add(transfer);
        var names = await desk.NamesAsync([transfer], cancel);
        try
        {
            var reply = await db.SaveAsync(() => desk.Of(transfer, member.Person.Name, names), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == TransferTable.OneAtATime)
        {
            throw TransferRefusals.UnderWay();
        }
    }
}
