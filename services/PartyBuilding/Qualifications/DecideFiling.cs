using Governance.Access;
using Governance.Map;
using Governance.PartyBuilding.People;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Qualifications;

internal sealed class DecideFiling(PartyDb db, QualificationDesk desk, PersonWire people, DivisionMap map, Caller caller)
{
    public async Task<Wire.Filing> Handle(Wire.DecideFilingRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("id", request.Id, out var id).That(!request.Accept || request.Reason.Length == 0, "reason", "ONLY_WHEN_RETURNED", "只有退回须填理由");
        if (!request.Accept) check.Text("reason", request.Reason, 200, min: 4);
        check.OrThrow();
        var filing = await db.Filings.FirstOrDefaultAsync(f => f.Id == id, cancel) ?? throw QualificationRefusals.NoFiling(request.Id);
        // Filed with the county: whoever covers only a town of it submits.
        caller.MustCover(filing.Area[..6]);
        Etag.Match(request.Etag, filing.Version);
        var holding = await db.TeamHoldings.AsNoTracking().FirstAsync(h => h.Id == filing.HoldingId, cancel);
        filing.Decide(request.Accept ? null : people.SealReason(request.Reason.Trim()), holding, caller.Subject, desk.Now);
        var (names, division) = (await people.NamesAsync([filing.PersonId], cancel), await map.NameAsync(filing.Area, cancel));
        return await db.SaveAsync(() => desk.Of(filing, names[filing.PersonId], division), cancel);
    }
}
