using Governance.Events.Party.V1;
using Governance.Messaging;

namespace Governance.PartyBuilding.ReportIns;

internal enum UndertakingState { Taken = 1, Done, Confirmed, Released }

/// <summary>A service item that somebody has taken; once at a time for each item and report-in, by a constraint.</summary>
internal sealed class Undertaking : Aggregate
{
    private Undertaking() { }

    public Guid ItemId { get; private init; }
    public Guid ReportInId { get; private init; }
    public string Kind { get; private init; } = "";
    public UndertakingState State { get; private set; }
    public DateTimeOffset TakenAt { get; private init; }
    public DateTimeOffset? StartsAt { get; private set; }
    public DateTimeOffset? EndsAt { get; private set; }

    /// <summary>Members of the unit who served; empty for a member's own.</summary>
    public List<Guid> MemberIds { get; private set; } = [];

    /// <summary>The community's feedback, or why it was returned; encrypted.</summary>
    public byte[]? SealedFeedback { get; private set; }

    public DateTimeOffset? ConfirmedAt { get; private set; }

    public static Undertaking Of(ServiceItem item, Guid reportInId, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(at), Area = item.Area, ItemId = item.Id, ReportInId = reportInId, Kind = item.Kind, State = UndertakingState.Taken, TakenAt = at };

    public void Release()
    {
        MustBeTaken();
        State = UndertakingState.Released;
    }

    public void Enter(DateTimeOffset from, DateTimeOffset until, List<Guid> members)
    {
        MustBeTaken();
        (State, StartsAt, EndsAt, MemberIds) = (UndertakingState.Done, from, until, members);
    }

    public void Return(byte[] reason)
    {
        MustBeDone();
        (State, StartsAt, EndsAt, MemberIds, SealedFeedback) = (UndertakingState.Taken, null, null, [], reason);
    }

    /// <summary>What was done counts: an entry for everybody who served, or one for a unit that named nobody.</summary>
    public List<ServiceEntry> Confirm(ReportIn by, byte[] feedback, DateTimeOffset at)
    {
        MustBeDone();
        (State, SealedFeedback, ConfirmedAt) = (UndertakingState.Confirmed, feedback, at);
        List<Guid?> who = by.MemberId is { } member ? [member] : MemberIds.Count > 0 ? [.. MemberIds] : [null];
        return [.. who.Select(w => new ServiceEntry
        {
            Id = Guid.CreateVersion7(at), ReportInId = ReportInId, MemberId = w, PlaceCode = Area, Kind = Kind, StartsAt = StartsAt!.Value, Minutes = (int)(EndsAt!.Value - StartsAt.Value).TotalMinutes, UndertakingId = Id,
        })];
    }

    /// <summary>Tells Volunteers of a service, once; it makes a record of it under the entry's id.</summary>
    public void Tell(ServiceEntry entry, Guid volunteerId, DateTimeOffset at)
    {
        if (entry.ToldAt is not null || entry.MemberId is not { } member) return;
        entry.ToldAt = at;
        Raise(new MemberServed(Id, Area, entry.Id, ReportInId, member, volunteerId, entry.Kind, entry.StartsAt, entry.Minutes, at));
    }

    private void MustBeTaken()
    {
        if (State != UndertakingState.Taken) throw ReportInRefusals.NotTaken();
    }

    private void MustBeDone()
    {
        if (State != UndertakingState.Done) throw ReportInRefusals.NotDone();
    }
}
