using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Tests.Enterprises;

/// <summary>Recognitions, assets and custodies as far along as a scenario needs them.</summary>
internal static class Entrusting
{
    public static ApplyForRecognitionRequest ToApply(Organization organization) => new() { RequestId = NewId(), OrganizationId = organization.Id, Mission = "社区食堂与助老送餐，盈余返还社区", BenefitPercent = 60 };

    public static async Task<Enterprise> Applying(this SocialOrgsApp app, string staff = "", string place = SmallMap.Community) =>
        await app.Office(place[..6], subject: "applicant").Enterprises.ApplyForRecognitionAsync(ToApply(await app.Entered(staff, OrganizationKind.SocialEnterprise, place)));

    public static async Task<Enterprise> Recognized(this SocialOrgsApp app, string staff = "", int days = 700) =>
        await app.Office(subject: "reviewer").Enterprises.RecognizeEnterpriseAsync(new() { RequestId = NewId(), Id = (await app.Applying(staff)).Id, ValidUntilDate = app.Day(days) });

    public static RegisterPublicAssetRequest ToRegister(bool stateOwned = true, string place = SmallMap.Community) => new()
    {
        RequestId = NewId(), DivisionCode = place, Name = "原街道办公楼一层", Kind = PublicAssetKind.Building, StateOwned = stateOwned, Holder = "锦官驿街道办事处", SquareMetres = 320,
    };

    public static async Task<PublicAsset> NewAsset(this SocialOrgsApp app, bool stateOwned = true, string place = SmallMap.Community) => await app.Office(place[..6]).PublicAssets.RegisterPublicAssetAsync(ToRegister(stateOwned, place));

    public static ApplyForCustodyRequest ToTake(SocialOrgsApp app, PublicAsset asset, Organization organization, int from = 0, int until = 100) => new()
    {
        RequestId = NewId(), AssetId = asset.Id, OrganizationId = organization.Id, Purpose = "社区食堂，低偿服务老人", FeasibilityReport = asset.StateOwned ? "可研-2026-1" : "", StartDate = app.Day(from), EndDate = app.Day(until),
    };

    public static async Task<Custody> Wished(this SocialOrgsApp app, PublicAsset asset, int from = 0, int until = 100, string staff = "") =>
        await app.Office(subject: "applicant").Custodies.ApplyForCustodyAsync(ToTake(app, asset, await app.Entered(staff), from, until));

    /// <summary>By the rule that ships: the town, the department of the county, and the county's state assets.</summary>
    public static async Task<Custody> Approved(this SocialOrgsApp app, PublicAsset asset, int from = 0, int until = 100, string staff = "")
    {
        var custody = await app.Wished(asset, from, until, staff);
        foreach (var by in new[] { app.Clerk(subject: "first"), app.Office(subject: "second"), app.Office(subject: "third") })
        {
            custody = await by.Custodies.ApproveCustodyAsync(new() { RequestId = NewId(), Id = custody.Id });
            if (custody.State == CustodyState.Approved) break;
        }
        return custody;
    }

    public static async Task<Custody> HandedOver(this SocialOrgsApp app, PublicAsset asset, int until = 100, string staff = "") =>
        await app.Office().Custodies.HandOverAssetAsync(new() { RequestId = NewId(), Id = (await app.Approved(asset, 0, until, staff)).Id });
}
