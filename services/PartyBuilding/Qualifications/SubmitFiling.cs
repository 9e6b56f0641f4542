using Governance.Access;
using Governance.Map;
using Governance.Messaging;
using Governance.PartyBuilding.People;
using Governance.PartyBuilding.Teams;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Qualifications;

internal sealed class SubmitFiling(PartyDb db, QualificationDesk desk, PersonWire people, DivisionMap map, Caller caller)
{
    public async Task<Wire.Filing> Handle(Wire.SubmitFilingRequest request, CancellationToken cancel)
    {
        new Check().Id("holding_id", request.HoldingId, out var holdingId).OrThrow();
        var holding = await db.TeamHoldings.AsNoTracking().FirstOrDefaultAsync(h => h.Id == holdingId, cancel) ?? throw TeamRefusals.NoHolding(request.HoldingId);
        var filing = await db.Filings.FirstOrDefaultAsync(f => f.HoldingId == holdingId, cancel);
        if (filing is null) db.Add(filing = Filing.Submit(holding, caller.Subject, desk.Now));
        else filing.SubmitAgain(holding, caller.Subject, desk.Now);
        var (names, division) = (await people.NamesAsync([holding.PersonId], cancel), await map.NameAsync(filing.Area, cancel));
        try
        {
            return await db.SaveAsync(() => desk.Of(filing, names[holding.PersonId], division), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == FilingTable.OnePerHolding)
        {
            throw QualificationRefusals.FilingExists();
        }
    }
}
