using System.Text.Json;
using Google.Rpc;
using Governance.Grid.V1;
using Governance.Party.V1;
using Governance.SocialOrgs.V1;
using Governance.Volunteers.V1;
using Governance.Welfare.V1;
using Grpc.Core;
using OrganizationKind = Governance.SocialOrgs.V1.OrganizationKind;
using PartyOrganizations = Governance.Party.V1.Organizations;
using SocialOrganizations = Governance.SocialOrgs.V1.Organizations;
using WelfarePeople = Governance.Welfare.V1.People;

namespace Governance.SystemTests;

/// <summary>A town merges two communities, once, in Grid: what all five services keep by place is in the new community, and the old codes go on telling where it is.</summary>
internal static class ACommunityMerged
{
    private const string Town = "510104017", Stays = "510104017004", Former = "510104017005";

    public static async Task PlayAsync(Platform platform)
    {
        var (town, county) = (await platform.SignedInAsync("town"), await platform.SignedInAsync("jinjiang"));
        var (social, party, orgs) = (await platform.SignedInAsync("welfare"), await platform.SignedInAsync("partyoffice"), await platform.SignedInAsync("orgsclerk"));
        var (divisions, calls, grids) = (new Divisions.DivisionsClient(town), new Calls.CallsClient(town), new Grids.GridsClient(town));
        var (volunteers, people, cases) = (new Registrations.RegistrationsClient(town), new WelfarePeople.PeopleClient(social), new Cases.CasesClient(social));
        var (tree, organizations) = (new PartyOrganizations.OrganizationsClient(party), new SocialOrganizations.OrganizationsClient(orgs));
        var today = TimeProvider.System.GetUtcNow().AddHours(8).ToString("yyyy-MM-dd", null);

        // What each service keeps in the community that will be no more.
        var grid = await grids.CreateGridAsync(new() { RequestId = Id(), CommunityCode = Former, Name = "点将台第一网格", Kind = GridKind.General, HouseholdCount = 320, BuildingCount = 12 });
        var call = await calls.OpenCallAsync(new() { RequestId = Id(), Text = "楼上老人生活困难，想问救助政策", PlaceCode = grid.Code, CategoryCode = "0703", Source = CallSource.Online, Contact = new() { Name = "王小明", Phone = "13812345678" } });
        var volunteer = await volunteers.RegisterVolunteerAsync(new() { RequestId = Id(), Name = "唐志强", IdentityNumber = "110101197209041532", Phone = "13512345678", DivisionCode = Former });
        var person = await people.RegisterPersonAsync(new()
        {
            RequestId = Id(), Name = "邓素芬", IdentityNumber = "510104194806114285", DivisionCode = Former, Kinds = { ConcernKind.ElderlyLivingAlone }, Consent = new() { Ground = ConsentGround.Self, GiveDate = today },
        });
        var committee = await tree.EstablishOrganizationAsync(new()
        {
            RequestId = Id(), DivisionCode = Town, Name = "中共锦官驿街道委员会", Kind = Party.V1.OrganizationKind.Committee, Seat = OrganizationSeat.Town, FullMembers = 100, EstablishedDate = "2021-07-01",
        });
        var branch = await tree.EstablishOrganizationAsync(new()
        {
            RequestId = Id(), ParentId = committee.Id, DivisionCode = Former, Name = "中共点将台社区支部委员会", Kind = Party.V1.OrganizationKind.Branch, Seat = OrganizationSeat.Community, FullMembers = 3, EstablishedDate = "2022-07-01",
        });
        var organization = await organizations.ApplyForOrganizationAsync(new()
        {
            RequestId = Id(), DivisionCode = Former, Name = "点将台书画社", Kind = OrganizationKind.Interest, Purpose = "社区书画学习与展览", MemberCount = 12, LeaderName = "唐志强", LeaderPhone = "13512345678",
        });
        async Task<Case?> ReferralAsync() => (await cases.ListCasesAsync(new() { State = CaseState.Referred, Purpose = ReadPurpose.Case, PageSize = 500 })).Cases.FirstOrDefault(c => c.CallId == call.Id);
        await UntilAsync("the appeal is a referral", async () => (await ReferralAsync())?.DivisionCode == Former);

        // Whoever works in both communities, or in one of them.
        await platform.ExecuteAsync("identity", $"update users set areas = '{{{Former},{Stays},510104017001}}' where name = 'gridworker'");
        Assert.Equal([Former, Stays, "510104017001"], AreasOf(await platform.PersonTokenAsync("gridworker")));

        // Planned by the town, approved and carried out by the county: the one time that anybody enters it.
        var plan = await new Reorganizations.ReorganizationsClient(town).PlanReorganizationAsync(new() { RequestId = Id(), Kind = ReorganizationKind.Merge, SourceCodes = { Stays, Former }, Successors = { new ReorganizationSuccessor { Name = "江畔社区居委会" } }, Reason = "规模偏小，相邻社区合并" });
        var decisions = new Reorganizations.ReorganizationsClient(county);
        await decisions.ApproveReorganizationAsync(new() { RequestId = Id(), Id = plan.Id });
        await decisions.CarryOutReorganizationAsync(new() { RequestId = Id(), Id = plan.Id });
        var successor = plan.Successors[0].Code;

        // Grid at once, the other four by themselves.
        var moved = await grids.GetGridAsync(new() { Code = (await grids.GetGridAsync(new() { Code = grid.Code })).SuccessorCode });
        Assert.StartsWith(successor, moved.Code, StringComparison.Ordinal);
        Assert.Equal((moved.Code, successor), (await calls.GetCallAsync(new() { Id = call.Id })) is var now ? (now.GridCode, now.DivisionCode) : default);
        await UntilAsync("the volunteer has moved", async () => (await volunteers.GetVolunteerAsync(new() { Id = volunteer.Id })).DivisionCode == successor);
        await UntilAsync("the person has moved", async () => (await people.GetPersonAsync(new() { Id = person.Id, Purpose = ReadPurpose.Service })).DivisionCode == successor);
        await UntilAsync("the case has moved", async () => (await ReferralAsync())?.DivisionCode == successor);
        await UntilAsync("the party organisation has moved", async () => (await tree.GetOrganizationAsync(new() { Id = branch.Id })).DivisionCode == successor);
        await UntilAsync("the social organisation has moved", async () => (await organizations.GetOrganizationAsync(new() { Id = organization.Id })) is { DivisionCode: var code, DivisionName: "江畔社区居委会" } && code == successor);

        // So does whoever works there: the next token is for the new community, which is now one of two, and what has moved is seen with it.
        await UntilAsync("tokens are for the new community", every: TimeSpan.FromSeconds(2), happened: async () => AreasOf(await platform.PersonTokenAsync("gridworker")).SequenceEqual([successor, "510104017001"]));
        Assert.Equal(successor, (await new Registrations.RegistrationsClient(await platform.SignedInAsync("gridworker")).GetVolunteerAsync(new() { Id = volunteer.Id })).DivisionCode);

        // Old codes resolve: to their successor, for whoever asks, and for whoever still uses them.
        foreach (var old in new[] { Stays, Former })
        {
            var division = await divisions.GetDivisionAsync(new() { Code = old });
            Assert.Equal([successor], division.SuccessorCodes);
            Assert.NotNull(division.RetireTime);
        }
        Assert.Equal([successor], (await divisions.ResolvePathAsync(new() { Code = Former })).Path[^1].SuccessorCodes);
        var late = await calls.OpenCallAsync(new() { RequestId = Id(), Text = "路灯坏了三天", PlaceCode = Former, CategoryCode = "0201", Source = CallSource.Online, Contact = new() { Name = "王小明", Phone = "13812345678" } });
        Assert.Equal(successor, late.DivisionCode);
        // Elsewhere whoever still writes them is told the new one, by every service.
        await TellsAsync(successor, () => volunteers.RegisterVolunteerAsync(new() { RequestId = Id(), Name = "杜小兰", IdentityNumber = "510104199003072846", Phone = "13512345679", DivisionCode = Former }).ResponseAsync);
        await TellsAsync(successor, () => people.RegisterPersonAsync(new()
        {
            RequestId = Id(), Name = "杜小兰", BirthYear = 1948, Sex = Welfare.V1.Sex.Female, DivisionCode = Former, Kinds = { ConcernKind.ElderlyLivingAlone }, Consent = new() { Ground = ConsentGround.StatutoryDuty, GiveDate = today },
        }).ResponseAsync);
        await TellsAsync(successor, () => tree.EstablishOrganizationAsync(new()
        {
            RequestId = Id(), ParentId = committee.Id, DivisionCode = Former, Name = "中共点将台第二支部委员会", Kind = Party.V1.OrganizationKind.Branch, Seat = OrganizationSeat.Community, FullMembers = 3, EstablishedDate = "2022-07-01",
        }).ResponseAsync);
        await TellsAsync(successor, () => organizations.ApplyForOrganizationAsync(new()
        {
            RequestId = Id(), DivisionCode = Former, Name = "点将台棋社", Kind = OrganizationKind.Interest, Purpose = "社区棋牌交流与比赛", MemberCount = 12, LeaderName = "唐志强", LeaderPhone = "13512345678",
        }).ResponseAsync);
        // Nobody is left behind.
        Assert.Empty((await tree.ListOrganizationsAsync(new() { DivisionCode = Former })).Organizations);
        Assert.Empty((await organizations.ListOrganizationsAsync(new() { DivisionCode = Former })).Organizations);
        Assert.Contains((await tree.ListOrganizationsAsync(new() { DivisionCode = successor })).Organizations, o => o.Id == branch.Id);
        Assert.Contains((await organizations.ListOrganizationsAsync(new() { DivisionCode = successor })).Organizations, o => o.Id == organization.Id);
    }

    // Refused with the code that took over, at most a minute later, when every replica's map has been read again.
    private static async Task TellsAsync(string successor, Func<Task> write)
    {
        var told = "";
        for (var i = 0; i < 350; i++)
        {
            try { await write(); }
            catch (RpcException e) when (e.StatusCode == StatusCode.InvalidArgument)
            {
                var violations = e.GetRpcStatus()!.GetDetail<BadRequest>()!.FieldViolations;
                if (violations.Any(v => v.Reason == "PLACE_MOVED" && v.Description.Contains(successor, StringComparison.Ordinal))) return;
                told = violations.ToString();
                await Task.Delay(200);
                continue;
            }
            Assert.Fail("a row was written under a retired code");
        }
        Assert.Fail($"the new code is not named within a minute, but: {told}");
    }

    private static string[] AreasOf(string token)
    {
        var payload = token.Split('.')[1].Replace('-', '+').Replace('_', '/');
        using var claims = JsonDocument.Parse(Convert.FromBase64String(payload.PadRight((payload.Length + 3) / 4 * 4, '=')));
        var area = claims.RootElement.GetProperty("area");
        return area.ValueKind == JsonValueKind.Array ? [.. area.EnumerateArray().Select(a => a.GetString()!)] : [area.GetString()!];
    }

    // Not oftener than every two seconds where the gateway counts tries, as it does for signing in.
    private static async Task UntilAsync(string what, Func<Task<bool>> happened, TimeSpan? every = null)
    {
        var pause = every ?? TimeSpan.FromMilliseconds(200);
        for (var i = 0; i < TimeSpan.FromSeconds(30) / pause; i++)
        {
            if (await happened()) return;
            await Task.Delay(pause);
        }
        Assert.Fail($"{what}: not within 30 s");
    }

    private static string Id() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();
}
