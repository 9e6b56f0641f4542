using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class OpenFund(SocialOrgsDb db, FundDesk desk)
{
    public async Task<Wire.Fund> Handle(Wire.OpenFundRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("name", request.Name, 100, min: 2);
        var area = await desk.PlaceAsync(check, "division_code", request.DivisionCode, cancel);
        check.OrThrow();
        var fund = Fund.Open(area, request.Name.Trim(), desk.Now);
        db.Add(fund);
        var division = await desk.NameAsync(area, cancel);
        return await db.SaveAsync(() => FundDesk.Of(fund, division, 0), cancel);
    }
}
