using Governance.Party.V1;

namespace Governance.PartyBuilding.Tests.Organizations;

internal static class Trees
{
    private static int names;

    public static EstablishOrganizationRequest ToEstablish(Organization? above, OrganizationKind kind = OrganizationKind.Branch, OrganizationSeat seat = OrganizationSeat.Workplace, string? division = null) => new()
    {
        RequestId = NewId(), ParentId = above?.Id ?? "", DivisionCode = division ?? above?.DivisionCode ?? "", Name = $"中共莲桂第{Interlocked.Increment(ref names)}组织", Kind = kind, Seat = seat,
        FullMembers = kind switch { OrganizationKind.Committee => 100, OrganizationKind.GeneralBranch => 50, OrganizationKind.Branch => 3, _ => 0 }, EstablishedDate = "2024-07-01",
    };

    /// <summary>An organisation of a division of the county 510104, below another.</summary>
    public static async Task<Organization> New(this PartyApp app, Organization? above, OrganizationKind kind = OrganizationKind.Branch, OrganizationSeat seat = OrganizationSeat.Workplace, string? division = null) =>
        await app.Office("51").Organizations.EstablishOrganizationAsync(ToEstablish(above, kind, seat, division));

    /// <summary>A committee at the top, of a county.</summary>
    public static Task<Organization> NewTop(this PartyApp app, string county = "510104") => app.New(null, OrganizationKind.Committee, OrganizationSeat.Division, county);

    public static async Task<OrganizationFigures> Figures(this PartyApp app, Organization organization) => await app.Office("51").Organizations.GetOrganizationFiguresAsync(new() { Id = organization.Id });
}
