using System.Text;
using Npgsql;
using RabbitMQ.Client;

namespace Governance.Load;

/// <summary>
/// Grid's consumer OnCaseAccepted, with good messages alone, with one in a hundred that nobody can read, and with one in a hundred that can be read and always fails: these are parked with the reason, stop
/// nobody, and come back to the same place when the command <c>redrive</c> gives them to the consumer again.
/// </summary>
internal static class Poison
{
    private const string Consumer = "OnCaseAccepted", Exchange = "governance.welfare.v1.CaseAccepted", Queue = "governance.grid." + Consumer;

    public static async Task RunAsync(Options options, Report report, CancellationToken cancel)
    {
        await using var platform = await Platform.StartAsync(report, durable: true, cancel);
        await platform.StartGridAsync(cancel);
        await using var source = NpgsqlDataSource.Create(platform.Database + ";Application Name=load");
        await using var connection = await new ConnectionFactory { Uri = new Uri(platform.Servers.RabbitMq) }.CreateConnectionAsync(cancel);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false), cancel);
        while ((await channel.QueueDeclarePassiveAsync(Queue, cancel)).ConsumerCount == 0) await Task.Delay(100, cancel);
        // What fails: the database refuses the effect of these, as a bug or a broken rule would; all pay for being looked at.
        await using (var rule = source.CreateCommand("""
            create function load_says_no() returns trigger language plpgsql as 'begin raise exception ''the rule says no''; end';
            create trigger load_says_no before insert on inbox for each row when (right(new.event_id::text, 12) = 'badbadbadbad') execute function load_says_no();
            """)) await rule.ExecuteNonQueryAsync(cancel);
        var (rounds, bad) = (new List<(double Good, double Unreadable, double Failing)>(), 0);
        await RunAsync("warming up", options.Events / 5, every: 0);
        for (var n = 1; n <= options.Rounds; n++)
        {
            rounds.Add((await RunAsync("good alone", options.Events, every: 0), await RunAsync("one in a hundred unreadable", options.Events, every: 100), await RunAsync("one in a hundred always fails", options.Events, every: 100, readable: true)));
        }
        var (parked, reasons) = await ParkedAsync();

        report.Say($"redriving {parked} messages");
        var began = TimeProvider.System.GetTimestamp();
        var said = await platform.RunGridAsync(cancel, "redrive", Consumer);
        var redriven = TimeProvider.System.GetElapsedTime(began);
        report.Say(said.Trim().Split('\n')[^1]);
        if (!said.Contains($"{bad} of {bad} events redriven", StringComparison.Ordinal)) throw new InvalidOperationException($"redrive said: {said}");
        var (again, reasonsAgain) = await ParkedAsync();

        report.Result("good", rounds.Select(r => r.Good).Median(), "events/s");
        report.Result("good-beside-unreadable", rounds.Select(r => r.Unreadable).Median(), "events/s");
        report.Result("good-beside-failing", rounds.Select(r => r.Failing).Median(), "events/s");
        report.Result("kept-beside-unreadable", rounds.Select(r => r.Unreadable / r.Good).Median(), "ratio", atLeast: 0.9);
        report.Result("kept-beside-failing", rounds.Select(r => r.Failing / r.Good).Median(), "ratio", atLeast: 0.9);
        report.Result("not-parked", Math.Abs(bad - parked), "messages", atMost: 0);
        report.Result("parked-without-reason", parked - reasons, "messages", atMost: 0);
        report.Result("redrive", bad / redriven.TotalSeconds, "messages/s");
        report.Result("not-parked-again", Math.Abs(bad - again) + again - reasonsAgain, "messages", atMost: 0);

        async Task<double> RunAsync(string name, int good, int every, bool readable = false)
        {
            var before = await ConsumedAsync(source, cancel);
            var began = TimeProvider.System.GetTimestamp();
            for (var (sent, total) = (0, 0); sent < good; total++)
            {
                var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();
                var poison = every > 0 && total % every == every - 1;
                if (poison && readable) id = id[..24] + "badbadbadbad";
                var body = poison && !readable ? "{\"caseId\": nonsense" : $$"""{"caseId":"{{id}}","area":"510104017001","at":"2026-11-01T00:00:00+00:00"}""";
                await channel.BasicPublishAsync(Exchange, "", false, new BasicProperties { MessageId = id, ContentType = "application/json", Type = Exchange, Persistent = true, Headers = new Dictionary<string, object?> { ["ce-subject"] = id } }, Encoding.UTF8.GetBytes(body), cancel);
                if (poison) bad++;
                else sent++;
            }
            // The queue first: to count the inbox again and again would cost the consumer more with every round.
            while ((await channel.QueueDeclarePassiveAsync(Queue, cancel)).MessageCount > 0) await Task.Delay(50, cancel);
            while (await ConsumedAsync(source, cancel) - before < good) await Task.Delay(20, cancel);
            var speed = good / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            report.Say($"{name,-30} {speed,6:0} events/s");
            // The last of those that fail have still tries to come; the next round is to have the machine to itself.
            if (bad > 0) await ParkedAsync();
            return speed;
        }

        // How many lie in the error queue, and how many of them say why. The last may still be on its way.
        async Task<(int Count, int WithReason)> ParkedAsync()
        {
            async Task<QueueDeclareOk> Look() => await channel.QueueDeclarePassiveAsync(Queue + "_error", cancel);
            for (var i = 0; i < 1800 && (await Look()).MessageCount < bad; i++) await Task.Delay(100, cancel);
            var (seen, reasons) = (0, 0);
            await using var reader = await connection.CreateChannelAsync(cancellationToken: cancel);
            var all = new TaskCompletionSource();
            var count = (int)(await Look()).MessageCount;
            var consumer = new RabbitMQ.Client.Events.AsyncEventingBasicConsumer(reader);
            consumer.ReceivedAsync += (_, d) =>
            {
                if (d.BasicProperties.Headers?.TryGetValue("MT-Fault-Message", out var reason) == true && reason is byte[] { Length: > 0 }) reasons++;
                if (++seen == count) all.SetResult();
                return Task.CompletedTask;
            };
            // Nothing is acknowledged: all go back when the channel closes.
            await reader.BasicConsumeAsync(Queue + "_error", autoAck: false, consumer, cancel);
            await all.Task.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, cancel);
            return (count, reasons);
        }
    }

    private static async Task<long> ConsumedAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"select count(*) from inbox where consumer = '{Consumer}'");
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }
}
