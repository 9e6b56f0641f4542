using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Organizations;

namespace Governance.PartyBuilding.Tests.Members;

internal static class Rosters
{
    public static readonly Prerequisite[] ForActivist = [Prerequisite.Talk, Prerequisite.Recommendation, Prerequisite.BranchDecision, Prerequisite.UpperFiling];
    public static readonly Prerequisite[] ForCandidate = [Prerequisite.Cultivators, Prerequisite.Opinions, Prerequisite.BranchDecision, Prerequisite.UpperFiling];
    public static readonly Prerequisite[] ForProbation = [Prerequisite.Sponsors, Prerequisite.PoliticalReview, Prerequisite.Training, Prerequisite.PublicNotice, Prerequisite.PreReview, Prerequisite.BranchMeeting, Prerequisite.UpperTalk, Prerequisite.UpperApproval];
    public static readonly Prerequisite[] ForFull = [Prerequisite.FullApplication, Prerequisite.Opinions, Prerequisite.PublicNotice, Prerequisite.BranchMeeting, Prerequisite.UpperApproval];

    public static EnterApplicantRequest ToEnter(Organization organization, string? number = null, string date = "2026-03-01", string name = "李小明") => new()
    {
        RequestId = NewId(), OrganizationId = organization.Id, Name = name, IdentityNumber = number ?? PartyApp.NewNumber(), Phone = "13912345678", Date = date, Evidence = { Met(date, Prerequisite.Application) },
    };

    public static IEnumerable<Evidence> Met(string date, params Prerequisite[] prerequisites) => prerequisites.Select(p => new Evidence { Prerequisite = p, Date = date });

    public static RosterRow Row(Organization organization, MemberState state = MemberState.Full, string? number = null, string since = "2020-07-01", string name = "王大山") => new()
    {
        OrganizationId = organization.Id, Name = name, IdentityNumber = number ?? PartyApp.NewNumber(), Phone = "13812345678", State = state, StateDate = since, JoinedDate = state == MemberState.Full ? "2019-07-01" : "",
    };

    public static async Task<MemberBatch> Enter(this PartyCaller office, string division, string batch, long line, params RosterRow[] rows)
    {
        using var call = office.Rosters.BatchRegisterMembers();
        await call.RequestStream.WriteAsync(new() { BatchId = batch, DivisionCode = division, FirstLine = line, Rows = { rows } });
        await call.RequestStream.CompleteAsync();
        return await call.ResponseAsync;
    }

    /// <summary>Members of an organisation who are on the roster already.</summary>
    public static async Task<List<Member>> NewMembers(this PartyApp app, Organization organization, int count = 1, MemberState state = MemberState.Full, string since = "2020-07-01")
    {
        var entered = await app.Office("51").Enter("51", NewId(), 1, [.. Enumerable.Range(0, count).Select(_ => Row(organization, state, since: since))]);
        Assert.Equal(count, entered.EnteredCount);
        var ids = await app.QueryAll<Guid>("select id from members where organization_id = $1 order by id desc", Guid.Parse(organization.Id));
        return [.. await Task.WhenAll(ids.Take(count).Select(async id => await app.Office("51").Members.GetMemberAsync(new() { Id = id.ToString() })))];
    }

    public static async Task<Member> NewMember(this PartyApp app, Organization organization, MemberState state = MemberState.Full, string since = "2020-07-01")
    {
        var number = PartyApp.NewNumber();
        await app.Office("51").Enter("51", NewId(), 1, Row(organization, state, number, since));
        return await app.Office("51").Members.GetMemberAsync(new() { Id = (await app.Office("51").Members.FindMemberAsync(new() { IdentityNumber = number, Purpose = "核对名册" })).MemberId });
    }

    public static async Task<Organization> NewBranch(this PartyApp app, string county = "510104") => await app.New(await app.NewTop(county));

    /// <summary>Every member counts once, where they are, and at every node above.</summary>
    public static async Task CountsAreRight(this PartyApp app) => Assert.Equal(0, await app.Query<long>("""
        with walked as (
          select a.id, 10 + m.state as measure, count(*) n from organizations a join organizations o on o.path like a.path || '%' join members m on m.organization_id = o.id where m.state < 6 group by 1, 2
          union all select a.id, 21, count(*) from organizations a join organizations o on o.path like a.path || '%' join members m on m.organization_id = o.id where m.floating_since is not null group by 1),
        counted as (select organization_id id, measure, sum(n) n from (select organization_id, measure, n from organization_counts union all select organization_id, measure, n from organization_count_changes) c
          where measure > 10 group by 1, 2 having sum(n) <> 0)
        select count(*) from walked w full join counted c using (id, measure) where w.n is distinct from c.n
        """));
}
