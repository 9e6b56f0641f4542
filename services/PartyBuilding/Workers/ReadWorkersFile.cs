using Governance.Access;
using Governance.PartyBuilding.Members;
using Governance.PartyBuilding.Organizations;
using Governance.PartyBuilding.People;
using Governance.Rpc;
using Grpc.Core;
using Npgsql;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Workers;

/// <summary>Community by community, rows sent as they are read.</summary>
internal sealed class ReadWorkersFile(PartyDb db, NpgsqlDataSource source, PersonWire people, Caller caller)
{
    public async Task Handle(Wire.ReadWorkersFileRequest request, IServerStreamWriter<Wire.ReadWorkersFileResponse> pieces, CancellationToken cancel)
    {
        new Check().Division("division_code", request.DivisionCode, out var area).Text("purpose", request.Purpose, 200, min: 4).OrThrow();
        caller.MustCover(area.Code);
        // Committed before the first row leaves: no file without a trace.
        db.AuditRead(null, area.Code, request.Purpose.Trim());
        await db.SaveAsync(cancel);
        await caller.WhileSignedInAsync(async until =>
        {
            var file = new RosterFile("社区编码,岗位,姓名,性别,出生年份,学历,入职日期,连续工作起始日期,岗位等级,职业水平", content => pieces.WriteAsync(new Wire.ReadWorkersFileResponse { Content = content }, until));
            await using var command = source.CreateCommand(Rows);
            command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = area.Code }, new() { Value = area.End }]);
            await using var rows = await command.ExecuteReaderAsync(until);
            while (await rows.ReadAsync(until))
            {
                await file.AddAsync(rows.GetString(0), ((WorkerPost)rows.GetInt16(1)).Chinese(), people.NameFor(rows.GetFieldValue<byte[]>(2), WorkerDesk.Assign, rows.GetString(0)), (MemberSex)rows.GetInt16(3) == MemberSex.Male ? "男" : "女",
                    $"{rows.GetInt16(4)}", ((Education)rows.GetInt16(5)).Chinese(), rows.GetFieldValue<DateOnly>(6).Day(), rows.GetFieldValue<DateOnly>(7).Day(), $"{rows.GetInt16(8)}",
                    await rows.IsDBNullAsync(9, until) ? "" : ((ProfessionalLevel)rows.GetInt16(9)).Chinese());
            }
            await file.EndAsync();
        }, cancel);
    }

    private const string Rows = """
        select w.area, w.post, p.name, p.sex, p.birth_year, p.education, w.hired_on, w.service_since, w.grade, w.level from workers w join people p on p.id = w.person_id
        where w.area >= $1 and w.area < $2 and w.state = 1 order by w.area, w.id
        """;
}
