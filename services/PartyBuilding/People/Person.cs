using Governance.Messaging;
using Governance.PartyBuilding.Members;

namespace Governance.PartyBuilding.People;

internal enum Education { Junior = 1, Senior, College, Bachelor, Graduate }

/// <summary>
/// Somebody of the two committees, of their reserve or of the community workers. One person once in the province, by a unique keyed hash, so that whoever is secretary, director and worker at once is
/// entered once.
/// </summary>
internal sealed class Person : Aggregate
{
    private Person() { }

    /// <summary>Name, number and phone, encrypted, and the hash by which the number is found: the same hash as the roster's.</summary>
    public SealedMember Sealed { get; private set; } = SealedMember.Nobody;

    public int BirthYear { get; private init; }
    public MemberSex Sex { get; private init; }
    public Education Education { get; private set; }

    public static Person Enter(string area, SealedMember person, int birthYear, MemberSex sex, Education education, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(at), Area = area, Sealed = person, BirthYear = birthYear, Sex = sex, Education = education };

    /// <summary>What is null stays.</summary>
    public void Update(string? area, byte[]? name, byte[]? phone, Education? education)
    {
        (Area, Education) = (area ?? Area, education ?? Education);
        Sealed = Sealed with { Name = name ?? Sealed.Name, Phone = phone ?? Sealed.Phone };
    }
}
