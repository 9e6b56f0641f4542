using System.Globalization;
using System.Runtime.CompilerServices;
using Governance.Access;
using Governance.Map;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Establishment;

/// <summary>Looks at what is there piece by piece in the order of the findings, and stops when the page is full.</summary>
internal sealed class CheckEstablishment(PartyDb db, OrganizationTree tree, RuleBook rules, DivisionMap map, CountsOfPeople people, Caller caller, TimeProvider clock)
{
    private const int Piece = 500;

    public async Task<Wire.CheckEstablishmentResponse> Handle(Wire.CheckEstablishmentRequest request, CancellationToken cancel)
    {
        var check = new Check().Division("division_code", request.DivisionCode, out var area).That(request.DivisionCode.Length is not (2 or 4), "division_code", "TOO_LARGE", "应为县级及以下的区划")
            .That(Enum.IsDefined(request.Kind), "kind", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.Kind);
        check.OrThrow();
        if (!caller.Covers(area.Code) || await map.FindAsync(area.Code, cancel) is null) throw PlaceRefusals.NoDivision(request.DivisionCode);

        var (reply, lastKey) = (new Wire.CheckEstablishmentResponse(), "");
        await foreach (var (key, finding) in FindAsync(area, page.After ?? "", cancel))
        {
            if (request.Kind != 0 && finding.Kind != request.Kind) continue;
            if (reply.Findings.Count == page.Size)
            {
                reply.NextPageToken = page.Next(true, lastKey);
                break;
            }
            finding.DivisionName = await map.NameAsync(finding.DivisionCode, cancel);
            finding.Suppressed = !people.Exact;
            reply.Findings.Add(finding);
            lastKey = key;
        }
        return reply;
    }

    private string Words(long told) => people.Exact ? $" {told} " : $"约 {told} ";

    // Keys are "1 code", "2 place-id" and "3 organisation-id finding", each greater than the one before.
    private async IAsyncEnumerable<(string Key, Wire.EstablishmentFinding Finding)> FindAsync(Area area, string after, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (string.CompareOrdinal(after, "2") < 0) await foreach (var found in OfDivisionsAsync(area, after, cancel)) yield return found;
        if (string.CompareOrdinal(after, "3") < 0) await foreach (var found in OfPlacesAsync(area, after, cancel)) yield return found;
        await foreach (var found in OfOrganizationsAsync(area, after, cancel)) yield return found;
    }

    // Every town, community and village; special areas, whose codes end in 400 or more, need none.
    private async IAsyncEnumerable<(string, Wire.EstablishmentFinding)> OfDivisionsAsync(Area area, string after, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (from, end, last) = (area.Code, area.End, after.Length > 2 ? after[2..] : "");
        var bare = db.Divisions.Where(d => string.Compare(d.Code, from) >= 0 && string.Compare(d.Code, end) < 0 && string.Compare(d.Code, last) > 0 && d.RetiredAt == null)
            .Where(d => d.Code.Length == 9 || (d.Code.Length == 12 && string.Compare(d.Code.Substring(9), "400") < 0))
            .Where(d => !db.Everywhere<Organization>("whether a town or community of the division has one").Any(o => o.SeatOf == d.Code)).OrderBy(d => d.Code);
        await foreach (var division in bare.AsAsyncEnumerable().WithCancellation(cancel))
        {
            var what = division.Code.Length == 9 ? "乡镇（街道）" : "社区（村）";
            yield return ($"1 {division.Code}", new Wire.EstablishmentFinding
            {
                Kind = Wire.FindingKind.Missing, DivisionCode = division.Code, DueKind = Wire.OrganizationKind.Unspecified, Explanation = $"{what}“{division.Name}”尚未设立党组织；每个{what}均应设立",
            });
        }
    }

    private async IAsyncEnumerable<(string, Wire.EstablishmentFinding)> OfPlacesAsync(Area area, string after, [EnumeratorCancellation] CancellationToken cancel)
    {
        var last = after.Length > 2 && after[0] == '2' ? Guid.Parse(after[2..]) : Guid.Empty;
        while (true)
        {
            var places = await db.Places.AsNoTracking().In(area).Where(p => !p.Closed && p.FullMembers > 0 && p.Id > last)
                .Where(p => !db.Everywhere<Organization>("whether a place of the division has one").Any(o => o.PlaceId == p.Id && o.State == OrganizationState.Active && o.SeatOf != null))
                .OrderBy(p => p.Id).Take(Piece).ToListAsync(cancel);
            foreach (var place in places)
            {
                last = place.Id;
                var seat = place.Kind switch { PlaceKind.ResidentGroup => OrganizationSeat.ResidentGroup, PlaceKind.Grid => OrganizationSeat.Grid, _ => OrganizationSeat.Compound };
                if (await rules.DueAsync(place.Area, seat, place.FullMembers, cancel) is not { } due) continue;
                var told = people.Told(place.FullMembers, place.Id, Measure.Full);
                yield return ($"2 {place.Id}", new Wire.EstablishmentFinding
                {
                    Kind = Wire.FindingKind.Missing, DivisionCode = place.Area, PlaceId = place.Id.ToString(), FullMembers = told, Threshold = due.Threshold, DueKind = (Wire.OrganizationKind)due.Kind,
                    Explanation = $"“{place.Name}”有正式党员{Words(told)}名（{place.SurveyedOn?.Day()} 摸排），达到设立{due.Kind.Chinese()}的 {due.Threshold} 名，尚未设立",
                });
            }
            if (places.Count < Piece) yield break;
        }
    }

    private async IAsyncEnumerable<(string, Wire.EstablishmentFinding)> OfOrganizationsAsync(Area area, string after, [EnumeratorCancellation] CancellationToken cancel)
    {
        var begun = after.Length > 38 && after[0] == '3';
        var (last, start) = (Guid.Empty, begun ? Guid.Parse(after[2..38]) : Guid.Empty);
        while (true)
        {
            // The one where the page before ended comes again: it may have more findings.
            var organizations = await db.Organizations.AsNoTracking().In(area).Where(o => o.State == OrganizationState.Active && o.Kind != OrganizationKind.FunctionalGroup && o.Id >= start && o.Id > last)
                .OrderBy(o => o.Id).Take(Piece).ToListAsync(cancel);
            var counts = await tree.FullMembersAsync([.. organizations.Select(o => o.Id)], cancel);
            var parents = organizations.Select(o => o.ParentId).OfType<Guid>().Distinct().ToList();
            var areas = await db.Everywhere<Organization>("only whether the one above covers it").Where(o => parents.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Area, cancel);
            foreach (var organization in organizations)
            {
                last = organization.Id;
                await foreach (var finding in OfAsync(organization, counts.GetValueOrDefault(organization.Id), organization.ParentId is { } parent ? areas[parent] : null))
                {
                    var key = $"3 {organization.Id} {((int)finding.Kind).ToString(CultureInfo.InvariantCulture)}";
                    if (begun && string.CompareOrdinal(key, after) <= 0) continue;
                    finding.OrganizationId = organization.Id.ToString();
                    finding.DivisionCode = organization.Area;
                    yield return (key, finding);
                }
            }
            if (organizations.Count < Piece) yield break;
        }

        // In the order of their kinds.
        async IAsyncEnumerable<Wire.EstablishmentFinding> OfAsync(Organization organization, long full, string? above)
        {
            var told = people.Told(full, organization.Id, Measure.Full);
            if (Organization.HasMembers(organization.Kind) && await rules.ForAsync(organization.Area, organization.Kind, organization.Seat, cancel) is { MinFullMembers: > 0 } rule)
            {
                var due = await rules.DueAsync(organization.Area, organization.Seat, full, cancel);
                if (due is { } better && better.Kind != organization.Kind)
                {
                    // Where the clause excepts what work requires, it says so itself.
                    var except = better.Kind > organization.Kind && await rules.FloorAsync(organization.Kind, organization.Seat, clock.Today(), cancel) is { Excepted: true, Basis: var basis } ? $"（{basis}）" : "";
                    yield return new Wire.EstablishmentFinding
                    {
                        Kind = Wire.FindingKind.KindDue, FullMembers = told, Threshold = better.Kind < organization.Kind ? better.Threshold : rule.MinFullMembers, DueKind = (Wire.OrganizationKind)better.Kind,
                        Explanation = better.Kind < organization.Kind
                            ? $"“{organization.Name}”现有正式党员{Words(told)}名（含下级），达到设立{better.Kind.Chinese()}的 {better.Threshold} 名，应由{organization.Kind.Chinese()}改设{better.Kind.Chinese()}"
                            : $"“{organization.Name}”现有正式党员{Words(told)}名（含下级），不足{organization.Kind.Chinese()}的 {rule.MinFullMembers} 名，应改设{better.Kind.Chinese()}{except}",
                    };
                }
                else if (due is null)
                {
                    yield return new Wire.EstablishmentFinding
                    {
                        Kind = Wire.FindingKind.TooFew, FullMembers = told, Threshold = rule.MinFullMembers, Explanation = $"“{organization.Name}”现有正式党员{Words(told)}名（含下级），不足 {rule.MinFullMembers} 名，应补充党员、与邻近支部联合或撤销",
                    };
                }
            }
            if (organization is { SeatOf: null, Seat: OrganizationSeat.Town or OrganizationSeat.Community or OrganizationSeat.ResidentGroup or OrganizationSeat.Grid or OrganizationSeat.Compound })
            {
                yield return new Wire.EstablishmentFinding { Kind = Wire.FindingKind.Several, FullMembers = told, Explanation = $"区划调整后，“{organization.Name}”所在地已有另一党组织，应予合并" };
            }
            if (above is not null && !organization.Area.StartsWith(above, StringComparison.Ordinal))
            {
                yield return new Wire.EstablishmentFinding { Kind = Wire.FindingKind.OutsideParent, FullMembers = told, Explanation = $"区划调整后，“{organization.Name}”不在上级党组织的区划之内，应调整隶属关系" };
            }
        }
    }
}
