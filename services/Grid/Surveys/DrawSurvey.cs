using System.Data;
using System.Security.Cryptography;
using Governance.Access;
using Governance.Grid.Calls;
using Governance.Grid.Divisions;
using Governance.Map;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Surveys;

internal sealed class DrawSurvey(GridDb db, SurveyRows rows, Caller caller, DivisionMap map, PersonalData personal, TimeProvider clock)
{
    private const string Purpose = "grid.surveys.person";
    private const int Batch = 500;

    public async Task<Wire.Survey> Handle(Wire.DrawSurveyRequest request, CancellationToken cancel)
    {
        var check = new Check().Division("division_code", request.DivisionCode, out var area, longest: 9).Date("from_date", request.FromDate, out var first).Date("to_date", request.ToDate, out var last)
            .Within("sample_size", request.SampleSize, 1, 2_000);
        check.That(request.DivisionCode.Length >= 4, "division_code", "NOT_A_DIVISION_CODE", "应为 4、6 或 9 位数字")
            .That(last >= first && last.DayNumber - first.DayNumber <= 92 && last <= clock.Today(), "to_date", "OUT_OF_RANGE", "应不早于起始日期、不晚于今天，且不超过 92 天").OrThrow();
        if (!caller.Covers(area.Code) || await map.FindAsync(area.Code, cancel) is null) throw DivisionRefusals.NotFound(request.DivisionCode);

        var (from, before) = (Uuid7.Floor(ChinaTime.StartOf(first)), Uuid7.Floor(ChinaTime.StartOf(last.AddDays(1))));
        // Not the drawer's choice, and only once it is settled whose calls are asked about: nobody can look for a seed that draws whom they like.
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        var inAll = await rows.CandidatesInAllAsync(area, from, before, cancel);
        var seed = RandomNumberGenerator.GetHexString(32, lowercase: true);
        // The quarter in which they are called: that of today, whenever they had called.
        var (period, drawn, people) = (Survey.PeriodOf(clock.Today()), new List<(Guid Call, string Area, byte[] Person)>(), new HashSet<string>(StringComparer.Ordinal));
        for (int skip = 0, take = Math.Max(Batch, 2 * request.SampleSize); drawn.Count < request.SampleSize; skip += take, take *= 4)
        {
            var candidates = await rows.CandidatesAsync(area, from, before, seed, skip, take, cancel);
            var hashed = candidates.Select(c => (c.Id, c.Area, Person: personal.LookupHash(personal.Decrypt(c.Phone, CallWire.PhonePurpose), Purpose))).ToList();
            var hashes = hashed.Select(c => c.Person).ToList();
            var drawnBefore = (await db.Everywhere<CallBack>("nobody is called back twice in a quarter, whoever drew them; nothing is told").AsNoTracking().Where(c => c.Period == period && hashes.Contains(c.PersonHash))
                .Select(c => c.PersonHash).ToListAsync(cancel)).Select(Convert.ToHexString).ToHashSet(StringComparer.Ordinal);
            foreach (var candidate in hashed)
            {
                var key = Convert.ToHexString(candidate.Person);
                if (drawn.Count < request.SampleSize && !drawnBefore.Contains(key) && people.Add(key)) drawn.Add(candidate);
            }
            if (candidates.Count < take) break;
        }
        var survey = Survey.Draw(area.Code, first, last, seed, request.SampleSize, drawn.Count, inAll, clock.Today(), clock.GetUtcNow());
        db.Add(survey);
        for (var i = 0; i < drawn.Count; i++) db.Add(CallBack.Draw(survey, drawn[i].Call, drawn[i].Area, i + 1, drawn[i].Person));
        try
        {
            var reply = await db.SaveAsync(survey.ToWire, cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == CallBackTable.OnceAPeriod)
        {
            throw Etag.Overtaken();
        }
    }
}
