using Governance.Party.V1;

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
            await Task.WhenAll(committees.Select(c => app.New(c)));
            var before = await app.Query<long>("select count(*) from organization_count_changes");
            // A replica that is slow to start folds once when it has, whatever the clock says: that may take the changes of a round, of each of the two one.
            Assert.True(before > 0 || round <= 2, $"round {round} left nothing to fold");
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
        }
        Assert.Empty(wrong);
        Assert.Equal(20, await app.Query<long>("select n from organization_counts where organization_id = $1 and measure = 4", Guid.Parse(top.Id)));
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
}
