using System.Globalization;
using System.Text;
using Google.Protobuf;
using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Governance.Volunteers.Registrations;
using Grpc.Core;
using Npgsql;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Records;

/// <summary>
/// Community by community, each one range of an index: the file costs what stands in it, whatever the years before hold. Rows are sent as they are read; nothing is gathered but a piece.
/// </summary>
internal sealed class ReadRecordsFile(VolunteersDb db, NpgsqlDataSource source, Caller caller, Grants grants, DivisionMap map, VolunteerWire wire)
{
    private const string Reveal = "volunteers.registrations.reveal", Headings = "志愿者姓名,证件类型,证件号码,项目名称,服务类别,服务地点,开始时间,结束时间,服务时长(小时),记录编号,记录时间\r\n";
    private const int Piece = 32 * 1024;

    public async Task Handle(Wire.ReadRecordsFileRequest request, IServerStreamWriter<Wire.ReadRecordsFileResponse> pieces, CancellationToken cancel)
    {
        var check = new Check().Division("division_code", request.DivisionCode, out var area).Date("from_date", request.FromDate, out var from).Date("to_date", request.ToDate, out var to)
            .Text("purpose", request.Purpose, 200, min: 4);
        check.That(to >= from && to.DayNumber - from.DayNumber <= 366, "to_date", "OUT_OF_RANGE", "应不早于起始日期，且不超过 366 天").OrThrow();
        if (caller.Reach != Reach.Area || !caller.Covers(area.Code) || await map.FindAsync(area.Code, cancel) is not { } division) throw RecordRefusals.NoDivision(request.DivisionCode);
        if (request.WithNumbers && grants.Of(Reveal, caller.Roles) != Reach.Area)
        {
            throw new Refusal(StatusCode.PermissionDenied, "PERMISSION_MISSING", "您没有查看完整证件号码的权限") { Facts = new Dictionary<string, string> { ["permission"] = Reveal } };
        }
        // Committed before the first row leaves: no file without a trace.
        db.AuditRead(Guid.Empty, area.Code, request.Purpose.Trim());
        await db.SaveAsync(cancel);
        await caller.WhileSignedInAsync(until => SendAsync(area, from, to, request.WithNumbers, pieces, until), cancel);
    }

    private async Task SendAsync(Area area, DateOnly from, DateOnly to, bool withNumbers, IServerStreamWriter<Wire.ReadRecordsFileResponse> pieces, CancellationToken cancel)
    {
        var piece = new StringBuilder("\uFEFF").Append(Headings);
        async Task FlushAsync()
        {
            if (piece.Length == 0) return;
            await pieces.WriteAsync(new Wire.ReadRecordsFileResponse { Content = ByteString.CopyFromUtf8(piece.ToString()) }, cancel);
            piece.Clear();
        }
        foreach (var community in await CommunitiesAsync(area, cancel))
        {
            var place = await map.NameAsync(community, cancel);
            await using var command = source.CreateCommand(Rows);
            command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = community }, new() { Value = ChinaTime.StartOf(from) }, new() { Value = ChinaTime.StartOf(to.AddDays(1)) }]);
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
            {
                var number = wire.OpenNumber(rows.GetFieldValue<byte[]>(1));
                Add(piece, wire.OpenName(rows.GetFieldValue<byte[]>(0)), "居民身份证", withNumbers ? number : Mask.Number(number), rows.GetString(2), KindOf(rows.GetString(3)), place,
                    Time(rows.GetFieldValue<DateTimeOffset>(4)), Time(rows.GetFieldValue<DateTimeOffset>(5)), (rows.GetInt32(6) / 60m).ToString("0.0", CultureInfo.InvariantCulture), rows.GetGuid(7).ToString(),
                    Time(rows.GetFieldValue<DateTimeOffset>(8)));
                if (piece.Length >= Piece) await FlushAsync();
            }
        }
        await FlushAsync();
    }

    // Retired ones too: what was served stays where it was served.
    private async Task<List<string>> CommunitiesAsync(Area area, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select code from divisions where code >= $1 and code < $2 and length(code) = 12 order by code");
        command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = area.Code }, new() { Value = area.End }]);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var codes = new List<string>();
        while (await rows.ReadAsync(cancel)) codes.Add(rows.GetString(0));
        return codes;
    }

    private static void Add(StringBuilder piece, params ReadOnlySpan<string> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0) piece.Append(',');
            // A spreadsheet must not take what somebody called an activity for a formula.
            var cell = cells[i] is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + cells[i] : cells[i];
            if (cell.AsSpan().ContainsAny(",\"\r\n")) piece.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            else piece.Append(cell);
        }
        piece.Append("\r\n");
    }

    private static string KindOf(string kind) => Skills.All.GetValueOrDefault(kind, "综合服务");

    private static string Time(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    // Who was hidden by a guardian is in no file; what was reversed does not count.
    private const string Rows = """
        select v.name, v.number, coalesce(a.title, ''), s.kind, s.starts_at, s.ends_at, s.minutes, s.id, s.recorded_at
        from service_records s join volunteers v on v.id = s.volunteer_id left join activities a on a.id = s.activity_id
        where s.area = $1 and s.starts_at >= $2 and s.starts_at < $3 and s.minutes > 0 and not v.hidden and not exists (select from service_records r where r.reverses = s.id)
        order by s.starts_at, s.id
        """;
}
