using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Enterprises;

internal sealed class RegisterPublicAsset(SocialOrgsDb db, EnterpriseDesk desk, DivisionMap map, Caller caller)
{
    public async Task<Wire.PublicAsset> Handle(Wire.RegisterPublicAssetRequest request, CancellationToken cancel)
    {
        var check = new Check().Division("division_code", request.DivisionCode, out var area).Text("name", request.Name, 100, min: 2).Known("kind", request.Kind).Text("holder", request.Holder, 100, min: 2).Within("square_metres", request.SquareMetres, 0, 10_000_000);
        if (area.Code is not null) check.Standing(area.Code.Length >= 9 ? await map.FindAsync(area.Code, cancel) : null, "division_code", "应为乡镇（街道）或社区（村），且未撤销");
        check.OrThrow();
        // What is not state-owned is given in custody by fewer people: that it is none is for the county to say.
        if (!request.StateOwned) caller.MustCover(area.Code![..6]);
        var asset = PublicAsset.Register(area.Code!, request.Name.Trim(), (PublicAssetKind)request.Kind, request.StateOwned, request.Holder.Trim(), request.SquareMetres, desk.Now);
        db.Add(asset);
        var division = await desk.NameAsync(asset.Area, cancel);
        return await db.SaveAsync(() => EnterpriseDesk.Of(asset, division, null), cancel);
    }
}
