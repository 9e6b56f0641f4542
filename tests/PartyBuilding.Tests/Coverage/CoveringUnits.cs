using Governance.Events.SocialOrgs.V1;
using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Organizations;
using Governance.PartyBuilding.Tests.Teams;
using Grpc.Core;

namespace Governance.PartyBuilding.Tests.Coverage;

/// <summary>The two coverages; a registered social organisation comes by event.</summary>
[Collection(WithBroker.Name)]
public sealed class CoveringUnits(PartyAppWithBroker app)
{
    private Task<TwoNewUnit> Enter(string division, string name = "成都某某商贸有限公司") =>
        app.Office("51").Coverage.EnterTwoNewUnitAsync(new() { RequestId = NewId(), DivisionCode = division, Kind = TwoNewKind.Economic, Name = name }).ResponseAsync;

    [Fact]
    public async Task A_registered_organisation_is_uncovered_until_an_organisation_or_an_instructor_covers_it()
    {
        const string town = "510105009";
        var places = SmallMap.Rows.Where(r => r.Code.Length == 12 && r.Code.StartsWith(town, StringComparison.Ordinal)).Select(r => r.Code).ToList();
        var (registered, office) = (Guid.Parse(NewId()), app.Office("510105").Coverage);
        for (var i = 0; i < 2; i++) await app.PublishAsync(new OrganizationRegistered(registered, places[0], null, app.Clock.GetUtcNow()));
        var social = await EventuallyAsync("it is listed", async () => (await office.ListTwoNewUnitsAsync(new() { DivisionCode = town, Kind = TwoNewKind.Social, UncoveredOnly = true })).Units.SingleOrDefault(), u => u is not null);
        Assert.Equal((registered.ToString(), places[0], ""), (social!.Id, social.DivisionCode, social.Name));
        var (firm, other) = (await Enter(places[1]), await Enter(places[1]));
        var (branch, instructor) = (await app.New(await app.NewTop("510105")), await app.NewPerson(places[0]));
        await office.CoverTwoNewUnitAsync(new() { RequestId = NewId(), Id = firm.Id, OrganizationId = branch.Id, Etag = firm.Etag });
        var covered = await office.CoverTwoNewUnitAsync(new() { RequestId = NewId(), Id = social.Id, InstructorId = instructor.Id });
        Assert.Equal(("赵**", ""), (covered.InstructorNameMasked, covered.OrganizationId));
        Assert.Equal([other.Id], (await office.ListTwoNewUnitsAsync(new() { DivisionCode = town, UncoveredOnly = true })).Units.Select(u => u.Id));
        var figures = await office.GetCoverageFiguresAsync(new() { DivisionCode = town });
        Assert.Equal([(TwoNewKind.Economic, 2L, 1L, 1L, 5000, 5000), (TwoNewKind.Social, 1L, 0L, 1L, 0, 10000)], figures.Total.Select(f => (f.Kind, f.Units, f.Organized, f.Worked, f.OrganizedShare, f.WorkedShare)));
        Assert.Equal([places[0], places[1]], figures.Children.Select(f => f.DivisionCode));
        // What the social organisations' service tells of who leads it follows by itself, and one that is no more needs no covering.
        await app.PublishAsync(new PartyBuildingDeclared(registered, places[0], "Sole", Guid.Parse(branch.Id), app.Clock.GetUtcNow()));
        await EventuallyAsync("it is covered", async () => (await office.ListTwoNewUnitsAsync(new() { DivisionCode = town, Kind = TwoNewKind.Social })).Units.Single() is var u && u.OrganizationId == branch.Id && u.InstructorId == instructor.Id);
        await app.PublishAsync(new OrganizationDeregistered(registered, places[0], app.Clock.GetUtcNow()));
        await EventuallyAsync("it is no more", async () => (await office.ListTwoNewUnitsAsync(new() { DivisionCode = town, Kind = TwoNewKind.Social })).Units.Count == 0);
        await office.CoverTwoNewUnitAsync(new() { RequestId = NewId(), Id = firm.Id });
        Assert.Equal(2, (await office.ListTwoNewUnitsAsync(new() { DivisionCode = town, UncoveredOnly = true })).Units.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_has_ended_is_not_brought_back_by_what_is_told_late(bool exits)
    {
        var (known, unknown, after, office) = (Guid.Parse(NewId()), Guid.Parse(NewId()), Guid.Parse(NewId()), app.Office("510105").Coverage);
        const string place = "510105005";
        var branch = await app.New(await app.NewTop("510105"));
        Task End(Guid id) => exits ? app.PublishAsync(new OrganizationExited(id, place, "Interest", app.Clock.GetUtcNow())) : app.PublishAsync(new OrganizationDeregistered(id, place, app.Clock.GetUtcNow()));
        Task Register(Guid id, Guid? news = null) => app.PublishAsync(new OrganizationRegistered(id, place, null, app.Clock.GetUtcNow()), news);
        Task Declare(Guid id) => app.PublishAsync(new PartyBuildingDeclared(id, place, "Sole", Guid.Parse(branch.Id), app.Clock.GetUtcNow()));
        async Task<List<string>> Listed() => [.. (await office.ListTwoNewUnitsAsync(new() { DivisionCode = place, PageSize = 500 })).Units.Select(u => u.Id)];
        await Register(known);
        await Declare(known);
        await EventuallyAsync("it is covered", () => app.Query<bool>("select exists (select from two_new_units where id = $1 and organization_id is not null)", known));
        Assert.Contains(known.ToString(), await Listed());
        foreach (var id in new[] { known, unknown }) await End(id);
        await EventuallyAsync("both have ended", async () => await app.Query<long>("select count(*) from two_new_units where id = any($1) and ended_at is not null and organization_id is null", new[] { known, unknown }) == 2);
        foreach (var id in new[] { known, unknown, after })
        {
            await Register(id, id);
            await Declare(id);
        }
        await EventuallyAsync("all registrations were heard", async () => await app.Query<long>("select count(*) from inbox where event_id = any($1)", new[] { known, unknown, after }) == 3);
        await EventuallyAsync("the last in both queues is covered", () => app.Query<bool>("select exists (select from two_new_units where id = $1 and organization_id is not null)", after));
        await End(known);
        var listed = await Listed();
        Assert.Contains(after.ToString(), listed);
        Assert.DoesNotContain(known.ToString(), listed);
        Assert.DoesNotContain(unknown.ToString(), listed);
        Assert.Equal(listed.Count, (await office.GetCoverageFiguresAsync(new() { DivisionCode = place })).Total.Sum(f => f.Units));
        await Refused(StatusCode.NotFound, "TWO_NEW_UNIT_NOT_FOUND", () => office.CoverTwoNewUnitAsync(new() { Id = known.ToString() }));
    }

    [Fact]
    public async Task An_organisation_that_merges_takes_what_it_covers_along_and_one_that_is_dissolved_covers_nobody()
    {
        const string town = "510105011";
        var place = SmallMap.Rows.First(r => r.Code.Length == 12 && r.Code.StartsWith(town, StringComparison.Ordinal)).Code;
        var (top, unit, office) = (await app.NewTop("510105"), await Enter(place), app.Office("510105"));
        var (former, successor) = (await app.New(top), await app.New(top));
        await office.Coverage.CoverTwoNewUnitAsync(new() { RequestId = NewId(), Id = unit.Id, OrganizationId = former.Id });
        async Task<TwoNewUnit> Now() => (await office.Coverage.ListTwoNewUnitsAsync(new() { DivisionCode = town })).Units.Single(u => u.Id == unit.Id);
        await office.Organizations.MergeOrganizationsAsync(new() { RequestId = NewId(), Id = former.Id, IntoId = successor.Id, Reason = "支部合并" });
        Assert.Equal(successor.Id, (await Now()).OrganizationId);
        await office.Organizations.DissolveOrganizationAsync(new() { RequestId = NewId(), Id = successor.Id, Reason = "党员全部转出" });
        Assert.Equal("", (await Now()).OrganizationId);
        Assert.Equal(0, (await office.Coverage.GetCoverageFiguresAsync(new() { DivisionCode = town })).Total.Single().Organized);
    }

    [Fact]
    public async Task Who_is_dissolved_at_the_same_moment_covers_nobody()
    {
        var (unit, top, declared, after) = (await Enter("510105"), await app.NewTop("510105"), Guid.Parse(NewId()), Guid.Parse(NewId()));
        var (branch, other) = (await app.New(top), await app.New(top));
        await using var connection = new Npgsql.NpgsqlConnection(app.Database);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        async Task Do(string sql)
        {
            await using var command = new Npgsql.NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
        // Somebody dissolves it: alone with the tree, and not yet committed.
        await Do("select pg_advisory_xact_lock(7424001)");
        await Do($"update organizations set state = 2 where id = '{branch.Id}'");
        await Do($"insert into organization_count_changes (organization_id, measure, n) select substring(o.path from 1 + 32 * level for 32)::uuid, o.kind, -1 from organizations o cross join generate_series(0, length(o.path) / 32 - 1) level where o.id = '{branch.Id}'");
        var covering = Boards.Told(app.Office("510105").Coverage.CoverTwoNewUnitAsync(new() { RequestId = NewId(), Id = unit.Id, OrganizationId = branch.Id }));
        await app.PublishAsync(new PartyBuildingDeclared(declared, "510105", "Sole", Guid.Parse(branch.Id), app.Clock.GetUtcNow()));
        await EventuallyAsync("both wait for the tree", async () => await app.Query<long>("select count(*) from pg_locks where locktype = 'advisory' and objid = 7424001 and not granted and database = (select oid from pg_database where datname = current_database())") >= 2);
        await transaction.CommitAsync();
        Assert.Equal("ORGANIZATION_NOT_ACTIVE", await covering);
        await app.PublishAsync(new PartyBuildingDeclared(after, "510105", "Sole", Guid.Parse(other.Id), app.Clock.GetUtcNow()));
        await EventuallyAsync("the one after it in the queue is covered", () => app.Query<bool>("select exists (select from two_new_units where id = $1)", after));
        Assert.Equal(0, await app.Query<long>("select count(*) from two_new_units where organization_id = $1 or id = $2", Guid.Parse(branch.Id), declared));
    }

    [Fact]
    public async Task Outside_my_area_is_not_found_and_an_organisation_that_is_no_more_covers_nobody()
    {
        var unit = await Enter("510104");
        await Refused(StatusCode.NotFound, "TWO_NEW_UNIT_NOT_FOUND", () => app.Office("510105").Coverage.CoverTwoNewUnitAsync(new() { Id = unit.Id }));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Office("510105").Coverage.EnterTwoNewUnitAsync(new() { RequestId = NewId(), DivisionCode = "510104", Kind = TwoNewKind.Social, Name = "某某社区服务中心" }));
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => app.Office("510105").Coverage.GetCoverageFiguresAsync(new() { DivisionCode = "510104" }));
        var gone = await app.New(await app.NewTop());
        await app.Office().Organizations.DissolveOrganizationAsync(new() { RequestId = NewId(), Id = gone.Id, Reason = "党员全部转出" });
        await Refused(StatusCode.FailedPrecondition, "ORGANIZATION_NOT_ACTIVE", () => app.Office().Coverage.CoverTwoNewUnitAsync(new() { Id = unit.Id, OrganizationId = gone.Id }));
        await WrongFields(() => app.Office().Coverage.EnterTwoNewUnitAsync(new() { DivisionCode = "51", Name = "商" }), "division_code", "kind", "name");
        await WrongFields(() => app.Office().Coverage.CoverTwoNewUnitAsync(new() { Id = "x", OrganizationId = "y", InstructorId = "z" }), "id", "organization_id", "instructor_id");
    }
}
