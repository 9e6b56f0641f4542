namespace Governance.Rpc;

/// <summary>UUIDv7 as a clock: ids of a time span are a range, so a filter by time needs no column and no index of its own.</summary>
public static class Uuid7
{
    /// <summary>The smallest id that can be made at this millisecond.</summary>
    public static Guid Floor(DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        var ms = at.ToUnixTimeMilliseconds();
        for (var i = 5; i >= 0; i--, ms >>= 8) bytes[i] = (byte)ms;
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>When an id was made.</summary>
    public static DateTimeOffset TimeOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        long ms = 0;
        for (var i = 0; i < 6; i++) ms = ms << 8 | bytes[i];
        return DateTimeOffset.FromUnixTimeMilliseconds(ms);
    }
}
