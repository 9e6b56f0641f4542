using Governance.Access;
using Governance.Foundation.Tests.Notes;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.Foundation.Tests;

public sealed class FilteringByArea(SharedServers servers) : IAsyncLifetime
{
    private NotesApp app = null!;

    private static Area Of(string code) => Area.TryParse(code, out var area) ? area : throw new ArgumentException(code);

    public async ValueTask InitializeAsync() => app = await NotesApp.StartAsync(await servers.NewDatabaseAsync(), servers.RabbitMq, start: false);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task The_filter_is_a_range_on_the_bare_column_with_parameters()
    {
        var sql = await app.DoAsync(db => Task.FromResult(db.Notes.ToQueryString()), c => Callers.Become(c, Reach.Area, "clerk", ["5109", "510104"]));
        Assert.Matches(@"WHERE \(n\.area >= @\w+ AND n\.area < @\w+\) OR \(n\.area >= @\w+ AND n\.area < @\w+\)", sql);
        Assert.Contains("'510:'", sql, StringComparison.Ordinal);
        Assert.DoesNotContain("COALESCE", sql, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("JOIN", sql, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_is_told_to_everybody_below_is_a_range_or_one_of_the_codes_above()
    {
        foreach (var place in new[] { "510104017001", "510104", "510104018", "510105", "5101", "51" }) await app.TakeAsync(place, place);
        async Task<IEnumerable<string>> Told(params string[] areas) =>
            (await app.DoAsync(db => db.Everywhere<Note>("the test looks").InOrAbove([.. areas.Select(Of)]).Select(n => n.Area).ToListAsync())).Order(StringComparer.Ordinal);
        Assert.Equal(["51", "5101", "510104", "510104017001"], await Told("510104017"));
        Assert.Equal(["51", "5101", "510104", "510104017001", "510104018"], await Told("510104", "510104017"));
        Assert.Empty(await Told());
        Assert.Equal(["51", "5102"], AreaFilter.Above([Of("510203"), Of("5101"), Of("510104")]));
        var sql = await app.DoAsync(db => Task.FromResult(db.Everywhere<Note>("the test looks").InOrAbove([Of("510104")]).ToQueryString()));
        Assert.Matches(@"WHERE \(n\.area >= @\w+ AND n\.area < @\w+\) OR n\.area = ANY \(@\w+\)", sql);
    }

    [Fact]
    public async Task Who_forgot_the_interceptor_sees_nothing()
    {
        await app.TakeAsync("note");
        Assert.Empty(await app.DoAsync(db => db.Notes.ToListAsync(), _ => { }));
    }

    [Fact]
    public async Task Set_is_closed_because_it_knows_no_areas() =>
        Assert.Contains("Visible", (await Assert.ThrowsAsync<InvalidOperationException>(() => app.DoAsync(db => Task.FromResult(db.Set<Note>())))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Saving_past_SaveAsync_is_closed() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => app.DoAsync(db => db.SaveChangesAsync(CancellationToken.None)));

    [Fact]
    public async Task Moving_a_note_needs_both_ends()
    {
        var id = await app.TakeAsync("moving", "510104017001");
        await Assert.ThrowsAsync<Refusal>(() => MoveAsync(id, "510105001001", ["510104"]));
        await Assert.ThrowsAsync<Refusal>(() => MoveAsync(id, "510105001001", ["510105"], everywhere: true));
        await MoveAsync(id, "510105001001", ["5101"]);
        Assert.Equal("510105001001", await app.ScalarAsync<string>("select area from notes"));
    }

    [Fact]
    public async Task A_failed_save_leaves_no_row_no_event_and_no_audit_entry()
    {
        var id = await app.TakeAsync("note");
        await Assert.ThrowsAsync<Refusal>(() => app.DoAsync(async db =>
        {
            var note = await db.Notes.SingleAsync(n => n.Id == id);
            await app.AmendAsync(id, "faster");
            note.Amend("slower");
            await db.SaveAsync(CancellationToken.None);
            return true;
        }));
        Assert.Equal("faster", await app.ScalarAsync<string>("select text from notes"));
        Assert.Equal(2L, await app.ScalarAsync<long>("select count(*) from events"));
        Assert.Equal(2L, await app.ScalarAsync<long>("select count(*) from audit"));
    }

    [Theory]
    [InlineData("5101", "510104017001", true)]
    [InlineData("510104", "510105001001", false)]
    [InlineData("5109", "5110", false)]
    [InlineData("51", "51", true)]
    public void Covering_is_by_prefix(string area, string code, bool covers)
    {
        Assert.True(Area.TryParse(area, out var parsed));
        Assert.Equal(covers, parsed.Covers(code));
        Assert.Equal(covers, string.CompareOrdinal(code, parsed.Code) >= 0 && string.CompareOrdinal(code, parsed.End) < 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("510")]
    [InlineData("51010a")]
    [InlineData("５１")]
    [InlineData("51 ")]
    [InlineData(null)]
    public void What_is_no_code_is_no_area(string? code) => Assert.False(Area.TryParse(code, out _));

    [Fact]
    public void Areas_inside_another_are_dropped() => Assert.Equal(["5101", "510501"], Area.Distinct(["510104", "5101", "510501", "", "x", "510104017"]).Select(a => a.Code));

    private Task<bool> MoveAsync(Guid id, string to, string[] areas, bool everywhere = false) => app.DoAsync(async db =>
    {
        var notes = everywhere ? db.Everywhere<Note>("the test goes past the filter to reach the guard") : db.Notes;
        (await notes.SingleAsync(n => n.Id == id)).Move(to);
        await db.SaveAsync(CancellationToken.None);
        return true;
    }, c => Callers.Become(c, Reach.Area, "clerk", areas));
}
