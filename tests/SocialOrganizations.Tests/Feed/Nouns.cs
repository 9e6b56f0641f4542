namespace Governance.SocialOrganizations.Tests.Feed;

/// <summary>What the rooms keep that <see cref="FollowingTheFeed"/> does not fold, as the feed tells it and as the database has it. Held against each other after every rpc was called: see <c>WhereTheyMay</c>.</summary>
internal static class Nouns
{
    private const string There = "folded in FollowingTheFeed";

    public static readonly EveryNoun All = new("socialorgs",
    [
        new("Incubation", "select id::text, area, case when closed then 'IncubatorClosed' else 'IncubatorOpened' end from incubators", "IncubatorOpened", "IncubatorClosed"),
        new("Incubation", "select id::text, area, case when state > 2 then 'ResidencyEnded' else 'ResidencyGranted' end from residencies", "ResidencyGranted", "ResidencyEnded", "ResidencyStagePassed>", "ResidencyMilestoneReturned>", "ResidencyReminded>", "ResidencyOverdue>"),
        new("Incubation", "select id::text, area, 'CandidacyDeclined' from candidacies where state = 3", "CandidacyDeclined"),
        new("Procurement", "select id::text, area, 'ServiceListPublished' from service_lists where published", "ServiceListPublished"),
        new("Procurement", "select id::text, area, 'TenderCalled' from tenders", "TenderCalled"),
        // Delivered and paid for: how far is in the payments; a reader of events knows when it is over.
        new("Procurement", "select id::text, area, (array['ContractAwarded','ContractSigned','True','ContractTerminated'])[state] from contracts", "ContractAwarded", "ContractSigned", "ContractAccepted:completed", "ContractTerminated", "ContractEnded>", "PaymentReleased>", "PaymentReversed>", "AcceptanceWithdrawn:state")
            { Means = new() { ["False"] = "ContractSigned", ["Running"] = "ContractSigned", ["Terminated"] = "ContractTerminated" } },
    ],
    new() { ["Organizations"] = There, ["Assessments"] = There, ["Enterprises"] = There, ["Funds"] = There, ["Projects"] = There, ["SocialWork"] = There, ["Ventures"] = There },
    new()
    {
        ["Organization*"] = There, ["PartyBuildingDeclared"] = "for the party service", ["ServiceOrder*"] = "orders follow from Welfare's events: see OrderingFromAContract; those of a contract that is terminated wait again", ["Grading*"] = There, ["Blacklisting*"] = There, ["SocialWork*"] = There, ["StationProject*"] = There, ["Project*"] = There, ["Pilot*"] = There,
        ["Fund*"] = There, ["Donation*"] = There, ["Lottery*"] = There, ["Grant*"] = There, ["Spending*"] = There, ["Drive*"] = There, ["Charity*"] = There, ["Resource*"] = There, ["Contest*"] = There, ["Venture*"] = There,
        ["Enterprise*"] = There, ["Asset*"] = There, ["Custody*"] = There,
    });
}
