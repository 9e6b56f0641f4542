using Governance.Map;
using Governance.Messaging;
using Governance.SocialOrganizations.Incubation;
using Governance.SocialOrganizations.Organizations;
using Governance.SocialOrganizations.Procurement;
using Governance.SocialOrganizations.SocialWork;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations;

internal sealed class SocialOrgsDb(DbContextOptions<SocialOrgsDb> options) : GovernanceDb(options)
{
    public IQueryable<Organization> Organizations => Visible<Organization>();
    public IQueryable<OrganizationPaper> OrganizationPapers => Nationwide<OrganizationPaper>();
    public IQueryable<OrganizationStep> OrganizationSteps => Nationwide<OrganizationStep>();
    public IQueryable<PartyOrganization> PartyOrganizations => Nationwide<PartyOrganization>();
    public IQueryable<GateRule> GateRules => Everywhere<GateRule>("the rule of the division above holds below; writes are guarded by area");
    public IQueryable<Incubator> Incubators => Visible<Incubator>();
    public IQueryable<IncubationTarget> IncubationTargets => Everywhere<IncubationTarget>("the plan's target is printed for everybody");
    public IQueryable<Intake> Intakes => Visible<Intake>();
    public IQueryable<Panelist> Panelists => Visible<Panelist>();
    public IQueryable<Candidacy> Candidacies => Visible<Candidacy>();
    public IQueryable<PanelScore> PanelScores => Nationwide<PanelScore>();
    public IQueryable<Residency> Residencies => Visible<Residency>();
    public IQueryable<SocialWorker> SocialWorkers => Visible<SocialWorker>();
    public IQueryable<EducationEntry> EducationEntries => Nationwide<EducationEntry>();
    public IQueryable<AppointedVolunteer> AppointedVolunteers => Nationwide<AppointedVolunteer>();
    public IQueryable<SocialWorkRule> SocialWorkRules => Everywhere<SocialWorkRule>("the province's rule holds for everybody");
    public IQueryable<SocialWorkStation> SocialWorkStations => Visible<SocialWorkStation>();
    public IQueryable<StationProject> StationProjects => Visible<StationProject>();
    public IQueryable<ProjectOutput> ProjectOutputs => Nationwide<ProjectOutput>();
    public IQueryable<ServiceList> ServiceLists => Visible<ServiceList>();
    public IQueryable<ListItem> ListItems => Visible<ListItem>();
    public IQueryable<ProcurementStep> ProcurementSteps => Nationwide<ProcurementStep>();
    public IQueryable<Tender> Tenders => Visible<Tender>();
    public IQueryable<Bid> Bids => Visible<Bid>();
    public IQueryable<Contract> Contracts => Visible<Contract>();
    public IQueryable<ServiceOrder> ServiceOrders => Visible<ServiceOrder>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasDivisions();
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(SocialOrgsDb).Assembly);
    }
}
