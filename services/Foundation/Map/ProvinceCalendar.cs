using Npgsql;

namespace Governance.Map;

/// <summary>The working calendar of the service's own copy, in memory; at most a minute old, so that what another replica learns is seen within a minute.</summary>
public sealed class ProvinceCalendar(NpgsqlDataSource source, TimeProvider clock) : IDisposable
{
    /// <summary>How old it may be.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim loading = new(1, 1);
    private volatile Loaded? loaded;

    /// <summary>The calendar now.</summary>
    public async ValueTask<WorkingCalendar> GetAsync(CancellationToken cancel)
    {
        if (loaded is { } now && clock.GetElapsedTime(now.At) < Fresh) return now.Calendar;
        await loading.WaitAsync(cancel);
        try
        {
            if (loaded is { } other && clock.GetElapsedTime(other.At) < Fresh) return other.Calendar;
            var at = clock.GetTimestamp();
            var calendar = new WorkingCalendar(await ReadAsync(cancel));
            loaded = new Loaded(calendar, at);
            return calendar;
        }
        finally
        {
            loading.Release();
        }
    }

    /// <summary>After a change in this process.</summary>
    public void Forget() => loaded = null;

    /// <inheritdoc/>
    public void Dispose() => loading.Dispose();

    // Named query: every day that differs, some hundred rows.
    private async Task<List<(DateOnly, bool)>> ReadAsync(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select date, working from calendar_days");
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var all = new List<(DateOnly, bool)>();
        while (await rows.ReadAsync(cancel)) all.Add((rows.GetFieldValue<DateOnly>(0), rows.GetBoolean(1)));
        return all;
    }

    private sealed record Loaded(WorkingCalendar Calendar, long At);
}
