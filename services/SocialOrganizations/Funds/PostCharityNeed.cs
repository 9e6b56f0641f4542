using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class PostCharityNeed(SocialOrgsDb db, FundDesk desk)
{
    public async Task<Wire.CharityNeed> Handle(Wire.PostCharityNeedRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("title", request.Title, 100, min: 2).Within("quantity", request.Quantity, 1, 1_000_000).Text("unit", request.Unit, 10);
        var area = await desk.PlaceAsync(FundDesk.Code(check, "category", request.Category), "division_code", request.DivisionCode, cancel);
        check.OrThrow();
        var need = CharityNeed.Post(area, request.Category, request.Title.Trim(), request.Quantity, request.Unit.Trim(), desk.Now);
        db.Add(need);
        var division = await desk.NameAsync(area, cancel);
        return await db.SaveAsync(() => FundDesk.Of(need, division), cancel);
    }
}
