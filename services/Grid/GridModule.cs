using Governance.Access;
using Governance.Events.Grid.V1;
using Governance.Events.Welfare.V1;
using Governance.Grid.Boards;
using Governance.Grid.Boundaries;
using Governance.Grid.Cadres;
using Governance.Grid.Calls;
using Governance.Grid.Categories;
using Governance.Grid.Communities;
using Governance.Grid.Disputes;
using Governance.Grid.Divisions;
using Governance.Grid.Emergencies;
using Governance.Grid.Facilities;
using Governance.Grid.Grids;
using Governance.Grid.Matters;
using Governance.Grid.Supplies;
using Governance.Grid.Surveys;
using Governance.Grid.Whistles;
using Governance.Hosting;
using Governance.Map;
using Governance.Messaging;

namespace Governance.Grid;

internal static class GridModule
{
    public static void AddGrid(this IHostApplicationBuilder builder)
    {
        builder.AddGovernanceRpc("grid", typeof(IdempotencyInterceptor));
        builder.AddGovernanceDb<GridDb>("grid");
        builder.AddGovernanceMessaging("grid", consumers => consumers
            .Consumes<OnCallResolved, CallResolved>("who called about the same may live in another area")
            .Consumes<OnCaseAccepted, CaseAccepted>("a case may come from an appeal of any area")
            .Consumes<OnCaseClosed, CaseClosed>("a case may come from an appeal of any area")
            .Consumes<OnConventionFiled, Events.Party.V1.ConventionFiled>("a convention is filed for any community"));
        builder.Services.AddSingleton<IdempotencyInterceptor>();
        builder.Services.AddSingleton<PersonalData>();
        builder.AddGovernanceMap<GridDb>(owns: true);
        builder.Services.AddSingleton<ProvinceBounds>();
        builder.Services.AddScoped<MapComparison>();
        builder.Services.AddScoped<WorkerWire>();
        builder.Services.AddSingleton<ReferenceNow>();
        builder.Services.AddSingleton<CallWire>();
        builder.Services.AddScoped<CallDesk>();
        builder.Services.AddScoped<CallHeirs>();
        builder.Services.AddScoped<WhistleDesk>();
        builder.Services.AddScoped<Place>();
        builder.Services.AddScoped<ReorganizationDesk>();
        builder.Services.AddScoped<CommunityRows>();
        builder.Services.AddScoped<EmergencyRows>();
        builder.Services.AddScoped<SupplyLedger>();
        builder.Services.AddScoped<BoundaryRows>();
        builder.Services.AddScoped<CadreWire>();
        builder.Services.AddScoped<MatterDesk>();
        builder.Services.AddScoped<FacilityRows>();
        builder.Services.AddScoped<SurveyRows>();
        builder.Services.AddScoped<DisputeWire>();
        builder.Services.AddScoped<DisputeDesk>();
        builder.Services.AddScoped<DisputeLimitBook>();
        builder.Services.AddHostedService<CallClock>();
        builder.Services.AddHostedService<DisputeClock>();
        builder.Services.AddHostedService<WhistleClock>();
        builder.Services.AddHostedService<OwnerClock>();
        builder.Services.AddHostedService<BoardFold>();
        builder.AddSlices(typeof(GridModule).Assembly);
    }

    public static void MapGrid(this WebApplication app)
    {
        app.MapGrpcService<ConnectionsRpc>();
        app.MapGrpcService<FeedRpc>();
        app.MapGrpcService<DivisionsRpc>();
        app.MapGrpcService<GridsRpc>();
        app.MapGrpcService<WorkersRpc>();
        app.MapGrpcService<CallsRpc>();
        app.MapGrpcService<WhistlesRpc>();
        app.MapGrpcService<CategoriesRpc>();
        app.MapGrpcService<CalendarRpc>();
        app.MapGrpcService<CommunitiesRpc>();
        app.MapGrpcService<ReorganizationsRpc>();
        app.MapGrpcService<EmergencyPlansRpc>();
        app.MapGrpcService<EmergenciesRpc>();
        app.MapGrpcService<SuppliesRpc>();
        app.MapGrpcService<BoundariesRpc>();
        app.MapGrpcService<CadresRpc>();
        app.MapGrpcService<MattersRpc>();
        app.MapGrpcService<FacilitiesRpc>();
        app.MapGrpcService<AppraisalsRpc>();
        app.MapGrpcService<SurveysRpc>();
        app.MapGrpcService<DisputesRpc>();
        app.MapGrpcService<DisputeLimitsRpc>();
    }
}
