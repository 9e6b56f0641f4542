using Governance.SocialOrganizations.Organizations;

namespace Governance.SocialOrganizations.Incubation;

internal static class Placing
{
    /// <summary>An organisation that has ended or is suspended is given nothing in incubation; one that has only applied may be admitted.</summary>
    public static void MustBeGiven(this Organization organization)
    {
        organization.MustLive();
        if (organization.State == OrganizationState.Suspended) throw IncubationRefusals.Suspended();
    }
}
