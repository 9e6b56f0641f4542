using System.Text;
using Google.Protobuf;
using Governance.Volunteers.V1;
using Grpc.Core;

namespace Governance.Volunteers.Tests.Registrations;

public sealed class ImportingAFile(VolunteersApp app) : IClassFixture<VolunteersApp>
{
    private const string Headings = "姓名,证件号码,手机号,社区编码,技能,政治面貌,退役军人,学历,服务时间";

    static ImportingAFile() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("gb18030")]
    public async Task A_table_as_clerks_have_it_is_read_whatever_its_encoding(string encoding)
    {
        var (good, twice) = (People.ToRegister(), People.ToRegister());
        var lines = new[]
        {
            Headings,
            $"{good.Name},{good.IdentityNumber.ToLowerInvariant()},{good.Phone},{good.DivisionCode},急救、driving,中共党员,是,本科,周六上午 周日下午",
            $"\"{twice.Name}\",\"{twice.IdentityNumber}\",{twice.Phone},{twice.DivisionCode},,,,,",
            $"{twice.Name},{twice.IdentityNumber},{twice.Phone},{twice.DivisionCode},,,,,",
            "",
            $"{twice.Name},{People.ToRegister().IdentityNumber},{twice.Phone},{twice.DivisionCode},会飞,党员?,也许,,星期八",
            $"{twice.Name},510104198801021231,{twice.Phone}",
            ",,,,,,,,", "",
        };
        var batch = NewId();
        var done = await SendAsync(batch, Encoding.GetEncoding(encoding).GetPreamble().Concat(Encoding.GetEncoding(encoding).GetBytes(string.Join("\r\n", lines))).ToArray());

        Assert.Equal((7L, 2L, 1L, 3L), (done.NextLine, done.RegisteredCount, done.KnownCount, done.RefusedCount));
        var verdicts = (await app.County().Batches.ListRowVerdictsAsync(new() { BatchId = batch })).Verdicts.ToDictionary(v => v.Line, v => v.Problems.Select(p => string.Join(' ', p.Split(' ').Take(2))).Order().ToList());
        Assert.Equal([3L, 4, 5, 6], verdicts.Keys.Order());
        Assert.Contains("row EMPTY", verdicts[4]);
        Assert.Equal(["availableTimes NOT_READABLE", "politicalStatus NOT_READABLE", "skills[0] UNKNOWN_SKILL", "veteran NOT_READABLE"], verdicts[5]);
        Assert.Contains("row COLUMN_COUNT", verdicts[6]);
        var found = await app.County().Registrations.FindByIdentityNumberAsync(new() { IdentityNumber = good.IdentityNumber, Purpose = "核对导入" });
        var volunteer = await app.County().Registrations.GetVolunteerAsync(new() { Id = found.VolunteerId });
        Assert.Equal((good.Name, PoliticalStatus.PartyMember, true, Education.Bachelor), (volunteer.Name, volunteer.PoliticalStatus, volunteer.Veteran, volunteer.Education));
        Assert.Equal(["driving", "first-aid"], volunteer.Skills);
        Assert.Equal([(6, DayPart.Morning), (7, DayPart.Afternoon)], volunteer.AvailableTimes.Select(t => (t.Weekday, t.Part)));
    }

    [Fact]
    public async Task A_long_table_is_read_in_its_encoding_wherever_its_pieces_end()
    {
        // Three bytes a character, and lines of every length: some character lies across the end of each piece of memory.
        var people = Enumerable.Range(0, 800).Select(n => new RegisterVolunteerRequest(People.ToRegister()) { Name = "欧阳" + new string('安', 1 + n % 7) }).ToList();
        var file = Encoding.UTF8.GetBytes(Headings + "\n" + string.Join('\n', people.Select(p => $"{p.Name},{p.IdentityNumber},{p.Phone},{p.DivisionCode},,,,,")));
        var done = await SendAsync(NewId(), file);
        Assert.Equal((800L, 0L), (done.RegisteredCount, done.RefusedCount));
        var found = await app.County().Registrations.FindByIdentityNumberAsync(new() { IdentityNumber = people[^1].IdentityNumber, Purpose = "核对导入" });
        Assert.Equal(people[^1].Name, (await app.County().Registrations.GetVolunteerAsync(new() { Id = found.VolunteerId })).Name);
    }

    [Fact]
    public async Task The_same_file_under_the_same_batch_goes_on_where_it_ended()
    {
        var people = Enumerable.Range(0, 4_500).Select(_ => People.ToRegister()).ToList();
        var file = Encoding.UTF8.GetBytes("name,identityNumber,phone,divisionCode\n" + string.Join('\n', people.Select(p => $"{p.Name},{p.IdentityNumber},{p.Phone},{p.DivisionCode}")));
        var batch = NewId();
        using (var call = app.County().Batches.BatchRegisterFile())
        {
            await call.RequestStream.WriteAsync(new() { BatchId = batch, DivisionCode = "510104", Content = ByteString.CopyFrom(file, 0, file.Length * 7 / 10) });
            await EventuallyAsync("the first part is in", async () => await app.Query<long>("select coalesce(max(next_line), 0) from batches where id = $1", Guid.Parse(batch)), next => next == 2001);
        }       // cut off in the middle of a row
        var done = await SendAsync(batch, file);
        Assert.Equal((4_501L, 4_500L, 0L, 0L), (done.NextLine, done.RegisteredCount, done.KnownCount, done.RefusedCount));
        Assert.Equal(done, await SendAsync(batch, file));
    }

    [Fact]
    public async Task What_is_no_such_table_is_refused_with_every_wrong_heading()
    {
        var told = await Refused(StatusCode.InvalidArgument, "INVALID_FIELDS", () => SendAsync(NewId(), "姓名,身高,姓名\n"u8.ToArray()));
        Assert.Equal(["columns[1]", "columns[2]", "divisionCode", "identityNumber", "phone"], told.Fields.Order());
        await Refused(StatusCode.InvalidArgument, "INVALID_FIELDS", () => SendAsync(NewId(), []));
        await Refused(StatusCode.InvalidArgument, "INVALID_FIELDS", () => SendAsync("x", "姓名"u8.ToArray(), division: "x"));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => SendAsync(NewId(), Encoding.UTF8.GetBytes(Headings + "\n" + "a,b,c,d,,,,,"), caller: app.County("510105")));
    }

    private async Task<RegistrationBatch> SendAsync(string batch, byte[] file, string division = "510104", VolunteersCaller? caller = null)
    {
        using var call = (caller ?? app.County()).Batches.BatchRegisterFile();
        try
        {
            // In pieces that end in the middle of characters.
            for (var at = 0; at == 0 || at < file.Length; at += 1001)
                await call.RequestStream.WriteAsync(new() { BatchId = batch, DivisionCode = division, Content = ByteString.CopyFrom(file, at, Math.Min(1001, file.Length - at)) });
            await call.RequestStream.CompleteAsync();
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException) { }       // refused before the end; the answer says why
        return await call.ResponseAsync;
    }
}
