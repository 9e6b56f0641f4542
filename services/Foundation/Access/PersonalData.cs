using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Governance.Access;

/// <summary>
/// Personal data at rest: AES-256-GCM under a ring of keys with ids, found again by a keyed hash (HMAC-SHA256). Configuration: <c>Protection:Current</c>
/// names the key that encrypts, <c>Protection:Keys:ID</c> holds every key that must still decrypt (32 bytes, base64), <c>Protection:LookupKey</c> the key of
/// the hash. The one seam for a domestic cipher suite.
/// </summary>
/// <remarks>
/// Guarantees: the same text encrypts differently each time; a changed byte or a row's value moved to another purpose fails to decrypt; an unknown key id
/// says which. The purpose (e.g. <c>grid.calls.contact</c>) is bound as associated data, so a value cannot be read back through another column.
/// </remarks>
public sealed class PersonalData
{
    private const byte Format = 1;
    private const int NonceSize = 12, TagSize = 16, KeySize = 32;
    private readonly Dictionary<string, byte[]> keys = new(StringComparer.Ordinal);
    private readonly ThreadLocal<Tools> tools;
    private readonly string current;

    /// <exception cref="InvalidOperationException">A key is missing or not 32 bytes: the service must not start with weaker protection.</exception>
    public PersonalData(IConfiguration configuration)
    {
        var section = configuration.GetSection("Protection");
        current = section["Current"] ?? throw new InvalidOperationException("Protection:Current is not set");
        foreach (var key in section.GetSection("Keys").GetChildren()) keys[key.Key] = Read($"Protection:Keys:{key.Key}", key.Value);
        if (!keys.ContainsKey(current)) throw new InvalidOperationException($"Protection:Keys:{current} is not set, but Protection:Current names it");
        var lookupKey = Read("Protection:LookupKey", section["LookupKey"]);
        tools = new(() => new(lookupKey));
    }

    /// <summary>Encrypts under the current key.</summary>
    public byte[] Encrypt(string text, string purpose) => Encrypt(Encoding.UTF8.GetBytes(text), purpose);

    /// <summary>Encrypts bytes under the current key.</summary>
    public byte[] Encrypt(ReadOnlySpan<byte> plain, string purpose)
    {
        var id = Encoding.ASCII.GetBytes(current);
        var sealedText = new byte[2 + id.Length + NonceSize + TagSize + plain.Length];
        sealedText[0] = Format;
        sealedText[1] = (byte)id.Length;
        id.CopyTo(sealedText, 2);
        var body = sealedText.AsSpan(2 + id.Length);
        tools.Value!.Nonce(body[..NonceSize]);
        CipherOf(current)!.Encrypt(body[..NonceSize], plain, body[(NonceSize + TagSize)..], body.Slice(NonceSize, TagSize), Encoding.UTF8.GetBytes(purpose));
        return sealedText;
    }

    /// <summary>Decrypts what <see cref="Encrypt(string, string)"/> made for the same purpose.</summary>
    /// <exception cref="CryptographicException">Changed, moved from another purpose, or under a key that is no longer in the ring.</exception>
    public string Decrypt(byte[] sealedText, string purpose) => Encoding.UTF8.GetString(DecryptBytes(sealedText, purpose));

    /// <summary>Decrypts bytes.</summary>
    /// <exception cref="CryptographicException">As <see cref="Decrypt"/>.</exception>
    public byte[] DecryptBytes(byte[] sealedText, string purpose)
    {
        if (sealedText.Length < 2 || sealedText[0] != Format || sealedText.Length < 2 + sealedText[1] + NonceSize + TagSize) throw new CryptographicException("not a sealed text");
        var id = KeyOf(sealedText);
        var cipher = CipherOf(id) ?? throw new CryptographicException($"key '{id}' is not in the ring");
        var body = sealedText.AsSpan(2 + sealedText[1]);
        var plain = new byte[body.Length - NonceSize - TagSize];
        cipher.Decrypt(body[..NonceSize], body[(NonceSize + TagSize)..], body.Slice(NonceSize, TagSize), plain, Encoding.UTF8.GetBytes(purpose));
        return plain;
    }

    /// <summary>Id of the key that a sealed text is under; a re-encryption job looks for those that are not current.</summary>
    public static string KeyOf(byte[] sealedText) => Encoding.ASCII.GetString(sealedText, 2, sealedText[1]);

    /// <summary>Id of the key that encrypts now.</summary>
    public string CurrentKey => current;

    /// <summary>The same text and purpose give the same 32 bytes, and nobody without the key can tell which text.</summary>
    public byte[] LookupHash(string text, string purpose)
    {
        var hash = tools.Value!.Hash;
        hash.AppendData(Encoding.UTF8.GetBytes(purpose + "\0" + text));
        return hash.GetHashAndReset();
    }

    private AesGcm? CipherOf(string id)
    {
        var ciphers = tools.Value!.Ciphers;
        if (ciphers.TryGetValue(id, out var cipher)) return cipher;
        return keys.TryGetValue(id, out var key) ? ciphers[id] = new AesGcm(key, TagSize) : null;
    }

    // No thread's but one's: making a cipher costs more than a name's encryption, and asking the system for twelve random bytes as much as that.
    private sealed class Tools(byte[] lookupKey)
    {
        private readonly byte[] random = new byte[NonceSize * 256];
        private int used = NonceSize * 256;

        public Dictionary<string, AesGcm> Ciphers { get; } = new(StringComparer.Ordinal);

        public IncrementalHash Hash { get; } = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, lookupKey);

        public void Nonce(Span<byte> nonce)
        {
            if (used == random.Length)
            {
                RandomNumberGenerator.Fill(random);
                used = 0;
            }
            random.AsSpan(used, NonceSize).CopyTo(nonce);
            used += NonceSize;
        }
    }

    private static byte[] Read(string name, string? base64)
    {
        var key = new byte[KeySize];
        if (base64 is null || !Convert.TryFromBase64String(base64, key, out var length) || length != KeySize)
        {
            throw new InvalidOperationException($"{name} must be {KeySize} bytes in base64");
        }
        return key;
    }
}

/// <summary>What people see who need not know.</summary>
public static class Mask
{
    /// <summary>王小明 → 王**; one character stays a star.</summary>
    public static string Name(string name) => name.Length switch { 0 => "", 1 => "*", _ => name[..1] + new string('*', Math.Min(name.Length - 1, 3)) };

    /// <summary>13812345678 → 138****5678; shorter numbers keep their last two digits.</summary>
    public static string Phone(string phone) => phone.Length switch
    {
        0 => "",
        >= 11 => phone[..3] + "****" + phone[^4..],
        > 2 => new string('*', phone.Length - 2) + phone[^2..],
        _ => "**",
    };

    /// <summary>51010419880102123X → 510***********123X: neither the birth date nor the county can be read.</summary>
    public static string Number(string number) => number.Length < 8 ? new string('*', number.Length) : number[..3] + new string('*', number.Length - 7) + number[^4..];
}
