using Governance.Access;

namespace Governance.SocialOrganizations.Organizations;

/// <summary>
/// A row that is an organisation's own. Who works for it decides nothing about it, nor who has worked for it since the row came about or within the three years before (政府采购法实施条例 art. 9: three years before the
/// purchase): who leaves for a day, or after everything was agreed, has the interest that they had.
/// </summary>
internal interface IStaffed : IOwned
{
    /// <summary>Who worked for the organisation and left, as of this row: <see cref="Organization.FormerAt"/> when it came about, and whoever left since (<see cref="StaffRows"/>).</summary>
    string[] FormerStaff { get; }
}

internal static class Staffed
{
    public static bool IsOf(this IStaffed row, string subject) => row.Owner == subject || row.FormerStaff.Contains(subject);
}
