using Governance.Map;
using Governance.Messaging;
using Governance.Welfare.Assessments;
using Governance.Welfare.Cases;
using Governance.Welfare.People;
using Governance.Welfare.Visits;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare;

internal sealed class WelfareDb(DbContextOptions<WelfareDb> options) : GovernanceDb(options)
{
    /// <summary>Without sealed and merged ones: what lists, counts and whatever goes through many people sees.</summary>
    public IQueryable<Person> People => Visible<Person>().Where(p => p.State == PersonState.Open);

    /// <summary>Sealed and merged ones too: only by way of <see cref="PersonDesk"/>, which holds the seal.</summary>
    public IQueryable<Person> AllPeople => Visible<Person>();

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

    public IQueryable<Visit> Visits => Visible<Visit>();
    public IQueryable<Visitor> Visitors => Visible<Visitor>();
    public IQueryable<VisitRule> VisitRules => Nationwide<VisitRule>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasDivisions();
        modelBuilder.HasWorkingCalendar();
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(WelfareDb).Assembly);
    }
}
