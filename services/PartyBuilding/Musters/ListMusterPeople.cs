using Governance.Access;
using Governance.PartyBuilding.Members;
using Governance.PartyBuilding.People;
using Governance.PartyBuilding.ReportIns;
using Governance.PartyBuilding.Teams;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Musters;

/// <summary>Two lists one after the other: keys are "1 holding" and "2 report-in".</summary>
internal sealed class ListMusterPeople(PartyDb db, MusterDesk desk, PersonWire people, MemberWire members)
{
    public async Task<Wire.ListMusterPeopleResponse> Handle(Wire.ListMusterPeopleRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("muster_id", request.MusterId, out var id).That(request.Skill.Length == 0 || ReportInDesk.IsSkill(request.Skill), "skill", "NOT_A_SKILL", "应为志愿服务技能的代码");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.MusterId, request.Skill);
        Guid last = default;
        check.That(page.After is not { } key || (key.Length == 38 && key[0] is '1' or '2' && Guid.TryParse(key[2..], out last)), "page_token", "WRONG_TOKEN", "翻页标记无效").OrThrow();
        if (await desk.Seen.FirstOrDefaultAsync(m => m.Id == id, cancel) is not { } muster || !Area.TryParse(muster.Area, out var area)) throw MusterRefusals.NotFound(request.MusterId);
        var (rows, reported) = (new List<(string Key, Wire.MusterPerson Person)>(), page.After is ['2', ..]);
        if (!reported && request.Skill.Length == 0)
        {
            var holdings = db.TeamHoldings.AsNoTracking().In(area).Where(h => h.RunningPostId != null && h.Body <= TeamBody.Residents && h.Kind <= TeamPostKind.Deputy);
            if (page.After is not null) holdings = holdings.Where(h => h.Id < last);
            var found = await holdings.OrderByDescending(h => h.Id).Take(page.Size + 1).ToListAsync(cancel);
            var names = await people.NamesAsync(found.Select(h => h.PersonId), cancel);
            rows.AddRange(found.Select(h => ($"1 {h.Id}", new Wire.MusterPerson { HoldingId = h.Id.ToString(), DivisionCode = h.Area, NameMasked = Mask.Name(people.OpenName(names[h.PersonId])) })));
        }
        if (rows.Count <= page.Size)
        {
            var skill = request.Skill;
            var own = db.ReportIns.AsNoTracking().In(area).Where(r => r.State == ReportInState.Active && r.Kind == ReportInKind.Member && (skill == "" || r.Skills.Contains(skill)));
            if (reported) own = own.Where(r => r.Id < last);
            var found = await own.OrderByDescending(r => r.Id).Take(page.Size + 1 - rows.Count).ToListAsync(cancel);
            var ids = found.Select(r => r.MemberId!.Value).ToList();
            var names = await db.Everywhere<Member>("masked names of members who have reported in where the caller is").AsNoTracking().Where(m => ids.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.Person.Name, cancel);
            rows.AddRange(found.Select(r => ($"2 {r.Id}", new Wire.MusterPerson { ReportInId = r.Id.ToString(), DivisionCode = r.Area, NameMasked = Mask.Name(members.OpenName(names[r.MemberId!.Value])), Skills = { r.Skills } })));
        }
        var reply = new Wire.ListMusterPeopleResponse();
        reply.People.AddRange(rows.Take(page.Size).Select(r => r.Person));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Key);
        return reply;
    }
}
