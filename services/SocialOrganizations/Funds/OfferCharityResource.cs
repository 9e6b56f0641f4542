using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class OfferCharityResource(SocialOrgsDb db, FundDesk desk)
{
    public async Task<Wire.CharityResource> Handle(Wire.OfferCharityResourceRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("title", request.Title, 100, min: 2).Within("quantity", request.Quantity, 1, 1_000_000).Text("unit", request.Unit, 10);
        var area = await desk.PlaceAsync(FundDesk.Code(check, "category", request.Category), "division_code", request.DivisionCode, cancel);
        check.OrThrow();
        var resource = CharityResource.Offer(area, request.Category, request.Title.Trim(), request.Quantity, request.Unit.Trim(), desk.MeAsOwner, null, desk.Now);
        db.Add(resource);
        return await db.SaveAsync(() => FundDesk.Of(resource), cancel);
    }
}
