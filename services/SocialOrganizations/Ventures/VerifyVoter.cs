using Governance.Access;
using Governance.Map;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Ventures;

internal sealed class VerifyVoter(SocialOrgsDb db, VentureDesk desk, DivisionMap map, Work work)
{
    public async Task<Wire.VerifyVoterResponse> Handle(Wire.VerifyVoterRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("subject", request.Subject, 200).That(IdentityNumber.TryParse(request.IdentityNumber, desk.Today, out var number), "identity_number", "NOT_AN_IDENTITY_NUMBER", "不是有效的公民身份号码")
            .Division("division_code", request.DivisionCode, out var area);
        if (area.Code is not null) check.Standing(area.Code.Length >= 9 ? await map.FindAsync(area.Code, cancel) : null, "division_code", "应为乡镇（街道）或社区（村），且未撤销");
        if (request.Reason.Length > 0) check.Text("reason", request.Reason, 200, min: 4);
        check.OrThrow();
        // Nobody says for themselves who they are.
        if (request.Subject.Trim() == desk.Me) throw VentureRefusals.SamePerson();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await desk.HoldMyVerificationsAsync(cancel);
        var (me, today) = (desk.Me, desk.Today);
        var mine = await db.Everywhere<VoterTally>("what bounds somebody is all that they have verified, at whatever desk").Where(t => t.Clerk == me && t.Day == today).ToListAsync(cancel);
        if (mine.Sum(t => t.Verified) >= VoterTally.MostADay) throw VentureRefusals.VerificationLimit();
        var (account, resident) = (desk.AccountOf(request.Subject.Trim()), desk.ResidentOf(number));
        var voter = await db.Everywhere<Voter>("an account is one resident's in the whole province; whoever does not cover the desk that said so may not say otherwise").FirstOrDefaultAsync(v => v.Account == account, cancel);
        var another = voter is not null && !voter.Resident.AsSpan().SequenceEqual(resident);
        // Whoever does not cover the desk of before is refused for that, and learns nothing.
        if (another && request.Reason.Length == 0 && desk.Covers(voter!.Area)) throw VentureRefusals.VerifiedAsAnother();
        if (another) work.Purpose = request.Reason.Trim();
        // Who enters a contest takes no vote away by seeing the same resident once more: a neutral desk's word stays.
        var by = voter is { VerifiedBy: { Length: > 0 } former } && !another && await desk.EntersAsync(me, cancel) ? former : me;
        if (voter is null) db.Add(voter = new Voter { Account = account });
        (voter.Resident, voter.Area, voter.VerifiedAt, voter.VerifiedBy) = (resident, area.Code!, desk.Now, by);
        var tally = mine.Find(t => t.Area == area.Code);
        if (tally is null) db.Add(tally = new VoterTally { Id = Guid.CreateVersion7(desk.Now), Area = area.Code!, Clerk = me, Day = today });
        tally.Count(another);
        try
        {
            var reply = await db.SaveAsync(() => new Wire.VerifyVoterResponse(), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == VoterTable.Once)
        {
            // Two desks at once: the other one has said so first, and what it said may be replaced.
            throw Etag.Overtaken();
        }
    }
}
