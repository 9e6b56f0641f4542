using Governance.Access;
using Governance.Map;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Ventures;

internal sealed class VerifyVoter(SocialOrgsDb db, VentureDesk desk, DivisionMap map)
{
    public async Task<Wire.VerifyVoterResponse> Handle(Wire.VerifyVoterRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("subject", request.Subject, 200).That(IdentityNumber.TryParse(request.IdentityNumber, desk.Today, out var number), "identity_number", "NOT_AN_IDENTITY_NUMBER", "不是有效的公民身份号码")
            .Division("division_code", request.DivisionCode, out var area);
        if (area.Code is not null) check.Standing(area.Code.Length >= 9 ? await map.FindAsync(area.Code, cancel) : null, "division_code", "应为乡镇（街道）或社区（村），且未撤销");
        check.OrThrow();
        // Nobody says for themselves who they are.
        if (request.Subject.Trim() == desk.Me) throw VentureRefusals.SamePerson();
        var account = desk.AccountOf(request.Subject.Trim());
        var voter = await db.Everywhere<Voter>("an account is one resident's in the whole province; whoever does not cover the desk that said so may not say otherwise").FirstOrDefaultAsync(v => v.Account == account, cancel);
        if (voter is null) db.Add(voter = new Voter { Account = account });
        (voter.Resident, voter.Area, voter.VerifiedAt) = (desk.ResidentOf(number), area.Code!, desk.Now);
        try
        {
            return await db.SaveAsync(() => new Wire.VerifyVoterResponse(), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == VoterTable.Once)
        {
            // Two desks at once: the other one has said so first, and what it said may be replaced.
            throw Etag.Overtaken();
        }
    }
}
