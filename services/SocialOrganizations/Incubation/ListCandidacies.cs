using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class ListCandidacies(SocialOrgsDb db)
{
    public async Task<Wire.ListCandidaciesResponse> Handle(Wire.ListCandidaciesRequest request, CancellationToken cancel)
    {
        var check = new Check().That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值");
        Guid intakeId = default;
        if (request.IntakeId.Length > 0) check.Id("intake_id", request.IntakeId, out intakeId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.IntakeId, request.State);
        var after = page.AfterId(check);
        check.OrThrow();
        var (rows, state) = (db.Candidacies.AsNoTracking(), (CandidacyState)request.State);
        if (intakeId != default) rows = rows.Where(r => r.IntakeId == intakeId);
        if (state > 0) rows = rows.Where(r => r.State == state);
        if (after is { } last) rows = rows.Where(r => r.Id < last);
        var found = await rows.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListCandidaciesResponse();
        reply.Candidacies.AddRange(found.Take(page.Size).Select(IncubationDesk.Of));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
