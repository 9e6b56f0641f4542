using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Governance.Gateway.Certificates;

/// <summary>
/// A private authority (<c>ca.pem</c>, for clients to trust) and a server certificate signed by it, made at first start and renewed in time.
/// Two gateways on one folder get along: the maker holds a lock file, and files appear whole or not at all.
/// </summary>
internal sealed class DevelopmentCertificates(string folder, IReadOnlyCollection<string> hosts, TimeProvider clock)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private static readonly TimeSpan AuthorityLife = TimeSpan.FromDays(3650);
    private static readonly TimeSpan ServerLife = TimeSpan.FromDays(90);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromHours(1);

    private string At(string name) => Path.Combine(folder, name);

    /// <summary>Gives the server certificate, making or renewing what is missing, broken, near its end or for other hosts.</summary>
    public X509Certificate2 Ensure()
    {
        Directory.CreateDirectory(folder);
        using var exclusive = Lock();
        using var authority = Load("ca.pem", "ca.key") is { } ca && Lasts(ca, ServerLife) ? ca : MakeAuthority();
        if (Load("server.pem", "server.key") is { } server && Lasts(server, RenewBefore) && Covers(server) && Issued(authority, server))
            return server;
        return MakeServer(authority);
    }

    private FileStream Lock()
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new FileStream(At(".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (tries < 100)
            {
                Thread.Sleep(50);       // at start only, before anything is served
            }
        }
    }

    private X509Certificate2 MakeAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Governance development CA", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var now = clock.GetUtcNow();
        var authority = request.CreateSelfSigned(now - ClockSkew, now + AuthorityLife);
        Save("ca.pem", authority.ExportCertificatePem(), "ca.key", key);
        return authority;
    }

    private X509Certificate2 MakeServer(X509Certificate2 authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        request.CertificateExtensions.Add(Names());
        var now = clock.GetUtcNow();
        using var signed = request.Create(authority, now - ClockSkew, now + ServerLife, RandomNumberGenerator.GetBytes(16));
        Save("server.pem", signed.ExportCertificatePem(), "server.key", key);
        return signed.CopyWithPrivateKey(key);
    }

    private X509Extension Names()
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        foreach (var host in hosts)
        {
            if (IPAddress.TryParse(host, out var address))
                names.AddIpAddress(address);
            else
                names.AddDnsName(host);
        }
        return names.Build();
    }

    private bool Covers(X509Certificate2 server) => hosts.Append("localhost").All(host => server.MatchesHostname(host, allowWildcards: false, allowCommonName: false));

    private bool Lasts(X509Certificate2 certificate, TimeSpan atLeast) => certificate.NotAfter.ToUniversalTime() > clock.GetUtcNow().UtcDateTime + atLeast;

    private bool Issued(X509Certificate2 authority, X509Certificate2 server)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = clock.GetUtcNow().UtcDateTime;
        return chain.Build(server);
    }

    private X509Certificate2? Load(string certificate, string key)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(At(certificate), At(key));
        }
        catch (Exception e) when (e is IOException or CryptographicException or ArgumentException)
        {
            return null;        // missing, torn or of another key: made anew
        }
    }

    /// <summary>The key first: a crash between the two leaves a pair that does not match, and Load makes it anew.</summary>
    private void Save(string certificateName, string certificatePem, string keyName, ECDsa key)
    {
        WriteWhole(keyName, key.ExportPkcs8PrivateKeyPem(), OwnerOnly);
        WriteWhole(certificateName, certificatePem, OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }

    private void WriteWhole(string name, string text, UnixFileMode mode)
    {
        var draft = At($".{name}.{Environment.ProcessId}");
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = mode;
        using (var file = new StreamWriter(draft, options))
            file.Write(text);
        File.Move(draft, At(name), overwrite: true);
    }
}
