using Governance.Map;
using Governance.Messaging;
using Governance.SocialOrganizations.Assessments;
using Governance.SocialOrganizations.Enterprises;
using Governance.SocialOrganizations.Funds;
using Governance.SocialOrganizations.Incubation;
using Governance.SocialOrganizations.Organizations;
using Governance.SocialOrganizations.Procurement;
using Governance.SocialOrganizations.Projects;
using Governance.SocialOrganizations.SocialWork;
using Governance.SocialOrganizations.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations;

internal sealed class SocialOrgsDb(DbContextOptions<SocialOrgsDb> options) : GovernanceDb(options)
{
    public IQueryable<Organization> Organizations => Visible<Organization>();
    public IQueryable<OrganizationPaper> OrganizationPapers => Nationwide<OrganizationPaper>();
    public IQueryable<OrganizationStep> OrganizationSteps => Nationwide<OrganizationStep>();
    public IQueryable<TeamDeed> TeamDeeds => Visible<TeamDeed>();
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
    public IQueryable<ProjectList> ProjectLists => Visible<ProjectList>();
    public IQueryable<Project> Projects => Visible<Project>();
    public IQueryable<ProjectStep> ProjectSteps => Nationwide<ProjectStep>();
    public IQueryable<PilotScheme> PilotSchemes => Everywhere<PilotScheme>("the scheme of the division above holds below; writes are guarded by area");
    public IQueryable<Pilot> Pilots => Visible<Pilot>();
    public IQueryable<GradingScheme> GradingSchemes => Everywhere<GradingScheme>("the scheme of the division above holds below; writes are guarded by area");
    public IQueryable<Grading> Gradings => Visible<Grading>();
    public IQueryable<GradingPanelist> GradingPanelists => Nationwide<GradingPanelist>();
    public IQueryable<GradingScore> GradingScores => Nationwide<GradingScore>();
    public IQueryable<GradingObjection> GradingObjections => Nationwide<GradingObjection>();
    public IQueryable<CreditEntry> CreditEntries => Nationwide<CreditEntry>();
    public IQueryable<Blacklisting> Blacklistings => Visible<Blacklisting>();
    public IQueryable<ServiceList> ServiceLists => Visible<ServiceList>();
    public IQueryable<ListItem> ListItems => Visible<ListItem>();
    public IQueryable<ProcurementStep> ProcurementSteps => Nationwide<ProcurementStep>();
    public IQueryable<Tender> Tenders => Visible<Tender>();
    public IQueryable<Bid> Bids => Visible<Bid>();
    public IQueryable<Contract> Contracts => Visible<Contract>();
    public IQueryable<ServiceOrder> ServiceOrders => Visible<ServiceOrder>();

    public IQueryable<Fund> Funds => Visible<Fund>();
    public IQueryable<Earmark> Earmarks => Nationwide<Earmark>();
    public IQueryable<FundAccount> FundAccounts => Nationwide<FundAccount>();
    public IQueryable<FundEntry> FundEntries => Nationwide<FundEntry>();
    public IQueryable<FundLeg> FundLegs => Nationwide<FundLeg>();
    public IQueryable<LotteryRule> LotteryRules => Everywhere<LotteryRule>("the share of the division above holds below; writes are guarded by area");
    public IQueryable<LotteryShare> LotteryShares => Visible<LotteryShare>();
    public IQueryable<Donation> Donations => Visible<Donation>();
    public IQueryable<Donor> Donors => Visible<Donor>();
    public IQueryable<DonorHonour> DonorHonours => Everywhere<DonorHonour>("honours of the division above are given below; writes are guarded by area");
    public IQueryable<Grant> Grants => Visible<Grant>();
    public IQueryable<Spending> Spendings => Visible<Spending>();
    public IQueryable<DonationDrive> DonationDrives => Visible<DonationDrive>();
    public IQueryable<DriveDay> DriveDays => Nationwide<DriveDay>();
    public IQueryable<CharityNeed> CharityNeeds => Visible<CharityNeed>();
    public IQueryable<CharityResource> CharityResources => Visible<CharityResource>();
    public IQueryable<ResourceMatch> ResourceMatches => Visible<ResourceMatch>();

    public IQueryable<VentureContest> VentureContests => Visible<VentureContest>();
    public IQueryable<VenturePanelist> VenturePanelists => Visible<VenturePanelist>();
    public IQueryable<VentureScore> VentureScores => Nationwide<VentureScore>();
    public IQueryable<DeskTally> DeskTallies => Nationwide<DeskTally>();
    public IQueryable<Voter> Voters => Visible<Voter>();
    public IQueryable<VoterTally> VoterTallies => Visible<VoterTally>();
    public IQueryable<VentureVote> VentureVotes => Nationwide<VentureVote>();
    public IQueryable<Venture> Ventures => Visible<Venture>();

    public IQueryable<Enterprise> Enterprises => Visible<Enterprise>();
    public IQueryable<Supervision> Supervisions => Nationwide<Supervision>();
    public IQueryable<PublicAsset> PublicAssets => Visible<PublicAsset>();
    public IQueryable<CustodyRule> CustodyRules => Everywhere<CustodyRule>("the rule of the division above holds below; writes are guarded by area");
    public IQueryable<Custody> Custodies => Visible<Custody>();
    public IQueryable<CustodyReport> CustodyReports => Nationwide<CustodyReport>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasDivisions();
        modelBuilder.HasMovedCommunities();
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(SocialOrgsDb).Assembly);
    }
}
