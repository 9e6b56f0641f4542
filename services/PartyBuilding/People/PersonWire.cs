using Governance.Access;
using Governance.Map;
using Governance.PartyBuilding.Members;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.People;

/// <summary>Person ↔ wire: encrypts on the way in, masks on the way out.</summary>
internal sealed class PersonWire(PartyDb db, PersonalData personal, MemberWire members, DivisionMap map, Grants grants, Caller caller)
{
    public const string NamePurpose = "party.people.name", NumberPurpose = "party.people.number", PhonePurpose = "party.people.phone", ReasonPurpose = "party.people.reason";

    /// <summary>The hash is the roster's, so that it tells whether somebody is a member.</summary>
    public SealedMember Seal(string name, IdentityNumber number, string phone) => new(SealName(name), personal.Encrypt(number.Text, NumberPurpose), members.HashOf(number), SealPhone(phone));

    public byte[] SealName(string name) => personal.Encrypt(name, NamePurpose);

    public byte[] SealPhone(string phone) => personal.Encrypt(phone, PhonePurpose);

    public byte[] SealReason(string reason) => personal.Encrypt(reason, ReasonPurpose);

    public string OpenReason(byte[]? reason) => reason is null ? "" : personal.Decrypt(reason, ReasonPurpose);

    /// <summary>In full for those who hold the permission for the area, else masked.</summary>
    public string NameFor(byte[] sealedName, string permission, string area) => Holds(permission, area) ? OpenName(sealedName) : Mask.Name(OpenName(sealedName));

    public bool Holds(string permission, string area) => grants.Of(permission, caller.Roles) == Reach.Area && caller.Covers(area);

    /// <summary>Sealed names of people whose ids stand in rows that the caller sees.</summary>
    public async Task<Dictionary<Guid, byte[]>> NamesAsync(IEnumerable<Guid> ids, CancellationToken cancel)
    {
        var wanted = ids.Distinct().ToList();
        return await db.Everywhere<Person>("names of people in rows that the caller sees; masked for those who only read").AsNoTracking().Where(p => wanted.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Sealed.Name, cancel);
    }

    /// <summary>Whoever knows the id, which only the number tells outside one's areas, may go on with the person.</summary>
    public async Task<Person> KnownAsync(Guid id, CancellationToken cancel) =>
        await db.Everywhere<Person>("whoever has the id, by the number, may go on with the person; nothing else is told").AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, cancel) ?? throw PersonRefusals.NotFound(id.ToString());

    public async ValueTask<Wire.Person> OfAsync(Person person, CancellationToken cancel) => Of(person, await map.NameAsync(person.Area, cancel));

    public Wire.Person Of(Person person, string division) => new()
    {
        Id = person.Id.ToString(), DivisionCode = person.Area, DivisionName = division, Name = NameFor(person.Sealed.Name, "party.people.manage", person.Area),
        IdentityNumberMasked = Mask.Number(personal.Decrypt(person.Sealed.Number, NumberPurpose)), PhoneMasked = Mask.Phone(personal.Decrypt(person.Sealed.Phone, PhonePurpose)), BirthYear = person.BirthYear,
        Sex = (Wire.MemberSex)person.Sex, Education = (Wire.PersonEducation)person.Education, Etag = Etag.Of(person.Version),
    };

    /// <summary>In clear: only for rpcs that reveal.</summary>
    public Wire.RevealedMember Reveal(Person person) => new() { Name = OpenName(person.Sealed.Name), IdentityNumber = personal.Decrypt(person.Sealed.Number, NumberPurpose), Phone = personal.Decrypt(person.Sealed.Phone, PhonePurpose) };

    public string OpenName(byte[] name) => personal.Decrypt(name, NamePurpose);
}
