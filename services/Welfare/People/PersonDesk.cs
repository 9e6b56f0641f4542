using Governance.Access;
using Governance.Map;
using Governance.Messaging;
using Governance.Rpc;
using Governance.Welfare.Visits;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.People;

/// <summary>What the slices about people share: the one way to a person, with its seal and its audit entry; rules for what is entered; save and answer.</summary>
internal sealed class PersonDesk(WelfareDb db, Caller caller, Grants grants, DivisionMap map, PersonWire wire, DenialTrail denials, VisitRows visits, TimeProvider clock)
{
    private const int ChildUnder = 14;

    public Actor Me => new(caller.Subject, clock.GetUtcNow());

    public DateOnly Today => clock.Today();

    public bool MayUnseal => grants.Of("welfare.people.seal", caller.Roles) == Reach.Area;

    public bool MayReadPeople => grants.Of("welfare.people.read", caller.Roles) == Reach.Area;

    private IQueryable<Person> Everybody => db.Everywhere<Person>("a seal holds wherever the person is");

    /// <summary>Whose rows this caller may not be shown: sealed records and doubles of them. Nobody, for those who may unseal.</summary>
    public IQueryable<Person> Veiled
    {
        get
        {
            var all = Everybody;
            return MayUnseal ? all.Where(p => false) : all.Where(p => p.State == PersonState.Sealed || all.Any(k => k.Id == p.MergedInto && k.State == PersonState.Sealed));
        }
    }

    /// <summary>What belongs to the person, wherever they are, is not under a seal.</summary>
    public async Task MustNotBeSealedAsync(Guid personId, CancellationToken cancel)
    {
        if (await Veiled.AnyAsync(p => p.Id == personId, cancel)) throw PersonRefusals.IsSealed();
    }

    /// <summary>What is said to have been done for the person on a day was not done after the death.</summary>
    public async Task MustHaveLivedAsync(Guid personId, DateOnly on, CancellationToken cancel)
    {
        var all = Everybody;
        if (await all.AnyAsync(p => p.Id == personId && (p.DiedOn < on || all.Any(k => k.Id == p.MergedInto && k.DiedOn < on)), cancel)) throw PersonRefusals.HasDied();
    }

    /// <summary>The person, ready to be changed.</summary>
    public async Task<Person> FindAsync(string id, string etag, Check check, CancellationToken cancel, string field = "id")
    {
        check.Id(field, id, out var key).OrThrow();
        var person = await FindAsync(key, cancel);
        Etag.Match(etag, person.Version);
        return person;
    }

    public async Task<Person> FindAsync(Guid id, CancellationToken cancel)
    {
        var person = await db.AllPeople.FirstOrDefaultAsync(p => p.Id == id, cancel) ?? throw PersonRefusals.NotFound(id.ToString());
        if (person.MergedInto is { } other) throw PersonRefusals.IsMerged(other);
        if (person.State == PersonState.Sealed && !MayUnseal) throw PersonRefusals.IsSealed();
        return person;
    }

    /// <summary>Whom a contact, a note or an assessment belongs to, under the person's seal; those of a double belong to the record that goes on.</summary>
    public async Task<Person> FindOwnerAsync(Guid id, Func<Refusal> unseen, CancellationToken cancel)
    {
        var person = await db.AllPeople.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, cancel) ?? throw unseen();
        return await FindAsync(person.MergedInto ?? person.Id, cancel);
    }

    /// <summary>The person, to be looked at: the audit entry is written by the SaveAsync that must come before the answer leaves.</summary>
    public async Task<Person> LookAsync(string id, Wire.ReadPurpose purpose, Check check, CancellationToken cancel, string field = "id")
    {
        var person = await FindAsync(id, "", check.Known("purpose", purpose), cancel, field);
        db.AuditRead(person.Id, person.Area, purpose.ToString());
        return person;
    }

    /// <summary>The person and those merged into the record: their histories are told together.</summary>
    public async Task<Guid[]> IdsOfAsync(Person person, CancellationToken cancel) =>
        [person.Id, .. await db.AllPeople.Where(p => p.MergedInto == person.Id).Select(p => p.Id).ToListAsync(cancel)];

    public async Task<Wire.Person> SaveAsync(Person person, CancellationToken cancel)
    {
        var home = await map.NameAsync(person.Area, cancel);
        return await db.SaveAsync(() => wire.Of(person, home), cancel);
    }

    /// <summary>The same for a change that the schedule of visits follows from, in one transaction.</summary>
    public async Task<Wire.Person> SaveAndReplanAsync(Person person, CancellationToken cancel)
    {
        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(cancel) : null;
        var reply = await SaveAsync(person, cancel);
        await visits.ReplanAsync(person.Id, Today, clock.GetUtcNow(), cancel);
        if (own is not null) await own.CommitAsync(cancel);
        return reply;
    }

    /// <summary>Somebody filed this number first. The hit is redacted, and itself in the audit trail.</summary>
    public async Task<Refusal> AlreadyRegisteredAsync(byte[] hash, CancellationToken cancel)
    {
        var hit = await db.Everywhere<Person>("one person has one record in the whole province; of a hit only the county is told").Where(p => p.NumberHash == hash)
            .Select(p => new { p.Id, p.Area, p.State }).FirstAsync(cancel);
        var seen = caller.Covers(hit.Area) && MayReadPeople && (hit.State == PersonState.Open || MayUnseal);
        await denials.RecordAsync(hit.Id, hit.Area, "second registration", "PERSON_ALREADY_REGISTERED", cancel);
        var county = hit.Area[..6];
        return PersonRefusals.AlreadyRegistered(county, await map.NameAsync(county, cancel), seen ? hit.Id : null);
    }

    /// <summary>A consent or statutory ground for this use holds.</summary>
    public async Task MustConsentAsync(Guid[] ids, ConsentPurpose purpose, CancellationToken cancel)
    {
        if (!await db.Consents.AnyAsync(c => ids.Contains(c.PersonId) && c.Purpose == purpose && c.WithdrawnAt == null, cancel)) throw PersonRefusals.ConsentMissing();
    }

    /// <summary>No child has consented itself, whatever year of birth was told when it was entered: in whatever order numbers, consents and doubles come. The people are held.</summary>
    /// <param name="person">As it is now.</param>
    /// <param name="ids">The person and the doubles.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task MustHaveGuardianAsync(Person person, Guid[] ids, CancellationToken cancel)
    {
        if (IsChild(person.BirthYear) && await db.Everywhere<Consent>("whether a child consented itself, wherever it was entered; nothing of it is told")
            .AnyAsync(c => ids.Contains(c.PersonId) && c.Ground == ConsentGround.Self && c.WithdrawnAt == null, cancel)) throw PersonRefusals.GuardianConsentMissing();
    }

    private bool IsChild(int birthYear) => Today.Year - birthYear <= ChildUnder;

    public async ValueTask CheckHomeAsync(Check check, string code, CancellationToken cancel, string field = "division_code")
    {
        if (code.Length != 12 || !Area.TryParse(code, out _)) check.Broken(field, code.Length == 0 ? "REQUIRED" : "NOT_A_COMMUNITY", "应为 12 位社区（村）编码");
        else check.Standing(await map.FindAsync(code, cancel), field, "没有这个社区（村），或已撤销");
    }

    public IdentityNumber CheckNumber(Check check, string text)
    {
        check.That(IdentityNumber.TryParse(text, Today, out var number), "identity_number", "NOT_AN_IDENTITY_NUMBER", "证件号码有误：应为 18 位，且出生日期与校验码正确");
        return number;
    }

    public (ConsentGround Ground, DateOnly On) ReadConsent(Check check, Wire.ConsentToGive? consent, int birthYear)
    {
        consent ??= new Wire.ConsentToGive();
        check.Known("consent.ground", consent.Ground).Date("consent.give_date", consent.GiveDate, out var on).That(on <= Today, "consent.give_date", "IN_THE_FUTURE", "不能晚于今天")
            .That(consent.Ground != Wire.ConsentGround.Self || birthYear == 0 || !IsChild(birthYear), "consent.ground", "GUARDIAN_CONSENT_MISSING", "未满 14 周岁须由监护人同意");
        return ((ConsentGround)consent.Ground, on);
    }

    public static Check CheckPhone(Check check, string phone) => check.That(phone.Length == 0 || (phone.Length is >= 7 and <= 12 && phone.All(char.IsAsciiDigit)), "phone", "NOT_A_PHONE", "应为 7 至 12 位数字，或不填");
}
