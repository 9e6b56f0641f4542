using Governance.Messaging;
using Governance.PartyBuilding.Members;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.ReportIns;

internal sealed class ReportMemberIn(PartyDb db, ReportInDesk desk)
{
    public async Task<Wire.ReportIn> Handle(Wire.ReportMemberInRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("member_id", request.MemberId, out var memberId);
        await desk.CheckCommunityAsync(check, request.DivisionCode, cancel);
        var skills = ReportInDesk.ReadSkills(check, request.Skills);
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Neither ends their membership nor reports in elsewhere meanwhile.
        await desk.HoldMembersAsync([memberId], cancel);
        var member = await db.Everywhere<Member>("a member lives in any community of the province; only a masked name is told").AsNoTracking().FirstOrDefaultAsync(m => m.Id == memberId, cancel) ?? throw MemberRefusals.NotFound(request.MemberId);
        var home = await db.Everywhere<Organization>("the organisation that the member belongs to, by its name alone").AsNoTracking().FirstAsync(o => o.Id == member.OrganizationId, cancel);
        var reported = ReportIn.OfMember(member, home, request.DivisionCode, skills, desk.Now);
        db.Add(reported);
        try
        {
            var reply = await desk.SaveAsync(reported, cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == ReportInTable.OneAMember)
        {
            throw ReportInRefusals.Already();
        }
    }
}
