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

    /// <summary>Paths are those of the parents, and every node counts what a walk down the tree finds.</summary>
    public static async Task IsATree(this PartyApp app, Organization top)
    {
        const string wrong = """
            with recursive below (root, id, kind, state) as (
              select id, id, kind, state from organizations union all select b.root, o.id, o.kind, o.state from below b join organizations o on o.parent_id = b.id),
            walked as (select root, kind, count(*) n from below where state = 1 group by root, kind),
            counted as (select organization_id root, measure kind, sum(n) n from (select organization_id, measure, n from organization_counts union all select organization_id, measure, n from organization_count_changes) c
              where measure < 10 group by 1, 2 having sum(n) <> 0)
            select count(*) from walked w full join counted c using (root, kind) where w.n is distinct from c.n
            """;
        Assert.Equal(0, await app.Query<long>(wrong));
        Assert.Equal(0, await app.Query<long>("select count(*) from organizations o left join organizations p on p.id = o.parent_id where o.path <> coalesce(p.path, '') || replace(o.id::text, '-', '')"));
        Assert.Equal(await app.Query<long>("select count(*) from organizations where path like $1 || '%' and state = 1 and kind = 2", top.Id.Replace("-", "", StringComparison.Ordinal)), (await app.Figures(top)).Committees);
    }
}
