using Governance.Rpc;

namespace Governance.SocialOrganizations.Incubation;

/// <summary>What seating somebody on a panel is asked with, of an intake, a grading or a contest.</summary>
internal static class Seats
{
    /// <returns>Organisations that they work for, and the panelist whose place they take; null = none's.</returns>
    public static (List<Guid> Organizations, Guid? Silent) Read(Check check, IReadOnlyList<string> organizationIds, string inPlaceOf)
    {
        check.Few("organization_ids", organizationIds.Count, 50);
        var organizations = new List<Guid>();
        for (var i = 0; i < organizationIds.Count; i++)
        {
            check.Id($"organization_ids[{i}]", organizationIds[i], out var organization);
            organizations.Add(organization);
        }
        if (inPlaceOf.Length == 0) return (organizations, null);
        check.Id("in_place_of", inPlaceOf, out var silent);
        return (organizations, silent);
    }
}
