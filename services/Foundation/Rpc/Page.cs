using System.Buffers.Text;
using System.IO.Hashing;
using System.Text;

namespace Governance.Rpc;

/// <summary>
/// Keyset paging (AIP-158). A token is opaque: the last key plus a hash of the filter, so that a token used with another filter is refused instead of
/// giving a wrong page. It carries no rights: the area filter applies to every page anew.
/// </summary>
public readonly record struct Page
{
    private readonly ulong filter;

    private Page(int size, string? after, ulong filter)
    {
        Size = size;
        After = after;
        this.filter = filter;
    }

    /// <summary>Rows on a page, 1 to 500.</summary>
    public int Size { get; }

    /// <summary>The last key of the page before, or null on the first.</summary>
    public string? After { get; }

    /// <summary>Reads page_size (0 = 50, above 500 = 500) and page_token.</summary>
    /// <param name="check">Collects a negative size or a token that does not belong to this filter.</param>
    /// <param name="size">page_size of the request.</param>
    /// <param name="token">page_token of the request.</param>
    /// <param name="filterParts">Everything else that chooses rows; null counts as empty.</param>
    public static Page Read(Check check, int size, string token, params ReadOnlySpan<object?> filterParts)
    {
        check.That(size >= 0, "page_size", "OUT_OF_RANGE", "不能为负数");
        var hash = new XxHash3();
        foreach (var part in filterParts)
        {
            hash.Append(Encoding.UTF8.GetBytes(part?.ToString() ?? ""));
            hash.Append([0]);
        }
        var filter = hash.GetCurrentHashAsUInt64();
        string? after = null;
        if (token.Length > 0 && !TryDecode(token, filter, out after))
        {
            check.Broken("page_token", "WRONG_TOKEN", "翻页标记无效，或与其他筛选条件不符");
        }
        return new Page(size switch { <= 0 => 50, > 500 => 500, _ => size }, after, filter);
    }

    /// <summary>The last key as an id; null on the first page. A token that holds none is recorded in <paramref name="check"/>.</summary>
    public Guid? AfterId(Check check)
    {
        if (After is null) return null;
        check.That(Guid.TryParse(After, out var id), "page_token", "WRONG_TOKEN", "翻页标记无效");
        return id;
    }

    /// <summary>The token of the next page, or empty when <paramref name="more"/> is false.</summary>
    public string Next(bool more, string lastKey)
    {
        if (!more) return "";
        var key = Encoding.UTF8.GetBytes(lastKey);
        var bytes = new byte[8 + key.Length];
        BitConverter.TryWriteBytes(bytes, filter);
        key.CopyTo(bytes, 8);
        return Base64Url.EncodeToString(bytes);
    }

    private static bool TryDecode(string token, ulong filter, out string? after)
    {
        after = null;
        if (token.Length > 1000 || !Base64Url.IsValid(token)) return false;
        var bytes = Base64Url.DecodeFromChars(token);
        if (bytes.Length < 9 || BitConverter.ToUInt64(bytes) != filter) return false;
        after = Encoding.UTF8.GetString(bytes.AsSpan(8));
        return true;
    }
}
