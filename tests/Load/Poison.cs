using System.Text;
using Npgsql;
using RabbitMQ.Client;

namespace Governance.Load;

/// <summary>Grid's consumer OnCaseAccepted, with good messages alone and with one in a hundred that nobody can read: these are parked, and stop nobody.</summary>
internal static class Poison
{
    private const string Exchange = "governance.welfare.v1.CaseAccepted", Queue = "governance.grid.OnCaseAccepted";

    public static async Task RunAsync(Options options, Report report, CancellationToken cancel)
    {
        await using var platform = await Platform.StartAsync(report, durable: true, cancel);
        await platform.StartGridAsync(cancel);
        await using var source = NpgsqlDataSource.Create(platform.Database + ";Application Name=load");
        await using var connection = await new ConnectionFactory { Uri = new Uri(platform.Servers.RabbitMq) }.CreateConnectionAsync(cancel);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false), cancel);
        while ((await channel.QueueDeclarePassiveAsync(Queue, cancel)).ConsumerCount == 0) await Task.Delay(100, cancel);
        await RunAsync("warming up", options.Events / 5, every: 0);
        var rounds = new List<(double Good, double Poisoned)>();
        for (var n = 1; n <= options.Rounds; n++) rounds.Add((await RunAsync("good alone", options.Events, every: 0), await RunAsync("one in a hundred bad", options.Events, every: 100)));
        var parked = await channel.QueueDeclarePassiveAsync(Queue + "_error", cancel);
        var bad = options.Rounds * ((options.Events - 1) / 99);
        report.Result("good", rounds.Select(r => r.Good).Median(), "events/s");
        report.Result("good-beside-poison", rounds.Select(r => r.Poisoned).Median(), "events/s");
        report.Result("kept", rounds.Select(r => r.Poisoned / r.Good).Median(), "ratio", atLeast: 0.9);
        report.Result("parked", parked.MessageCount, "messages");
        report.Result("not-parked", Math.Abs(bad - (int)parked.MessageCount), "messages", atMost: 0);

        async Task<double> RunAsync(string name, int good, int every)
        {
            var before = await ConsumedAsync(source, cancel);
            var began = TimeProvider.System.GetTimestamp();
            for (var (sent, total) = (0, 0); sent < good; total++)
            {
                var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();
                var poison = every > 0 && total % every == every - 1;
                var body = poison ? "{\"caseId\": nonsense" : $$"""{"caseId":"{{id}}","area":"510104017001","at":"2026-11-01T00:00:00+00:00"}""";
                await channel.BasicPublishAsync(Exchange, "", false, new BasicProperties { MessageId = id, ContentType = "application/json", Type = Exchange, Persistent = true }, Encoding.UTF8.GetBytes(body), cancel);
                if (!poison) sent++;
            }
            while (await ConsumedAsync(source, cancel) - before < good) await Task.Delay(50, cancel);
            var speed = good / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            report.Say($"{name,-22} {speed,6:0} events/s");
            return speed;
        }
    }

    private static async Task<long> ConsumedAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select count(*) from inbox where consumer = 'OnCaseAccepted'");
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }
}
