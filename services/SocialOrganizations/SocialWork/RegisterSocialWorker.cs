using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.SocialWork;

internal sealed class RegisterSocialWorker(SocialOrgsDb db, SocialWorkDesk desk, SocialWorkerWire wire, VolunteerLinks links)
{
    public async Task<Wire.SocialWorker> Handle(Wire.RegisterSocialWorkerRequest request, CancellationToken cancel)
    {
        var check = SocialWorkerWire.CheckPhone(SocialWorkerWire.CheckName(new Check(), request.Name), request.Phone);
        SocialWorkerWire.CheckNumber(check, request.IdentityNumber, desk.Today, out var number);
        var area = await desk.PlaceAsync(check, request.DivisionCode, cancel);
        var certificate = desk.Read(check, request.Level, request.CertificateNumber, request.IssuedDate, request.ValidUntilDate);
        Guid typed = default;
        if (request.VolunteerId.Length > 0) check.Id("volunteer_id", request.VolunteerId, out typed);
        check.OrThrow();
        var (person, rule) = (wire.Seal(request.Name.Trim(), number, request.Phone), await desk.RuleAsync(cancel));
        var volunteer = typed == default ? null : await links.ConfirmAsync(typed, person.NumberHash, cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var appointed = volunteer is { } who ? await links.HoldAsync(who, cancel) : null;
        var worker = SocialWorker.Register(area.Code, person, certificate, volunteer, appointed, rule, desk.Now);
        db.Add(worker);
        try
        {
            var reply = await desk.SaveAsync(worker, cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == SocialWorkerTable.OnePersonOnce)
        {
            await transaction.RollbackAsync(cancel);
            throw SocialWorkRefusals.Exists(await db.Everywhere<SocialWorker>("one person once in the province; of others only the id is told").Where(w => w.Person.NumberHash == person.NumberHash).Select(w => w.Id).FirstAsync(cancel));
        }
    }
}
