namespace Governance.Volunteers.Tests.Feed;

/// <summary>What each room of the service keeps, as its feed tells it and as the database has it. Held against each other after every rpc was called: see <c>WhereTheyMay</c>.</summary>
internal static class Nouns
{
    public static readonly EveryNoun All = new("volunteers",
    [
        new("TimeBank", "select id::text, area, 'TimePosted' from postings", "TimePosted"),
        new("Records", "select id::text, area, case when reverses is null then 'ServiceRecorded' else 'ServiceCorrected' end from service_records", "ServiceRecorded", "ServiceCorrected"),
        new("Records", "select id::text, area, case when withdrawn_at is null then 'CertificateIssued' else 'CertificateWithdrawn' end from certificates", "CertificateIssued", "CertificateWithdrawn") { With = "volunteerId" },
        new("Orders", "select id::text, area, (array['Placed','Matched','Served','Disputed','Confirmed','Settled','Withdrawn'])[state] from orders", "OrderChanged:state"),
        new("Points", "select id::text, area, 'PointsPosted' from point_postings", "PointsPosted"),
        // It moves along with a volunteer who is transferred, whom the event does not name but by the account: where, no reader can tell.
        new("Points", "select r.id::text, e.area, 'RewardRedeemed' from redemptions r join events e on e.type like '%.RewardRedeemed' and e.payload ->> 'redemptionId' = r.id::text", "RewardRedeemed"),
        new("Activities", "select id::text, area, case when state = 4 then 'NeedClosed' else 'NeedOpened' end from needs", "NeedOpened", "NeedClosed", "NeedFulfilled>"),
        new("Activities", "select id::text, area, case when state = 2 then 'ActivityWithdrawn' else 'ActivityPublished' end from activities", "ActivityPublished", "ActivityWithdrawn"),
        new("Activities", "select id::text, area, (array['Confirmed','Waiting','Withdrawn','CheckedIn','Served','NoShow'])[state] from sign_ups", "SignUpTaken:state", "SignUpChanged:state"),
        new("Teams", "select id::text, area, case when state = 2 then 'TeamDisbanded' else 'TeamFounded' end from teams", "TeamFounded", "TeamDisbanded", "TeamLeaderAppointed>"),
        new("Teams", "select id::text, area, case when left_at is null then 'TeamMemberJoined' else 'TeamMemberParted' end from team_members", "TeamMemberJoined", "TeamMemberParted"),
        // Those that a test of call-ups has made by the database were told to nobody.
        new("Protection", "select id::text, area, case when revoked_at is null then 'TrainingCertified' else 'TrainingRevoked' end from trainings where recorder <> 'test'", "TrainingCertified", "TrainingRevoked") { With = "volunteerId" },
        new("Protection", "select id::text, area, case when ended_on is null then 'VolunteerCovered' else 'CoverEnded' end from covers", "VolunteerCovered", "CoverEnded") { With = "volunteerId" },
        new("Protection", "select id::text, area, case when withdrawn_at is null then 'VolunteerCommended' else 'CommendationWithdrawn' end from commendations", "VolunteerCommended", "CommendationWithdrawn") { With = "volunteerId" },
        new("Stations", "select id::text, area, case when state = 2 then 'StationClosed' else 'StationOpened' end from stations", "StationOpened", "StationClosed"),
        new("Stations", "select id::text, area, case when vacated_at is null then 'PostAssigned' else 'PostVacated' end from post_holdings", "PostAssigned", "PostVacated"),
        new("Honours", "select n.honour_id || '/' || n.volunteer_id, h.area, 'HonourAwarded' from nominations n join honours h on h.id = n.honour_id where n.won", "HonourAwarded@honourId/volunteerId"),
        new("CallUps", "select id::text, area, (array['Called','Accepted','Declined'])[state] from call_ups where answered_at is not null", "CallUpAnswered:state"),
    ],
    new() { ["Registrations"] = "volunteers are folded in FollowingTheFeed" },
    new()
    {
        ["VolunteerRegistered"] = "volunteers are folded in FollowingTheFeed", ["VolunteerStateChanged"] = "the same", ["VolunteersImported"] = "the same", ["VolunteerTransferred"] = "takes along what belongs to the volunteer",
        ["VolunteerSkillsChanged"] = "no count is by skill", ["StarAwarded"] = "follows from the records", ["MemberRecognized"] = "for the party service", ["ServiceRefused"] = "for the party service",
        ["ShiftFilled"] = "follows from the sign-ups", ["VolunteersCalledUp"] = "an announcement; call-ups count from their answer on",
    });
}
