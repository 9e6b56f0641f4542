using System.Text;
using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Organizations;
using Grpc.Core;

namespace Governance.PartyBuilding.Tests.Members;

public sealed class KeepingTheRoster(PartyApp app) : IClassFixture<PartyApp>
{
    [Fact]
    public async Task Twenty_at_once_enter_a_person_once_in_the_whole_province()
    {
        var (here, there, number) = (await app.NewBranch(), await app.NewBranch("510105"), PartyApp.NewNumber());
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            try
            {
                if (i % 4 == 0) return (await app.Office("51").Enter("51", NewId(), 1, Rosters.Row(here, number: number))).KnownCount == 0 ? "OK" : "KNOWN";
                return (await app.Office("51").Members.EnterApplicantAsync(Rosters.ToEnter(i % 2 == 0 ? here : there, number))).Id.Length > 0 ? "OK" : "";
            }
            catch (RpcException e) { return Read(e).Reason; }
        }));
        Assert.Single(outcomes, "OK");
        Assert.All(outcomes, o => Assert.Contains(o, new[] { "OK", "KNOWN", "MEMBER_EXISTS" }));
        await app.CountsAreRight();
    }

    [Fact]
    public async Task Personal_data_are_masked_revealed_with_a_purpose_and_found_by_number_alone()
    {
        var branch = await app.NewBranch();
        var number = PartyApp.NewNumber();
        var member = await app.Clerk("510104").Members.EnterApplicantAsync(Rosters.ToEnter(branch, number));
        Assert.Equal(("李小明", $"510***********{number[^4..]}", "139****5678"), (member.Name, member.IdentityNumberMasked, member.PhoneMasked));
        var revealed = await app.Office().Members.RevealMemberAsync(new() { Id = member.Id, Purpose = "核实身份" });
        Assert.Equal(("李小明", number, "13912345678"), (revealed.Name, revealed.IdentityNumber, revealed.Phone));
        Assert.Equal(1, await app.Query<long>("select count(*) from audit where aggregate_id = $1 and action like '%RevealMember' and purpose = '核实身份'", Guid.Parse(member.Id)));
        await Refused(StatusCode.NotFound, "MEMBER_NOT_FOUND", () => app.Office("510105").Members.RevealMemberAsync(new() { Id = member.Id, Purpose = "核实身份" }));
        var found = await app.Office("510105").Members.FindMemberAsync(new() { IdentityNumber = number.ToLowerInvariant(), Purpose = "接收转入" });
        // Whoever keeps another county's roster gets the id, for a transfer, and nothing more.
        Assert.Equal((member.Id, MemberState.Unspecified), (found.MemberId, found.State));
        Assert.Equal(MemberState.Applicant, (await app.Office().Members.FindMemberAsync(new() { IdentityNumber = number, Purpose = "接收转入" })).State);
        await Refused(StatusCode.NotFound, "MEMBER_NOT_FOUND", () => app.Office().Members.FindMemberAsync(new() { IdentityNumber = PartyApp.NewNumber(), Purpose = "接收转入" }));
        await WrongFields(() => app.Office().Members.FindMemberAsync(new() { IdentityNumber = "1" }), "identity_number", "purpose");
        await WrongFields(() => app.Office().Members.RevealMemberAsync(new()), "id", "purpose");

        var changed = await app.Clerk("510104").Members.UpdateMemberAsync(new() { RequestId = NewId(), Id = member.Id, Etag = member.Etag, UpdateMask = new() { Paths = { "name", "phone" } }, Name = "李晓明", Phone = "" });
        Assert.Equal(("李晓明", ""), (changed.Name, changed.PhoneMasked));
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => app.Clerk("510104").Members.UpdateMemberAsync(new() { Id = member.Id, Etag = member.Etag, UpdateMask = new() { Paths = { "phone" } } }));

        // Neither tables nor log hold them in clear.
        foreach (var secret in new[] { number, "李小明", "李晓明", "13912345678" })
        {
            foreach (var (table, column) in new[] { ("events", "payload::text"), ("audit", "a::text"), ("members", "a::text"), ("member_steps", "a::text") })
            {
                Assert.Equal(0, await app.Query<long>($"select count(*) from {table} a where position($1 in {column}) > 0", secret));
            }
            Assert.Equal(0, await app.Query<long>("select count(*) from members where position($1 in number) > 0 or position($1 in name) > 0 or position($1 in phone) > 0", Encoding.UTF8.GetBytes(secret)));
            Assert.Equal(0, await app.Query<long>("select count(*) from requests where position($1 in reply) > 0", Encoding.UTF8.GetBytes(secret)));
        }
    }

    [Fact]
    public async Task Lists_go_organisation_by_organisation_and_show_nobody_from_outside()
    {
        var top = await app.NewTop();
        var town = await app.New(top, OrganizationKind.Committee, OrganizationSeat.Town, SmallMap.Community[..9]);
        var (one, two) = (await app.New(town), await app.New(town));
        var elsewhere = await app.New(await app.New(top, OrganizationKind.Committee, OrganizationSeat.Town, SmallMap.OtherTown[..9]));
        await app.NewMembers(one, 5);
        await app.NewMembers(two, 3, MemberState.Activist);
        await app.NewMembers(elsewhere, 2);
        async Task<List<Member>> All(PartyCaller caller, ListMembersRequest request)
        {
            var all = new List<Member>();
            do
            {
                var page = await caller.Members.ListMembersAsync(request);
                all.AddRange(page.Members);
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);
            Assert.Equal(all.Count, all.Select(m => m.Id).Distinct().Count());
            return all;
        }
        var clerk = app.Clerk();
        var below = await All(clerk, new() { OrganizationId = town.Id, Below = true, PageSize = 3 });
        Assert.Equal(8, below.Count);
        Assert.Equal(below.Select(m => m.OrganizationId), below.Select(m => m.OrganizationId).OrderBy(o => o, StringComparer.Ordinal));
        Assert.Empty(await All(clerk, new() { OrganizationId = town.Id }));
        Assert.Equal(5, (await All(clerk, new() { OrganizationId = one.Id, PageSize = 2 })).Count);
        Assert.Equal(3, (await All(clerk, new() { OrganizationId = town.Id, Below = true, State = MemberState.Activist, PageSize = 2 })).Count);
        Assert.Equal(8, (await All(clerk, new() { DivisionCode = SmallMap.Community[..9], PageSize = 3 })).Count);
        Assert.Equal(10, (await All(app.Office(), new() { OrganizationId = top.Id, Below = true, PageSize = 3 })).Count);
        Assert.DoesNotContain(await All(clerk, new() { PageSize = 100 }), m => !m.DivisionCode.StartsWith(SmallMap.Community[..9], StringComparison.Ordinal));
        // Place by place, of two counties one after the other, and each page begins where the one before ended.
        await app.NewMembers(await app.NewBranch("510105"), 4);
        var everywhere = await All(app.Office("510105,510104"), new() { PageSize = 3 });
        Assert.Equal(everywhere.OrderBy(m => m.DivisionCode, StringComparer.Ordinal).ThenBy(m => m.Id, StringComparer.Ordinal), everywhere);
        Assert.Equal(await app.Query<long>("select count(*) from members where state < 6 and (area like '510104%' or area like '510105%')"), everywhere.Count);
        Assert.Contains(everywhere, m => m.DivisionCode.StartsWith("510105", StringComparison.Ordinal));
        await WrongFields(() => clerk.Members.ListMembersAsync(new() { PageToken = "x" }), "page_token");
        await Refused(StatusCode.NotFound, "ORGANIZATION_NOT_FOUND", () => clerk.Members.ListMembersAsync(new() { OrganizationId = elsewhere.Id }));
        var hers = (await All(app.Office(), new() { OrganizationId = elsewhere.Id }))[0];
        await Refused(StatusCode.NotFound, "MEMBER_NOT_FOUND", () => clerk.Members.GetMemberAsync(new() { Id = hers.Id }));
        await Refused(StatusCode.NotFound, "MEMBER_NOT_FOUND", () => clerk.Members.ListMemberStepsAsync(new() { Id = hers.Id }));
        await Refused(StatusCode.NotFound, "MEMBER_NOT_FOUND", () => clerk.Members.EndMembershipAsync(new() { Id = hers.Id, End = MembershipEnd.Died, Date = "2026-03-01", Reason = "因病去世" }));
        await WrongFields(() => clerk.Members.ListMembersAsync(new() { Below = true, DivisionCode = "x", State = (MemberState)9, PageSize = -1 }), "below", "division_code", "state", "page_size");
        var figures = await app.Figures(town);
        Assert.Equal((5, 3), ((int)figures.FullMembers, (int)figures.Activists));
    }

    [Fact]
    public async Task Floating_members_are_told_and_counted()
    {
        var branch = await app.NewBranch();
        var member = await app.NewMember(branch);
        var clerk = app.Clerk("510104");
        var floats = await clerk.Members.FloatMemberAsync(new() { RequestId = NewId(), Id = member.Id, FloatingTo = "广东省东莞市", Date = "2025-09-01" });
        Assert.Equal((true, "2025-09-01", "广东省东莞市"), (floats.Floating, floats.FloatingDate, floats.FloatingTo));
        Assert.Equal((1, 1), ((int)(await app.Figures(branch)).FloatingMembers, (int)(await app.Figures(branch)).FullMembers));
        await Refused(StatusCode.FailedPrecondition, "FLOATS_ALREADY", () => clerk.Members.FloatMemberAsync(new() { Id = member.Id, FloatingTo = "广东省东莞市", Date = "2025-09-01" }));
        Assert.Equal([member.Id], (await clerk.Members.ListMembersAsync(new() { OrganizationId = branch.Id, Floating = true })).Members.Select(m => m.Id));
        Assert.False((await clerk.Members.ReturnMemberAsync(new() { RequestId = NewId(), Id = member.Id })).Floating);
        await Refused(StatusCode.FailedPrecondition, "DOES_NOT_FLOAT", () => clerk.Members.ReturnMemberAsync(new() { Id = member.Id }));
        var applicant = await clerk.Members.EnterApplicantAsync(Rosters.ToEnter(branch));
        await Refused(StatusCode.FailedPrecondition, "NOT_A_MEMBER", () => clerk.Members.FloatMemberAsync(new() { Id = applicant.Id, FloatingTo = "广东省东莞市", Date = "2025-09-01" }));
        Assert.Equal(0, (await app.Figures(branch)).FloatingMembers);
        await app.CountsAreRight();
    }

    [Fact]
    public async Task After_a_new_key_nothing_is_left_under_the_old_one()
    {
        var branch = await app.NewBranch();
        var member = await app.Clerk("510104").Members.EnterApplicantAsync(Rosters.ToEnter(branch));
        await app.Clerk("510104").Members.EndMembershipAsync(new() { RequestId = NewId(), Id = member.Id, End = MembershipEnd.Left, Date = "2026-03-02", Reason = "本人撤回申请" });
        var key = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
        var (exit, said) = await app.RunCommandAsync(new Dictionary<string, string?> { ["Protection:Current"] = "next", ["Protection:Keys:next"] = key }, "reseal");
        Assert.True(exit == 0, said);
        Assert.Contains("members.number", said, StringComparison.Ordinal);
        Assert.Equal(0, await app.Query<long>("select count(*) from members where substring(number from 3 for 4) <> 'next' or substring(name from 3 for 4) <> 'next' or substring(phone from 3 for 4) <> 'next'"));
        Assert.Equal(0, await app.Query<long>("select count(*) from member_steps where sealed_reason is not null and substring(sealed_reason from 3 for 4) <> 'next'"));
        // Back under the key that the service under test has: other scenarios list whoever is in the county.
        (exit, said) = await app.RunCommandAsync(new Dictionary<string, string?> { ["Protection:Keys:next"] = key }, "reseal");
        Assert.True(exit == 0, said);
    }
}
