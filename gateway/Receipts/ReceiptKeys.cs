using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Governance.Gateway.Certificates;
using Microsoft.Extensions.Options;

namespace Governance.Gateway.Receipts;

/// <summary>
/// The keys that receipts are signed with: ES256, from <c>Gateway:Receipts:Keys:NAME</c> (PEM). <c>Gateway:Receipts:Current</c> signs, or the last name in order; all are published, so
/// that a receipt of a former key can be verified as long as the key stays in the list, and one of the next key already while not every gateway has it. In Development one is made and
/// kept beside the certificates. None: no receipts, which is said at the start.
/// </summary>
internal sealed partial class ReceiptKeys : IDisposable
{
    private readonly List<(string Id, ECDsa Key)> keys = [];
    private readonly int signs;

    public ReceiptKeys(IConfiguration configuration, IOptions<TlsOptions> tls, IHostEnvironment environment, ILogger<ReceiptKeys> log)
    {
        var named = configuration.GetSection("Gateway:Receipts:Keys").GetChildren().OrderBy(k => k.Key, StringComparer.Ordinal).ToList();
        foreach (var pem in named)
            Add(pem.Value ?? "", pem.Path);
        signs = configuration["Gateway:Receipts:Current"] is { Length: > 0 } current ? named.FindIndex(k => k.Key == current) : named.Count - 1;
        if (signs < 0 && named.Count > 0)
            throw new InvalidOperationException($"Gateway:Receipts:Current must name one of Gateway:Receipts:Keys: {string.Join(", ", named.Select(k => k.Key))}");
        if (keys.Count == 0 && environment.IsDevelopment() && tls.Value.Certificates.Length > 0)
        {
            Add(Made(Path.Combine(tls.Value.Certificates, "receipts.pem")), "receipts.pem");
            signs = 0;
        }
        Published = JsonSerializer.SerializeToUtf8Bytes(new { keys = keys.Select(k => Public(k.Id, k.Key)) });
        if (keys.Count == 0) NoKey(log);
    }

    public bool CanSign => keys.Count > 0;

    /// <summary>The public halves, as a JSON Web Key Set.</summary>
    public byte[] Published { get; }

    /// <summary>A compact JWS.</summary>
    public string Sign(byte[] claims)
    {
        var (id, key) = keys[signs];
        var text = Text(JsonSerializer.SerializeToUtf8Bytes(new { alg = "ES256", typ = "receipt+jws", kid = id })) + "." + Text(claims);
        // One at a time: OpenSSL's key objects are not made for several threads. 0.1 ms.
        lock (key)
            return text + "." + Text(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
    }

    public static string Text(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    public void Dispose() => keys.ForEach(k => k.Key.Dispose());

    private void Add(string pem, string from)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (key.KeySize != 256)
                throw new CryptographicException("its size is not 256");
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new InvalidOperationException($"{from} must be a private key on P-256 in PEM, e.g. of `openssl ecparam -name prime256v1 -genkey -noout`", e);
        }
        var (x, y) = Point(key);
        // RFC 7638.
        keys.Add((Text(SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}"""))), key));
    }

    private static string Made(string file)
    {
        if (!File.Exists(file))
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            File.WriteAllText(file, key.ExportPkcs8PrivateKeyPem());
        }
        return File.ReadAllText(file);
    }

    private static object Public(string id, ECDsa key)
    {
        var (x, y) = Point(key);
        return new { kty = "EC", use = "sig", alg = "ES256", kid = id, crv = "P-256", x, y };
    }

    private static (string X, string Y) Point(ECDsa key)
    {
        var q = key.ExportParameters(includePrivateParameters: false).Q;
        return (Text(q.X), Text(q.Y));
    }

    [LoggerMessage(1, LogLevel.Warning, "Gateway:Receipts:Keys holds no key: partners get no receipts for what they write, and cannot prove it later. Make one by `openssl ecparam -name prime256v1 -genkey -noout`")]
    private static partial void NoKey(ILogger log);
}
