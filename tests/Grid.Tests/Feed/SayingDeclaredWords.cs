using Governance.Grid.Tests.Calls;
using Xunit.Sdk;

namespace Governance.Grid.Tests.Feed;

/// <summary>What every test class of every service is held to at its end.</summary>
public sealed class SayingDeclaredWords(GridApp app) : IClassFixture<GridApp>
{
    [Theory]
    [InlineData("CallOpened", """{"urgency":"Leisurely","source":"Hotline"}""", "urgency Leisurely"), InlineData("CallProgressed", """{"step":"Start","state":"Begun"}""", "state Begun")]
    public async Task An_event_that_says_a_word_that_is_not_declared_is_noticed(string type, string payload, string told)
    {
        await app.AsResident().Calls.OpenCallAsync(Appeals.Appeal());
        await app.MustHoldTheirWordsAsync();
        var id = await app.Query<Guid>($"insert into events (id, lane, type, aggregate_id, sequence, area, occurred_at, payload) values (gen_random_uuid(), 0, 'governance.grid.v1.{type}', gen_random_uuid(), 1, '51', now(), '{payload}') returning id");
        Assert.Contains($"governance.grid.v1.{type} {told}", (await Assert.ThrowsAsync<FailException>(app.MustHoldTheirWordsAsync)).Message, StringComparison.Ordinal);
        // The log lets nobody take anything back; the app's end would find it again.
        await app.QueryAll<int>($"set session_replication_role = replica; delete from events where id = '{id}'; set session_replication_role = default; select 1");
    }
}
