using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrganizations.Tests.Ventures;
using Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Tests.Access;

internal static class VentureScene
{
    public static async Task SetAsync(SocialOrgsApp app, Scene scene)
    {
        // "somebody" is whom the matrix calls as.
        var panel = new[] { "one", "two", "three", "somebody" };
        var (awarded, ending) = (await app.Awarded(), await app.Awarded());
        var (over, now) = (await app.NewContest(1, 2_000_00, panel), await app.NewContest(1, 2_000_00, panel));
        var desk = await app.Enters(await app.NewContest(1));
        var cancelling = await app.NewContest(1);
        var (done, scored, recused) = (await app.Enters(over), await app.Enters(now), await app.Enters(now));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.Scored(done, ("one", 30, 50), ("two", 35, 50), ("three", 30, 40));
        // Announced last: the days go on with the scenes above.
        var (open, entrant) = (await app.NewContest(1, 2_000_00, panel), await app.Entered());
        scene.Marks.AddRange([awarded.Id, ending.Id, over.Id, now.Id, done.Id, scored.Id, recused.Id, desk.Id, open.Id, cancelling.Id, "clerk-of-the-scene"]);
        await app.Clerk(subject: "clerk-of-the-scene").Ventures.VerifyVoterAsync(new() { RequestId = NewId(), Subject = NewId(), IdentityNumber = Competing.NewNumber(), DivisionCode = Scene.Town });
        scene.Counts.AddRange(["select sum(version) || '/' || count(*) from venture_contests", "select sum(version) || '/' || count(*) from venture_panelists", "select sum(version) || '/' || count(*) from ventures", "select count(*) from venture_scores", "select count(*) from venture_votes", "select coalesce(sum(votes), 0) from desk_tallies", "select count(*) from voters", "select sum(verified) from voter_tallies"]);

        // Whoever calls in the matrix.
        var own = await app.Verified("somebody", reason: "每次布景各有其人");

        var r = scene.Requests;
        r["OpenVentureContest"] = () => new OpenVentureContestRequest
        {
            Title = "2026 年社区公益创投大赛", FundId = open.FundId, MostFen = 500_00, Places = 1, StartDate = app.Day(), EndDate = app.Day(), VoteStartDate = app.Day(1), VoteEndDate = app.Day(2), Criteria = { new Criterion { Title = "社区需求", Points = 40 } },
        };
        r["GetVentureContest"] = () => new GetVentureContestRequest { Id = open.Id };
        r["ListVentureContests"] = () => new ListVentureContestsRequest { PageSize = 500 };
        r["SeatVenturePanelist"] = () => new SeatVenturePanelistRequest { ContestId = open.Id, Subject = NewId() };
        r["RankVentures"] = () => new RankVenturesRequest { ContestId = over.Id };
        r["AwardVentures"] = () => new AwardVenturesRequest { ContestId = over.Id };
        r["CancelVentureContest"] = () => new CancelVentureContestRequest { ContestId = cancelling.Id, Reason = "申报不足，另行举办" };
        r["ListVoterTallies"] = () => new ListVoterTalliesRequest { PageSize = 500 };
        r["SubmitVenture"] = () => Competing.ToEnter(open, entrant);
        r["GetVenture"] = () => new GetVentureRequest { Id = scored.Id };
        r["ListVentures"] = () => new ListVenturesRequest { ContestId = now.Id };
        r["ScoreVenture"] = () => new ScoreVentureRequest { VentureId = scored.Id, Points = { 30, 30 } };
        r["RecuseFromVenture"] = () => new RecuseFromVentureRequest { VentureId = recused.Id };
        r["GetVentureReview"] = () => new GetVentureReviewRequest { VentureId = done.Id };
        r["VoteForVenture"] = () => new VoteForVentureRequest { VentureId = scored.Id, IdentityNumber = own };
        r["VerifyVoter"] = () => new VerifyVoterRequest { Subject = NewId(), IdentityNumber = Competing.NewNumber(), DivisionCode = Scene.Town };
        r["ListDeskTallies"] = () => new ListDeskTalliesRequest { ContestId = now.Id };
        r["EnterVentureVote"] = () => new EnterVentureVoteRequest { VentureId = desk.Id, IdentityNumber = Competing.NewNumber() };
        r["PayVentureTranche"] = () => new PayVentureTrancheRequest { Id = awarded.Id, TrancheNumber = 1, Voucher = "记-2026-20" };
        r["ReportVenture"] = () => new ReportVentureRequest { Id = awarded.Id, TrancheNumber = 1, Report = "中期报告" };
        r["AcceptVentureReport"] = () => new AcceptVentureReportRequest { Id = awarded.Id, TrancheNumber = 1, Accepted = true };
        r["TerminateVenture"] = () => new TerminateVentureRequest { Id = ending.Id };
    }
}
