using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Conventions;

/// <summary>Two that are filed at once for the same community meet at the constraint, or at the version of the one before: the second is told to look again.</summary>
internal sealed class FileConvention(PartyDb db, ConventionDesk desk)
{
    public async Task<Wire.Convention> Handle(Wire.FileConventionRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("filing_number", request.FilingNumber, 50, min: 2).OrThrow();
        var convention = await desk.FindAsync(id, request.Etag, cancel);
        convention.File(request.FilingNumber.Trim(), desk.Who, desk.Today, desk.Now);
        var before = await db.Conventions.FirstOrDefaultAsync(c => c.Area == convention.Area && c.Kind == convention.Kind && c.State == ConventionState.Filed, cancel);
        before?.Supersede();
        try
        {
            return await desk.SaveAsync(convention, cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == ConventionTable.OneInForce)
        {
            throw Etag.Overtaken();
        }
    }
}
