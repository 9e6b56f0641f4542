using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Members;
using Governance.PartyBuilding.Tests.Organizations;

namespace Governance.PartyBuilding.Tests.Regional;

internal static class Regions
{
    private static int names;

    /// <summary>The committee of a division, which is set up when it is asked for first.</summary>
    public static async Task<RegionalCommittee> Region(this PartyApp app, string division)
    {
        var found = (await app.Office("51").RegionalCommittees.ListRegionalCommitteesAsync(new() { DivisionCode = division })).Committees.FirstOrDefault(c => c.DivisionCode == division);
        return found ?? await app.Office("51").RegionalCommittees.EstablishRegionalCommitteeAsync(await app.ToEstablishRegion(division));
    }

    public static async Task<EstablishRegionalCommitteeRequest> ToEstablishRegion(this PartyApp app, string division) =>
        new() { RequestId = NewId(), DivisionCode = division, OrganizationId = (await app.NewTop(division[..6])).Id, Name = "中共某街道区域委员会", EstablishedDate = "2025-07-01" };

    public static async Task<MemberUnit> NewMemberUnit(this PartyApp app, RegionalCommittee committee) => await app.Office("51").RegionalCommittees.AdmitUnitAsync(ToAdmit(committee));

    public static AdmitUnitRequest ToAdmit(RegionalCommittee committee) => new() { RequestId = NewId(), CommitteeId = committee.Id, Name = $"第{Interlocked.Increment(ref names)}中学", JoinedDate = "2025-09-01" };

    public static PublishRegionalItemRequest ToList(RegionalCommittee committee, RegionalList list = RegionalList.Demand, int quantity = 1, MemberUnit? by = null) =>
        new() { RequestId = NewId(), CommitteeId = committee.Id, List = list, UnitId = by?.Id ?? "", Title = "周末儿童课业辅导", Quantity = quantity, EndDate = "2026-12-31" };

    public static async Task<RegionalItem> NewRegionalItem(this PartyApp app, RegionalCommittee committee, RegionalList list = RegionalList.Demand, int quantity = 1, MemberUnit? by = null) =>
        await app.Office("51").RegionalItems.PublishRegionalItemAsync(ToList(committee, list, quantity, by));

    public static async Task<Claim> NewClaim(this PartyApp app, RegionalItem item, MemberUnit unit, int quantity = 1) =>
        await app.Office("51").RegionalItems.ClaimItemAsync(new() { RequestId = NewId(), ItemId = item.Id, UnitId = unit.Id, Quantity = quantity });

    public static async Task<Claim> NewConfirmed(this PartyApp app, RegionalItem item, MemberUnit unit) => await app.Office("51").RegionalItems.ConfirmClaimAsync(new() { RequestId = NewId(), Id = (await app.NewClaim(item, unit)).Id });

    public static async Task<Claim> NewCompleted(this PartyApp app, RegionalItem item, MemberUnit unit) => await app.Office("51").RegionalItems.CompleteClaimAsync(new() { RequestId = NewId(), Id = (await app.NewConfirmed(item, unit)).Id });
}
