using Governance.PartyBuilding.Members;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.People;

/// <summary>A row of a batch that names a person: sealed, found by the number.</summary>
internal sealed record PersonRow(long Line, string Area, SealedMember Sealed, int BirthYear, MemberSex Sex, Education Education) : IntakeRow(Line)
{
    /// <summary>The number's hash as a key.</summary>
    public string Number { get; } = Convert.ToBase64String(Sealed.NumberHash);
}

/// <summary>People of rows of a batch: whoever is known is found, whoever is not is entered, each once.</summary>
internal sealed class PeopleIntake(PartyDb db, RosterRows roster, MemberDesk members, PersonWire wire)
{
    public PersonRow? Read(long line, string area, string name, string number, string phone, Wire.PersonEducation education, Check check)
    {
        check.That(area.Length == 12 && area.All(char.IsAsciiDigit), "division_code", "NOT_A_COMMUNITY", "应为 12 位社区（村）编码").Known("education", education);
        var read = members.ReadPerson(check, name, number, phone);
        return check.Passed ? new PersonRow(line, area, wire.Seal(name.Trim(), read, phone), read.Birth.Year, MemberDesk.SexOf(read), (Education)education) : null;
    }

    public async Task<Dictionary<string, Person>> FindAsync(IEnumerable<PersonRow> rows, CancellationToken cancel)
    {
        // Two files at once with the same people in another order would wait for each other for ever.
        await roster.TakeTurnsWithPeopleAsync(cancel);
        var hashes = rows.Select(r => r.Sealed.NumberHash).ToList();
        var known = await db.Everywhere<Person>("one person once in the province; whoever has the number may go on with the person").AsNoTracking().Where(p => hashes.Contains(p.Sealed.NumberHash)).ToListAsync(cancel);
        return known.ToDictionary(p => Convert.ToBase64String(p.Sealed.NumberHash), StringComparer.Ordinal);
    }

    /// <summary>The person of a row, entered when nobody has the number yet.</summary>
    public Person Of(PersonRow row, Dictionary<string, Person> known, DateTimeOffset at)
    {
        if (known.TryGetValue(row.Number, out var person)) return person;
        db.Add(person = Person.Enter(row.Area, row.Sealed, row.BirthYear, row.Sex, row.Education, at));
        return known[row.Number] = person;
    }
}
