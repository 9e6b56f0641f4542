using System.Text;
using Governance.Volunteers.Tests.Activities;
using Governance.Volunteers.Tests.Registrations;
using Governance.Volunteers.V1;
using Grpc.Core;

namespace Governance.Volunteers.Tests.Records;

public sealed class ExportingRecords(VolunteersApp app) : IClassFixture<VolunteersApp>
{
    [Fact]
    public async Task A_file_holds_what_counts_and_numbers_only_for_who_may_reveal_them()
    {
        var (one, other) = (await app.NewVolunteer(), await app.NewVolunteer());
        var kept = await Enter(one.Id, "elderly-care", -5);
        var wrong = await Enter(other.Id, "general", -8);
        await app.County().Records.CorrectRecordAsync(new() { RequestId = NewId(), Id = wrong.Id, Reason = "记录有误" });
        var day = Governance.Rpc.ChinaTime.DateOf(app.Clock.GetUtcNow());
        ReadRecordsFileRequest Asked(bool numbers = false) => new() { DivisionCode = "510104", FromDate = day.AddDays(-1).ToString("yyyy-MM-dd", null), ToDate = day.ToString("yyyy-MM-dd", null), WithNumbers = numbers, Purpose = "上报全国系统" };

        var bytes = await ReadAsync(app.County(), Asked());
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("志愿者姓名,证件类型,证件号码,", lines[0], StringComparison.Ordinal);
        var cells = Assert.Single(lines, l => l.Contains(kept.Id, StringComparison.Ordinal)).Split(',');
        Assert.Equal((11, "居民身份证", "助老照护", "1.0"), (cells.Length, cells[1], cells[4], cells[8]));
        Assert.Contains("***********", cells[2], StringComparison.Ordinal);
        Assert.DoesNotContain(lines, l => l.Contains(wrong.Id, StringComparison.Ordinal));
        Assert.Equal(1, await app.Query<long>("select count(*) from audit where purpose = '上报全国系统' and area = '510104'"));

        var full = Encoding.UTF8.GetString(await ReadAsync(app.County(), Asked(numbers: true))).Split("\r\n").Single(l => l.Contains(kept.Id, StringComparison.Ordinal)).Split(',')[2];
        Assert.Equal((18, false), (full.Length, full.Contains('*', StringComparison.Ordinal)));
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => ReadAsync(app.As("city-centre", "5101"), Asked(numbers: true)));
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => ReadAsync(app.Town(), Asked()));
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => ReadAsync(app.County("510105"), Asked()));
        var told = await Refused(StatusCode.InvalidArgument, "INVALID_FIELDS", () => ReadAsync(app.County(), new()));
        Assert.Equal(["division_code", "from_date", "purpose", "to_date"], told.Fields.Order());
    }

    [Fact]
    public async Task What_looks_like_a_formula_is_none_and_who_is_hidden_is_in_no_file()
    {
        var volunteer = await app.NewVolunteer();
        var record = await Enter(volunteer.Id, "general", -20);
        var formula = app.Activity(startsIn: 300);
        formula.Title = "=HYPERLINK(\"x\"),助老";
        await app.QueryAll<int>("update service_records set activity_id = $2 where id = $1", Guid.Parse(record.Id), Guid.Parse((await app.Town().Activities.PublishActivityAsync(formula)).Id));
        var day = Governance.Rpc.ChinaTime.DateOf(app.Clock.GetUtcNow());
        var asked = new ReadRecordsFileRequest { DivisionCode = SmallMap.Community, FromDate = day.AddDays(-2).ToString("yyyy-MM-dd", null), ToDate = day.ToString("yyyy-MM-dd", null), Purpose = "上报全国系统" };
        Assert.Contains("\"'=HYPERLINK(\"\"x\"\"),助老\"", Encoding.UTF8.GetString(await ReadAsync(app.County(), asked)), StringComparison.Ordinal);
        await app.QueryAll<int>("update volunteers set hidden = true where id = $1", Guid.Parse(volunteer.Id));
        Assert.DoesNotContain(record.Id, Encoding.UTF8.GetString(await ReadAsync(app.County(), asked)), StringComparison.Ordinal);
    }

    private async Task<ServiceRecord> Enter(string volunteer, string kind, double from) => await app.County().Records.EnterRecordAsync(new()
    {
        RequestId = NewId(), VolunteerId = volunteer, DivisionCode = SmallMap.Community, Kind = kind, StartTime = app.In(from), EndTime = app.In(from + 1),
    });

    private static async Task<byte[]> ReadAsync(VolunteersCaller caller, ReadRecordsFileRequest request)
    {
        using var call = caller.Records.ReadRecordsFile(request);
        var bytes = new List<byte>();
        await foreach (var piece in call.ResponseStream.ReadAllAsync()) bytes.AddRange(piece.Content.Span);
        return [.. bytes];
    }
}
