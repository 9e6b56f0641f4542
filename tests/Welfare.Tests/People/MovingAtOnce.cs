using Governance.Welfare.V1;
using Grpc.Core;
using Npgsql;

namespace Governance.Welfare.Tests.People;

public sealed class MovingAtOnce(WelfareApp app) : IClassFixture<WelfareApp>
{
    [Fact]
    public async Task What_is_being_added_while_a_person_moves_goes_along()
    {
        var person = await app.New();
        await using var source = NpgsqlDataSource.Create(app.Database);
        await using var connection = await source.OpenConnectionAsync();
        await using var adding = await connection.BeginTransactionAsync();
        // Somebody is adding a contact: the person is shared, the row written, nothing committed.
        await using (var share = new NpgsqlCommand("select from people where id = $1 for share", connection) { Parameters = { new() { Value = Guid.Parse(person.Id) } } }) await share.ExecuteNonQueryAsync();
        await using (var add = new NpgsqlCommand("insert into contacts (id, person_id, area, kind, relation, name, added_at) values ($1, $2, $3, 1, '儿子', '\\x00', now())", connection)
            { Parameters = { new() { Value = Guid.Parse(NewId()) }, new() { Value = Guid.Parse(person.Id) }, new() { Value = SmallMap.Community } } }) await add.ExecuteNonQueryAsync();
        var moving = app.Supervisor().People.UpdatePersonAsync(new() { RequestId = NewId(), Id = person.Id, UpdateMask = new() { Paths = { "division_code" } }, DivisionCode = SmallMap.OtherTown }).ResponseAsync;
        await EventuallyAsync("the move waits", () => app.Query<bool>("select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')"));
        await adding.CommitAsync();
        Assert.Equal(SmallMap.OtherTown, (await moving).DivisionCode);
        Assert.Equal([SmallMap.OtherTown], await app.QueryAll<string>("select area from contacts where person_id = $1", Guid.Parse(person.Id)));
    }

    [Fact]
    public async Task Cases_that_are_worked_on_meanwhile_move_too_and_nobody_waits_for_ever()
    {
        for (var round = 0; round < 8; round++)
        {
            var person = await app.New();
            await app.Consents(person, ConsentPurpose.Sharing);
            await Task.WhenAll(
                Tried(async () => await app.Supervisor().People.UpdatePersonAsync(new() { RequestId = NewId(), Id = person.Id, UpdateMask = new() { Paths = { "division_code" } }, DivisionCode = SmallMap.OtherTown })),
                Tried(async () => await app.Supervisor().Cases.ReferCaseAsync(new() { RequestId = NewId(), PersonId = person.Id, Summary = "独居，近期跌倒一次" })),
                Tried(async () => await app.Supervisor().Contacts.AddContactAsync(new() { RequestId = NewId(), PersonId = person.Id, Kind = ContactKind.Relative, Relation = "儿子", Name = "周强" })));
            Assert.Equal(1, await app.Query<long>("select count(distinct area) from (select area from people where id = $1 union all select area from cases where person_id = $1 union all select area from contacts where person_id = $1) a", Guid.Parse(person.Id)));
        }

        static async Task Tried(Func<Task> act)
        {
            try { await act(); }
            catch (RpcException e) { Assert.Equal("ETAG_MISMATCH", Read(e).Reason); }
        }
    }
}
