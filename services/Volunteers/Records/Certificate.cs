using System.Globalization;
using System.Security.Cryptography;
using Governance.Access;
using Governance.Events.Volunteers.V1;
using Governance.Messaging;

namespace Governance.Volunteers.Records;

/// <summary>What the records of a volunteer said on a day, on paper. Whoever holds the paper verifies it by number and code.</summary>
internal sealed class Certificate : Aggregate, IOwned
{
    private Certificate() { }

    public Guid VolunteerId { get; private init; }
    public string? Owner { get; private init; }
    public string Number { get; private init; } = "";

    /// <summary>Sixteen characters that nobody guesses.</summary>
    public string Code { get; private init; } = "";
    public long Minutes { get; private init; }
    public int RecordCount { get; private init; }
    public DateOnly FromDate { get; private init; }
    public DateOnly ToDate { get; private init; }
    public DateTimeOffset IssuedAt { get; private init; }
    public DateTimeOffset? WithdrawnAt { get; private set; }
    public string? WithdrawReason { get; private set; }

    public static Certificate Issue(Guid volunteerId, string? owner, string area, Served served, DateTimeOffset at)
    {
        if (served.Minutes <= 0) throw CertificateRefusals.NothingServed();
        var id = Guid.CreateVersion7(at);
        var certificate = new Certificate
        {
            Id = id, Area = area, VolunteerId = volunteerId, Owner = owner, Minutes = served.Minutes, RecordCount = served.Count, FromDate = served.From, ToDate = served.To, IssuedAt = at,
            Number = string.Create(CultureInfo.InvariantCulture, $"SC-{Rpc.ChinaTime.DateOf(at).Year}-{RandomNumberGenerator.GetString("0123456789ABCDEFGHJKMNPQRSTVWXYZ", 10)}"),
            Code = RandomNumberGenerator.GetString("23456789ABCDEFGHJKMNPQRSTVWXYZ", 16),
        };
        certificate.Raise(new CertificateIssued(id, area, volunteerId, served.Minutes, at));
        return certificate;
    }

    public void Withdraw(string reason, DateTimeOffset at)
    {
        if (WithdrawnAt is not null) throw CertificateRefusals.IsWithdrawn();
        (WithdrawnAt, WithdrawReason) = (at, reason);
        Raise(new CertificateWithdrawn(Id, Area, VolunteerId, at));
    }
}

/// <summary>Sum of a volunteer's records, reversals taken off.</summary>
internal sealed record Served(long Minutes, int Count, DateOnly From, DateOnly To);
