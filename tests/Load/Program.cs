using System.Runtime.InteropServices;
using Governance.Load;
using Governance.Load.Rivals;

// This program again, as an application that another outbox serves: see Outbox.
if (args is ["rival", ..]) return await Rival.RunAsync(args);

Scenario[] scenarios =
[
    new("create-call", "creates/s of OpenCall through the gateway and directly, beside pgbench with the same statements; latency at a steady rate", CreateCall.RunAsync),
    new("relay", "events/s that the relay takes from the event log to RabbitMQ, beside a bare publisher with confirms", Relay.RunAsync),
    new("outbox", "rows left by a kill -9: seconds until all are with the broker, after a restart and by another instance; rows/s beside CAP's and Wolverine's outboxes", Outbox.RunAsync),
    new("replay", "events/s of a replay of the stream and of the feed into a projection, with dedup and place in one transaction and one event in ten delivered twice, beside a plain consumer", Replay.RunAsync, Events: 1_000_000),
    new("outage", "the broker is away while events are written at a steady rate: drain afterwards, and whether all came, once in effect and in order", Outage.RunAsync),
    new("poison", "events/s of a consumer with one message in a hundred that it cannot read, and with one that always fails, beside the same without; what was parked, and what redrive does with it", Poison.RunAsync),
    new("import", "rows/s of BatchRegister with sealing, beside psql \\copy of the same rows into the same indexed table; the same file again; lookups by number", Import.RunAsync),
    new("registry", "p50 and p99 of lookups by number, matching and searches over millions of volunteers; disk use", Registry.RunAsync),
    new("map", "p50 and p99 of LocateGrid among 100,000 polygons and AssessCircles among 100,000 facilities; AssessScales over every community", ProvinceMap.RunAsync),
    new("visits", "a month of visits for a million people, made by the service: seconds, p99 of readers meanwhile; killed and resumed; p99 of the rate by division; an emergency's list", Visits.RunAsync),
    new("rosters", "p50 and p99 of subtree counts at every level of the tree, at rest and while members are entered; moves at once; CheckEstablishment over a county", Rosters.RunAsync),
    new("sizes", "bytes a row with indexes, of all that an appeal, an hour and a person in care leave behind; and rows of each", Sizes.RunAsync),
    new("board", "p50 and p99 of GetBoard and ListCalls over millions of calls, for a county and a city", Board.RunAsync),
];

if (args is [] or ["--help"] or ["-h"] or ["help"])
{
    Options.WriteHelp(Console.Out, scenarios);
    return 0;
}
if (!Options.TryRead(args, scenarios, out var options, out var problem))
{
    Console.Error.WriteLine($"{problem}; --help says what there is");
    return 2;
}
using var stop = new CancellationTokenSource();
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return await options.Scenario.RunToEndAsync(options, stop.Token);
