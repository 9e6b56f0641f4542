using Governance.Access;
using Governance.Grid.Boundaries;
using Governance.Grid.Cadres;
using Governance.Grid.Calls;
using Governance.Grid.Categories;
using Governance.Grid.Communities;
using Governance.Grid.Disputes;
using Governance.Grid.Emergencies;
using Governance.Grid.Grids;
using Governance.Grid.Matters;
using Governance.Grid.Supplies;
using Governance.Grid.Whistles;
using Governance.Map;
using Governance.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Governance.Grid;

internal sealed class GridDb(DbContextOptions<GridDb> options) : GovernanceDb(options)
{
    public IQueryable<Division> Divisions => Nationwide<Division>();
    public IQueryable<Grids.Grid> Grids => Visible<Grids.Grid>();

    /// <summary>Grids with their open assignment: what a hand-over needs.</summary>
    public IQueryable<Grids.Grid> GridsWithResponsible => Grids.Include(g => g.Assignments.Where(a => a.EndAt == null));

    public IQueryable<Assignment> Assignments => Visible<Assignment>();
    public IQueryable<Worker> Workers => Visible<Worker>();
    public IQueryable<Call> Calls => Visible<Call>();
    public IReadOnlyList<IQueryable<Call>> CallsByPlace(Area? within) => VisibleByPlace<Call>(within);
    public IQueryable<CallReturn> CallReturns => Visible<CallReturn>();
    public IReadOnlyList<IQueryable<CallReturn>> CallReturnsByPlace(Area? within) => VisibleByPlace<CallReturn>(within);
    public IQueryable<CallStep> CallSteps => Nationwide<CallStep>();
    public IQueryable<Whistle> Whistles => Visible<Whistle>();
    public IQueryable<WhistleTask> WhistleTasks => Visible<WhistleTask>();
    public IQueryable<Category> Categories => Nationwide<Category>();
    public IQueryable<Unit> Units => Nationwide<Unit>();
    public IQueryable<DispatchRule> DispatchRules => Everywhere<DispatchRule>("dispatch reads the rules of the levels above; writes are guarded by area");
    public IQueryable<CalendarDay> CalendarDays => Nationwide<CalendarDay>();
    public IQueryable<Community> Communities => Visible<Community>();
    public IQueryable<Reorganization> Reorganizations => Visible<Reorganization>();
    public IQueryable<Succession> Successions => Nationwide<Succession>();
    public IQueryable<EmergencyPlan> EmergencyPlans => Visible<EmergencyPlan>();
    public IQueryable<Drill> Drills => Visible<Drill>();
    public IQueryable<Emergency> Emergencies => Visible<Emergency>();
    public IQueryable<HouseholdCheck> HouseholdChecks => Visible<HouseholdCheck>();
    public IQueryable<Shelter> Shelters => Visible<Shelter>();
    public IQueryable<Supply> Supplies => Visible<Supply>();
    public IQueryable<SupplyPosting> SupplyPostings => Visible<SupplyPosting>();
    public IQueryable<GridBoundary> GridBoundaries => Visible<GridBoundary>();
    public IQueryable<Cadre> Cadres => Visible<Cadre>();
    public IQueryable<Matter> Matters => Visible<Matter>();
    public IQueryable<Dispute> Disputes => Visible<Dispute>();
    public IReadOnlyList<IQueryable<Dispute>> DisputesByPlace(Area? within) => VisibleByPlace<Dispute>(within);
    public IQueryable<DisputeParty> DisputeParties => Nationwide<DisputeParty>();
    public IQueryable<DisputeLimit> DisputeLimits => Everywhere<DisputeLimit>("a limit holds in the divisions below too, and is no secret; writes are guarded by area");
    public IQueryable<MatterAssignment> MatterAssignments => Visible<MatterAssignment>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasDivisions();
        modelBuilder.HasWorkingCalendar();
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(GridDb).Assembly);
    }
}
