using Governance.Access;
using Governance.Events.Grid.V1;
using Governance.Events.SocialOrgs.V1;
using Governance.Events.Volunteers.V1;
using Governance.Hosting;
using Governance.Map;
using Governance.Messaging;
using Governance.Welfare.Allowances;
using Governance.Welfare.Assessments;
using Governance.Welfare.Care;
using Governance.Welfare.Cases;
using Governance.Welfare.Divisions;
using Governance.Welfare.Emergencies;
using Governance.Welfare.Jobs;
using Governance.Welfare.People;
using Governance.Welfare.Protection;
using Governance.Welfare.Visits;

namespace Governance.Welfare;

internal static class WelfareModule
{
    /// <summary><c>welfare reseal</c>.</summary>
    public static GovernanceCommand Reseal { get; } = Messaging.Reseal.Command([.. PersonWire.Sealed, .. AssessmentWire.Sealed, .. ChildReportWire.Sealed, .. CaseWire.Sealed, .. VisitWire.Sealed]);

    public static void AddWelfare(this IHostApplicationBuilder builder)
    {
        // The most sensitive data of the platform: who was turned away is in the audit trail too.
        builder.AddGovernanceRpc("welfare", [typeof(DenialInterceptor)], [typeof(IdempotencyInterceptor)]);
        builder.AddGovernanceDb<WelfareDb>("welfare");
        builder.AddGovernanceMap<WelfareDb>(facts: ["allowance_payments", "job_payments"]);
        builder.AddGovernanceCalendar<WelfareDb>();
        builder.Services.AddSingleton(new OwnersFunctions("ensure_visit_month(date)"));
        builder.AddGovernanceMessaging("welfare", consumers => consumers
            .Consumes<OnDivisionsImported, DivisionsImported>("the map is nationwide")
            .Consumes<OnCommunitiesReorganized, CommunitiesReorganized>("a community that merges takes its people with it")
            .Consumes<OnEmergencyActivated, EmergencyActivated>("an emergency may be anywhere")
            .Consumes<OnServiceOrderLapsed, ServiceOrderLapsed>("as OnNeedFulfilled")
            .Consumes<OnContractAwarded, ContractAwarded>("a county of any area may buy")
            .Consumes<OnServiceOrderAccepted, ServiceOrderAccepted>("as OnNeedFulfilled")
            .Consumes<OnNeedFulfilled, NeedFulfilled>("a need of any area may be served")
            .Consumes<OnCalendarPublished, CalendarPublished>("the calendar is nationwide")
            .Consumes<OnCallDispatched, CallDispatched>("an appeal of any area may be a matter of civil affairs")
            .Consumes<OnCallClosed, CallClosed>("an appeal of any area may have opened a case"));
        builder.Services.AddSingleton<DenialInterceptor>();
        builder.Services.AddSingleton<IdempotencyInterceptor>();
        builder.Services.AddSingleton<PersonalData>();
        builder.Services.AddScoped<PersonWire>();
        builder.Services.AddScoped<PersonRows>();
        builder.Services.AddScoped<PersonDesk>();
        builder.Services.AddScoped<Deaths>();
        builder.Services.AddScoped<AllowanceDesk>();
        builder.Services.AddScoped<AllowanceRuleBook>();
        builder.Services.AddScoped<PayListDesk>();
        builder.Services.AddScoped<ProtectionDesk>();
        builder.Services.AddScoped<ChildReportWire>();
        builder.Services.AddHostedService<ProtectionClock>();
        builder.Services.AddScoped<EmergencyDesk>();
        builder.Services.AddScoped<CareDesk>();
        builder.Services.AddScoped<VulnerableRows>();
        builder.Services.AddScoped<PayListRows>();
        builder.Services.AddScoped<FormLibrary>();
        builder.Services.AddSingleton<AssessmentWire>();
        builder.Services.AddSingleton<CaseWire>();
        builder.Services.AddSingleton<ShareWire>();
        builder.Services.AddScoped<CaseRows>();
        builder.Services.AddScoped<CaseLimitBook>();
        builder.Services.AddScoped<CaseDesk>();
        builder.Services.AddScoped<ReferralDesk>();
        builder.Services.AddScoped<TransferDesk>();
        builder.Services.AddHostedService<CaseClock>();
        builder.Services.AddSingleton<VisitWire>();
        builder.Services.AddScoped<VisitRows>();
        builder.Services.AddScoped<VisitDesk>();
        builder.Services.AddHostedService<VisitClock>();
        builder.Services.AddHostedService<VisitFold>();
        builder.Services.AddScoped<JobRows>();
        builder.Services.AddScoped<JobRuleBook>();
        builder.Services.AddScoped<JobDesk>();
        builder.Services.AddHostedService<JobClock>();
        builder.AddSlices(typeof(WelfareModule).Assembly);
    }

    public static void MapWelfare(this WebApplication app)
    {
        app.MapGrpcService<ConnectionsRpc>();
        app.MapGrpcService<FeedRpc>();
        app.MapGrpcService<PeopleRpc>();
        app.MapGrpcService<AllowancesRpc>();
        app.MapGrpcService<PayListsRpc>();
        app.MapGrpcService<ChildReportsRpc>();
        app.MapGrpcService<EmergenciesRpc>();
        app.MapGrpcService<CareNeedsRpc>();
        app.MapGrpcService<CareProvidersRpc>();
        app.MapGrpcService<CareOrdersRpc>();
        app.MapGrpcService<ContactsRpc>();
        app.MapGrpcService<ConsentsRpc>();
        app.MapGrpcService<HealthNotesRpc>();
        app.MapGrpcService<AssessmentsRpc>();
        app.MapGrpcService<CasesRpc>();
        app.MapGrpcService<CaseNotesRpc>();
        app.MapGrpcService<CaseLimitsRpc>();
        app.MapGrpcService<CaseTasksRpc>();
        app.MapGrpcService<CaseReferralsRpc>();
        app.MapGrpcService<CaseTransfersRpc>();
        app.MapGrpcService<VisitsRpc>();
        app.MapGrpcService<JobsRpc>();
        app.MapGrpcService<JobPayListsRpc>();
    }
}
