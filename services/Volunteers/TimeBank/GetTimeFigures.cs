using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Npgsql;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.TimeBank;

internal sealed class GetTimeFigures(NpgsqlDataSource source, Caller caller, DivisionMap map)
{
    public async Task<Wire.GetTimeFiguresResponse> Handle(Wire.GetTimeFiguresRequest request, CancellationToken cancel)
    {
        // A province's accounts are fourteen million rows to read; a town has no account of its own from which minutes come.
        var check = new Check().Division("division_code", request.DivisionCode, out var area, longest: 9)
            .That(area.Code is not { Length: 2 or 9 }, "division_code", "NOT_A_CITY_OR_COUNTY", "应为 4 位市（州）或 6 位县（市、区）编码")
            .Date("from_date", request.FromDate, out var from).Date("to_date", request.ToDate, out var to);
        check.That(to >= from && to.DayNumber - from.DayNumber <= 366, "to_date", "OUT_OF_RANGE", "应不早于起始日期，且不超过 366 天").OrThrow();
        // A sum over a division tells of all of it: the whole must be the caller's.
        if (caller.Reach != Reach.Area || !caller.Covers(area.Code) || await map.FindAsync(area.Code, cancel) is null) throw TimeBankRefusals.NoDivision(request.DivisionCode);

        var reply = new Wire.GetTimeFiguresResponse();
        await using var command = source.CreateCommand(Figures);
        command.Parameters.AddRange((NpgsqlParameter[])[
            new() { Value = area.Code }, new() { Value = area.End }, new() { Value = Uuid7.Floor(ChinaTime.StartOf(from)) }, new() { Value = Uuid7.Floor(ChinaTime.StartOf(to.AddDays(1))) }]);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var (earned, spent) = (rows.GetInt64(5), rows.GetInt64(6));
            reply.Figures.Add(new Wire.TimeFigures
            {
                DivisionCode = rows.GetString(0), DivisionName = await map.NameAsync(rows.GetString(0), cancel), AccountCount = rows.GetInt64(1), OutstandingMinutes = rows.GetInt64(2),
                HeldMinutes = rows.GetInt64(3), PoolMinutes = rows.GetInt64(4), EarnedMinutes = earned, SpentMinutes = spent, ExpiredMinutes = rows.GetInt64(7),
                SpentPercent = earned > 0 ? (int)Math.Min(spent * 100 / earned, int.MaxValue) : 0,
            });
        }
        return reply;
    }

    // What comes and goes passes the county's issue account: two ranges of its index by time, whatever the history. Its id: Account.Of.
    private const string Figures = """
        select c.code, c.people, c.outstanding, c.held, c.pool, came.minutes - gone.reversed, gone.spent, gone.expired
        from (
          select left(area, 6) as code, count(*) filter (where kind = 1) as people, coalesce(sum(balance) filter (where kind = 1), 0)::bigint as outstanding,
            coalesce(sum(balance) filter (where kind = 4), 0)::bigint as held, coalesce(sum(balance) filter (where kind = 2), 0)::bigint as pool
          from accounts where area >= $1 and area < $2 group by 1) c
        cross join lateral (select ('00000000-0000-7000-8003-000000' || c.code)::uuid as id) issue
        cross join lateral (select coalesce(sum(minutes), 0)::bigint as minutes from postings p where p.from_id = issue.id and p.id >= $3 and p.id < $4) came
        cross join lateral (
          select coalesce(sum(minutes) filter (where kind = 5), 0)::bigint as reversed, coalesce(sum(minutes) filter (where kind = 4), 0)::bigint as spent,
            coalesce(sum(minutes) filter (where kind = 8), 0)::bigint as expired
          from postings p where p.to_id = issue.id and p.id >= $3 and p.id < $4) gone
        order by 1
        """;
}
