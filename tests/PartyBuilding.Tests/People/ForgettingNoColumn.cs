using System.Security.Cryptography;
using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Compounds;
using Governance.PartyBuilding.Tests.Conventions;
using Governance.PartyBuilding.Tests.Members;
using Governance.PartyBuilding.Tests.Regional;
using Governance.PartyBuilding.Tests.ReportIns;
using Governance.PartyBuilding.Tests.Teams;
using Governance.PartyBuilding.Tests.Workers;

namespace Governance.PartyBuilding.Tests.People;

public sealed class ForgettingNoColumn(PartyApp app) : IClassFixture<PartyApp>
{
    [Fact]
    public async Task No_room_keeps_anything_under_the_old_key()
    {
        var (branch, other, place) = (await app.NewBranch(), await app.NewBranch("510105"), Boards.NewCommunity());
        var member = await app.NewMember(branch);
        await app.Office().Members.FloatMemberAsync(new() { RequestId = NewId(), Id = member.Id, FloatingTo = "广东省东莞市", Date = "2025-09-01" });
        var letter = await app.Office().Transfers.IssueTransferAsync(new() { RequestId = NewId(), MemberId = (await app.NewMember(branch)).Id, ToId = other.Id });
        await app.Office("510105").Transfers.RejectTransferAsync(new() { RequestId = NewId(), Id = letter.Id, Reason = "查无此人" });
        await app.Office().Members.EndMembershipAsync(new() { RequestId = NewId(), Id = (await app.NewMember(branch)).Id, End = MembershipEnd.Died, Date = "2026-03-01", Reason = "因病去世" });
        var (_, _, head) = await app.NewHeaded(place, await app.NewQualified(place));
        await app.Reviewed(await app.NewPerson(place), place, ReviewVerdict.Veto);
        var filing = await app.Office().Qualifications.SubmitFilingAsync(new() { RequestId = NewId(), HoldingId = head.Id });
        await app.Office().Qualifications.DecideFilingAsync(new() { RequestId = NewId(), Id = filing.Id, Reason = "材料不全，请补充" });
        await app.Office().Teams.VacateTeamPostAsync(new() { RequestId = NewId(), Id = head.Id, End = HoldingEnd.Resigned, EndDate = app.Day(), Reason = "本人提出辞职" });
        var worker = await app.NewWorker(place);
        await app.Certify(worker, ProfessionalLevel.Assistant);
        await app.Office().Workers.ReleaseWorkerAsync(new() { RequestId = NewId(), Id = worker.Id, Leave = WorkerLeave.Resigned, LeftDate = "2026-03-01", Reason = "本人提出辞职" });
        var (_, reported) = await app.NewReportIn();
        await app.Serve(reported);
        await app.Office().ReportIns.AppraiseReportInAsync(new() { RequestId = NewId(), ReportInId = reported.Id, Year = 2026, Opinion = "认真负责" });
        var region = await app.Region("510104017");
        var (item, unit) = (await app.NewRegionalItem(region, quantity: 2), await app.NewMemberUnit(region));
        await app.Office().RegionalItems.EnterProgressAsync(new() { RequestId = NewId(), ClaimId = (await app.NewConfirmed(item, unit)).Id, Progress = "已排定志愿教师" });
        await app.Office().RegionalItems.ReviewClaimAsync(new() { RequestId = NewId(), Id = (await app.NewCompleted(item, unit)).Id, Review = "家长很满意" });
        var (compound, county) = (await app.NewCompound(place), place[..6]);
        await app.NewContract(compound);
        await app.Office("51").Compounds.SetScoreSchemeAsync(Estates.Scheme(county, "2025-01-01"));
        await app.Office().Compounds.ScoreSupervisionAsync(Estates.ToScore(compound));
        var convention = await app.NewFiled(place);
        await app.NewAppealed(convention);
        await app.Office().Conventions.EnterPerformanceAsync(new() { RequestId = NewId(), ConventionId = convention.Id, Date = "2026-03-02", Text = "开展文明养犬劝导" });
        await app.Office().Conventions.ReturnConventionAsync(new() { RequestId = NewId(), Id = (await app.NewAdopted(place)).Id, Reason = "与上位法不一致" });
        string[] sealedColumns = ["claim_progress.sealed_text", "claims.sealed_review", "conventions.sealed_reason", "filings.sealed_reason", "listings.sealed_appeal", "listings.sealed_deed", "listings.sealed_name", "member_steps.sealed_reason", "members.floating_to", "members.name", "members.number", "members.phone", "people.name", "people.number", "people.phone", "performances.sealed_text",
            "review_opinions.sealed_reason", "supervision_scores.sealed_opinion", "team_holdings.sealed_reason", "transfers.sealed_reason", "undertakings.sealed_feedback", "worker_certificates.sealed_number", "workers.sealed_reason", "year_appraisals.sealed_opinion"];
        Assert.Equal(sealedColumns, (await UnderKey("test")).Order(StringComparer.Ordinal));

        var fresh = new Dictionary<string, string?> { ["Protection:Current"] = "later", ["Protection:Keys:later"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) };
        var (exit, said) = await app.RunCommandAsync(fresh, "reseal");
        Assert.True(exit == 0, said);
        Assert.Empty(await UnderKey("test"));
        Assert.Equal(sealedColumns, (await UnderKey("later")).Order(StringComparer.Ordinal));

        // Whatever column of bytes holds a value that begins as a sealed one does, but replies, which are kept for seven days: a room that forgets the command is found here.
        async Task<List<string>> UnderKey(string key)
        {
            var found = new List<string>();
            foreach (var column in await app.QueryAll<string>("select table_name || '.' || column_name from information_schema.columns where table_schema = 'public' and data_type = 'bytea' and table_name <> 'requests' order by 1"))
            {
                var (table, name) = (column.Split('.')[0], column.Split('.')[1]);
                if (await app.Query<long>($"select count(*) from {table} where length({name}) > 2 + get_byte({name}, 1) and substring({name} from 3 for get_byte({name}, 1)) = convert_to($1, 'UTF8')", key) > 0) found.Add(column);
            }
            return found;
        }
    }
}
