using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Map;
using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.People;

/// <summary>People, contacts and notes ↔ wire: encrypts on the way in, masks on the way out.</summary>
internal sealed class PersonWire(PersonalData personal, DivisionMap map, Grants grants, Caller caller, TimeProvider clock)
{
    private const string NamePurpose = "welfare.name", NumberPurpose = "welfare.number", PhonePurpose = "welfare.phone", AddressPurpose = "welfare.address",
        ContactNamePurpose = "welfare.contact-name", ContactPhonePurpose = "welfare.contact-phone", HealthPurpose = "welfare.health";

    /// <summary>Columns that the command reseal brings under a new key.</summary>
    public static SealedColumn[] Sealed { get; } =
    [
        new("people", "name", NamePurpose), new("people", "number", NumberPurpose), new("people", "phone", PhonePurpose), new("people", "address", AddressPurpose),
        new("contacts", "name", ContactNamePurpose), new("contacts", "phone", ContactPhonePurpose), new("health_notes", "text", HealthPurpose),
    ];

    public byte[] SealName(string name) => personal.Encrypt(name.Trim(), NamePurpose);

    public byte[] SealNumber(IdentityNumber number) => personal.Encrypt(number.Text, NumberPurpose);

    public byte[] HashOf(IdentityNumber number) => personal.LookupHash(number.Text, NumberPurpose);

    public byte[] HashOf(byte[] sealedNumber) => personal.LookupHash(personal.Decrypt(sealedNumber, NumberPurpose), NumberPurpose);

    public byte[]? SealPhone(string phone) => phone.Length == 0 ? null : personal.Encrypt(phone, PhonePurpose);

    public byte[]? SealAddress(string address) => string.IsNullOrWhiteSpace(address) ? null : personal.Encrypt(address.Trim(), AddressPurpose);

    public byte[] SealContactName(string name) => personal.Encrypt(name.Trim(), ContactNamePurpose);

    public byte[]? SealContactPhone(string phone) => phone.Length == 0 ? null : personal.Encrypt(phone, ContactPhonePurpose);

    public byte[] SealHealth(string text) => personal.Encrypt(text.Trim(), HealthPurpose);

    /// <summary>In clear: only for what reveals, or was shared.</summary>
    public Wire.RevealedPerson Reveal(Person person) => new()
    {
        Name = personal.Decrypt(person.Name, NamePurpose), IdentityNumber = Open(person.Number, NumberPurpose), Phone = Open(person.Phone, PhonePurpose), Address = Open(person.Address, AddressPurpose),
    };

    public Wire.RevealedContact Reveal(Contact contact) => new() { Name = personal.Decrypt(contact.Name, ContactNamePurpose), Phone = Open(contact.Phone, ContactPhonePurpose) };

    public async ValueTask<Wire.Person> OfAsync(Person person, CancellationToken cancel) => Of(person, await map.NameAsync(person.Area, cancel));

    public Wire.Person Of(Person person, string home)
    {
        var wire = new Wire.Person
        {
            Id = person.Id.ToString(), DivisionCode = person.Area, DivisionName = home, NameMasked = Mask.Name(personal.Decrypt(person.Name, NamePurpose)),
            IdentityNumberMasked = Mask.Number(Open(person.Number, NumberPurpose)), PhoneMasked = Mask.Phone(Open(person.Phone, PhonePurpose)), BirthYear = person.BirthYear, Sex = (Wire.Sex)person.Sex,
            RiskLevel = (Wire.RiskLevel)(person.Risk ?? 0), State = (Wire.PersonState)person.State, RegisterTime = person.RegisteredAt.ToTimestamp(), Etag = Etag.Of(person.Version),
            DeathDate = person.DiedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
        };
        wire.Kinds.AddRange(Concerns.KindsOf(person, clock.Today()));
        wire.Disabilities.AddRange(person.Disabilities.Select(d => new Wire.Disability { Kind = (Wire.DisabilityKind)(d / 10), Grade = d % 10 }));
        if (grants.Of("welfare.assessments.read", caller.Roles) == Reach.Area)
        {
            (wire.AbilityGrade, wire.ReassessDate) = ((Wire.AbilityGrade)(person.Ability ?? 0), person.ReassessOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "");
        }
        return wire;
    }

    public Wire.Contact Of(Contact contact) => new()
    {
        Id = contact.Id.ToString(), PersonId = contact.PersonId.ToString(), Kind = (Wire.ContactKind)contact.Kind, Relation = contact.Relation, NameMasked = Mask.Name(Reveal(contact).Name),
        PhoneMasked = Mask.Phone(Reveal(contact).Phone), AddTime = contact.AddedAt.ToTimestamp(),
    };

    public Wire.HealthNote Of(HealthNote note) => new()
    {
        Id = note.Id.ToString(), PersonId = note.PersonId.ToString(), Kind = (Wire.HealthNoteKind)note.Kind, Text = personal.Decrypt(note.Text, HealthPurpose),
        NoteDate = note.NotedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), By = note.By, AddTime = Uuid7.TimeOf(note.Id).ToTimestamp(),
    };

    public static Wire.Consent Of(Consent consent) => new()
    {
        Id = consent.Id.ToString(), PersonId = consent.PersonId.ToString(), Purpose = (Wire.ConsentPurpose)consent.Purpose, Ground = (Wire.ConsentGround)consent.Ground,
        GiveDate = consent.GivenOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), WithdrawTime = consent.WithdrawnAt?.ToTimestamp(),
    };

    /// <summary>The same person reads alike to the same reader, and to nobody else.</summary>
    public string PseudonymOf(Guid personId) => Convert.ToHexStringLower(personal.LookupHash(personId.ToString(), $"welfare.study/{caller.Subject}").AsSpan(0, 10));

    private string Open(byte[]? value, string purpose) => value is null ? "" : personal.Decrypt(value, purpose);
}
