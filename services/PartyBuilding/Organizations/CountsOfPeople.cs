using System.Globalization;
using Governance.Access;
using Governance.Rpc;

namespace Governance.PartyBuilding.Organizations;

/// <summary>
/// How many people are told: exactly to whoever may see members, who learns nothing of them from their number; to others in fives, each figure by an offset of its own (decision 0014). What is told of
/// one node and of those below it, of a place and of its community, gives no small number back.
/// </summary>
internal sealed class CountsOfPeople(PersonalData personal, Caller caller, Grants grants)
{
    public const string SeesMembers = "party.members.read";

    private const string Purpose = "party.figures.offset";

    public bool Exact { get; } = grants.Of(SeesMembers, caller.Roles) == Reach.Area;

    /// <param name="people">How many there are.</param>
    /// <param name="of">What they are counted at: an organisation or a place.</param>
    /// <param name="measure">What is counted there.</param>
    public long Told(long people, Guid of, short measure) => Exact ? people : SmallGroups.InFives(people, personal.LookupHash(string.Create(CultureInfo.InvariantCulture, $"{of:N}/{measure}"), Purpose));
}
