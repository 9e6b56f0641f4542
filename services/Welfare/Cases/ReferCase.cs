using Governance.Access;
using Governance.Rpc;
using Governance.Welfare.People;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class ReferCase(WelfareDb db, CaseDesk desk, PersonDesk people, PersonRows rows, Caller caller)
{
    public async Task<Wire.Case> Handle(Wire.ReferCaseRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("summary", request.Summary, 1000, min: 4);
        Guid? personId = null;
        if (request.PersonId.Length > 0)
        {
            check.Id("person_id", request.PersonId, out var id);
            personId = id;
        }
        if (personId is null || request.DivisionCode.Length > 0) await people.CheckHomeAsync(check, request.DivisionCode, cancel);
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var area = request.DivisionCode;
        if (personId is { } whom)
        {
            // Who may only refer learns nothing of records, not even that there is one.
            if (!people.MayReadPeople) throw PersonRefusals.NotFound(request.PersonId);
            await rows.ShareAsync(whom, cancel);
            var person = await people.FindAsync(whom, cancel);
            new Check().That(area.Length == 0 || area == person.Area, "division_code", "NOT_OF_THE_PERSON", "与档案所在社区（村）不一致，可不填").OrThrow();
            area = person.Area;
            db.AuditRead(person.Id, area, "referral");
        }
        caller.MustCover(area);
        var source = caller.Roles.Any(r => r.StartsWith("scope/", StringComparison.Ordinal)) ? CaseSource.Agency : CaseSource.Staff;
        var found = Case.Refer(area, personId, null, source, await desk.DueAsync(CaseLimitKind.Screening, cancel), desk.Me);
        db.Add(found);
        desk.Note(found, request.Summary, summary: true);
        var reply = await desk.SaveAsync(found, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
