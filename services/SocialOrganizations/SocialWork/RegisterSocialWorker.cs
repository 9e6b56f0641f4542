using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.SocialWork;

internal sealed class RegisterSocialWorker(SocialOrgsDb db, SocialWorkDesk desk, SocialWorkerWire wire)
{
    public async Task<Wire.SocialWorker> Handle(Wire.RegisterSocialWorkerRequest request, CancellationToken cancel)
    {
        var check = SocialWorkerWire.CheckPhone(SocialWorkerWire.CheckName(new Check(), request.Name), request.Phone)
            .That(IdentityNumber.TryParse(request.IdentityNumber, desk.Today, out var number), "identity_number", "NOT_AN_IDENTITY_NUMBER", "证件号码有误：应为 18 位，且出生日期与校验码正确");
        var area = await desk.PlaceAsync(check, request.DivisionCode, cancel);
        var certificate = desk.Read(check, request.Level, request.CertificateNumber, request.IssuedDate, request.ValidUntilDate);
        Guid volunteer = default;
        if (request.VolunteerId.Length > 0) check.Id("volunteer_id", request.VolunteerId, out volunteer);
        check.OrThrow();
        var worker = SocialWorker.Register(area.Code, wire.Seal(request.Name.Trim(), number, request.Phone), certificate, volunteer == default ? null : volunteer, await desk.RuleAsync(cancel), desk.Now);
        if (volunteer != default && await desk.AppointedAsync(volunteer, cancel) is { } since) worker.Appoint(since);
        db.Add(worker);
        try
        {
            return await desk.SaveAsync(worker, cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == SocialWorkerTable.OnePersonOnce)
        {
            throw SocialWorkRefusals.Exists(await db.Everywhere<SocialWorker>("one person once in the province; of others only the id is told").Where(w => w.Person.NumberHash == worker.Person.NumberHash).Select(w => w.Id).FirstAsync(cancel));
        }
    }
}
