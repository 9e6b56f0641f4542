using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Governance.Messaging;

/// <summary>Names in telemetry: meter and activity source are both called <see cref="Name"/>.</summary>
public static class MessagingTelemetry
{
    /// <summary>Of the meter and of the activity source.</summary>
    public const string Name = "Governance.Messaging";

    internal static readonly ActivitySource Source = new(Name);
    internal static readonly Meter Meter = new(Name);
    internal static readonly Counter<long> Published = Meter.CreateCounter<long>("governance.relay.published", "{event}", "Events that the broker has confirmed");
    internal static readonly Histogram<int> Batch = Meter.CreateHistogram<int>("governance.relay.batch", "{event}", "Events in a batch");
    internal static readonly Counter<long> Duplicates = Meter.CreateCounter<long>("governance.inbox.duplicates", "{event}", "Deliveries of events that the consumer had dealt with before");

    internal static readonly Counter<long> Failed = Meter.CreateCounter<long>("governance.consumer.failed", "{try}", "Tries of consumers that failed, but for those while the database or a service was away");

    private static readonly Counter<long> Overtaken = Meter.CreateCounter<long>("governance.clock.overtaken", "{thing}", "Things that a clock was about to strike when somebody else changed them, by clock: looked at again in the next round");

    /// <summary>A clock has left this many for its next round, since somebody else was faster.</summary>
    public static void WasOvertaken(string clock, int things = 1) => Overtaken.Add(things, KeyValuePair.Create("clock", (object?)clock));

    private static long pending;
    private static double oldest;
    private static int outage;
    private static int emptied;

    static MessagingTelemetry()
    {
        Meter.CreateObservableGauge("governance.relay.pending", () => Volatile.Read(ref pending), "{event}", "Events of this instance's lanes that wait for the relay (counted up to 100,000)");
        Meter.CreateObservableGauge("governance.relay.lag", () => Volatile.Read(ref oldest), "s", "Age of the oldest of them");
        Meter.CreateObservableGauge("governance.relay.outage", () => Volatile.Read(ref outage), "1", "1 while the broker or the database cannot be reached");
        Meter.CreateObservableGauge("governance.relay.emptied", () => Volatile.Read(ref emptied), "1", "1 since the broker came back without the stream, until the command resend was run");
    }

    internal static void Waiting(long count, double seconds, bool emptied)
    {
        Volatile.Write(ref MessagingTelemetry.emptied, emptied ? 1 : 0);
        Volatile.Write(ref pending, count);
        Volatile.Write(ref oldest, seconds);
    }

    internal static void Outage(bool now) => Volatile.Write(ref outage, now ? 1 : 0);
}
