using Governance.Rpc;
using Governance.Welfare.Cases;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.People;

internal sealed class UpdatePerson(WelfareDb db, PersonDesk desk, PersonWire wire, PersonRows rows, CaseRows cases)
{
    private static readonly string[] Fields = ["division_code", "phone", "address", "kinds", "disabilities"];

    public async Task<Wire.Person> Handle(Wire.UpdatePersonRequest request, CancellationToken cancel)
    {
        var paths = request.UpdateMask?.Paths.ToHashSet() ?? [];
        var check = new Check().That(paths.Count > 0, "update_mask", "REQUIRED", "须指明要修改的字段");
        foreach (var path in paths.Except(Fields)) check.Broken("update_mask", "UNKNOWN_FIELD", $"字段 {path} 不能修改");
        if (paths.Contains("phone")) PersonDesk.CheckPhone(check, request.Phone);
        if (paths.Contains("address")) check.Text("address", request.Address, 200, min: 0);
        if (paths.Contains("division_code")) await desk.CheckHomeAsync(check, request.DivisionCode, cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (paths.Contains("division_code") && Guid.TryParse(request.Id, out var id))
        {
            // What is being added where the person lives is waited for, what comes from now on waits: all of it moves. Cases before people, as whoever works on a case holds it first.
            await cases.HoldUnderWayAsync([id], cancel);
            await rows.HoldAsync([id], cancel);
        }
        var person = await desk.FindAsync(request.Id, request.Etag, check, cancel);
        var kinds = paths.Contains("kinds") ? Concerns.Read(check, request.Kinds, person.BirthYear, desk.Today) : person.Kinds;
        var disabilities = paths.Contains("disabilities") || paths.Contains("kinds") && !kinds.Contains(Concerns.Disabled)
            ? Concerns.Read(check, request.Disabilities, kinds.Contains(Concerns.Disabled)) : person.Disabilities;
        check.That(kinds.Contains(Concerns.Disabled) == disabilities.Count > 0, "disabilities", "REQUIRED", "残疾类别与等级须与类别“持证残疾人”一并填写").OrThrow();
        person.Update(new PersonChange(paths.Contains("phone"), wire.SealPhone(request.Phone), paths.Contains("address"), wire.SealAddress(request.Address), kinds, disabilities), desk.Me);
        if (paths.Contains("division_code") && request.DivisionCode != person.Area)
        {
            var from = person.Area;
            person.Move(request.DivisionCode, desk.Me);
            await rows.MoveAsync(await desk.IdsOfAsync(person, cancel), from, request.DivisionCode, PersonRows.Everything, cancel);
        }
        var reply = await desk.SaveAndReplanAsync(person, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
