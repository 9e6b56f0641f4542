using Governance.Welfare.V1;
using Grpc.Core;

namespace Governance.Welfare.Tests.People;

/// <summary>Whoever is under 14 has not consented themselves: in whatever order consents, numbers and doubles come.</summary>
public sealed class ConsentingForAChild(WelfareApp app) : IClassFixture<WelfareApp>
{
    private const string Born = "20180601";

    /// <summary>Said to be a grown-up, who consented.</summary>
    private async Task<Person> SaidToBeGrownUp() => await app.New(new()
    {
        RequestId = NewId(), Name = "陈小雨", BirthYear = 1990, Sex = Sex.Male, DivisionCode = SmallMap.Community, Kinds = { ConcernKind.LowIncome }, Consent = new() { Ground = ConsentGround.Self, GiveDate = app.Day() },
    });

    private async Task WithdrawAll(Person person)
    {
        foreach (var consent in (await app.Supervisor().Consents.ListConsentsAsync(new() { PersonId = person.Id, Purpose = ReadPurpose.Upkeep })).Consents)
        {
            await app.Supervisor().Consents.WithdrawConsentAsync(new() { RequestId = NewId(), Id = consent.Id, Reason = "非监护人同意" });
        }
    }

    private AsyncUnaryCall<Person> Identify(Person person, string number, params ConcernKind[] kinds) =>
        app.Supervisor().People.IdentifyPersonAsync(new() { RequestId = NewId(), Id = person.Id, IdentityNumber = number, Kinds = { kinds } });

    private AsyncUnaryCall<Person> Merge(Person kept, Person twin) => app.Supervisor().People.MergePeopleAsync(new() { RequestId = NewId(), Id = kept.Id, DoubleId = twin.Id, Reason = "入户核实为同一人" });

    [Fact]
    public async Task A_number_that_tells_of_a_child_is_refused_while_the_childs_own_consent_holds()
    {
        var (person, number) = (await SaidToBeGrownUp(), WelfareApp.NewNumber(Born));
        await Refused(StatusCode.FailedPrecondition, "GUARDIAN_CONSENT_MISSING", () => Identify(person, number, ConcernKind.ChildInDifficulty));
        Assert.Equal((1990, ""), (await app.Supervisor().People.GetPersonAsync(new() { Id = person.Id, Purpose = ReadPurpose.Upkeep }) is var p ? (p.BirthYear, p.IdentityNumberMasked) : default));
        await WithdrawAll(person);
        await app.Consents(person, ConsentPurpose.Service, ConsentGround.Guardian);
        var identified = await Identify(person, number, ConcernKind.ChildInDifficulty);
        Assert.Equal((2018, ConcernKind.ChildInDifficulty), (identified.BirthYear, Assert.Single(identified.Kinds)));
    }

    [Fact]
    public async Task Nor_does_a_double_bring_one()
    {
        foreach (var childGoesOn in new[] { true, false })
        {
            var (child, other) = (await app.New(app.Child(birth: Born)), await SaidToBeGrownUp());
            var (kept, twin) = childGoesOn ? (child, other) : (other, child);
            await Refused(StatusCode.FailedPrecondition, "GUARDIAN_CONSENT_MISSING", () => Merge(kept, twin));
            await WithdrawAll(other);
            var merged = await Merge(kept, twin);
            // What was said of a grown-up is not of the child.
            Assert.Equal((2018, ConcernKind.ChildLeftBehind), (merged.BirthYear, Assert.Single(merged.Kinds)));
        }
    }

    [Fact]
    public async Task Kinds_are_of_the_age_that_the_number_tells()
    {
        var person = await app.New(app.Unknown());
        await Refused(StatusCode.FailedPrecondition, "KINDS_DO_NOT_FIT", () => Identify(person, WelfareApp.NewNumber("19900101", male: false)));
        await WrongFields(() => Identify(person, WelfareApp.NewNumber("19900101", male: false), ConcernKind.LowIncome, ConcernKind.ElderlyHardship), "kinds[1]");
        await WrongFields(() => Identify(person, WelfareApp.NewNumber("19900101", male: false), ConcernKind.Disabled), "kinds");
        Assert.Equal([ConcernKind.LowIncome], (await Identify(person, WelfareApp.NewNumber("19900101", male: false), ConcernKind.LowIncome)).Kinds);
        // Of the year that was told, all stays.
        var right = await app.New(app.Unknown());
        Assert.Equal([ConcernKind.ElderlyEmptyNest], (await Identify(right, WelfareApp.NewNumber(male: false))).Kinds);
    }
}
