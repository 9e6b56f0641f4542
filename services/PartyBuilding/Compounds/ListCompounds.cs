using Governance.Access;
using Governance.Map;
using Governance.PartyBuilding.Establishment;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Compounds;

/// <summary>A page of compounds and, in one statement each, what governs them.</summary>
internal sealed class ListCompounds(PartyDb db, RuleBook rules, DivisionMap map, CountsOfPeople people, Caller caller, Grants grants)
{
    public async Task<Wire.ListCompoundsResponse> Handle(Wire.ListCompoundsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode);
        var after = page.AfterId(check);
        check.OrThrow();
        var places = db.Places.AsNoTracking().Where(p => p.Kind == PlaceKind.Compound && !p.Closed);
        if (division is { } area) places = places.In(area);
        if (after is { } last) places = places.Where(p => p.Id < last);
        var rows = await places.OrderByDescending(p => p.Id).Take(page.Size + 1).ToListAsync(cancel);
        var ids = rows.Take(page.Size).Select(p => (Guid?)p.Id).ToList();
        var organizations = await db.Everywhere<Organization>("which organisation sits in a compound that the caller sees").AsNoTracking().Where(o => ids.Contains(o.PlaceId) && o.State == OrganizationState.Active && o.SeatOf != null)
            .ToDictionaryAsync(o => o.PlaceId!.Value, o => o.Id, cancel);
        var committees = await db.OwnersCommittees.AsNoTracking().Where(c => ids.Contains(c.RunningPlaceId)).ToDictionaryAsync(c => c.PlaceId, cancel);
        var contracts = await (from contract in db.PropertyContracts
                               join company in db.Everywhere<PropertyCompany>("its name is public") on contract.CompanyId equals company.Id
                               where ids.Contains(contract.RunningPlaceId)
                               select new { contract, company.Name }).AsNoTracking().ToDictionaryAsync(c => c.contract.PlaceId, cancel);
        var clauses = await db.ManagementRules.Where(r => ids.Contains(r.PlaceId) && r.KindInForce != null && r.PartyClause != null).Select(r => r.PlaceId).Distinct().ToListAsync(cancel);
        var reply = new Wire.ListCompoundsResponse();
        // As in ListPlaces: whoever surveys compounds has counted who lives there.
        var exact = people.Exact || grants.Of(ListPlaces.Manage, caller.Roles) == Reach.Area;
        foreach (var place in rows.Take(page.Size))
        {
            var has = organizations.TryGetValue(place.Id, out var organization);
            var due = has ? null : await rules.DueAsync(place.Area, OrganizationSeat.Compound, place.FullMembers, cancel);
            reply.Compounds.Add(new Wire.Compound
            {
                PlaceId = place.Id.ToString(), DivisionCode = place.Area, DivisionName = await map.NameAsync(place.Area, cancel), Name = place.Name, FullMembers = exact ? place.FullMembers : (int)people.Told(place.FullMembers, place.Id, Measure.Full), Suppressed = !exact, OrganizationId = has ? organization.ToString() : "",
                DueKind = (Wire.OrganizationKind)(due?.Kind ?? 0), OwnersCommittee = committees.TryGetValue(place.Id, out var committee) ? CompoundDesk.Of(committee) : null,
                PropertyContract = contracts.TryGetValue(place.Id, out var served) ? CompoundDesk.Of(served.contract, served.Name) : null, HasPartyClause = clauses.Contains(place.Id),
            });
        }
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
