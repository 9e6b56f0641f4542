using Governance.Messaging;
using Governance.PartyBuilding.Establishment;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Compounds;

internal sealed class ScoreSupervision(PartyDb db, CompoundDesk desk)
{
    public async Task<Wire.SupervisionScore> Handle(Wire.ScoreSupervisionRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("place_id", request.PlaceId, out var placeId).Known("subject", request.Subject).Within("year", request.Year, 2000, desk.Today.Year).Few("points", request.Points.Count, 30, min: 1).Text("opinion", request.Opinion, 500, min: 4);
        for (var i = 0; i < Math.Min(request.Points.Count, 30); i++)
        {
            check.Within($"points[{i}].points", request.Points[i].Points, 0, 100).That(request.Points.Count(p => p.Code == request.Points[i].Code) == 1, $"points[{i}].code", "TWICE", "不能重复");
        }
        check.OrThrow();
        var subject = (ScoreSubject)request.Subject;
        var place = await db.Places.AsNoTracking().FirstOrDefaultAsync(p => p.Id == placeId, cancel) ?? throw PlaceRefusals.NotFound(request.PlaceId);
        if (place.Kind != PlaceKind.Compound) throw CompoundRefusals.NotACompound();
        var scored = subject == ScoreSubject.OwnersCommittee
            ? await db.OwnersCommittees.Where(c => c.RunningPlaceId == placeId).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(cancel)
            : await db.PropertyContracts.Where(c => c.RunningPlaceId == placeId).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(cancel);
        var lastDay = new DateOnly(request.Year, 12, 31);
        var schemes = await db.ScoreSchemes.AsNoTracking().Where(s => s.Subject == subject && s.Since <= lastDay).ToListAsync(cancel);
        var scheme = schemes.Where(s => place.Area.StartsWith(s.Area, StringComparison.Ordinal)).OrderByDescending(s => s.Area.Length).ThenByDescending(s => s.Since).FirstOrDefault() ?? throw CompoundRefusals.NoScheme();
        var score = SupervisionScore.Enter(place, scheme, scored ?? throw CompoundRefusals.NobodyToScore(), request.Year, [.. request.Points.Select(p => new CriterionPoints(p.Code, p.Points))], desk.SealOpinion(request.Opinion), desk.Now);
        db.Add(score);
        try
        {
            return await db.SaveAsync(() => desk.Of(score), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == SupervisionScoreTable.OneAYear)
        {
            throw CompoundRefusals.ScoreExists();
        }
    }
}
