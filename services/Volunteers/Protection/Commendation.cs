using Governance.Access;
using Governance.Events.Volunteers.V1;
using Governance.Messaging;

namespace Governance.Volunteers.Protection;

// The numbers are those of the proto.
internal enum CommendationLevel { National = 1, Province, City, County, Town, Community }

/// <summary>What the document says.</summary>
internal sealed record Document(string Organ, CommendationLevel Level, string Title, DateOnly Day, string ReferenceNumber);

/// <summary>What an organ has commended a volunteer for. It belongs where the volunteer is at home.</summary>
internal sealed class Commendation : Aggregate, IOwned
{
    private Commendation() { }

    public Guid VolunteerId { get; private init; }

    /// <summary>Subject of the volunteer's token.</summary>
    public string? Owner { get; private init; }
    public string Organ { get; private init; } = "";
    public CommendationLevel Level { get; private init; }
    public string Title { get; private init; } = "";
    public DateOnly CommendDate { get; private init; }
    public string ReferenceNumber { get; private init; } = "";
    public DateTimeOffset? WithdrawnAt { get; private set; }

    /// <summary>Encrypted: people write here what they know about somebody.</summary>
    public byte[]? SealedReason { get; private set; }
    public string Recorder { get; private init; } = "";
    public DateTimeOffset EnteredAt { get; private init; }

    public static Commendation Enter(Document document, Guid volunteerId, string? owner, string area, string recorder, DateTimeOffset at)
    {
        var commendation = new Commendation
        {
            Id = Guid.CreateVersion7(at), Area = area, VolunteerId = volunteerId, Owner = owner, Organ = document.Organ, Level = document.Level, Title = document.Title, CommendDate = document.Day,
            ReferenceNumber = document.ReferenceNumber, Recorder = recorder, EnteredAt = at,
        };
        commendation.Raise(new VolunteerCommended(commendation.Id, area, volunteerId, document.Level.ToString(), document.Day, at));
        return commendation;
    }

    public void Withdraw(byte[] sealedReason, DateTimeOffset at)
    {
        if (WithdrawnAt is not null) throw CommendationRefusals.IsWithdrawn();
        (WithdrawnAt, SealedReason) = (at, sealedReason);
        Raise(new CommendationWithdrawn(Id, Area, VolunteerId, Level.ToString(), at));
    }
}
