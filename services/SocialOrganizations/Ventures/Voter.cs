using Governance.Access;

namespace Governance.SocialOrganizations.Ventures;

/// <summary>
/// Which resident an account is, as somebody at a desk who saw the identity card has said: keyed hashes of both, and nothing that tells who it is. One resident may have several accounts; they have one vote together, since
/// the vote is the resident's.
/// </summary>
internal sealed class Voter : IAreaScoped
{
    public byte[] Account { get; init; } = [];
    public byte[] Resident { get; set; } = [];

    /// <summary>Place of the desk.</summary>
    public string Area { get; set; } = "";
    public DateTimeOffset VerifiedAt { get; set; }
}
