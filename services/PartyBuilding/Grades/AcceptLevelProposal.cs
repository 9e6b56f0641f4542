using Governance.PartyBuilding.Organizations;
using Governance.PartyBuilding.Workers;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Grades;

internal sealed class AcceptLevelProposal(PartyDb db, LevelProposalDesk desk, WorkerDesk workers, OrganizationDesk days)
{
    public async Task<Wire.LevelProposal> Handle(Wire.AcceptLevelProposalRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("id", request.Id, out var id).Text("number", request.Number, 50, min: request.Number.Length > 0 ? 4 : 0);
        var on = request.IssuedDate.Length > 0 ? days.Past(check, "issued_date", request.IssuedDate) : (DateOnly?)null;
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var proposal = await desk.FindAsync(id, request.Etag, cancel);
        proposal.Decide(accept: true);
        var worker = await workers.HoldAsync(proposal.WorkerId, cancel);
        worker.Certify(proposal.Level);
        // Somebody may have typed it all the same.
        if (!await db.WorkerCertificates.AnyAsync(c => c.WorkerId == worker.Id && c.Level == proposal.Level, cancel))
        {
            db.Add(new WorkerCertificate { Id = Guid.CreateVersion7(desk.Now), WorkerId = worker.Id, Level = proposal.Level, IssuedOn = on ?? proposal.CertifiedOn, SealedNumber = workers.SealNumber(request.Number.Trim()) });
        }
        var reply = await desk.SaveAsync(proposal, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
