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

    /// <summary>Who said so; empty = before that was kept.</summary>
    public string VerifiedBy { get; set; } = "";
}

/// <summary>How many accounts somebody has verified at a desk on a day, and not whose: the register of whoever supervises them, and what bounds them.</summary>
internal sealed class VoterTally : IAreaScoped
{
    /// <summary>What one person can see of identity cards in a day. An account that nobody saw votes like any other: without a bound one desk could make voters without end.</summary>
    public const int MostADay = 200;

    public Guid Id { get; init; }

    /// <summary>Place of the desk.</summary>
    public string Area { get; init; } = "";
    public string Clerk { get; init; } = "";
    public DateOnly Day { get; init; }
    public int Verified { get; private set; }

    /// <summary>How many of them had been another resident's.</summary>
    public int Replaced { get; private set; }

    public void Count(bool another)
    {
        Verified++;
        if (another) Replaced++;
    }
}
