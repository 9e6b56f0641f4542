using System.Globalization;
using StackExchange.Redis;

namespace Governance.Gateway.Limits;

/// <summary>
/// Token buckets in Redis, counted in Redis' own time. When Redis does not answer, <see cref="Away"/> turns true at once and calls stop
/// asking; one probe a second in the background finds it again. An outage is logged once, and its end.
/// </summary>
internal sealed partial class SharedBuckets(IConfiguration configuration, TimeProvider clock, ILogger<SharedBuckets> log) : BackgroundService
{
    // A question that takes longer costs callers more than counting locally for a second.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan BetweenProbes = TimeSpan.FromSeconds(1);

    private const string Take = """
        local t = redis.call('TIME')
        local now = t[1] * 1000 + math.floor(t[2] / 1000)
        local rate, burst, wanted = tonumber(ARGV[1]) / 1000, tonumber(ARGV[2]), tonumber(ARGV[3])
        local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
        local tokens = math.min(burst, (tonumber(bucket[1]) or burst) + math.max(0, now - (tonumber(bucket[2]) or now)) * rate)
        local granted = math.min(wanted, math.floor(tokens))
        tokens = tokens - granted
        redis.call('HSET', KEYS[1], 'tokens', string.format('%.6f', tokens), 'at', string.format('%.0f', now))
        redis.call('PEXPIRE', KEYS[1], math.ceil(burst / rate) + 1000)
        if granted > 0 then return {granted, 0} end
        return {0, math.ceil((1 - tokens) / rate)}
        """;

    // As Take, and takes nothing.
    private const string Left = """
        local t = redis.call('TIME')
        local now = t[1] * 1000 + math.floor(t[2] / 1000)
        local rate, burst = tonumber(ARGV[1]) / 1000, tonumber(ARGV[2])
        local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
        return math.floor(math.min(burst, (tonumber(bucket[1]) or burst) + math.max(0, now - (tonumber(bucket[2]) or now)) * rate))
        """;

    private readonly SemaphoreSlim outage = new(0, 1);
    private volatile IDatabase? redis;

    /// <summary>True: count locally.</summary>
    public bool Away => redis is null;

    /// <summary>Whether there is to be a Redis at all.</summary>
    public bool Configured => configuration.GetConnectionString("redis") is { Length: > 0 };

    /// <summary>For others who share something; null while Redis is away.</summary>
    public IDatabase? Database => redis;

    /// <returns>How many of the wanted permits are granted, and if none, how long to wait; null when Redis is away.</returns>
    public async Task<(int Granted, TimeSpan Wait)?> TakeAsync(string key, Limit limit, int wanted)
    {
        if (redis is not { } database)
            return null;
        try
        {
            var answer = (int[]?)await database.ScriptEvaluateAsync(Take, [key],
                [limit.PerSecond.ToString(CultureInfo.InvariantCulture), limit.Burst.ToString(CultureInfo.InvariantCulture), wanted]).WaitAsync(Patience, clock);
            return (answer![0], TimeSpan.FromMilliseconds(answer[1]));
        }
        catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException)
        {
            if (Interlocked.CompareExchange(ref redis!, null, database) == database)
            {
                Lost(log, e.Message);
                outage.Release();
            }
            return null;
        }
    }

    /// <returns>How many permits the bucket holds; null when Redis is away.</returns>
    public async Task<double?> LeftAsync(string key, Limit limit)
    {
        if (redis is not { } database)
            return null;
        try
        {
            return (double)await database.ScriptEvaluateAsync(Left, [key], [limit.PerSecond.ToString(CultureInfo.InvariantCulture), limit.Burst.ToString(CultureInfo.InvariantCulture)]).WaitAsync(Patience, clock);
        }
        catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException)
        {
            return null;    // the next call that has to be counted finds the outage
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (configuration.GetConnectionString("redis") is not { Length: > 0 } address)
        {
            NoRedis(log);
            return;
        }
        var settings = ConfigurationOptions.Parse(address);
        settings.AbortOnConnectFail = false;
        settings.BacklogPolicy = BacklogPolicy.FailFast;          // a queued question would be answered when nobody waits any more
        settings.ReconnectRetryPolicy = new LinearRetry(1000);
        settings.ClientName = "gateway";
        await using var connection = await ConnectionMultiplexer.ConnectAsync(settings);
        for (var first = true; ; first = false)
        {
            await FindAsync(connection.GetDatabase(), first, stoppingToken);
            await outage.WaitAsync(stoppingToken);
        }
    }

    private async Task FindAsync(IDatabase database, bool first, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await database.PingAsync().WaitAsync(Patience, clock, ct);
                redis = database;
                if (!first || tries > 1)
                    Found(log);
                return;
            }
            catch (Exception e) when (e is RedisException or TimeoutException)
            {
                if (first && tries == 1)
                    Lost(log, e.Message);
                await Task.Delay(BetweenProbes, clock, ct);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Redis does not answer; call limits are counted by this gateway alone until it does: {Problem}")]
    private static partial void Lost(ILogger log, string problem);

    [LoggerMessage(2, LogLevel.Information, "Redis answers; call limits are shared again")]
    private static partial void Found(ILogger log);

    [LoggerMessage(3, LogLevel.Warning, "ConnectionStrings:redis is not set: call limits are counted by this gateway alone")]
    private static partial void NoRedis(ILogger log);
}
