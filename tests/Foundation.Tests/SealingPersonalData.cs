using System.Collections.Concurrent;
using System.Security.Cryptography;
using Governance.Access;
using Microsoft.Extensions.Configuration;

namespace Governance.Foundation.Tests;

/// <summary>What <see cref="PersonalData"/> guarantees, whichever thread asks.</summary>
public sealed class SealingPersonalData
{
    private const string Purpose = "tests.number";
    private static readonly string _one = Key(), _two = Key(), _lookup = Key();

    [Fact]
    public async Task No_nonce_comes_twice_and_everything_is_read_back_by_any_thread()
    {
        var (data, sealedTexts) = (Ring("one", ("one", _one)), new ConcurrentBag<byte[]>());
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => { for (var n = 0; n < 3000; n++) sealedTexts.Add(data.Encrypt("51010419880102123X", Purpose)); })));
        Assert.Equal(12_000, sealedTexts.Select(s => Convert.ToHexString(s.AsSpan(2 + s[1], 12))).Distinct().Count());
        await Task.WhenAll(sealedTexts.Chunk(3000).Select(part => Task.Run(() => Assert.All(part, s => Assert.Equal("51010419880102123X", data.Decrypt(s, Purpose))))));
    }

    [Fact]
    public async Task The_same_text_has_the_same_hash_on_every_thread_and_another_for_another_purpose_or_key()
    {
        var data = Ring("one", ("one", _one));
        var hashes = await Task.WhenAll(Enumerable.Range(0, 64).Select(n => Task.Run(() =>
        {
            data.LookupHash($"someone else {n}", Purpose);
            return Convert.ToHexString(data.LookupHash("51010419880102123X", Purpose));
        })));
        var hash = Assert.Single(hashes.Distinct());
        // HMAC-SHA256 of purpose, a zero byte and the text: what another implementation would have to write.
        Assert.Equal(hash, Convert.ToHexString(HMACSHA256.HashData(Convert.FromBase64String(_lookup), "tests.number\051010419880102123X"u8)));
        Assert.NotEqual(hash, Convert.ToHexString(data.LookupHash("51010419880102123X", "tests.phone")));
        Assert.NotEqual(hash, Convert.ToHexString(Ring("one", Key(), ("one", _one)).LookupHash("51010419880102123X", Purpose)));
    }

    [Fact]
    public void A_changed_byte_another_purpose_or_a_key_that_is_gone_is_noticed_and_an_old_key_still_reads()
    {
        var before = Ring("one", ("one", _one)).Encrypt("李小明", Purpose);
        var (both, after) = (Ring("two", ("one", _one), ("two", _two)), Ring("two", ("two", _two)));
        Assert.Equal("李小明", both.Decrypt(before, Purpose));
        Assert.Equal(("one", "two"), (PersonalData.KeyOf(before), PersonalData.KeyOf(both.Encrypt("李小明", Purpose))));
        Assert.Throws<AuthenticationTagMismatchException>(() => both.Decrypt(before, "tests.phone"));
        for (var n = 5; n < before.Length; n++)
        {
            var changed = before.ToArray();
            changed[n] ^= 1;
            Assert.Throws<AuthenticationTagMismatchException>(() => both.Decrypt(changed, Purpose));
        }
        Assert.Contains("'one'", Assert.Throws<CryptographicException>(() => after.Decrypt(before, Purpose)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Protection:Current", null), InlineData("Protection:Keys:one", "c2hvcnQ="), InlineData("Protection:LookupKey", "")]
    public void Weak_or_missing_keys_keep_the_service_from_starting(string setting, string? value)
    {
        var settings = Settings("one", _lookup, ("one", _one));
        settings[setting] = value;
        Assert.Contains(setting, Assert.Throws<InvalidOperationException>(() => new PersonalData(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())).Message, StringComparison.Ordinal);
    }

    private static PersonalData Ring(string current, params (string Id, string Key)[] keys) => Ring(current, _lookup, keys);

    private static PersonalData Ring(string current, string lookup, params (string Id, string Key)[] keys) => new(new ConfigurationBuilder().AddInMemoryCollection(Settings(current, lookup, keys)).Build());

    private static Dictionary<string, string?> Settings(string current, string lookup, params (string Id, string Key)[] keys)
    {
        var settings = new Dictionary<string, string?> { ["Protection:Current"] = current, ["Protection:LookupKey"] = lookup };
        foreach (var (id, key) in keys) settings["Protection:Keys:" + id] = key;
        return settings;
    }

    private static string Key() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
