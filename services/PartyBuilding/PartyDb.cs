using Governance.Map;
using Governance.Messaging;
using Governance.PartyBuilding.Compounds;
using Governance.PartyBuilding.Conventions;
using Governance.PartyBuilding.Coverage;
using Governance.PartyBuilding.Deliberation;
using Governance.PartyBuilding.Establishment;
using Governance.PartyBuilding.Grades;
using Governance.PartyBuilding.Members;
using Governance.PartyBuilding.Organizations;
using Governance.PartyBuilding.People;
using Governance.PartyBuilding.Qualifications;
using Governance.PartyBuilding.Regional;
using Governance.PartyBuilding.ReportIns;
using Governance.PartyBuilding.Teams;
using Governance.PartyBuilding.Transfers;
using Governance.PartyBuilding.Workers;
using Microsoft.EntityFrameworkCore;

namespace Governance.PartyBuilding;

internal sealed class PartyDb(DbContextOptions<PartyDb> options) : GovernanceDb(options)
{
    public IQueryable<Organization> Organizations => Visible<Organization>();
    public IQueryable<OrganizationRule> OrganizationRules => Everywhere<OrganizationRule>("the rule of the division above holds below; writes are guarded by area");
    public IQueryable<Division> Divisions => Nationwide<Division>();
    public IQueryable<Place> Places => Visible<Place>();
    public IQueryable<Person> People => Visible<Person>();
    public IQueryable<Team> Teams => Visible<Team>();
    public IQueryable<TeamPost> TeamPosts => Visible<TeamPost>();
    public IQueryable<TeamHolding> TeamHoldings => Visible<TeamHolding>();
    public IQueryable<TeamSeats> TeamSeats => Nationwide<TeamSeats>();
    public IQueryable<TeamRule> TeamRules => Everywhere<TeamRule>("the rule of the division above holds below; writes are guarded by area");
    public IQueryable<JointReview> JointReviews => Visible<JointReview>();
    public IQueryable<ReviewOpinion> ReviewOpinions => Visible<ReviewOpinion>();
    public IQueryable<Filing> Filings => Visible<Filing>();
    public IQueryable<Reserve> Reserves => Visible<Reserve>();
    public IQueryable<Worker> Workers => Visible<Worker>();
    public IQueryable<WorkerAssignment> WorkerAssignments => Nationwide<WorkerAssignment>();
    public IQueryable<WorkerCertificate> WorkerCertificates => Nationwide<WorkerCertificate>();
    public IQueryable<WorkerTraining> WorkerTrainings => Nationwide<WorkerTraining>();
    public IQueryable<GradeScheme> GradeSchemes => Everywhere<GradeScheme>("the scheme of the division above holds below; writes are guarded by area");
    public IQueryable<Regrading> Regradings => Visible<Regrading>();
    public IQueryable<RegradingRow> RegradingRows => Nationwide<RegradingRow>();
    public IQueryable<Member> Members => Visible<Member>();
    public IQueryable<MemberStep> MemberSteps => Nationwide<MemberStep>();
    public IQueryable<MemberRule> MemberRules => Everywhere<MemberRule>("the rule of the division above holds below; writes are guarded by area");
    public IQueryable<MemberFloor> MemberFloors => Nationwide<MemberFloor>();
    public IQueryable<MemberBatch> MemberBatches => Visible<MemberBatch>();
    public IQueryable<MemberVerdict> MemberVerdicts => Nationwide<MemberVerdict>();
    public IQueryable<Transfer> Transfers => Visible<Transfer>();
    public IQueryable<ReportIn> ReportIns => Visible<ReportIn>();
    public IQueryable<Receipt> Receipts => Visible<Receipt>();
    public IQueryable<YearAppraisal> YearAppraisals => Visible<YearAppraisal>();
    public IQueryable<ServiceItem> ServiceItems => Visible<ServiceItem>();
    public IQueryable<Undertaking> Undertakings => Visible<Undertaking>();
    public IQueryable<ServiceEntry> ServiceEntries => Nationwide<ServiceEntry>();
    public IQueryable<WaitingRecord> WaitingRecords => Nationwide<WaitingRecord>();
    public IQueryable<RegionalCommittee> RegionalCommittees => Visible<RegionalCommittee>().Where(c => c.MergedIntoId == null);
    public IQueryable<MemberUnit> MemberUnits => Visible<MemberUnit>();
    public IQueryable<PartTimeMember> PartTimeMembers => Visible<PartTimeMember>();
    public IQueryable<Agreement> Agreements => Visible<Agreement>();
    public IQueryable<RegionalItem> RegionalItems => Visible<RegionalItem>();
    public IQueryable<Claim> Claims => Visible<Claim>();
    public IQueryable<ClaimProgress> ClaimProgress => Nationwide<ClaimProgress>();
    public IQueryable<OwnersCommittee> OwnersCommittees => Visible<OwnersCommittee>();
    public IQueryable<OwnersSeat> OwnersSeats => Visible<OwnersSeat>();
    public IQueryable<PropertyCompany> PropertyCompanies => Visible<PropertyCompany>();
    public IQueryable<PropertyContract> PropertyContracts => Visible<PropertyContract>();
    public IQueryable<ManagementRule> ManagementRules => Visible<ManagementRule>();
    public IQueryable<ScoreScheme> ScoreSchemes => Everywhere<ScoreScheme>("the scheme of the division above holds below; writes are guarded by area");
    public IQueryable<SupervisionScore> SupervisionScores => Visible<SupervisionScore>();
    public IQueryable<TwoNewUnit> TwoNewUnits => Visible<TwoNewUnit>().Where(u => u.EndedAt == null);
    public IQueryable<LevelProposal> LevelProposals => Visible<LevelProposal>();
    public IQueryable<Motion> Motions => Visible<Motion>();
    public IQueryable<DeliberationRule> DeliberationRules => Everywhere<DeliberationRule>("the rule of the division above holds below; writes are guarded by area");
    public IQueryable<DeliberationFloor> DeliberationFloors => Nationwide<DeliberationFloor>();
    public IQueryable<Convention> Conventions => Visible<Convention>();
    public IQueryable<Performance> Performances => Nationwide<Performance>();
    public IQueryable<Listing> Listings => Visible<Listing>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasDivisions();
        modelBuilder.HasMovedCommunities();
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PartyDb).Assembly);
    }
}
