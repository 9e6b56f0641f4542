using Governance.Messaging;

namespace Governance.PartyBuilding.ReportIns;

internal enum ServiceItemState { Open = 1, Closed }

/// <summary>What a community offers to those who have reported in. Whoever takes a place or frees one holds the row; that no more are taken than there are is a constraint as well.</summary>
internal sealed class ServiceItem : Aggregate
{
    private ServiceItem() { }

    public string Title { get; private init; } = "";
    public string Kind { get; private init; } = "";
    public int Places { get; private init; }
    public int Taken { get; private set; }
    public DateTimeOffset StartsAt { get; private init; }
    public DateTimeOffset EndsAt { get; private init; }
    public ServiceItemState State { get; private set; }

    public static ServiceItem Publish(string community, string title, string kind, int places, DateTimeOffset from, DateTimeOffset until, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at), Area = community, Title = title, Kind = kind, Places = places, StartsAt = from, EndsAt = until, State = ServiceItemState.Open,
    };

    public void Close()
    {
        MustBeOpen();
        State = ServiceItemState.Closed;
    }

    public Undertaking Take(ReportIn by, DateTimeOffset at)
    {
        by.MustLast();
        if (by.Area != Area) throw ReportInRefusals.OtherCommunity();
        MustBeOpen();
        if (at >= EndsAt) throw ReportInRefusals.ItemOver();
        if (Taken == Places) throw ReportInRefusals.NoPlaceLeft();
        Taken++;
        return Undertaking.Of(this, by.Id, at);
    }

    public void Free() => Taken--;

    private void MustBeOpen()
    {
        if (State != ServiceItemState.Open) throw ReportInRefusals.ItemClosed();
    }
}
