using Governance.Grid.V1;
using Governance.Harness;

namespace Governance.Grid.Tests;

/// <summary>Somebody with a token, and everything they may try.</summary>
public sealed class GridCaller(Replica replica, string? token) : ServiceCaller(replica, token)
{
    public V1.Calls.CallsClient Calls => new(Invoker);

    public V1.Divisions.DivisionsClient Divisions => new(Invoker);

    public V1.Grids.GridsClient Grids => new(Invoker);

    public V1.Workers.WorkersClient Workers => new(Invoker);

    public V1.Whistles.WhistlesClient Whistles => new(Invoker);

    public V1.Categories.CategoriesClient Categories => new(Invoker);

    public V1.Calendar.CalendarClient Calendar => new(Invoker);

    public V1.Communities.CommunitiesClient Communities => new(Invoker);

    public V1.Reorganizations.ReorganizationsClient Reorganizations => new(Invoker);

    public V1.EmergencyPlans.EmergencyPlansClient EmergencyPlans => new(Invoker);

    public V1.Emergencies.EmergenciesClient Emergencies => new(Invoker);

    public V1.Supplies.SuppliesClient Supplies => new(Invoker);

    public V1.Boundaries.BoundariesClient Boundaries => new(Invoker);

    public V1.Cadres.CadresClient Cadres => new(Invoker);

    public V1.Disputes.DisputesClient Disputes => new(Invoker);

    public V1.DisputeLimits.DisputeLimitsClient DisputeLimits => new(Invoker);

    public V1.Matters.MattersClient Matters => new(Invoker);
}
