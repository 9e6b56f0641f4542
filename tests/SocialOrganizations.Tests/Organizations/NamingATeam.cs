using Governance.Events.Volunteers.V1;
using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Organizations;

/// <summary>Whose team it is the office says; what an organisation's own staff say is a claim.</summary>
[Collection(WithBroker.Name)]
public sealed class NamingATeam(SocialOrgsAppWithBroker app)
{
    private async Task<Organization> Applied(string team, string? staff = null)
    {
        var apply = Founding.ToApply();
        apply.TeamId = team;
        return await (staff is null ? app.Office() : app.Staff(staff)).Organizations.ApplyForOrganizationAsync(apply);
    }

    private async Task<Organization> ReadyToFile(Organization organization)
    {
        var incubating = await app.Office().Organizations.IncubateOrganizationAsync(new() { RequestId = NewId(), Id = organization.Id });
        await app.Shows(incubating, PaperKind.Charter, PaperKind.LeaderPledge, PaperKind.MemberList);
        return incubating;
    }

    private static Task<Organization> Named(SocialOrgsCaller by, Organization organization, string team) =>
        by.Organizations.UpdateOrganizationAsync(new() { RequestId = NewId(), Id = organization.Id, UpdateMask = new() { Paths = { "team_id" } }, TeamId = team }).ResponseAsync;

    private Task<Organization> File(Organization organization, bool confirms = false) => app.Clerk().Organizations.FileOrganizationAsync(new() { RequestId = NewId(), Id = organization.Id, ConfirmsTeam = confirms }).ResponseAsync;

    private async Task<List<string>> Told(string team) => [.. (await app.Events("OrganizationRegistered")).Where(e => e.Contains(team, StringComparison.Ordinal))];

    private async Task<long> Minutes(Organization organization) =>
        (await app.Office().Organizations.GetOrganizationActivityAsync(new() { OrganizationId = organization.Id, FromDate = app.Day(-30), UntilDate = app.Day() })).Minutes;

    [Fact]
    public async Task What_belongs_to_one_that_lives_is_claimed_by_nobody_else_and_is_free_when_it_has_ended()
    {
        var team = NewId();
        var first = await Applied(team);
        Assert.True(first.TeamConfirmed);
        await Refused(StatusCode.AlreadyExists, "TEAM_TAKEN", () => Applied(team, "of-another"));
        await Refused(StatusCode.AlreadyExists, "TEAM_TAKEN", () => Applied(team));
        var other = await app.Applied();
        await Refused(StatusCode.AlreadyExists, "TEAM_TAKEN", () => Named(app.Office(), other, team));
        var enter = Founding.ToEnter(app);
        enter.TeamId = team;
        await Refused(StatusCode.AlreadyExists, "TEAM_TAKEN", () => app.Office().Organizations.EnterOrganizationAsync(enter));
        await app.Clerk().Organizations.ExitOrganizationAsync(new() { RequestId = NewId(), Id = first.Id, Reason = "全体成员决定解散" });
        Assert.True((await Named(app.Office(), other, team)).TeamConfirmed);
    }

    [Fact]
    public async Task Two_at_once_one_has_it()
    {
        var (team, organizations) = (NewId(), new List<Organization>());
        for (var i = 0; i < 8; i++) organizations.Add(await app.Applied());
        var answers = await Task.WhenAll(organizations.Select(async o =>
        {
            try
            {
                await Named(app.Office(), o, team);
                return "";
            }
            catch (RpcException e)
            {
                return Outcomes.Read(e).Reason;
            }
        }));
        Assert.Equal(["", .. Enumerable.Repeat("TEAM_TAKEN", 7)], answers.Order());
    }

    [Fact]
    public async Task What_staff_claim_counts_for_nothing_and_bars_nobody_until_the_office_confirms_it_at_the_filing()
    {
        var team = NewId();
        var claimed = await Applied(team, "claimant");
        Assert.Equal((team, false), (claimed.TeamId, claimed.TeamConfirmed));
        var served = new ServiceRecorded(Guid.Parse(NewId()), SmallMap.Community, Guid.Parse(NewId()), null, "elderly-care", app.Clock.GetUtcNow().AddDays(-1), 90, app.Clock.GetUtcNow(), Guid.Parse(team));
        var news = Guid.Parse(NewId());
        await app.PublishAsync(served, news);
        await EventuallyAsync("it is consumed", async () => await app.Query<long>("select count(*) from inbox where event_id = $1", news) > 0);
        Assert.Equal(0, await Minutes(claimed));

        await ReadyToFile(claimed);
        await Refused(StatusCode.FailedPrecondition, "TEAM_UNCONFIRMED", () => File(claimed));
        Assert.Empty(await Told(team));
        var filed = await File(claimed, confirms: true);
        Assert.True(filed.TeamConfirmed);
        Assert.Contains("\"teamConfirmed\":true", Assert.Single(await Told(team)), StringComparison.Ordinal);
        // What the team has done meanwhile is not lost, and nobody enters it again.
        Assert.Equal(90, await Minutes(claimed));
        // From then on it is the office's to change, and the registry is told.
        await Refused(StatusCode.PermissionDenied, "TEAM_OF_THE_OFFICE", () => Named(app.Staff("claimant"), claimed, NewId()));
        await Refused(StatusCode.PermissionDenied, "TEAM_OF_THE_OFFICE", () => Named(app.Office(subject: "claimant"), claimed, NewId()));
        var next = NewId();
        Assert.True((await Named(app.Office(), claimed, next)).TeamConfirmed);
        Assert.Single(await Told(next));
        // Should the registry have it as another's, the office says it once more.
        await Named(app.Office(), claimed, next);
        Assert.Equal(2, (await Told(next)).Count);
    }

    private async Task Serve(string team, int daysAgo, int minutes)
    {
        var (served, news) = (new ServiceRecorded(Guid.Parse(NewId()), SmallMap.Community, Guid.Parse(NewId()), null, "elderly-care", app.Clock.GetUtcNow().AddDays(-daysAgo), minutes, app.Clock.GetUtcNow(), Guid.Parse(team)), Guid.Parse(NewId()));
        await app.PublishAsync(served, news);
        await EventuallyAsync("it is consumed", async () => await app.Query<long>("select count(*) from inbox where event_id = $1", news) > 0);
    }

    [Fact]
    public async Task What_is_done_after_one_has_ended_and_another_claims_the_team_is_that_ones_once_the_office_confirms_it()
    {
        var team = NewId();
        var ended = await Applied(team);
        Assert.True(ended.TeamConfirmed);
        await Serve(team, 3, 10);
        await app.Clerk().Organizations.ExitOrganizationAsync(new() { RequestId = NewId(), Id = ended.Id, Reason = "全体成员决定解散" });
        await app.Query<int>("update organizations set ended_on = $2 where id = $1 returning 1", Guid.Parse(ended.Id), DateOnly.Parse(app.Day(-2), null));
        // Nobody has the team now: what is told late of its days is its own, what came after is nobody's.
        await Serve(team, 2, 20);
        await Serve(team, 1, 40);
        Assert.Equal(30, await Minutes(ended));
        var claimed = await Applied(team, "claims-again");
        await Serve(team, 1, 80);
        Assert.Equal((30L, 0L), (await Minutes(ended), await Minutes(claimed)));
        await ReadyToFile(claimed);
        await File(claimed, confirms: true);
        await Serve(team, 0, 160);
        Assert.Equal((30L, 240L), (await Minutes(ended), await Minutes(claimed)));
    }

    [Fact]
    public async Task The_registry_is_told_which_team_was_theirs_when_the_office_changes_or_clears_it()
    {
        var (first, second) = (NewId(), NewId());
        var filed = await File(await ReadyToFile(await Applied(first)));
        await Named(app.Office(), filed, second);
        Assert.Contains($"\"formerTeamId\":\"{first}\"", Assert.Single(await Told(second)), StringComparison.Ordinal);
        await Named(app.Office(), filed, "");
        var cleared = (await Told(second))[^1];
        Assert.Contains($"\"formerTeamId\":\"{second}\"", cleared, StringComparison.Ordinal);
        Assert.DoesNotContain("\"teamId\":\"", cleared, StringComparison.Ordinal);
        Assert.DoesNotContain("\"teamConfirmed\":true", cleared, StringComparison.Ordinal);
        await Named(app.Office(), filed, "");
        Assert.Equal(2, (await Told(second)).Count);
    }

    [Fact]
    public async Task Two_may_claim_one_and_the_office_confirms_one_of_them()
    {
        var team = NewId();
        var (first, second) = (await Applied(team, "one-claimant"), await Applied(team, "another-claimant"));
        var served = new ServiceRecorded(Guid.Parse(NewId()), SmallMap.Community, Guid.Parse(NewId()), null, "elderly-care", app.Clock.GetUtcNow().AddDays(-1), 60, app.Clock.GetUtcNow(), Guid.Parse(team));
        await app.PublishAsync(served);
        await EventuallyAsync("it is kept", async () => await app.Query<long>("select count(*) from team_services where record_id = $1", served.RecordId) > 0);
        await ReadyToFile(first);
        await ReadyToFile(second);
        await File(second, confirms: true);
        await Refused(StatusCode.AlreadyExists, "TEAM_TAKEN", () => File(first, confirms: true));
        await Named(app.Office(), first, "");
        var filed = await File(first);
        Assert.Equal(("", false), (filed.TeamId, filed.TeamConfirmed));
        // It was the team's of whom the office confirms, whoever claimed it first.
        Assert.Equal((0L, 60L), (await Minutes(first), await Minutes(second)));
    }
}
