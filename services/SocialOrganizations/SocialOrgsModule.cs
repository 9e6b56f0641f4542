using Governance.Access;
using Governance.Events.Grid.V1;
using Governance.Events.Party.V1;
using Governance.Events.SocialOrgs.V1;
using Governance.Events.Volunteers.V1;
using Governance.Events.Welfare.V1;
using Governance.Hosting;
using Governance.Map;
using Governance.Messaging;
using Governance.SocialOrganizations.Assessments;
using Governance.SocialOrganizations.Divisions;
using Governance.SocialOrganizations.Enterprises;
using Governance.SocialOrganizations.Funds;
using Governance.SocialOrganizations.Incubation;
using Governance.SocialOrganizations.Organizations;
using Governance.SocialOrganizations.Procurement;
using Governance.SocialOrganizations.Projects;
using Governance.SocialOrganizations.SocialWork;
using Governance.SocialOrganizations.Ventures;

namespace Governance.SocialOrganizations;

internal static class SocialOrgsModule
{
    /// <summary><c>socialorgs reseal</c>.</summary>
    public static GovernanceCommand Reseal { get; } = Messaging.Reseal.Command([.. OrganizationWire.Sealed, .. BidWire.Sealed, .. SocialWorkerWire.Sealed, .. DonationWire.Sealed]);

    public static void AddSocialOrganizations(this IHostApplicationBuilder builder)
    {
        builder.AddGovernanceRpc("socialorgs", typeof(IdempotencyInterceptor));
        builder.AddGovernanceDb<SocialOrgsDb>("socialorgs");
        builder.AddGovernanceMap<SocialOrgsDb>();
        var asksVolunteers = builder.HasPeer("volunteers");
        if (asksVolunteers) builder.AddPeer<Volunteers.V1.Registrations.RegistrationsClient>("volunteers", OnSocialWorkerCertified.Scope);
        builder.AddGovernanceMessaging("socialorgs", consumers => consumers
            .Consumes<OnDivisionsImported, DivisionsImported>("the map is nationwide")
            .Consumes<OnCommunitiesReorganized, CommunitiesReorganized>("a community that merges takes its organisations with it")
            .Consumes<OnOrganizationEstablished, OrganizationEstablished>("a party organisation of any area may be a social organisation's")
            // Without the address of the registry of volunteers nobody could be asked, and the queue would only grow.
            .Consumes<OnSocialWorkerCertified, SocialWorkerCertified>("who is certified may be a volunteer of any area", when: asksVolunteers)
            .Consumes<OnVolunteerRegistered, VolunteerRegistered>("as OnSocialWorkerCertified", when: asksVolunteers)
            .Consumes<OnWorkerAppointed, WorkerAppointed>("who works in one county may be certified in another")
            .Consumes<OnContractTerminated, ContractTerminated>("the next contract that serves the needs may be of another division")
            .Consumes<OnContractEnded, ContractEnded>("as OnContractTerminated")
            .Consumes<OnServiceOrderReturned, ServiceOrderReturned>("as OnContractTerminated")
            .Consumes<OnServiceOrderLapsed, ServiceOrderLapsed>("as OnContractTerminated")
            .Consumes<OnOrganizationSuspended, OrganizationSuspended>("as OnOrganizationResumed")
            .Consumes<OnOrganizationBlacklisted, OrganizationBlacklisted>("as OnOrganizationResumed")
            .Consumes<OnOrganizationDeregisteredTakeBackOrders, OrganizationDeregistered>("as OnOrganizationResumed")
            .Consumes<OnOrganizationResumed, OrganizationResumed>("the contracts of an organisation may be of another division")
            .Consumes<OnBlacklistingLifted, BlacklistingLifted>("as OnOrganizationResumed")
            .Consumes<OnServiceRecorded, ServiceRecorded>("a team serves in any area, whatever its organisation's")
            .Consumes<OnServiceCorrected, ServiceCorrected>("as OnServiceRecorded")
            .Consumes<OnOrganizationExited, OrganizationExited>("the incubator of an organisation may be of another division")
            .Consumes<OnOrganizationDeregistered, OrganizationDeregistered>("as OnOrganizationExited")
            .Consumes<OnOrganizationDeregisteredEndLabel, OrganizationDeregistered>("the asset of a custody may be of another division")
            .Consumes<OnOrganizationExitedEndPromises, OrganizationExited>("the fund that promised may be of another division")
            .Consumes<OnOrganizationDeregisteredEndPromises, OrganizationDeregistered>("as OnOrganizationExitedEndPromises")
            .Consumes<OnOrganizationDeregisteredFreeProjects, OrganizationDeregistered>("the project of an organisation may be of another division")
            .Consumes<OnNeedRaised, NeedRaised>("a need of any area may be served by a contract")
            .Consumes<OnOrganizationDissolved, OrganizationDissolved>("as OnOrganizationEstablished"));
        builder.Services.AddSingleton<IdempotencyInterceptor>();
        builder.Services.AddSingleton<PersonalData>();
        builder.Services.AddScoped<OrganizationWire>();
        builder.Services.AddScoped<OrganizationDesk>();
        builder.Services.AddScoped<StaffRows>();
        builder.Services.AddScoped<IncubationDesk>();
        builder.Services.AddScoped<CoverageRows>();
        builder.Services.AddHostedService<ResidencyClock>();
        builder.Services.AddSingleton<SocialWorkerWire>();
        builder.Services.AddScoped<SocialWorkDesk>();
        builder.Services.AddScoped<StationRows>();
        builder.Services.AddHostedService<CertificateClock>();
        builder.Services.AddScoped<ProjectDesk>();
        builder.Services.AddScoped<AssessmentDesk>();
        builder.Services.AddScoped<Blacklist>();
        builder.Services.AddHostedService<WaitingOrderClock>();
        builder.Services.AddHostedService<ContractClock>();
        builder.Services.AddScoped<TeamDeeds>();
        builder.Services.AddScoped<ProcurementDesk>();
        builder.Services.AddScoped<OrderDesk>();
        builder.Services.AddSingleton<BidWire>();
        builder.Services.AddScoped<FundLedger>();
        builder.Services.AddScoped<FundDesk>();
        builder.Services.AddScoped<Promises>();
        builder.Services.AddSingleton<DonationWire>();
        builder.Services.AddHostedService<DriveClock>();
        builder.Services.AddScoped<VentureDesk>();
        builder.Services.AddScoped<EnterpriseDesk>();
        builder.Services.AddHostedService<LabelClock>();
        builder.Services.AddHostedService<CustodyClock>();
        builder.AddSlices(typeof(SocialOrgsModule).Assembly);
    }

    public static void MapSocialOrganizations(this WebApplication app)
    {
        app.MapGrpcService<ConnectionsRpc>();
        app.MapGrpcService<FeedRpc>();
        app.MapGrpcService<OrganizationsRpc>();
        app.MapGrpcService<GatesRpc>();
        app.MapGrpcService<IncubatorsRpc>();
        app.MapGrpcService<IntakesRpc>();
        app.MapGrpcService<ResidenciesRpc>();
        app.MapGrpcService<SocialWorkersRpc>();
        app.MapGrpcService<SocialWorkStationsRpc>();
        app.MapGrpcService<ProjectsRpc>();
        app.MapGrpcService<PilotsRpc>();
        app.MapGrpcService<GradingsRpc>();
        app.MapGrpcService<CreditRpc>();
        app.MapGrpcService<ServiceListsRpc>();
        app.MapGrpcService<TendersRpc>();
        app.MapGrpcService<ContractsRpc>();
        app.MapGrpcService<ServiceOrdersRpc>();
        app.MapGrpcService<FundsRpc>();
        app.MapGrpcService<DonationsRpc>();
        app.MapGrpcService<GrantsRpc>();
        app.MapGrpcService<SpendingsRpc>();
        app.MapGrpcService<DonationDrivesRpc>();
        app.MapGrpcService<CharityResourcesRpc>();
        app.MapGrpcService<VentureContestsRpc>();
        app.MapGrpcService<VenturesRpc>();
        app.MapGrpcService<EnterprisesRpc>();
        app.MapGrpcService<PublicAssetsRpc>();
        app.MapGrpcService<CustodiesRpc>();
    }
}
