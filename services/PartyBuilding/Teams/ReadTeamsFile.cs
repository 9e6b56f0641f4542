using Governance.Access;
using Governance.PartyBuilding.Members;
using Governance.PartyBuilding.Organizations;
using Governance.PartyBuilding.People;
using Governance.Rpc;
using Grpc.Core;
using Npgsql;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Teams;

/// <summary>Community by community, rows sent as they are read.</summary>
internal sealed class ReadTeamsFile(PartyDb db, NpgsqlDataSource source, PersonWire people, Caller caller)
{
    public async Task Handle(Wire.ReadTeamsFileRequest request, IServerStreamWriter<Wire.ReadTeamsFileResponse> pieces, CancellationToken cancel)
    {
        new Check().Division("division_code", request.DivisionCode, out var area).Text("purpose", request.Purpose, 200, min: 4).OrThrow();
        caller.MustCover(area.Code);
        // Committed before the first row leaves: no file without a trace.
        db.AuditRead(null, area.Code, request.Purpose.Trim());
        await db.SaveAsync(cancel);
        await caller.WhileSignedInAsync(async until =>
        {
            var file = new RosterFile("社区编码,班子,职务,姓名,性别,出生年份,学历,产生方式,任职日期,任期届满", content => pieces.WriteAsync(new Wire.ReadTeamsFileResponse { Content = content }, until));
            await using var command = source.CreateCommand(Rows);
            command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = area.Code }, new() { Value = area.End }]);
            await using var rows = await command.ExecuteReaderAsync(until);
            while (await rows.ReadAsync(until))
            {
                await file.AddAsync(rows.GetString(0), ((TeamBody)rows.GetInt16(1)).Chinese(), ((TeamPostKind)rows.GetInt16(2)).Chinese(), people.NameFor(rows.GetFieldValue<byte[]>(3), TeamDesk.Manage, rows.GetString(0)),
                    (MemberSex)rows.GetInt16(4) == MemberSex.Male ? "男" : "女", $"{rows.GetInt16(5)}", Workers.WorkerWords.Chinese((Education)rows.GetInt16(6)), (HoldingMode)rows.GetInt16(7) == HoldingMode.Elected ? "选举" : "任命",
                    rows.GetFieldValue<DateOnly>(8).Day(), rows.GetFieldValue<DateOnly>(9).Day());
            }
            await file.EndAsync();
        }, cancel);
    }

    private const string Rows = """
        select h.area, h.body, h.kind, p.name, p.sex, p.birth_year, p.education, h.mode, h.started_on, h.term_end from team_holdings h join people p on p.id = h.person_id
        where h.area >= $1 and h.area < $2 and h.running_post_id is not null order by h.area, h.body, h.kind, h.id
        """;
}
