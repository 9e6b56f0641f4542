using System.Globalization;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Workers;

internal sealed class ListWorkerCertificates(PartyDb db, WorkerDesk desk)
{
    public async Task<Wire.ListWorkerCertificatesResponse> Handle(Wire.ListWorkerCertificatesRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("id", request.Id, out var id);
        var (page, before) = (Page.Read(check, request.PageSize, request.PageToken, request.Id), 9);
        check.That(page.After is not { } after || int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out before), "page_token", "WRONG_TOKEN", "翻页标记无效").OrThrow();
        await desk.FindAsync(id, cancel);
        var below = (ProfessionalLevel)before;
        var rows = await db.WorkerCertificates.AsNoTracking().Where(c => c.WorkerId == id && c.Level < below).OrderByDescending(c => c.Level).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListWorkerCertificatesResponse();
        reply.Certificates.AddRange(rows.Take(page.Size).Select(desk.Of));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, ((int)rows[page.Size - 1].Level).ToString(CultureInfo.InvariantCulture));
        return reply;
    }
}
