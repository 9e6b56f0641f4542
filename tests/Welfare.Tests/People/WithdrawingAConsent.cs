using Governance.Welfare.Tests.Allowances;
using Governance.Welfare.Tests.Care;
using Governance.Welfare.V1;
using Grpc.Core;

namespace Governance.Welfare.Tests.People;

public sealed class WithdrawingAConsent(WelfareApp app) : IClassFixture<WelfareApp>
{
    private async Task<(Person Kept, Person Twin)> Pair()
    {
        var (kept, twin) = (await app.Disabled(), await app.Disabled(numbered: false));
        foreach (var person in new[] { kept, twin }) await app.Consents(person, ConsentPurpose.Health);
        return (kept, twin);
    }

    private async Task Merge(Person kept, Person twin) => await app.Supervisor().People.MergePeopleAsync(new() { RequestId = NewId(), Id = kept.Id, DoubleId = twin.Id, Reason = "入户核实为同一人" });

    private AsyncUnaryCall<HealthNote> Note(Person person) =>
        app.Supervisor().HealthNotes.AddHealthNoteAsync(new() { RequestId = NewId(), PersonId = person.Id, Kind = HealthNoteKind.Care, Text = "需协助洗浴", NoteDate = app.Day() });

    [Fact]
    public async Task Of_one_of_two_records_that_became_one_takes_it_back_for_both_and_for_that_use_alone()
    {
        foreach (var ofTheDouble in new[] { false, true })
        {
            var (kept, twin) = await Pair();
            await Merge(kept, twin);
            await Note(kept);
            var consents = (await app.Supervisor().Consents.ListConsentsAsync(new() { PersonId = kept.Id, Purpose = ReadPurpose.Upkeep })).Consents;
            var one = consents.Single(c => c.Purpose == ConsentPurpose.Health && c.PersonId == (ofTheDouble ? twin : kept).Id);
            Assert.Equal(one.Id, (await app.Supervisor().Consents.WithdrawConsentAsync(new() { RequestId = NewId(), Id = one.Id, Reason = "本人撤回" })).Id);
            await Refused(StatusCode.FailedPrecondition, "CONSENT_MISSING", () => Note(kept));
            var after = (await app.Supervisor().Consents.ListConsentsAsync(new() { PersonId = kept.Id, Purpose = ReadPurpose.Upkeep })).Consents;
            Assert.All(after, c => Assert.Equal(c.Purpose == ConsentPurpose.Health, c.WithdrawTime is not null));
            Assert.Equal(4, after.Count);
        }
    }

    [Fact]
    public async Task What_a_double_has_is_listed_with_the_record_that_goes_on()
    {
        var (kept, twin) = await Pair();
        var allowance = await app.Worker().Allowances.ApplyForAllowanceAsync(Pay.Application(twin));
        var order = await app.Worker().CareOrders.PlaceCareOrderAsync(OrderingCare.ToPlace(app, twin, await OrderingCare.ProviderAsync(app, SmallMap.Community[..9])));
        await Merge(kept, twin);
        Assert.Equal([allowance.Id], (await app.Worker().Allowances.ListAllowancesAsync(new() { PersonId = kept.Id, Purpose = ReadPurpose.Allowance })).Allowances.Select(a => a.Id));
        Assert.Equal([order.Id], (await app.Worker().CareOrders.ListCareOrdersAsync(new() { PersonId = kept.Id, Purpose = ReadPurpose.Service })).Orders.Select(o => o.Id));
    }
}
