namespace Governance.Grid.Calls;

/// <summary>
/// Acceptance number for people: the first 75 random and time bits of the call's id in Crockford's base 32 (no I, L, O, U), grouped by five. It is a
/// prefix of the id, so that looking it up is a range of the primary key: no column, no index, no sequence that all intake would wait for.
/// </summary>
internal static class CallNumber
{
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string Of(Guid id)
    {
        var bits = Compact(id) >> 47;    // 75 of the 122 bits that are not version and variant
        Span<char> text = stackalloc char[17];
        for (var i = 16; i >= 0; i--)
        {
            if (i is 5 or 11) { text[i] = '-'; continue; }
            text[i] = Letters[(int)(bits & 31)];
            bits >>= 5;
        }
        return new string(text);
    }

    /// <summary>The ids that a number stands for, both included. Lower case, missing hyphens and the letters people mistake are forgiven.</summary>
    public static bool TryRange(string text, out Guid first, out Guid last)
    {
        (first, last) = (default, default);
        UInt128 bits = 0;
        var count = 0;
        foreach (var c in text.ToUpperInvariant())
        {
            if (c is '-' or ' ') continue;
            var value = Letters.IndexOf(c switch { 'O' => '0', 'I' or 'L' => '1', _ => c }, StringComparison.Ordinal);
            if (value < 0 || ++count > 15) return false;
            bits = bits << 5 | (uint)value;
        }
        if (count != 15) return false;
        first = Expand(bits << 47);
        last = Expand(bits << 47 | ((UInt128.One << 47) - 1));
        return true;
    }

    // 48 bits of time, 12 bits behind the version, 62 bits behind the variant.
    private static UInt128 Compact(Guid id)
    {
        Span<byte> b = stackalloc byte[16];
        id.TryWriteBytes(b, bigEndian: true, out _);
        var high = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(b);
        var low = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(b[8..]);
        return (UInt128)(high >> 16) << 74 | (UInt128)(high & 0xFFF) << 62 | (low & 0x3FFF_FFFF_FFFF_FFFF);
    }

    private static Guid Expand(UInt128 bits)
    {
        Span<byte> b = stackalloc byte[16];
        var high = (ulong)(bits >> 74) << 16 | 0x7000 | (ulong)(bits >> 62 & 0xFFF);
        var low = 0x8000_0000_0000_0000 | (ulong)(bits & 0x3FFF_FFFF_FFFF_FFFF);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(b, high);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(b[8..], low);
        return new Guid(b, bigEndian: true);
    }
}
