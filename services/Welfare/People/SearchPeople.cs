using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.People;

internal sealed class SearchPeople(WelfareDb db, PersonDesk desk, PersonWire wire)
{
    public async Task<Wire.SearchPeopleResponse> Handle(Wire.SearchPeopleRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.Kind), "kind", "UNKNOWN_VALUE", "不是有效的取值")
            .Within("disability_grade", request.DisabilityGrade, 0, 4).That(Enum.IsDefined(request.RiskLevel), "risk_level", "UNKNOWN_VALUE", "不是有效的取值").Known("purpose", request.Purpose);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.Kind, request.DisabilityGrade, request.RiskLevel);
        var after = page.AfterId(check);
        check.OrThrow();

        var people = db.People.AsNoTracking();
        if (division is { } area) people = people.In(area);
        var (kind, bornForAged80) = ((int)request.Kind, Concerns.BornForAged80(desk.Today));
        if (kind == Concerns.Aged80) people = people.Where(p => p.BirthYear <= bornForAged80);
        else if (kind > 0) people = people.Where(p => p.Kinds.Contains(kind));
        if (request.DisabilityGrade > 0) people = people.Where(p => p.DisabilityGrade <= request.DisabilityGrade);
        var risk = (RiskLevel)request.RiskLevel;
        if (risk > 0) people = people.Where(p => p.Risk >= risk);
        if (after is { } last) people = people.Where(p => p.Id < last);
        await using var transaction = await db.PlannedAnewAsync(cancel);
        var rows = await people.OrderByDescending(p => p.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.SearchPeopleResponse();
        foreach (var person in rows.Take(page.Size))
        {
            reply.People.Add(await wire.OfAsync(person, cancel));
            db.AuditRead(person.Id, person.Area, request.Purpose.ToString());
        }
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        // Whom the page shows is in the audit trail before the page leaves.
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
