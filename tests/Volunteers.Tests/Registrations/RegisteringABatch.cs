using Governance.Volunteers.V1;
using Grpc.Core;

namespace Governance.Volunteers.Tests.Registrations;

public sealed class RegisteringABatch(VolunteersApp app) : IClassFixture<VolunteersApp>
{
    [Fact]
    public async Task Every_row_gets_its_verdict_and_the_same_file_again_registers_nobody()
    {
        var known = People.ToRegister();
        var before = await app.Town().Registrations.RegisterVolunteerAsync(known);
        var rows = Rows(30);
        rows[3] = known;                                        // registered before
        rows[7] = rows[5];                                      // twice in the file
        rows[11] = People.ToRegister("510104198801021231");      // a check character that is wrong
        rows[12] = People.ToRegister(home: SmallMap.NextCounty);
        var batch = NewId();
        var done = await SendAsync(batch, Part(batch, 1, rows));

        Assert.Equal((31L, 26L, 2L, 2L), (done.NextLine, done.RegisteredCount, done.KnownCount, done.RefusedCount));
        var verdicts = (await app.County().Batches.ListRowVerdictsAsync(new() { BatchId = batch })).Verdicts;
        Assert.Equal([4L, 8, 12, 13], verdicts.Select(v => v.Line));
        Assert.Equal(before.Id, verdicts[0].VolunteerId);
        Assert.NotEmpty(verdicts[1].VolunteerId);
        Assert.StartsWith("identity_number NOT_AN_IDENTITY_NUMBER", Assert.Single(verdicts[2].Problems), StringComparison.Ordinal);
        Assert.DoesNotContain("510104198801021231", verdicts[2].Problems[0], StringComparison.Ordinal);
        Assert.StartsWith("division_code OUTSIDE_THE_BATCH", Assert.Single(verdicts[3].Problems), StringComparison.Ordinal);
        Assert.Single((await app.County().Batches.ListRowVerdictsAsync(new() { BatchId = batch, Outcome = RowOutcome.Refused, PageSize = 1 })).Verdicts);
        Assert.Contains("\"volunteerIds\":[", Assert.Single(await app.QueryAll<string>("select payload::text from events where aggregate_id = $1", Guid.Parse(batch))), StringComparison.Ordinal);

        Assert.Equal(done, await SendAsync(batch, Part(batch, 1, rows)));
        var again = NewId();
        var second = await SendAsync(again, Part(again, 1, rows));
        Assert.Equal((0L, 28L, 2L), (second.RegisteredCount, second.KnownCount, second.RefusedCount));

        // Who came with the batch is a volunteer like any other.
        var found = await app.County().Registrations.FindByIdentityNumberAsync(new() { IdentityNumber = rows[5].IdentityNumber, Purpose = "核对导入" });
        var volunteer = await app.County().Registrations.GetVolunteerAsync(new() { Id = found.VolunteerId });
        Assert.Equal((rows[5].Name, VolunteerState.Active, 1988), (volunteer.Name, volunteer.State, volunteer.BirthYear));
        Assert.Equal(rows[5].Skills.Order(), volunteer.Skills);
        Assert.Single((await app.County().Registrations.ListGrowthStepsAsync(new() { Id = volunteer.Id })).Steps);
        Assert.Equal("139****0001", (await app.County().Registrations.UpdateVolunteerAsync(new() { RequestId = NewId(), Id = volunteer.Id, UpdateMask = new() { Paths = { "phone" } }, Phone = "13900000001", Etag = volunteer.Etag })).PhoneMasked);
    }

    [Fact]
    public async Task A_broken_connection_goes_on_where_it_was_and_a_gap_is_refused()
    {
        var (batch, rows) = (NewId(), Rows(50));
        using (var call = app.County().Batches.BatchRegister())
        {
            await call.RequestStream.WriteAsync(Part(batch, 1, rows[..20]));
            await EventuallyAsync("the first part is in", async () => await app.Query<long>("select coalesce(max(next_line), 0) from batches where id = $1", Guid.Parse(batch)), next => next == 21);
        }       // cut off
        Assert.Equal(21, (await app.County().Batches.GetBatchAsync(new() { Id = batch })).NextLine);
        var gap = await Refused(StatusCode.OutOfRange, "LINES_MISSING", () => SendAsync(batch, Part(batch, 31, rows[30..])));
        Assert.Equal("21", gap.Facts["next_line"]);
        // From a little before: what is in is skipped.
        var done = await SendAsync(batch, Part(batch, 11, rows[10..30]), Part(batch, 31, rows[30..]));
        Assert.Equal((51L, 50L, 0L), (done.NextLine, done.RegisteredCount, done.KnownCount));
    }

    [Fact]
    public async Task Two_files_with_the_same_people_at_once_register_each_once()
    {
        var rows = Rows(200);
        var backwards = Enumerable.Reverse(rows).ToList();
        var (one, other) = (NewId(), NewId());
        var done = await Task.WhenAll(SendAsync(one, Part(one, 1, rows)), SendAsync(other, Part(other, 1, backwards)));
        Assert.Equal(200, done.Sum(d => d.RegisteredCount));
        Assert.Equal(200, done.Sum(d => d.KnownCount));
    }

    [Fact]
    public async Task Outside_my_area_nothing_is_taken_or_seen()
    {
        var batch = NewId();
        var part = Part(batch, 1, Rows(2));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => SendAsAsync(app.County("510105"), part));
        await SendAsync(batch, part);
        await Refused(StatusCode.NotFound, "BATCH_NOT_FOUND", () => app.County("510105").Batches.GetBatchAsync(new() { Id = batch }));
        await Refused(StatusCode.NotFound, "BATCH_NOT_FOUND", () => app.County("510105").Batches.ListRowVerdictsAsync(new() { BatchId = batch }));
        var taken = new BatchRegisterRequest { BatchId = batch, DivisionCode = "510105", FirstLine = 1, Rows = { People.ToRegister(home: SmallMap.NextCounty) } };
        await Refused(StatusCode.AlreadyExists, "BATCH_ID_TAKEN", () => SendAsAsync(app.County("510105"), taken));
        Assert.Equal(3, (await app.County().Batches.GetBatchAsync(new() { Id = batch })).NextLine);
        var told = await Refused(StatusCode.InvalidArgument, "INVALID_FIELDS", () => SendAsync("", new BatchRegisterRequest { BatchId = "x", DivisionCode = "x" }));
        Assert.Equal(["batch_id", "division_code", "first_line", "rows"], told.Fields.Order());
    }

    private static List<RegisterVolunteerRequest> Rows(int count) => [.. Enumerable.Range(0, count).Select(_ => People.ToRegister())];

    private static BatchRegisterRequest Part(string batch, long first, IEnumerable<RegisterVolunteerRequest> rows) => new() { BatchId = batch, DivisionCode = "510104", FirstLine = first, Rows = { rows } };

    private Task<RegistrationBatch> SendAsync(string batch, params BatchRegisterRequest[] parts) => SendAsAsync(app.County(), parts);

    private static async Task<RegistrationBatch> SendAsAsync(VolunteersCaller caller, params BatchRegisterRequest[] parts)
    {
        using var call = caller.Batches.BatchRegister();
        try
        {
            foreach (var part in parts) await call.RequestStream.WriteAsync(part);
            await call.RequestStream.CompleteAsync();
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException)
        {
            // Refused at an earlier part; the answer says why.
        }
        return await call.ResponseAsync;
    }
}
