using Governance.Rpc;
using Governance.SocialOrganizations.Funds;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Ventures;

internal sealed class OpenVentureContest(SocialOrgsDb db, VentureDesk desk, FundDesk funds, FundLedger ledger)
{
    public async Task<Wire.VentureContest> Handle(Wire.OpenVentureContestRequest request, CancellationToken cancel)
    {
        var (pass, minScores, outlier) = (request.PassPercent == 0 ? 60 : request.PassPercent, request.MinScores == 0 ? 3 : request.MinScores, request.OutlierPercent == 0 ? 20 : request.OutlierPercent);
        var deskVotes = request.DeskVotesADay == 0 ? 50 : request.DeskVotesADay;
        var check = new Check().Text("title", request.Title, 100, min: 2).Id("fund_id", request.FundId, out var fundId).Within("places", request.Places, 1, 100).Date("start_date", request.StartDate, out var from).Date("end_date", request.EndDate, out var until)
            .Date("vote_start_date", request.VoteStartDate, out var voteFrom).Date("vote_end_date", request.VoteEndDate, out var voteUntil).Few("criteria", request.Criteria.Count, 20, min: 1).Within("pass_percent", pass, 1, 100)
            .Within("min_scores", minScores, 3, 30).Within("outlier_percent", outlier, 1, 100).Within("vote_percent", request.VotePercent, 0, 50).Within("desk_votes_a_day", deskVotes, 1, 1_000);
        var earmarkId = FundDesk.Optional(check, "earmark_id", request.EarmarkId);
        FundDesk.Fen(check, "most_fen", request.MostFen);
        if (from != default && until != default) check.That(until >= from && until >= desk.Today, "end_date", "OUT_OF_RANGE", "应不早于开始日期和今天");
        if (until != default && voteFrom != default) check.That(voteFrom > until, "vote_start_date", "OUT_OF_RANGE", "应晚于申报的最后一天");
        if (voteFrom != default && voteUntil != default) check.That(voteUntil >= voteFrom && voteUntil <= desk.Today.AddYears(1), "vote_end_date", "OUT_OF_RANGE", "应不早于投票的第一天，且在一年之内");
        for (var i = 0; i < request.Criteria.Count; i++) check.Text($"criteria[{i}].title", request.Criteria[i].Title, 50, min: 2).Within($"criteria[{i}].points", request.Criteria[i].Points, 1, 100);
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Held: neither the fund nor the purpose is closed behind it.
        var fund = await ledger.HoldAsync(fundId, cancel);
        var earmark = await funds.EarmarkAsync(fundId, earmarkId, cancel);
        var criteria = request.Criteria.Select(c => (c.Title.Trim(), c.Points)).ToList();
        var contest = VentureContest.Open(fund, earmark, request.Title.Trim(), request.MostFen, request.Places, new(from, until, voteFrom, voteUntil), criteria, new(criteria.Sum(c => c.Points), pass, minScores, outlier), new(request.VotePercent, deskVotes), desk.Now);
        db.Add(contest);
        var reply = await db.SaveAsync(() => VentureDesk.Of(contest), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
