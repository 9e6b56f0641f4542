using Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Tests.Organizations;

/// <summary>Organisations as far along as a scenario needs them.</summary>
internal static class Founding
{
    public const string Leader = "欧阳建国", Phone = "13912345678";

    public static ApplyForOrganizationRequest ToApply(OrganizationKind kind = OrganizationKind.Functional, string place = SmallMap.Community, int members = 12) => new()
    {
        RequestId = NewId(), DivisionCode = place, Name = "锦里邻里互助会", Kind = kind, Purpose = "为高龄独居老人提供日常照应", MemberCount = members, LeaderName = Leader, LeaderPhone = Phone,
    };

    public static async Task<Organization> Applied(this SocialOrgsApp app, OrganizationKind kind = OrganizationKind.Functional, int members = 12, string place = SmallMap.Community) =>
        await app.Office(place[..6]).Organizations.ApplyForOrganizationAsync(ToApply(kind, place, members));

    public static async Task<Organization> Incubating(this SocialOrgsApp app, OrganizationKind kind = OrganizationKind.Functional, int members = 12, string place = SmallMap.Community) =>
        await app.Office(place[..6]).Organizations.IncubateOrganizationAsync(new() { RequestId = NewId(), Id = (await app.Applied(kind, members, place)).Id });

    public static async Task<Organization> Filed(this SocialOrgsApp app, OrganizationKind kind = OrganizationKind.Functional, string place = SmallMap.Community)
    {
        var organization = await app.Incubating(kind, place: place);
        await app.Shows(organization, PaperKind.Charter, PaperKind.LeaderPledge, PaperKind.MemberList);
        return await app.Office(place[..6]).Organizations.FileOrganizationAsync(new() { RequestId = NewId(), Id = organization.Id });
    }

    public static async Task<Organization> Registered(this SocialOrgsApp app, OrganizationKind kind = OrganizationKind.Functional, string place = SmallMap.Community)
    {
        var organization = await app.Filed(kind, place);
        await app.Shows(organization, PaperKind.Premises, PaperKind.Funds, PaperKind.SupervisorConsent);
        return await app.Office(place[..6]).Organizations.RegisterOrganizationAsync(new() { RequestId = NewId(), Id = organization.Id, UnifiedCode = SocialOrgsApp.NewCode() });
    }

    /// <summary>One that was registered before, for scenarios that are about something else.</summary>
    public static async Task<Organization> Entered(this SocialOrgsApp app, string staff = "", OrganizationKind kind = OrganizationKind.SocialWork, string place = SmallMap.Community) =>
        await app.Office(place[..6]).Organizations.EnterOrganizationAsync(ToEnter(app, staff, kind, place));

    public static EnterOrganizationRequest ToEnter(SocialOrgsApp app, string staff = "", OrganizationKind kind = OrganizationKind.SocialWork, string place = SmallMap.Community) => new()
    {
        RequestId = NewId(), DivisionCode = place, Name = "锦江社会工作服务中心", Kind = kind, Purpose = "社会工作专业服务", MemberCount = 20, LeaderName = Leader, LeaderPhone = Phone, UnifiedCode = SocialOrgsApp.NewCode(),
        RegisteredDate = app.Day(-400), StaffSubject = staff,
    };

    public static async Task Shows(this SocialOrgsApp app, Organization organization, params PaperKind[] kinds)
    {
        foreach (var kind in kinds) await app.Office(organization.DivisionCode[..6]).Gates.PresentPaperAsync(new() { RequestId = NewId(), OrganizationId = organization.Id, Kind = kind, Reference = "锦民社〔2026〕12号", PaperDate = app.Day() });
    }

    /// <summary>Somebody else works for it from now on.</summary>
    public static async Task<Organization> Staffed(this SocialOrgsApp app, string id, string staff) =>
        await app.Office().Organizations.UpdateOrganizationAsync(new() { RequestId = NewId(), Id = id, UpdateMask = new() { Paths = { "staff_subject" } }, StaffSubject = staff });

    /// <summary>Its registration is ended.</summary>
    public static async Task<Organization> Deregistered(this SocialOrgsApp app, string id)
    {
        await app.Shows(await app.Office().Organizations.GetOrganizationAsync(new() { Id = id }), PaperKind.Liquidation);
        return await app.Office().Organizations.DeregisterOrganizationAsync(new() { RequestId = NewId(), Id = id, Reason = "全体成员决定解散" });
    }
}
