using Governance.Map;
using Governance.Messaging;
using Governance.PartyBuilding.Establishment;
using Governance.PartyBuilding.Members;
using Governance.PartyBuilding.Organizations;
using Governance.PartyBuilding.ReportIns;
using Governance.PartyBuilding.Transfers;
using Microsoft.EntityFrameworkCore;

namespace Governance.PartyBuilding;

internal sealed class PartyDb(DbContextOptions<PartyDb> options) : GovernanceDb(options)
{
    public IQueryable<Organization> Organizations => Visible<Organization>();
    public IQueryable<OrganizationRule> OrganizationRules => Everywhere<OrganizationRule>("the rule of the division above holds below; writes are guarded by area");
    public IQueryable<Division> Divisions => Nationwide<Division>();
    public IQueryable<Place> Places => Visible<Place>();
    public IQueryable<Member> Members => Visible<Member>();
    public IQueryable<MemberStep> MemberSteps => Nationwide<MemberStep>();
    public IQueryable<MemberRule> MemberRules => Everywhere<MemberRule>("the rule of the division above holds below; writes are guarded by area");
    public IQueryable<MemberBatch> MemberBatches => Visible<MemberBatch>();
    public IQueryable<MemberVerdict> MemberVerdicts => Nationwide<MemberVerdict>();
    public IQueryable<Transfer> Transfers => Visible<Transfer>();
    public IQueryable<ReportIn> ReportIns => Visible<ReportIn>();
    public IQueryable<Receipt> Receipts => Visible<Receipt>();
    public IQueryable<YearAppraisal> YearAppraisals => Visible<YearAppraisal>();
    public IQueryable<ServiceItem> ServiceItems => Visible<ServiceItem>();
    public IQueryable<Undertaking> Undertakings => Visible<Undertaking>();
    public IQueryable<ServiceEntry> ServiceEntries => Nationwide<ServiceEntry>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasDivisions();
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PartyDb).Assembly);
    }
}
