using Governance.Map;
using Governance.Messaging;
using Governance.Welfare.Allowances;
using Governance.Welfare.Assessments;
using Governance.Welfare.Care;
using Governance.Welfare.Cases;
using Governance.Welfare.Emergencies;
using Governance.Welfare.Jobs;
using Governance.Welfare.People;
using Governance.Welfare.Protection;
using Governance.Welfare.Visits;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare;

internal sealed class WelfareDb(DbContextOptions<WelfareDb> options) : GovernanceDb(options)
{
    /// <summary>Without sealed and merged ones, and without the dead: what lists, counts and whatever goes through many people sees.</summary>
    public IQueryable<Person> People => Visible<Person>().Where(p => p.State == PersonState.Open && p.DiedOn == null);

    /// <summary>Sealed and merged ones and the dead too: only by way of <see cref="PersonDesk"/>, which holds the seal.</summary>
    public IQueryable<Person> AllPeople => Visible<Person>();

    public IQueryable<Allowance> Allowances => Visible<Allowance>();
    public IQueryable<PayList> PayLists => Visible<PayList>();
    public IQueryable<ChildReport> ChildReports => Visible<ChildReport>();
    public IQueryable<ChildStep> ChildSteps => Visible<ChildStep>();
    public IQueryable<Emergency> Emergencies => Visible<Emergency>();
    public IQueryable<VulnerablePerson> VulnerablePeople => Visible<VulnerablePerson>();
    public IQueryable<CareNeed> CareNeeds => Visible<CareNeed>();
    public IQueryable<CareRecord> CareRecords => Visible<CareRecord>();
    public IQueryable<CareProvider> CareProviders => Visible<CareProvider>();
    public IQueryable<CareOrder> CareOrders => Visible<CareOrder>();

    public IQueryable<PersonStep> PersonSteps => Nationwide<PersonStep>();
    public IQueryable<Contact> Contacts => Visible<Contact>();
    public IQueryable<Consent> Consents => Visible<Consent>();
    public IQueryable<HealthNote> HealthNotes => Visible<HealthNote>();

    public IQueryable<FormVersion> FormVersions => Nationwide<FormVersion>();
    public IQueryable<Assessment> Assessments => Visible<Assessment>();

    public IQueryable<Case> Cases => Visible<Case>();
    public IQueryable<CaseStep> CaseSteps => Visible<CaseStep>();
    public IQueryable<CaseNote> CaseNotes => Visible<CaseNote>();
    public IQueryable<CasePlan> CasePlans => Visible<CasePlan>();
    public IQueryable<CaseTask> CaseTasks => Visible<CaseTask>();
    public IQueryable<CaseWorker> CaseWorkers => Visible<CaseWorker>();
    public IQueryable<CaseReferral> CaseReferrals => Visible<CaseReferral>();
    public IQueryable<CaseTransfer> CaseTransfers => Visible<CaseTransfer>();
    public IQueryable<CaseLimit> CaseLimits => Nationwide<CaseLimit>();
    public IQueryable<EndedCall> EndedCalls => Nationwide<EndedCall>();

    public IQueryable<Visit> Visits => Visible<Visit>();
    public IQueryable<Visitor> Visitors => Visible<Visitor>();
    public IQueryable<DefaultVisitor> DefaultVisitors => Visible<DefaultVisitor>();
    public IQueryable<VisitRule> VisitRules => Nationwide<VisitRule>();

    public IQueryable<Job> Jobs => Visible<Job>();
    public IQueryable<JobEngagement> JobEngagements => Visible<JobEngagement>();
    public IQueryable<JobPayList> JobPayLists => Visible<JobPayList>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasDivisions();
        modelBuilder.HasMovedCommunities();
        modelBuilder.HasWorkingCalendar();
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(WelfareDb).Assembly);
    }
}
