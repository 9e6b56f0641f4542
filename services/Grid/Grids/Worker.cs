using Governance.Messaging;

namespace Governance.Grid.Grids;

internal enum WorkerEmployment
{
    FullTime = 1,
    PartTime = 2,
}

/// <summary>A grid worker of one community, from entry to exit. Who comes back enters anew.</summary>
internal sealed class Worker : Aggregate
{
    private Worker()
    {
    }

    /// <summary>Code of the community.</summary>
    public string Community => Area;

    /// <summary>Name, encrypted.</summary>
    public byte[] Name { get; private init; } = [];

    /// <summary>Phone, encrypted.</summary>
    public byte[] Phone { get; private init; } = [];

    /// <summary>By which the phone is found.</summary>
    public byte[] PhoneHash { get; private init; } = [];

    /// <summary>Subject of the worker's token.</summary>
    public string Subject { get; private init; } = "";

    public WorkerEmployment Employment { get; private init; }

    public List<string> Duties { get; private init; } = [];

    public DateTimeOffset EnteredAt { get; private init; }

    public DateTimeOffset? ExitedAt { get; private set; }

    public string? ExitReason { get; private set; }

    public static Worker Enter(string community, WorkerContact contact, string subject, WorkerEmployment employment, IEnumerable<string> duties, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at),
        Area = community,
        Name = contact.Name,
        Phone = contact.Phone,
        PhoneHash = contact.PhoneHash,
        Subject = subject,
        Employment = employment,
        Duties = [.. duties],
        EnteredAt = at,
    };

    /// <summary>The community is reorganised: the worker goes on in another.</summary>
    public void MoveTo(string community)
    {
        MustServe();
        Area = community;
    }

    /// <param name="responsible">Still responsible for a grid.</param>
    /// <param name="reason">Why the worker goes.</param>
    /// <param name="at">When.</param>
    public void Exit(bool responsible, string reason, DateTimeOffset at)
    {
        MustServe();
        if (responsible) throw WorkerRefusals.HasGrids();
        (ExitedAt, ExitReason) = (at, reason);
    }

    public void MustServe()
    {
        if (ExitedAt is not null) throw WorkerRefusals.HasLeft();
    }
}

/// <summary>Name and phone, encrypted, and the keyed hash by which the phone is found.</summary>
internal sealed record WorkerContact(byte[] Name, byte[] Phone, byte[] PhoneHash);
