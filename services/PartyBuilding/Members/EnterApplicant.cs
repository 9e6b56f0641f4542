using Governance.Messaging;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Members;

internal sealed class EnterApplicant(PartyDb db, MemberDesk desk, MemberWire wire, OrganizationDesk organizations)
{
    public async Task<Wire.Member> Handle(Wire.EnterApplicantRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("organization_id", request.OrganizationId, out var organizationId);
        var number = desk.ReadPerson(check, request.Name, request.IdentityNumber, request.Phone);
        var day = desk.Past(check, "date", request.Date);
        var met = desk.ReadEvidence(check, request.Evidence, day);
        check.OrThrow();
        var by = new Applicant(wire.Seal(request.Name.Trim(), number, request.Phone), number.Birth.Year, MemberDesk.SexOf(number), number.AgeOn(day), day, met);

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await desk.HoldAsync(default, cancel);
        var organization = await organizations.FindAsync(organizationId, cancel);
        var rule = await desk.RuleAsync(organization.Area, MemberRuleKind.Apply, day, cancel);
        var known = await db.Everywhere<Member>("one person is one member in the whole province; of others only the id is told").Where(m => m.Person.NumberHash == by.Person.NumberHash).FirstOrDefaultAsync(cancel);
        var (member, step) = known is null ? Member.Apply(organization, by, rule, desk.Now) : (known, known.ApplyAgain(organization, by, rule, desk.Now));
        if (known is null) db.Add(member);
        db.Add(step);
        await desk.CountAsync(organization.Id, [(Measure.OfState((int)MemberState.Applicant), 1)], cancel);
        try
        {
            var reply = await desk.SaveAsync(member, cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == MemberTable.OnePersonOnce)
        {
            // Somebody entered the same person at the same moment.
            await transaction.RollbackAsync(cancel);
            throw MemberRefusals.Exists(await db.Everywhere<Member>("as above").Where(m => m.Person.NumberHash == by.Person.NumberHash).Select(m => m.Id).FirstAsync(cancel));
        }
    }
}
