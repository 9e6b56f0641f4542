using Governance.Map;
using Governance.Messaging;
using Governance.Volunteers.Activities;
using Governance.Volunteers.CallUps;
using Governance.Volunteers.Honours;
using Governance.Volunteers.Orders;
using Governance.Volunteers.Points;
using Governance.Volunteers.Protection;
using Governance.Volunteers.Records;
using Governance.Volunteers.Registrations;
using Governance.Volunteers.Stations;
using Governance.Volunteers.Teams;
using Governance.Volunteers.TimeBank;
using Microsoft.EntityFrameworkCore;

namespace Governance.Volunteers;

internal sealed class VolunteersDb(DbContextOptions<VolunteersDb> options) : GovernanceDb(options)
{
    /// <summary>Without those whose guardian has taken the consent back: nobody sees them.</summary>
    public IQueryable<Volunteer> Volunteers => Visible<Volunteer>().Where(v => !v.Hidden);

    public IQueryable<Batch> Batches => Visible<Batch>();
    public IQueryable<RowVerdict> RowVerdicts => Nationwide<RowVerdict>();
    public IQueryable<Need> Needs => Visible<Need>();
    public IQueryable<Activity> Activities => Visible<Activity>();

    /// <summary>Activities wherever they are: what is published is for everybody to see.</summary>
    public IQueryable<Activity> Published => Everywhere<Activity>("what is published is for everybody to see");

    public IQueryable<Shift> Shifts => Visible<Shift>();
    public IQueryable<SignUp> SignUps => Visible<SignUp>();
    public IQueryable<ServiceRecord> Records => Visible<ServiceRecord>();
    public IQueryable<Certificate> Certificates => Visible<Certificate>();
    public IQueryable<Account> Accounts => Visible<Account>();
    public IQueryable<Posting> Postings => Visible<Posting>();
    public IQueryable<Order> Orders => Visible<Order>();
    public IQueryable<TimeRule> TimeRules => Everywhere<TimeRule>("the rule of the division above holds below; writes are guarded by area");

    public IQueryable<PointScheme> PointSchemes => Everywhere<PointScheme>("what counts is for everybody to see; writes are guarded by area");
    public IQueryable<PointAccount> PointAccounts => Visible<PointAccount>();
    public IQueryable<PointBalance> PointBalances => Visible<PointBalance>();
    public IQueryable<PointPosting> PointPostings => Visible<PointPosting>();
    public IQueryable<Reward> Rewards => Visible<Reward>();
    public IQueryable<Redemption> Redemptions => Visible<Redemption>();
    public IQueryable<Honour> Honours => Visible<Honour>();
    public IQueryable<Nomination> Nominations => Nationwide<Nomination>();
    public IQueryable<Ballot> Ballots => Nationwide<Ballot>();

    public IQueryable<Station> Stations => Visible<Station>();
    public IQueryable<Post> Posts => Visible<Post>();
    public IQueryable<PostHolding> PostHoldings => Visible<PostHolding>();
    public IQueryable<Team> Teams => Visible<Team>();
    public IQueryable<EndedOrganization> EndedOrganizations => Nationwide<EndedOrganization>();
    public IQueryable<TeamMember> TeamMembers => Visible<TeamMember>();

    public IQueryable<Cover> Covers => Visible<Cover>();
    public IQueryable<Course> Courses => Everywhere<Course>("one catalogue for the province, for everybody to see; writes are guarded by area");
    public IQueryable<Training> Trainings => Visible<Training>();
    public IQueryable<Commendation> Commendations => Visible<Commendation>();
    public IQueryable<CallUp> CallUps => Visible<CallUp>();
    public IQueryable<EmergencyTraining> EmergencyTrainings => Everywhere<EmergencyTraining>("as courses");

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasDivisions();
        modelBuilder.HasMovedCommunities();
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(VolunteersDb).Assembly);
    }
}
