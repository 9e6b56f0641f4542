using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Members;

namespace Governance.PartyBuilding.Tests.Organizations;

public sealed class CountingTheTree(PartyApp app) : IClassFixture<PartyApp>
{
    [Fact]
    public async Task Counts_are_the_same_before_while_and_after_they_are_folded_by_two_replicas()
    {
        app.StartReplica();
        var top = await app.NewTop();
        var committees = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.New(top, OrganizationKind.Committee)));
        var wrong = new List<string>();
        for (var round = 1; round <= 5; round++)
        {
            // While somebody has the lock no replica folds, whatever the clock says and whenever it has started: what is counted is there, to the row.
            await using (var connection = new Npgsql.NpgsqlConnection(app.Database))
            {
                await connection.OpenAsync();
                await using var hold = new Npgsql.NpgsqlCommand("select pg_advisory_lock(7424002)", connection);
                await hold.ExecuteNonQueryAsync();
                var before = await app.Query<long>("select count(*) from organization_count_changes");
                await Task.WhenAll(committees.Select(c => app.New(c)));
                // Each of the four counts at itself, at its committee and at the top.
                Assert.Equal(12, await app.Query<long>("select count(*) from organization_count_changes") - before);
                var (whole, folded) = (await app.Figures(top), await Folded());
                Assert.Equal((5L, round * 4L), (whole.Committees, whole.Branches));
                Assert.True(folded < round * 4, $"round {round} left nothing to fold");
                await using var release = new Npgsql.NpgsqlCommand("select pg_advisory_unlock(7424002)", connection);
                await release.ExecuteNonQueryAsync();
            }
            app.Clock.Advance(TimeSpan.FromSeconds(2));
            // What is read while the fold is at work is right as well.
            var deadline = System.Diagnostics.Stopwatch.StartNew();
            while (await app.Query<long>("select count(*) from organization_count_changes") > 0 && deadline.Elapsed < TimeSpan.FromSeconds(20))
            {
                var figures = await app.Figures(top);
                if ((figures.Committees, figures.Branches) != (5, round * 4)) wrong.Add($"round {round}: {figures}");
            }
            Assert.Equal(0, await app.Query<long>("select count(*) from organization_count_changes"));
            Assert.Equal((5, round * 4), ((int)(await app.Figures(top)).Committees, (int)(await app.Figures(top)).Branches));
            Assert.Equal(round * 4, await Folded());
        }
        Assert.Empty(wrong);

        Task<long> Folded() => app.Query<long>("select coalesce(sum(n), 0)::bigint from organization_counts where organization_id = $1 and measure = 4", Guid.Parse(top.Id));
    }

    [Fact]
    public async Task Nobody_waits_for_the_province()
    {
        var top = await app.NewTop();
        // Somebody counts at the top and has not committed for a while.
        await using var connection = new Npgsql.NpgsqlConnection(app.Database);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var count = new Npgsql.NpgsqlCommand("select pg_advisory_xact_lock_shared(7424001); insert into organization_count_changes (organization_id, measure, n) values ($1, 15, 7)", connection))
        {
            count.CommandText = "select pg_advisory_xact_lock_shared(7424001)";
            await count.ExecuteNonQueryAsync();
            count.CommandText = $"insert into organization_count_changes (organization_id, measure, n) values ('{top.Id}', 15, 7)";
            await count.ExecuteNonQueryAsync();
        }
        await app.New(top).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal((1, 0), ((int)(await app.Figures(top)).Branches, (int)(await app.Figures(top)).FullMembers));
        // A move waits, since what is counted must be counted where it is.
        var moving = app.Office().Organizations.MoveOrganizationAsync(new() { RequestId = NewId(), Id = (await app.New(top, OrganizationKind.Committee)).Id, ParentId = (await app.New(top, OrganizationKind.Committee)).Id }).ResponseAsync;
        await Task.Delay(300);
        Assert.False(moving.IsCompleted);
        await transaction.CommitAsync();
        await moving;
        Assert.Equal(7, (await app.Figures(top)).FullMembers);
    }

    [Fact]
    public async Task Whoever_may_not_see_members_is_told_in_fives_and_no_sum_over_levels_gives_a_small_number_back()
    {
        var top = await app.NewTop();
        // Ten committees in a row and three branches each, so that there is much to subtract: of every branch, committee and the top somebody asks, and asks again.
        var (committees, branches, exact) = (new List<Organization>(), new List<(Organization Branch, Organization Above)>(), new Dictionary<string, long>());
        for (var c = 0; c < 10; c++)
        {
            var committee = await app.New(top, OrganizationKind.Committee);
            committees.Add(committee);
            for (var b = 0; b < 3; b++)
            {
                var branch = await app.New(committee);
                branches.Add((branch, committee));
                await app.NewMembers(branch, 1 + (c + b) % 4);
                exact[branch.Id] = 1 + (c + b) % 4;
            }
        }
        foreach (var role in new[] { "town-clerk", "auditor", "city-centre", "county-centre" })
        {
            var looker = app.As(role, "510104").Organizations;
            async Task<long> Told(Organization organization) => await looker.GetOrganizationFiguresAsync(new() { Id = organization.Id }) is { Suppressed: true, FloatingMembers: 0, ProbationaryMembers: 0 } f ? f.FullMembers : -1;
            var (whole, middle, small) = (await Told(top), new Dictionary<string, long>(), new Dictionary<string, long>());
            foreach (var committee in committees) middle[committee.Id] = await Told(committee);
            foreach (var (branch, _) in branches) small[branch.Id] = await Told(branch);
            Assert.All(middle.Values.Concat(small.Values).Append(whole), n => Assert.Equal(0, n % 5));
            Assert.InRange(whole, exact.Values.Sum() - 4, exact.Values.Sum() + 4);
            // Right on average, and never off by five or more.
            Assert.All(exact, e => Assert.InRange(small[e.Key], Math.Max(0, e.Value - 4), e.Value + 4));
            // The attack: a branch out of its committee and the branches beside it, out of the top and everything else, out of both. Of no branch all answers agree on its number.
            foreach (var (branch, above) in branches)
            {
                var beside = branches.Where(o => o.Above.Id == above.Id && o.Branch.Id != branch.Id).Sum(o => small[o.Branch.Id]);
                var elsewhere = committees.Where(o => o.Id != above.Id).Sum(o => middle[o.Id]);
                long[] worked = [small[branch.Id], middle[above.Id] - beside, whole - elsewhere - beside];
                Assert.All(worked, n => Assert.Equal(0, n % 5));
                Assert.DoesNotContain(exact[branch.Id], worked);
            }
            // Asked again it is the same: nothing averages out.
            Assert.Equal(whole, await Told(top));
            foreach (var (branch, _) in branches.Take(5)) Assert.Equal(small[branch.Id], await Told(branch));
        }
        Assert.Contains(branches, b => exact[b.Branch.Id] > 0);
        foreach (var (branch, _) in branches.Take(3)) Assert.Equal((exact[branch.Id], false), await app.Figures(branch) is var told ? (told.FullMembers, told.Suppressed) : default);
    }

    [Fact]
    public async Task What_is_told_of_a_place_to_whoever_looks_on_is_in_fives_and_to_its_keeper_what_was_counted()
    {
        var place = await app.Office().Establishment.EnterPlaceAsync(new() { RequestId = NewId(), DivisionCode = SmallMap.Community, Name = "小数苑", Kind = PlaceKind.Compound, FullMembers = 3, SurveyDate = "2026-03-01" });
        async Task<Place> As(PartyCaller caller) => (await caller.Establishment.ListPlacesAsync(new() { DivisionCode = SmallMap.Community, PageSize = 500 })).Places.Single(p => p.Id == place.Id);
        foreach (var looker in new[] { app.As("grid-worker", SmallMap.Community), app.As("county-centre", "510104"), app.AsPartner("party.read", "510104") })
        {
            var told = await As(looker);
            Assert.True(told is { Suppressed: true, FullMembers: 0 or 5 }, told.ToString());
            Assert.Equal(told.FullMembers, (await As(looker)).FullMembers);
        }
        foreach (var keeper in new[] { app.As("town-clerk", "510104017"), app.Clerk(), app.Office() }) Assert.Equal((3, false), await As(keeper) is var told ? (told.FullMembers, told.Suppressed) : default);
        // What should be established there is found, and how many it is about is told in fives to who may not see members.
        async Task<EstablishmentFinding> Found(PartyCaller caller) => (await caller.Establishment.CheckEstablishmentAsync(new() { DivisionCode = SmallMap.Community, Kind = FindingKind.Missing, PageSize = 500 })).Findings.Single(f => f.PlaceId == place.Id);
        var (about, counted) = (await Found(app.As("province-operator", "51")), await Found(app.Office()));
        Assert.True(about is { Suppressed: true, FullMembers: 0 or 5 } && about.Explanation.Contains($"约 {about.FullMembers} 名", StringComparison.Ordinal), about.ToString());
        Assert.Equal((3, false), (counted.FullMembers, counted.Suppressed));
    }
}
