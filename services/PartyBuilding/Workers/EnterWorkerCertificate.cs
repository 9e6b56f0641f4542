using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Workers;

internal sealed class EnterWorkerCertificate(PartyDb db, WorkerDesk desk, OrganizationDesk days)
{
    public async Task<Wire.Worker> Handle(Wire.EnterWorkerCertificateRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("id", request.Id, out var id).Known("level", request.Level).Text("number", request.Number, 50, min: 4);
        var on = days.Past(check, "issued_date", request.IssuedDate);
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var worker = await desk.HoldAsync(id, cancel);
        var level = (ProfessionalLevel)request.Level;
        worker.Certify(level);
        if (await db.WorkerCertificates.AnyAsync(c => c.WorkerId == id && c.Level == level, cancel)) throw WorkerRefusals.CertificateExists();
        db.Add(new WorkerCertificate { Id = Guid.CreateVersion7(desk.Now), WorkerId = id, Level = level, IssuedOn = on, SealedNumber = desk.SealNumber(request.Number.Trim()) });
        var reply = await desk.SaveAsync(worker, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
