using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Compounds;

internal sealed class SetScoreScheme(PartyDb db, CompoundDesk desk, Caller caller)
{
    public async Task<Wire.ScoreScheme> Handle(Wire.SetScoreSchemeRequest request, CancellationToken cancel)
    {
        var wanted = request.Scheme ?? new Wire.ScoreScheme();
        var check = new Check().Division("scheme.division_code", wanted.DivisionCode, out var area).Known("scheme.subject", wanted.Subject).Few("scheme.criteria", wanted.Criteria.Count, 30, min: 1).Date("scheme.since_date", wanted.SinceDate, out var since);
        for (var i = 0; i < Math.Min(wanted.Criteria.Count, 30); i++)
        {
            var criterion = wanted.Criteria[i];
            check.That(criterion.Code.Length is >= 1 and <= 20 && criterion.Code.All(char.IsAsciiLetterOrDigit), $"scheme.criteria[{i}].code", "NOT_A_CODE", "应为 1 至 20 个字母或数字")
                .That(wanted.Criteria.Count(c => c.Code == criterion.Code) == 1, $"scheme.criteria[{i}].code", "TWICE", "不能重复").Text($"scheme.criteria[{i}].text", criterion.Text, 200, min: 4)
                .Within($"scheme.criteria[{i}].max_points", criterion.MaxPoints, 1, 100);
        }
        check.That(wanted.Criteria.Count == 0 || wanted.Criteria.Sum(c => (long)c.MaxPoints) == 100, "scheme.criteria", "NOT_A_HUNDRED", "各项满分之和应为 100").OrThrow();
        // What was scored stays right: only the first one may begin before today. Somebody else's division is refused as such.
        if (since < desk.Today && caller.Covers(area.Code))
        {
            var (subject, today) = ((ScoreSubject)wanted.Subject, desk.Today);
            var begun = await db.ScoreSchemes.AsNoTracking().Where(s => s.Subject == subject && s.Since <= today).Select(s => new { s.Area, s.Since }).ToListAsync(cancel);
            check.That(begun.Exists(s => s.Area == area.Code && s.Since == since) || !begun.Exists(s => area.Code.StartsWith(s.Area, StringComparison.Ordinal)), "scheme.since_date", "IN_THE_PAST", "已有生效的评议标准，不能早于今天").OrThrow();
        }
        var scheme = ScoreScheme.Set(area.Code, (ScoreSubject)wanted.Subject, [.. wanted.Criteria.Select(c => new ScoreCriterion(c.Code, c.Text.Trim(), c.MaxPoints))], since, desk.Now);
        db.Add(scheme);
        try
        {
            return await db.SaveAsync(() => CompoundDesk.Of(scheme), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == ScoreSchemeTable.Once)
        {
            throw CompoundRefusals.SchemeExists();
        }
    }
}
