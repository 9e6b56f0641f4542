using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class SetDonorHonour(SocialOrgsDb db, FundDesk desk)
{
    public async Task<Wire.DonorHonour> Handle(Wire.SetDonorHonourRequest request, CancellationToken cancel)
    {
        var check = new Check().Division("division_code", request.DivisionCode, out var area).Text("title", request.Title, 50, min: 2);
        FundDesk.Fen(check, "min_fen", request.MinFen).OrThrow();
        var title = request.Title.Trim();
        var honour = await db.DonorHonours.FirstOrDefaultAsync(h => h.Area == area.Code && h.Title == title, cancel);
        if (honour is null) db.Add(honour = DonorHonour.Of(area.Code, title, desk.Now));
        honour.From(request.MinFen);
        return await db.SaveAsync(() => FundDesk.Of(honour), cancel);
    }
}
