using Governance.PartyBuilding.Organizations;
using Governance.Rpc;

namespace Governance.PartyBuilding.Establishment;

/// <summary>
/// How many full members an organisation of a kind needs in the whole country, from a day on, with the clause. A rule of a division asks for no fewer. Where the clause excepts what work requires, who keeps the rules of the county may establish
/// one with fewer, and says why; what is due is told by the clause all the same. Data, without an rpc. Seats that the Constitution
/// itself excepts (a committee of a county or town) have the province's rules, which are there from the beginning.
/// </summary>
internal sealed record OrganizationFloor(short Kind, DateOnly Since, int Members, string Basis, bool Excepted)
{
    public bool IsOf(OrganizationKind kind, OrganizationSeat? seat, DateOnly on) =>
        Kind == (short)kind && Since <= on && !(kind == OrganizationKind.Committee && seat is OrganizationSeat.Division or OrganizationSeat.Town);

    public void Hold(Check check, OrganizationRule rule) => check.That(rule.MinFullMembers >= Members, "rule.min_full_members", "BELOW_THE_STATUTE", $"不得少于 {Members} 名：{Basis}");
}
