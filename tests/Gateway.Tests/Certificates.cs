using System.Diagnostics;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Governance.Gateway.Certificates;
using Governance.Gateway.Tests.Doubles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Governance.Gateway.Tests;

public sealed class Certificates : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("certificates-");
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));

    private readonly DateTimeOffset start = TimeProvider.System.GetUtcNow();

    public void Dispose() => folder.Delete(recursive: true);

    private DevelopmentCertificates Made(params string[] hosts) => new(folder.FullName, hosts, clock);

    private string At(string name) => Path.Combine(folder.FullName, name);

    [Fact]
    public void Keys_are_for_the_owner_alone_and_the_certificate_names_every_host()
    {
        using var server = Made("gateway.test", "10.1.2.3").Ensure();
        if (!OperatingSystem.IsWindows())
            foreach (var name in new[] { "ca.key", "server.key" })
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(At(name)));
        Assert.All(new[] { "localhost", "127.0.0.1", "::1", "gateway.test", "10.1.2.3" }, host => Assert.True(server.MatchesHostname(host), host));
        Assert.Equal("1.2.840.10045.2.1", server.PublicKey.Oid.Value);      // elliptic curve
        Assert.DoesNotContain(folder.GetFiles(), f => f.Name.StartsWith('.') && f.Name != ".lock");
    }

    [Fact]
    public void Same_certificate_until_it_nears_its_end_then_a_new_one_of_the_same_authority()
    {
        using var first = Made().Ensure();
        var authority = File.ReadAllText(At("ca.pem"));
        clock.Advance(TimeSpan.FromDays(59));
        using (var same = Made().Ensure())
            Assert.Equal(first.Thumbprint, same.Thumbprint);
        clock.Advance(TimeSpan.FromDays(2));
        using var renewed = Made().Ensure();
        Assert.NotEqual(first.Thumbprint, renewed.Thumbprint);
        Assert.True(renewed.NotAfter > first.NotAfter);
        Assert.Equal(authority, File.ReadAllText(At("ca.pem")));
    }

    [Fact]
    public void Authority_near_its_end_is_made_anew_with_the_certificate()
    {
        using var first = Made().Ensure();
        var authority = File.ReadAllText(At("ca.pem"));
        clock.Advance(TimeSpan.FromDays(3650 - 80));
        using var server = Made().Ensure();
        Assert.NotEqual(authority, File.ReadAllText(At("ca.pem")));
        Assert.True(server.NotAfter.ToUniversalTime() > clock.GetUtcNow().UtcDateTime.AddDays(80));
    }

    [Theory]
    [InlineData("server.key")]
    [InlineData("server.pem")]
    [InlineData("ca.key")]
    [InlineData("ca.pem")]
    public void Torn_or_missing_file_is_mended(string name)
    {
        Made().Ensure().Dispose();
        File.WriteAllText(At(name), "-----BEGIN");
        using (var mended = Made().Ensure())
            Assert.True(mended.HasPrivateKey);
        File.Delete(At(name));
        using var again = Made().Ensure();
        using var authority = X509CertificateLoader.LoadCertificateFromFile(At("ca.pem"));
        Assert.Equal(authority.Subject, again.Issuer);
    }

    [Fact]
    public void New_host_makes_a_new_certificate()
    {
        using var first = Made().Ensure();
        using var second = Made("gateway.test").Ensure();
        Assert.NotEqual(first.Thumbprint, second.Thumbprint);
    }

    [Fact]
    public async Task Two_at_once_agree()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Made().Ensure().Thumbprint)));
        Assert.Single(all.Distinct());
    }

    [Fact]
    public async Task Pem_files_are_served_with_their_chain_and_taken_up_again_when_they_change()
    {
        await using var backend = await Backend.StartAsync();
        using var root = Authority("CN=root", null);
        using var middle = Authority("CN=middle", root);
        Issue(middle, "CN=one");
        await using var gateway = RunningGateway.Start(backend, ("Gateway:CertificatePem", At("tls.crt")), ("Gateway:KeyPem", At("tls.key")));
        Assert.Equal("CN=one", await Subject(gateway, root));
        Issue(middle, "CN=two");
        gateway.Services.GetRequiredService<ServerCertificate>().Look();
        Assert.Equal("CN=two", await Subject(gateway, root));
        File.WriteAllText(At("tls.crt"), "torn");
        gateway.Services.GetRequiredService<ServerCertificate>().Look();
        Assert.Equal("CN=two", await Subject(gateway, root));
    }

    /// <summary>A Secret's volume: files in a folder with a date, a link to it, and links with the files' names through that link. The one in the middle is swapped, in one step.</summary>
    [Fact]
    public async Task A_secret_that_kubelet_has_swapped_is_taken_up()
    {
        await using var backend = await Backend.StartAsync();
        using var root = Authority("CN=root", null);
        using var middle = Authority("CN=middle", root);
        void Swap(string at, string name)
        {
            Issue(middle, name, Directory.CreateDirectory(At(at)).FullName);
            // As old as everything else there: dates tell nothing.
            foreach (var file in Directory.GetFiles(At(at))) File.SetLastWriteTimeUtc(file, start.UtcDateTime);
            File.CreateSymbolicLink(At("..data_tmp"), at);
            // rename(2), as kubelet does it; File.Move takes the link for the folder that it leads to.
            using var move = Process.Start("mv", ["-T", At("..data_tmp"), At("..data")]);
            move.WaitForExit();
        }
        Swap("..2026_11_01", "CN=one");
        foreach (var file in (string[])["tls.crt", "tls.key"]) File.CreateSymbolicLink(At(file), Path.Combine("..data", file));
        await using var gateway = RunningGateway.Start(backend, ("Gateway:CertificatePem", At("tls.crt")), ("Gateway:KeyPem", At("tls.key")));
        Assert.Equal("CN=one", await Subject(gateway, root));
        var before = gateway.Services.GetRequiredService<ServerCertificate>().Current;
        gateway.Services.GetRequiredService<ServerCertificate>().Look();
        Assert.Same(before, gateway.Services.GetRequiredService<ServerCertificate>().Current);
        Swap("..2026_12_01", "CN=two");
        gateway.Services.GetRequiredService<ServerCertificate>().Look();
        Assert.Equal("CN=two", await Subject(gateway, root));
    }

    /// <summary>The subject of the certificate that a client sees who trusts the root alone; the gateway has to send the one in between.</summary>
    private static async Task<string> Subject(RunningGateway gateway, X509Certificate2 root)
    {
        using var tcp = new TcpClient("127.0.0.1", gateway.Address.Port);
        await using var tls = new SslStream(tcp.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, CustomTrustStore = { root } },
        });
        return tls.RemoteCertificate!.Subject;
    }

    private X509Certificate2 Authority(string name, X509Certificate2? issuer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        if (issuer is null)
            return request.CreateSelfSigned(start.AddDays(-3), start.AddDays(3));
        using var signed = request.Create(issuer, start.AddDays(-2), start.AddDays(2), [1, 2, 3]);
        return signed.CopyWithPrivateKey(key);
    }

    private void Issue(X509Certificate2 issuer, string name, string? at = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(issuer, start.AddDays(-1), start.AddDays(1), RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(Path.Combine(at ?? folder.FullName, "tls.key"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(at ?? folder.FullName, "tls.crt"), signed.ExportCertificatePem() + "\n" + issuer.ExportCertificatePem());
    }
}
