using Governance.Access;
using Governance.Events.Grid.V1;
using Governance.Events.Party.V1;
using Governance.Events.SocialOrgs.V1;
using Governance.Events.Volunteers.V1;
using Governance.Hosting;
using Governance.Map;
using Governance.Messaging;
using Governance.PartyBuilding.Compounds;
using Governance.PartyBuilding.Conventions;
using Governance.PartyBuilding.Coverage;
using Governance.PartyBuilding.Deliberation;
using Governance.PartyBuilding.Divisions;
using Governance.PartyBuilding.Establishment;
using Governance.PartyBuilding.Grades;
using Governance.PartyBuilding.Members;
using Governance.PartyBuilding.Musters;
using Governance.PartyBuilding.Organizations;
using Governance.PartyBuilding.People;
using Governance.PartyBuilding.Qualifications;
using Governance.PartyBuilding.Regional;
using Governance.PartyBuilding.ReportIns;
using Governance.PartyBuilding.Teams;
using Governance.PartyBuilding.Transfers;
using Governance.PartyBuilding.Workers;

namespace Governance.PartyBuilding;

internal static class PartyModule
{
    public static void AddPartyBuilding(this IHostApplicationBuilder builder)
    {
        builder.AddGovernanceRpc("party", typeof(IdempotencyInterceptor));
        builder.AddGovernanceDb<PartyDb>("party");
        builder.AddGovernanceMap<PartyDb>(facts: ["service_entries.place_code", "waiting_records.place_code", "worker_assignments.place"]);
        builder.AddGovernanceMessaging("party", consumers => consumers
            .Consumes<OnDivisionsImported, DivisionsImported>("the map is nationwide")
            .Consumes<OnCommunitiesReorganized, CommunitiesReorganized>("a community that merges takes its organisations with it")
            .Consumes<OnGridChanged, GridChanged>("a grid of any area may need an organisation")
            .Consumes<OnMemberReportedIn, MemberReportedIn>("the home organisation of who reports in may be anywhere")
            .Consumes<OnUnitReportedIn, Events.Party.V1.UnitReportedIn>("as OnMemberReportedIn")
            .Consumes<OnReportInAppraised, ReportInAppraised>("as OnMemberReportedIn")
            .Consumes<OnMemberTransferred, MemberTransferred>("who is transferred stays reported in, wherever that is")
            .Consumes<OnMemberStateChanged, MemberStateChanged>("as OnMemberTransferred")
            .Consumes<OnOrganizationDissolved, OrganizationDissolved>("a unit may have reported in anywhere, its successor be anywhere")
            .Consumes<OnMemberRecognized, MemberRecognized>("a volunteer of any area may be a member who reported in")
            .Consumes<OnServiceRecorded, ServiceRecorded>("as OnMemberRecognized")
            .Consumes<OnServiceCorrected, ServiceCorrected>("as OnMemberRecognized")
            .Consumes<OnServiceRefused, ServiceRefused>("as OnMemberRecognized")
            .Consumes<OnEmergencyActivated, EmergencyActivated>("an emergency may hit any area")
            .Consumes<OnEmergencyDeactivated, EmergencyDeactivated>("as OnEmergencyActivated")
            .Consumes<OnOrganizationRegistered, OrganizationRegistered>("a social organisation of any area is to be covered")
            .Consumes<OnPartyBuildingDeclared, PartyBuildingDeclared>("as OnOrganizationRegistered")
            .Consumes<OnOrganizationDeregistered, OrganizationDeregistered>("as OnOrganizationRegistered")
            .Consumes<OnOrganizationExited, OrganizationExited>("as OnOrganizationRegistered")
            .Consumes<OnSocialWorkerCertified, SocialWorkerCertified>("who is certified may work in any community"));
        builder.Services.AddSingleton<IdempotencyInterceptor>();
        builder.Services.AddScoped<OrganizationTree>();
        builder.Services.AddScoped<GridSeats>();
        builder.Services.AddScoped<OrganizationDesk>();
        builder.Services.AddScoped<CountsOfPeople>();
        builder.Services.AddHostedService<CountFold>();
        builder.Services.AddScoped<RuleBook>();
        builder.Services.AddHostedService<TermClock>();
        builder.Services.AddSingleton<PersonalData>();
        builder.Services.AddScoped<PersonWire>();
        builder.Services.AddScoped<TeamDesk>();
        builder.Services.AddHostedService<TeamClock>();
        builder.Services.AddScoped<QualificationDesk>();
        builder.Services.AddScoped<WorkerDesk>();
        builder.Services.AddScoped<GradeDesk>();
        builder.Services.AddScoped<MemberWire>();
        builder.Services.AddScoped<MemberDesk>();
        builder.Services.AddScoped<MemberRuleBook>();
        builder.Services.AddScoped<RosterRows>();
        builder.Services.AddScoped<RosterIntake>();
        builder.Services.AddScoped<PeopleIntake>();
        builder.Services.AddScoped<TransferDesk>();
        builder.Services.AddHostedService<TransferClock>();
        builder.Services.AddScoped<ReportInDesk>();
        builder.Services.AddScoped<ReceiptDesk>();
        builder.Services.AddScoped<ServiceNews>();
        builder.Services.AddScoped<ServiceEntries>();
        builder.Services.AddScoped<RegionalDesk>();
        builder.Services.AddScoped<MusterDesk>();
        builder.Services.AddScoped<CoverageDesk>();
        builder.Services.AddScoped<LevelProposalDesk>();
        builder.Services.AddScoped<CompoundDesk>();
        builder.Services.AddScoped<DeliberationDesk>();
        builder.Services.AddScoped<ConventionDesk>();
        builder.Services.AddHostedService<ListingClock>();
        builder.AddSlices(typeof(PartyModule).Assembly);
    }

    public static void MapPartyBuilding(this WebApplication app)
    {
        app.MapGrpcService<ConnectionsRpc>();
        app.MapGrpcService<FeedRpc>();
        app.MapGrpcService<OrganizationsRpc>();
        app.MapGrpcService<EstablishmentRpc>();
        app.MapGrpcService<PeopleRpc>();
        app.MapGrpcService<TeamsRpc>();
        app.MapGrpcService<QualificationsRpc>();
        app.MapGrpcService<WorkersRpc>();
        app.MapGrpcService<GradesRpc>();
        app.MapGrpcService<MembersRpc>();
        app.MapGrpcService<RostersRpc>();
        app.MapGrpcService<TransfersRpc>();
        app.MapGrpcService<ReportInsRpc>();
        app.MapGrpcService<ServiceItemsRpc>();
        app.MapGrpcService<RegionalCommitteesRpc>();
        app.MapGrpcService<RegionalItemsRpc>();
        app.MapGrpcService<MustersRpc>();
        app.MapGrpcService<CoverageRpc>();
        app.MapGrpcService<LevelProposalsRpc>();
        app.MapGrpcService<CompoundsRpc>();
        app.MapGrpcService<DeliberationsRpc>();
        app.MapGrpcService<ConventionsRpc>();
    }
}
