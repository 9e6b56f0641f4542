using System.Globalization;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Members;

internal sealed class ListMemberSteps(PartyDb db, MemberWire wire)
{
    public async Task<Wire.ListMemberStepsResponse> Handle(Wire.ListMemberStepsRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("id", request.Id, out var id);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.Id);
        var after = 0;
        check.That(page.After is null || int.TryParse(page.After, CultureInfo.InvariantCulture, out after), "page_token", "WRONG_TOKEN", "翻页标记无效").OrThrow();
        var area = await db.Members.Where(m => m.Id == id).Select(m => m.Area).FirstOrDefaultAsync(cancel) ?? throw MemberRefusals.NotFound(request.Id);
        var rows = await db.MemberSteps.AsNoTracking().Where(s => s.MemberId == id && s.Number > after).OrderBy(s => s.Number).Take(page.Size + 1).ToListAsync(cancel);
        var (reply, manages) = (new Wire.ListMemberStepsResponse(), wire.Manages(area));
        reply.Steps.AddRange(rows.Take(page.Size).Select(s => wire.Of(s, manages)));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Number.ToString(CultureInfo.InvariantCulture));
        return reply;
    }
}
