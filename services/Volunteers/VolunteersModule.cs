using Governance.Access;
using Governance.Events.Grid.V1;
using Governance.Hosting;
using Governance.Map;
using Governance.Messaging;
using Governance.Volunteers.Divisions;
using Governance.Volunteers.Registrations;

namespace Governance.Volunteers;

internal static class VolunteersModule
{
    public static void AddVolunteers(this IHostApplicationBuilder builder)
    {
        builder.AddGovernanceRpc("volunteers", typeof(IdempotencyInterceptor));
        builder.AddGovernanceDb<VolunteersDb>("volunteers");
        builder.AddGovernanceMap<VolunteersDb>();
        builder.AddGovernanceMessaging("volunteers", consumers => consumers
            .Consumes<OnDivisionsImported, DivisionsImported>("the map is nationwide"));
        builder.Services.AddSingleton<IdempotencyInterceptor>();
        builder.Services.AddSingleton<PersonalData>();
        builder.Services.AddScoped<VolunteerWire>();
        builder.Services.AddScoped<RegistrationDesk>();
        builder.AddSlices(typeof(VolunteersModule).Assembly);
    }

    public static void MapVolunteers(this WebApplication app)
    {
        app.MapGrpcService<RegistrationsRpc>();
    }
}
