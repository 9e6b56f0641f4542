using Governance.Access;
using Governance.Map;
using Governance.PartyBuilding.Members;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.People;

internal sealed class UpdatePerson(PartyDb db, PersonWire wire, DivisionMap map)
{
    private static readonly string[] Fields = ["division_code", "name", "phone", "education"];

    public async Task<Wire.Person> Handle(Wire.UpdatePersonRequest request, CancellationToken cancel)
    {
        var paths = request.UpdateMask?.Paths.ToHashSet() ?? [];
        var check = new Check().Id("id", request.Id, out var id).That(paths.Count > 0, "update_mask", "REQUIRED", "须指明要修改的字段");
        foreach (var path in paths.Except(Fields)) check.Broken("update_mask", "UNKNOWN_FIELD", $"字段 {path} 不能修改");
        if (paths.Contains("division_code")) check.Division("division_code", request.DivisionCode, out _).That(request.DivisionCode.Length is 0 or >= 6, "division_code", "TOO_WIDE", "应为区县、乡镇（街道）或社区（村）");
        if (paths.Contains("name")) check.Text("name", request.Name, max: 50, min: 2);
        if (paths.Contains("phone")) MemberDesk.CheckPhone(check, request.Phone);
        if (paths.Contains("education")) check.Known("education", request.Education);
        check.OrThrow();
        var person = await db.People.FirstOrDefaultAsync(p => p.Id == id, cancel) ?? throw PersonRefusals.NotFound(request.Id);
        Etag.Match(request.Etag, person.Version);
        person.Update(paths.Contains("division_code") ? request.DivisionCode : null, paths.Contains("name") ? wire.SealName(request.Name.Trim()) : null, paths.Contains("phone") ? wire.SealPhone(request.Phone) : null,
            paths.Contains("education") ? (Education)request.Education : null);
        var division = await map.NameAsync(person.Area, cancel);
        return await db.SaveAsync(() => wire.Of(person, division), cancel);
    }
}
