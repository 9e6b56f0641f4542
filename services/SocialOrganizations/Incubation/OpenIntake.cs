using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class OpenIntake(SocialOrgsDb db, IncubationDesk desk)
{
    public async Task<Wire.Intake> Handle(Wire.OpenIntakeRequest request, CancellationToken cancel)
    {
        var (minScores, outlier) = (request.MinScores == 0 ? 3 : request.MinScores, request.OutlierPercent == 0 ? 20 : request.OutlierPercent);
        var check = new Check().Id("incubator_id", request.IncubatorId, out var incubatorId).Text("title", request.Title, 100, min: 2).Date("start_date", request.StartDate, out var from).Date("end_date", request.EndDate, out var until)
            .Within("places", request.Places, 1, 1_000).Few("criteria", request.Criteria.Count, 20, min: 1).Within("pass_percent", request.PassPercent, 0, 100).Within("min_scores", minScores, 3, 50)
            .Within("outlier_percent", outlier, 1, 100);
        if (from != default && until != default) check.That(until >= from && until >= desk.Today && until <= desk.Today.AddYears(1), "end_date", "OUT_OF_RANGE", "应不早于开始日期和今天，且在一年之内");
        for (var i = 0; i < request.Criteria.Count; i++) check.Text($"criteria[{i}].title", request.Criteria[i].Title, 50, min: 2).Within($"criteria[{i}].points", request.Criteria[i].Points, 1, 100);
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var incubator = await desk.ShareIncubatorAsync(db.Incubators, incubatorId, cancel) ?? throw IncubationRefusals.NoIncubator(request.IncubatorId);
        var intake = Intake.Open(incubator, request.Title.Trim(), from, until, request.Places, [.. request.Criteria.Select(c => (c.Title.Trim(), c.Points))], request.PassPercent, minScores, outlier, desk.Now);
        db.Add(intake);
        var reply = await db.SaveAsync(() => IncubationDesk.Of(intake), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
