using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Npgsql;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.People;

internal sealed class ListStudyRecords(NpgsqlDataSource source, WelfareDb db, Caller caller, PersonDesk desk, PersonWire wire, DivisionMap map)
{
    private const int Alike = 5;

    public async Task<Wire.ListStudyRecordsResponse> Handle(Wire.ListStudyRecordsRequest request, CancellationToken cancel)
    {
        var check = new Check().Division("division_code", request.DivisionCode, out var area).That(request.DivisionCode.Length == 6, "division_code", "NOT_A_COUNTY", "应为 6 位区（县）编码")
            .That(request.Purpose is Wire.ReadPurpose.Study or Wire.ReadPurpose.Supervision, "purpose", "NOT_FOR_THIS", "仅限统计研究或督导检查");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode);
        check.OrThrow();
        if (caller.Reach != Reach.Area || !caller.Covers(area.Code) || await map.FindAsync(area.Code, cancel) is null) throw PersonRefusals.NoDivision(request.DivisionCode);

        var reply = new Wire.ListStudyRecordsResponse();
        var (last, more) = ("", false);
        await using (var command = source.CreateCommand(Records))
        {
            command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = area.Code }, new() { Value = area.End }, new() { Value = desk.Today.Year }, new() { Value = Alike }, new() { Value = page.After ?? "" }, new() { Value = page.Size + 1 }]);
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
            {
                if (more = reply.Records.Count == page.Size) break;
                last = rows.GetString(1);
                var (age, groups) = (rows.GetInt32(2), rows.GetInt32(4));
                var record = new Wire.StudyRecord
                {
                    Pseudonym = wire.PseudonymOf(rows.GetGuid(0)), DivisionCode = area.Code, AgeBand = age >= 100 ? "100+" : $"{age}-{age + 9}", Sex = (Wire.Sex)rows.GetInt16(3),
                    AbilityGrade = (Wire.AbilityGrade)rows.GetInt16(5), RiskLevel = (Wire.RiskLevel)rows.GetInt16(6),
                };
                for (var group = 1; group <= 3; group++) if ((groups & 1 << group) != 0) record.Groups.Add((Wire.ConcernGroup)group);
                reply.Records.Add(record);
            }
        }
        reply.NextPageToken = page.Next(more, last);
        db.AuditRead(null, area.Code, request.Purpose.ToString());
        return await db.SaveAsync(() => reply, cancel);
    }

    // In the order of a hash, which tells nothing of when anybody was registered.
    private const string Records = """
        select id, key, age, sex, groups, ability, risk from (
          select *, count(*) over (partition by age, sex, groups) as alike from (
            select id, md5(id::text) as key, greatest(least(($3 - birth_year) / 10 * 10, 100), 0) as age, sex,
              (case when kinds && array[1,2,3,4,5,6] then 2 else 0 end) + (case when kinds && array[11,12,13,14,15] then 4 else 0 end) + (case when kinds && array[21] then 8 else 0 end) as groups,
              coalesce(ability, 0)::smallint as ability, coalesce(risk, 0)::smallint as risk
            from people where area >= $1 and area < $2 and state = 1 and died_on is null) as of_the_county) as counted
        where alike >= $4 and key > $5 order by key limit $6
        """;
}
