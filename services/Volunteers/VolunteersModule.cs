using Governance.Access;
using Governance.Events.Grid.V1;
using Governance.Events.Party.V1;
using Governance.Events.SocialOrgs.V1;
using Governance.Events.Volunteers.V1;
using Governance.Events.Welfare.V1;
using Governance.Hosting;
using Governance.Map;
using Governance.Messaging;
using Governance.Party.V1;
using Governance.Volunteers.Activities;
using Governance.Volunteers.CallUps;
using Governance.Volunteers.Divisions;
using Governance.Volunteers.Honours;
using Governance.Volunteers.Orders;
using Governance.Volunteers.Points;
using Governance.Volunteers.Protection;
using Governance.Volunteers.Records;
using Governance.Volunteers.Registrations;
using Governance.Volunteers.Stations;
using Governance.Volunteers.Teams;
using Governance.Volunteers.TimeBank;

namespace Governance.Volunteers;

internal static class VolunteersModule
{
    public static void AddVolunteers(this IHostApplicationBuilder builder)
    {
        builder.AddGovernanceRpc("volunteers", typeof(IdempotencyInterceptor));
        builder.AddGovernanceDb<VolunteersDb>("volunteers");
        builder.AddGovernanceMap<VolunteersDb>(facts: ["service_records", "postings", "point_postings", "orders.payer_area", "activities.place"]);
        var asksParty = builder.HasPeer("party");
        if (asksParty) builder.AddPeer<ReportIns.ReportInsClient>("party", OnMemberReportedIn.Scope);
        builder.AddGovernanceMessaging("volunteers", consumers => consumers
            .Consumes<OnDivisionsImported, DivisionsImported>("the map is nationwide")
            .Consumes<OnCommunitiesReorganized, CommunitiesReorganized>("a community that merges takes its people with it")
            .Consumes<OnEmergencyActivated, EmergencyActivated>("an emergency calls for volunteers of its own area")
            .Consumes<OnNeedRaised, NeedRaised>("a case may need volunteers in any area")
            .Consumes<OnSignUpChanged, SignUpChanged>("a waiting list moves up by its order alone")
            .Consumes<OnVolunteerTransferred, VolunteerTransferred>("account and certificates follow their volunteer from one area to another")
            .Consumes<OnOrderChanged, OrderChanged>("who confirms an order has no rights over either side's account")
            .Consumes<OnServiceRecorded, ServiceRecorded>("hours belong to the volunteer, wherever they were served")
            .Consumes<OnServiceCorrected, ServiceCorrected>("as OnServiceRecorded")
            .Consumes<OnServiceRecordedGivePoints, ServiceRecorded>("points belong to the volunteer, wherever the service was")
            .Consumes<OnServiceCorrectedTakePoints, ServiceCorrected>("as OnServiceRecordedGivePoints")
            .Consumes<OnTeamLeaderAppointed, TeamLeaderAppointed>("who leads a team may be at home in another area")
            .Consumes<OnVolunteerStateChanged, VolunteerStateChanged>("who has left holds no post and belongs to no team, wherever they are")
            .Consumes<OnVolunteerStateChangedGiveBackPlaces, VolunteerStateChanged>("who has left comes to nothing, wherever it is")
            .Consumes<OnSignUpTaken, SignUpTaken>("as OnSignUpChanged")
            .Consumes<OnOrganizationRegistered, OrganizationRegistered>("a team of any area may be filed with an organisation")
            .Consumes<OnOrganizationExited, OrganizationExited>("as OnOrganizationRegistered")
            .Consumes<OnOrganizationDeregistered, OrganizationDeregistered>("as OnOrganizationRegistered")
            .Consumes<OnSocialWorkerCertified, SocialWorkerCertified>("growth is the volunteer's, wherever the certificate was given")
            .Consumes<OnSocialWorkerPosted, SocialWorkerPosted>("growth is the volunteer's, wherever the station is")
            .Consumes<OnWorkerAppointed, WorkerAppointed>("growth is the volunteer's, wherever the work is")
            .Consumes<OnMemberServed, MemberServed>("hours belong to the volunteer, wherever they were served")
            // Without the party service's address nobody could be asked, and the queue would only grow.
            .Consumes<OnMemberReportedIn, MemberReportedIn>("one person is one volunteer in the whole province", when: asksParty));
        builder.Services.AddSingleton<IdempotencyInterceptor>();
        builder.Services.AddSingleton<PersonalData>();
        builder.Services.AddScoped<VolunteerWire>();
        builder.Services.AddScoped<RegistrationDesk>();
        builder.Services.AddScoped<BatchRows>();
        builder.Services.AddScoped<BatchIntake>();
        builder.Services.AddScoped<ShiftCode>();
        builder.Services.AddScoped<Candidates>();
        builder.Services.AddSingleton<ServedSoFar>();
        builder.Services.AddSingleton<CertificatePaper>();
        builder.Services.AddScoped<Ledger>();
        builder.Services.AddScoped<AccountDesk>();
        builder.Services.AddScoped<OrderDesk>();
        builder.Services.AddScoped<TeamFilings>();
        builder.Services.AddHostedService<OrderClock>();
        builder.Services.AddHostedService<ExpiryClock>();
        builder.Services.AddScoped<PointLedger>();
        builder.Services.AddScoped<PointDesk>();
        builder.Services.AddScoped<HonourDesk>();
        builder.Services.AddScoped<StationDesk>();
        builder.Services.AddScoped<TeamDesk>();
        builder.Services.AddScoped<ProtectionDesk>();
        builder.Services.AddScoped<ShiftProtection>();
        builder.Services.AddScoped<CallUpRows>();
        builder.AddSlices(typeof(VolunteersModule).Assembly);
    }

    public static void MapVolunteers(this WebApplication app)
    {
        app.MapGrpcService<ConnectionsRpc>();
        app.MapGrpcService<FeedRpc>();
        app.MapGrpcService<RegistrationsRpc>();
        app.MapGrpcService<BatchesRpc>();
        app.MapGrpcService<ActivitiesRpc>();
        app.MapGrpcService<RecordsRpc>();
        app.MapGrpcService<TimeBankRpc>();
        app.MapGrpcService<OrdersRpc>();
        app.MapGrpcService<PointsRpc>();
        app.MapGrpcService<RewardsRpc>();
        app.MapGrpcService<HonoursRpc>();
        app.MapGrpcService<StationsRpc>();
        app.MapGrpcService<TeamsRpc>();
        app.MapGrpcService<CoversRpc>();
        app.MapGrpcService<TrainingsRpc>();
        app.MapGrpcService<CommendationsRpc>();
        app.MapGrpcService<CallUpsRpc>();
    }
}
