using Governance.Welfare.V1;
using Grpc.Core;

namespace Governance.Welfare.Tests.People;

public sealed class MergingDoubles(WelfareApp app) : IClassFixture<WelfareApp>
{
    [Fact]
    public async Task Keeps_both_histories_and_the_number_of_whichever_has_one()
    {
        var (kept, twin) = (await app.New(app.Unknown()), await app.New(app.ToRegister(SmallMap.OtherTown)));
        foreach (var person in new[] { kept, twin })
        {
            await app.Consents(person, ConsentPurpose.Health);
            await app.Supervisor().HealthNotes.AddHealthNoteAsync(new() { RequestId = NewId(), PersonId = person.Id, Kind = HealthNoteKind.Care, Text = "记录" + person.Id, NoteDate = app.Day() });
            await app.Supervisor().Contacts.AddContactAsync(new() { RequestId = NewId(), PersonId = person.Id, Kind = ContactKind.Relative, Relation = "儿子", Name = "周强" });
        }
        // Each community's worker sees one of them; only who sees both can merge.
        await Refused(StatusCode.NotFound, "PERSON_NOT_FOUND", () => app.Supervisor("510105").People.MergePeopleAsync(new() { Id = kept.Id, DoubleId = twin.Id, Reason = "同一人" + "两份档案" }));
        var merged = await app.Supervisor().People.MergePeopleAsync(new() { RequestId = NewId(), Id = kept.Id, DoubleId = twin.Id, Reason = "入户核实为同一人" });
        Assert.Equal(twin.IdentityNumberMasked, merged.IdentityNumberMasked);
        Assert.Equal([ConcernKind.ElderlyLivingAlone, ConcernKind.ElderlyEmptyNest, ConcernKind.ElderlyHardship], merged.Kinds);

        var worker = app.Worker();
        Assert.Equal(2, (await worker.HealthNotes.ListHealthNotesAsync(new() { PersonId = kept.Id, Purpose = ReadPurpose.Case })).Notes.Count);
        Assert.Equal(2, (await worker.Contacts.ListContactsAsync(new() { PersonId = kept.Id, Purpose = ReadPurpose.Case })).Contacts.Count);
        Assert.Equal(4, (await worker.Consents.ListConsentsAsync(new() { PersonId = kept.Id, Purpose = ReadPurpose.Case })).Consents.Count);
        var steps = (await worker.People.ListPersonStepsAsync(new() { Id = kept.Id, Purpose = ReadPurpose.Upkeep })).Steps;
        Assert.Equal([PersonStepKind.Registered, PersonStepKind.Registered, PersonStepKind.TookOver, PersonStepKind.Merged], steps.Select(s => s.Kind).Order());
        var told = await Refused(StatusCode.FailedPrecondition, "PERSON_MERGED", () => app.Supervisor().People.GetPersonAsync(new() { Id = twin.Id, Purpose = ReadPurpose.Case }));
        Assert.Equal(kept.Id, told.Facts["person_id"]);
        Assert.Single((await app.Supervisor().People.SearchPeopleAsync(new() { Purpose = ReadPurpose.Case, PageSize = 500 })).People, p => p.Id == kept.Id || p.Id == twin.Id);

        // The number is still one person's.
        var number = (await worker.People.RevealPersonAsync(new() { Id = kept.Id, Purpose = "核对证件号码" })).IdentityNumber;
        Assert.Equal(kept.Id, (await worker.People.FindPersonAsync(new() { IdentityNumber = number, Purpose = ReadPurpose.Upkeep })).PersonId);
        await Refused(StatusCode.AlreadyExists, "PERSON_ALREADY_REGISTERED", () => app.New(app.ToRegister(number: number)));
        // A third turns up.
        var third = await app.New(app.Unknown());
        await app.Supervisor().People.MergePeopleAsync(new() { RequestId = NewId(), Id = third.Id, DoubleId = kept.Id, Reason = "入户核实为同一人" });
        Assert.Equal(2, (await worker.HealthNotes.ListHealthNotesAsync(new() { PersonId = third.Id, Purpose = ReadPurpose.Case })).Notes.Count);
    }

    [Fact]
    public async Task Two_numbers_are_two_people()
    {
        var (one, other) = (await app.New(), await app.New());
        await Refused(StatusCode.FailedPrecondition, "PEOPLE_DIFFER", () => app.Supervisor().People.MergePeopleAsync(new() { Id = one.Id, DoubleId = other.Id, Reason = "疑似同一人" }));
    }

    [Fact]
    public async Task Merged_both_ways_at_once_one_goes_on_and_nothing_is_lost()
    {
        for (var round = 0; round < 5; round++)
        {
            var pair = new[] { await app.New(app.Unknown()), await app.New(app.Unknown()) };
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(async n =>
            {
                try
                {
                    if (n < 4) await app.Supervisor().People.MergePeopleAsync(new() { RequestId = NewId(), Id = pair[n % 2].Id, DoubleId = pair[(n + 1) % 2].Id, Reason = "入户核实为同一人" });
                    else await app.Supervisor().Contacts.AddContactAsync(new() { RequestId = NewId(), PersonId = pair[n % 2].Id, Kind = ContactKind.Relative, Relation = "儿子", Name = "周强" });
                    return n < 4 ? "merged" : "added";
                }
                catch (RpcException e) { return Governance.Harness.Outcomes.Read(e).Reason; }
            }));
            Assert.Single(outcomes, "merged");
            Assert.All(outcomes, o => Assert.Contains(o, new[] { "merged", "added", "PERSON_MERGED" }));
            var kept = await app.Query<Guid>("select id from people where id = any ($1) and state = 1", pair.Select(p => Guid.Parse(p.Id)).ToArray());
            Assert.Equal(outcomes.Count(o => o == "added"), (await app.Supervisor().Contacts.ListContactsAsync(new() { PersonId = kept.ToString(), Purpose = ReadPurpose.Case })).Contacts.Count);
        }
    }
}
