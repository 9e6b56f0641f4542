using Governance.SocialOrganizations.Tests.Incubation;
using Governance.SocialOrganizations.Tests.Procurement;
using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Organizations;

/// <summary>Rows as the version before wrote them, and what the migration makes of them.</summary>
public sealed class ComingFromBefore(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    private async Task Migrated()
    {
        foreach (var statement in Migrations.MendPersons.Known.Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) await app.QueryAll<int>(statement.TrimEnd(';'));
    }

    [Fact]
    public async Task Who_accepted_and_who_reported_is_known_as_far_as_it_was_kept()
    {
        var contract = await app.Running();
        await app.Accepted(contract, 1);
        await app.Asked(contract);
        var residency = await app.Signed();
        foreach (var (by, m) in new[] { ("first-reporter", 1), ("second-reporter", 2) }) await app.Office(subject: by).Residencies.ReachMilestoneAsync(new() { RequestId = NewId(), Id = residency.Id, StageNumber = 1, MilestoneNumber = m, Evidence = "照片 2026-12" });
        await app.QueryAll<int>("update contract_milestones set accepted_by = ''");
        await app.QueryAll<int>("update residency_stages set reported_by = '{}'");
        await app.QueryAll<int>("update residencies set remind_on = null");
        await Migrated();
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Office(subject: "acceptor").Contracts.VerifyPaymentAsync(new() { Id = contract.Id, MilestoneNumber = 1 }));
        Assert.Equal(["", "acceptor"], (await app.QueryAll<string>("select accepted_by from contract_milestones where contract_id = $1", Guid.Parse(contract.Id))).Order());
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Office(subject: "second-reporter").Residencies.PassStageAsync(new() { Id = residency.Id }));
        Assert.Equal(["second-reporter,second-reporter", ""], await app.QueryAll<string>("select array_to_string(reported_by, ',') from residency_stages where residency_id = $1 order by number", Guid.Parse(residency.Id)));
        Assert.Equal(1, await app.Query<long>("select count(*) from residencies where id = $1 and remind_on = ends_on - 30", Guid.Parse(residency.Id)));
    }

    [Fact]
    public async Task Of_several_with_one_team_whoever_was_filed_first_has_it()
    {
        var (team, applied, entered, filed) = (Guid.Parse(NewId()), await app.Applied(), await app.Filed(), await app.Filed());
        await app.QueryAll<int>("update organizations set team_id = $1, team_confirmed = false, filed_on = case when id = $2 then filed_on - 9 else filed_on end where id in ($2, $3, $4)", team, Guid.Parse(filed.Id), Guid.Parse(entered.Id), Guid.Parse(applied.Id));
        await Migrated();
        Assert.Equal([filed.Id], await app.QueryAll<string>("select id::text from organizations where team_id = $1 and team_confirmed", team));
    }
}
