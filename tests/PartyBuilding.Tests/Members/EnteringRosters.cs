using System.Text;
using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Organizations;
using Grpc.Core;

namespace Governance.PartyBuilding.Tests.Members;

public sealed class EnteringRosters(PartyApp app) : IClassFixture<PartyApp>
{
    [Fact]
    public async Task One_wrong_row_stops_no_other_and_each_has_its_verdict()
    {
        var branch = await app.NewBranch();
        var elsewhere = await app.NewBranch("510105");
        var group = await app.New(branch, OrganizationKind.FunctionalGroup);
        var known = await app.Office().Members.EnterApplicantAsync(Rosters.ToEnter(branch, PartyApp.NewNumber("19900101") is var number ? number : ""));
        var twice = PartyApp.NewNumber();
        var (noName, noDate, badState) = (Rosters.Row(branch), Rosters.Row(branch), Rosters.Row(branch));
        (noName.Name, noName.IdentityNumber, noName.Phone, noDate.JoinedDate, badState.State) = ("", "123", "12", "2021-01-01", MemberState.Ended);
        RosterRow[] rows = [Rosters.Row(branch), noName, Rosters.Row(branch, number: number), Rosters.Row(branch, MemberState.Probationary, twice, "2025-06-01"), Rosters.Row(branch, number: twice), noDate, badState,
            Rosters.Row(elsewhere), Rosters.Row(group), Rosters.Row(branch, MemberState.Applicant)];
        var batch = NewId();
        var office = app.Office();
        var entered = await office.Enter("510104", batch, 1, rows);
        Assert.Equal((11, 3, 2, 5), ((int)entered.NextLine, (int)entered.EnteredCount, (int)entered.KnownCount, (int)entered.RefusedCount));
        var verdicts = (await office.Rosters.ListMemberVerdictsAsync(new() { BatchId = batch })).Verdicts;
        Assert.Equal([2L, 3, 5, 6, 7, 8, 9], verdicts.Select(v => v.Line));
        Assert.Equal(["name", "identity_number", "phone"], verdicts[0].Problems.Select(p => p.Split(' ')[0]));
        Assert.Equal((MemberOutcome.Known, known.Id), (verdicts[1].Outcome, verdicts[1].MemberId));
        Assert.Equal(MemberOutcome.Known, verdicts[2].Outcome);
        Assert.StartsWith("joined_date AFTER_THE_STATE", Assert.Single(verdicts[3].Problems), StringComparison.Ordinal);
        Assert.StartsWith("state UNKNOWN_VALUE", Assert.Single(verdicts[4].Problems), StringComparison.Ordinal);
        Assert.StartsWith("organization_id ORGANIZATION_NOT_FOUND", Assert.Single(verdicts[5].Problems), StringComparison.Ordinal);
        Assert.StartsWith("organization_id HOLDS_NO_MEMBERS", Assert.Single(verdicts[6].Problems), StringComparison.Ordinal);
        Assert.DoesNotContain("123", string.Concat(verdicts.SelectMany(v => v.Problems)), StringComparison.Ordinal);
        Assert.Equal(2, (await office.Rosters.ListMemberVerdictsAsync(new() { BatchId = batch, Outcome = MemberOutcome.Known, PageSize = 1 })).NextPageToken.Length > 0 ? 2 : 1);
        Assert.Equal((1, 1, 2), await app.Figures(branch) is var f ? ((int)f.FullMembers, (int)f.ProbationaryMembers, (int)f.Applicants) : default);
        await app.CountsAreRight();

        // The same again enters nobody twice, a later part waits for the one before, and both sides of a gap are told where it is.
        Assert.Equal(entered, await office.Enter("510104", batch, 1, rows));
        Assert.Equal("11", (await Refused(StatusCode.OutOfRange, "LINES_MISSING", () => office.Enter("510104", batch, 12, Rosters.Row(branch)))).Facts["next_line"]);
        Assert.Equal(4, (await office.Enter("510104", batch, 10, rows[9], Rosters.Row(branch))).EnteredCount);
        Assert.Equal(12, (await office.Rosters.GetMemberBatchAsync(new() { Id = batch })).NextLine);
        var imported = (await app.Events("MembersImported")).Where(e => e.Contains(batch, StringComparison.Ordinal)).ToList();
        Assert.Equal(2, imported.Count);
        Assert.Contains("[\"Full\",\"Probationary\",\"Applicant\"]", imported[0].Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);

        // A batch is of one division, which its reader sees.
        Assert.Equal(["division_code"], (await Refused(StatusCode.InvalidArgument, "INVALID_FIELDS", () => app.Office("51").Enter("510105", batch, 12, Rosters.Row(elsewhere)))).Fields);
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => office.Enter("510105", NewId(), 1, Rosters.Row(elsewhere)));
        await Refused(StatusCode.NotFound, "BATCH_NOT_FOUND", () => app.Office("510105").Rosters.GetMemberBatchAsync(new() { Id = batch }));
        await Refused(StatusCode.NotFound, "BATCH_NOT_FOUND", () => app.Office("510105").Rosters.ListMemberVerdictsAsync(new() { BatchId = batch }));
        await Refused(StatusCode.InvalidArgument, "INVALID_FIELDS", () => office.Enter("x", "x", 0));
        await WrongFields(() => office.Rosters.ListMemberVerdictsAsync(new() { BatchId = "x", Outcome = (MemberOutcome)9, PageSize = -1 }), "batch_id", "outcome", "page_size");
        using var empty = office.Rosters.BatchRegisterMembers();
        await empty.RequestStream.CompleteAsync();
        await Refused(StatusCode.InvalidArgument, "INVALID_FIELDS", () => empty.ResponseAsync);
    }

    [Fact]
    public async Task Two_files_at_once_with_the_same_people_in_another_order_enter_each_once()
    {
        var branch = await app.NewBranch();
        var rows = Enumerable.Range(0, 300).Select(_ => Rosters.Row(branch)).ToArray();
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => app.Office().Enter("510104", NewId(), 1, [.. i % 2 == 0 ? rows : rows.Reverse()])));
        Assert.Equal((300, 900), ((int)results.Sum(r => r.EnteredCount), (int)results.Sum(r => r.KnownCount)));
        Assert.Equal(300, (await app.Figures(branch)).FullMembers);
        await app.CountsAreRight();
    }

    [Fact]
    public async Task A_file_of_the_roster_is_masked_and_leaves_a_trace_before_its_first_row()
    {
        var top = await app.NewTop();
        var (one, two) = (await app.New(top), await app.New(top));
        var number = PartyApp.NewNumber(male: false);
        await app.Office().Enter("510104", NewId(), 1, Rosters.Row(one, number: number, name: "=王芳"), Rosters.Row(two, MemberState.Probationary, since: "2025-06-01"));
        var elsewhere = await app.NewMember(await app.NewBranch());
        async Task<string> File(PartyCaller caller, bool numbers)
        {
            using var call = caller.Rosters.ReadMembersFile(new() { OrganizationId = top.Id, WithNumbers = numbers, Purpose = "报送上级名册" });
            var text = new StringBuilder();
            await foreach (var piece in call.ResponseStream.ReadAllAsync()) text.Append(Encoding.UTF8.GetString(piece.Content.Span));
            return text.ToString();
        }
        var masked = (await File(app.Office(), numbers: false)).Split("\r\n");
        Assert.Equal((4, "\uFEFF姓名,性别,出生年份,证件号码,手机号,所在党组织,人员类别,类别起始日期,入党日期,是否流动"), (masked.Length, masked[0]));
        Assert.Contains(masked, l => l.StartsWith($"'=王芳,女,1988,510***********{number[^4..]},138****5678,{one.Name},正式党员,2020-07-01,2019-07-01,否", StringComparison.Ordinal));
        Assert.Contains(masked, l => l.Contains("预备党员,2025-06-01,2025-06-01,否", StringComparison.Ordinal));
        Assert.Contains(number, await File(app.Office(), numbers: true), StringComparison.Ordinal);
        Assert.Equal(2, await app.Query<long>("select count(*) from audit where action like '%ReadMembersFile' and purpose = '报送上级名册' and aggregate_id = $1", Guid.Parse(top.Id)));
        Assert.Equal(2, masked.Count(l => l.Contains("138****5678", StringComparison.Ordinal)));
        await Refused(StatusCode.NotFound, "ORGANIZATION_NOT_FOUND", () => File(app.Office("510105"), false));
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => File(app.Clerk(), false));
        using var wrong = app.Office().Rosters.ReadMembersFile(new());
        await Refused(StatusCode.InvalidArgument, "INVALID_FIELDS", async () => await wrong.ResponseStream.MoveNext(default));
    }
}
