using Governance.Access;
using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Allowances;

/// <summary>What the slices about allowances share: the one way to an allowance, under the seal of its person; whether the rule is met; what has to be claimed back.</summary>
internal sealed class AllowanceDesk(WelfareDb db, PersonDesk people, AllowanceRuleBook rules, PayListRows lists)
{
    private const string Why = "of an allowance that the slice has found: whether its person is sealed, still lives there and meets the rule; nothing of them is told";

    public Actor Me => people.Me;

    public DateOnly Today => people.Today;

    public DateOnly ThisMonth => Months.Of(people.Today);

    /// <summary>The allowance, ready to be changed.</summary>
    public async Task<Allowance> FindAsync(string id, string etag, Check check, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        var allowance = await db.Allowances.FirstOrDefaultAsync(a => a.Id == key, cancel) ?? throw AllowanceRefusals.NotFound(id);
        if (!people.MayUnseal && (await PersonOfAsync(allowance, cancel)).State == PersonState.Sealed) throw PersonRefusals.IsSealed();
        Etag.Match(etag, allowance.Version);
        return allowance;
    }

    /// <summary>The record that goes on.</summary>
    public async Task<Person> PersonOfAsync(Allowance allowance, CancellationToken cancel)
    {
        var person = await db.Everywhere<Person>(Why).AsNoTracking().FirstAsync(p => p.Id == allowance.PersonId, cancel);
        return person.MergedInto is { } kept ? await db.Everywhere<Person>(Why).AsNoTracking().FirstAsync(p => p.Id == kept, cancel) : person;
    }

    public async Task<AllowanceRule> RuleAsync(string area, AllowanceKind kind, CancellationToken cancel) => await rules.FindAsync(area, kind, ThisMonth, cancel) ?? throw AllowanceRefusals.NoRule();

    /// <summary>The person meets the rule of today.</summary>
    public async Task MustBeEligibleAsync(Person person, AllowanceKind kind, HardshipGround? hardship, IReadOnlyCollection<int> otherAids, CancellationToken cancel)
    {
        var gaps = (await RuleAsync(person.Area, kind, cancel)).Gaps(person.Disabilities, hardship, otherAids).ToList();
        if (gaps.Count > 0) throw AllowanceRefusals.NotEligible(gaps);
    }

    public async Task MustBeEligibleAsync(Allowance allowance, CancellationToken cancel) =>
        await MustBeEligibleAsync(await PersonOfAsync(allowance, cancel), allowance.Kind, allowance.Hardship, allowance.OtherAids, cancel);

    /// <summary>The last month that is paid to somebody who died, by the rule of the month of the death.</summary>
    public async Task<DateOnly> LastMonthOfAsync(string home, AllowanceKind kind, DateOnly diedOn, CancellationToken cancel)
    {
        var month = Months.Of(diedOn);
        return month.AddMonths((await rules.FindAsync(home, kind, month, cancel))?.MonthsAfterDeath ?? 0);
    }

    /// <summary>Ends or moves what no longer is as it was when it was approved, before the county pays again. Gives what was ended, with the last month that is paid.</summary>
    public async Task<Dictionary<Guid, DateOnly>> EndWhatNoLongerHoldsAsync(Area county, CancellationToken cancel)
    {
        var everybody = db.Everywhere<Person>(Why);
        var running = await (from a in db.Allowances.AsNoTracking().In(county)
                             where a.State == AllowanceState.Approved
                             join p in everybody on a.PersonId equals p.Id
                             join q in everybody on p.MergedInto ?? p.Id equals q.Id
                             select new { a.Id, a.Area, a.Kind, a.Hardship, a.OtherAids, Home = q.Area, q.Disabilities, q.DiedOn }).ToListAsync(cancel);
        var (ends, follows, lastMonth) = (new Dictionary<Guid, (StopGround Ground, DateOnly Last)>(), new Dictionary<Guid, string>(), ThisMonth.AddMonths(-1));
        foreach (var one in running)
        {
            if (one.DiedOn is { } died) ends[one.Id] = (StopGround.Died, await LastMonthOfAsync(one.Home, one.Kind, died, cancel));
            else if (!county.Covers(one.Home)) ends[one.Id] = (StopGround.Moved, lastMonth);
            else if (await rules.FindAsync(one.Home, one.Kind, ThisMonth, cancel) is not { } rule || rule.Gaps(one.Disabilities, one.Hardship, one.OtherAids).Any()) ends[one.Id] = (StopGround.Changed, lastMonth);
            else if (one.Home != one.Area) follows[one.Id] = one.Home;
        }
        Guid[] changed = [.. ends.Keys, .. follows.Keys];
        foreach (var allowance in await db.Allowances.Where(a => changed.Contains(a.Id)).ToListAsync(cancel))
        {
            if (ends.TryGetValue(allowance.Id, out var end)) allowance.Stop(end.Ground, end.Last, Me.At);
            else allowance.Follow(follows[allowance.Id]);
        }
        return ends.ToDictionary(e => e.Key, e => e.Value.Last);
    }

    /// <summary>Of people who turned out to be one, one allowance of a kind goes on: of the home county, an approved one first, then that of the record that goes on, then the earliest. The counties are held.</summary>
    public async Task GiveWayAsync(Person kept, Guid[] people, CancellationToken cancel)
    {
        var running = await db.Allowances.Where(a => people.Contains(a.PersonId) && a.State <= AllowanceState.Approved).ToListAsync(cancel);
        foreach (var ofAKind in running.GroupBy(a => a.Kind))
        {
            foreach (var other in ofAKind.OrderByDescending(a => a.Area[..6] == kept.Area[..6]).ThenByDescending(a => a.State == AllowanceState.Approved).ThenByDescending(a => a.PersonId == kept.Id).ThenBy(a => a.Id).Skip(1))
            {
                // What is due up to now is paid once, by whichever of the two comes to a list first.
                if (other.State == AllowanceState.Approved) other.Stop(StopGround.Duplicate, ThisMonth, Me.At);
                else other.Refuse();
            }
        }
        await lists.TakeOffDoublesAsync(people, cancel);
    }

    public async Task<Wire.Allowance> SaveAsync(Allowance allowance, CancellationToken cancel)
    {
        var overpaid = (await OverpaidAsync([allowance], cancel)).GetValueOrDefault(allowance.Id);
        return await db.SaveAsync(() => AllowanceWire.Of(allowance, overpaid), cancel);
    }

    /// <summary>What was paid for months after the last one; of one that gave way to another of the same person also what was paid twice.</summary>
    public async Task<Dictionary<Guid, long>> OverpaidAsync(IReadOnlyCollection<Allowance> allowances, CancellationToken cancel)
    {
        var ended = allowances.Where(a => a.Until is not null).ToDictionary(a => a.Id, a => a.Until!.Value);
        if (ended.Count == 0) return [];
        var earliest = ended.Values.Min();
        var payments = await db.Everywhere<Payment>("of allowances that the caller sees, wherever the person lived when they were paid").AsNoTracking()
            .Where(p => ended.Keys.Contains(p.AllowanceId) && p.State == PaymentState.Paid && p.Month > earliest).Select(p => new { p.AllowanceId, p.Month, p.AmountFen }).ToListAsync(cancel);
        var back = payments.Where(p => p.Month > ended[p.AllowanceId]);
        var twice = allowances.Where(a => a.StoppedFor == StopGround.Duplicate).Select(a => a.Id).ToList();
        if (twice.Count > 0)
        {
            var (everybody, paid) = (db.Everywhere<Person>(Why), db.Everywhere<Payment>("whether the same month of the same person was paid under another record, too"));
            back = back.Union(await (from p in paid.AsNoTracking()
                                     where twice.Contains(p.AllowanceId) && p.State == PaymentState.Paid
                                     join q in everybody on p.PersonId equals q.Id
                                     where paid.Any(o => o.AllowanceId != p.AllowanceId && o.Kind == p.Kind && o.Month == p.Month && o.State == PaymentState.Paid
                                         && everybody.Any(r => r.Id == o.PersonId && (r.MergedInto ?? r.Id) == (q.MergedInto ?? q.Id)))
                                     select new { p.AllowanceId, p.Month, p.AmountFen }).ToListAsync(cancel));
        }
        return back.GroupBy(p => p.AllowanceId).ToDictionary(g => g.Key, g => g.Sum(p => p.AmountFen));
    }
}
