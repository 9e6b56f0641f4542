using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Options;

namespace Governance.Gateway.Certificates;

/// <summary>
/// The certificate of the TLS port. It is looked at again every minute: a changed PEM file (cert-manager rotates them) or a development
/// certificate near its end is taken up by new connections; the open ones go on. What cannot be read leaves the old one in place.
/// </summary>
internal sealed partial class ServerCertificate : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);

    private readonly TlsOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger log;
    private readonly DevelopmentCertificates? made;
    private volatile SslServerAuthenticationOptions current;
    private byte[] read = [];

    public ServerCertificate(IOptions<TlsOptions> options, IHostEnvironment environment, TimeProvider clock, ILogger<ServerCertificate> log)
    {
        this.options = options.Value;
        this.clock = clock;
        this.log = log;
        if (this.options.CertificatePem.Length == 0)
        {
            if (!environment.IsDevelopment())
                throw new InvalidOperationException("Gateway:CertificatePem and Gateway:KeyPem must name the TLS certificate; only in Development does the gateway make its own.");
            if (this.options.Certificates.Length == 0)
                throw new InvalidOperationException("Gateway:Certificates must name the folder for the development certificate.");
            made = new DevelopmentCertificates(this.options.Certificates, this.options.Hosts, clock);
        }
        current = Offer(made is null ? ReadPem() : [made.Ensure()]);
    }

    /// <summary>The same object until the certificate changes: TLS sessions can only be resumed within it.</summary>
    public SslServerAuthenticationOptions Current => current;

    public DateTime NotAfter => ((X509Certificate2)current.ServerCertificateContext!.TargetCertificate).NotAfter;

    /// <summary>Takes up a changed certificate now.</summary>
    public void Look()
    {
        try
        {
            if (made is not null)
            {
                var certificate = made.Ensure();
                if (certificate.Thumbprint != current.ServerCertificateContext!.TargetCertificate.Thumbprint)
                    Take([certificate]);
            }
            else if (!Digest(Texts()).AsSpan().SequenceEqual(read))
                Take(ReadPem());
        }
        catch (Exception e) when (e is IOException or CryptographicException or UnauthorizedAccessException or InvalidOperationException)
        {
            Unreadable(log, e);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenLooks, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            Look();
    }

    private void Take(X509Certificate2Collection chain)
    {
        current = Offer(chain);
        Taken(log, chain[0].Subject, NotAfter.ToUniversalTime());
    }

    private X509Certificate2Collection ReadPem()
    {
        var (certificate, key) = Texts();
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(certificate);
        if (chain.Count == 0)
            throw new CryptographicException($"{options.CertificatePem} holds no certificate");
        chain[0] = X509Certificate2.CreateFromPem(certificate, key);
        read = Digest((certificate, key));
        return chain;
    }

    private (string Certificate, string Key) Texts() => (File.ReadAllText(options.CertificatePem), File.ReadAllText(options.KeyPem));

    // By what is in the files, not by their dates: kubelet swaps a link above them, and the links with their names stay as old as the pod.
    private static byte[] Digest((string Certificate, string Key) texts) => SHA256.HashData(Encoding.UTF8.GetBytes(texts.Certificate + "\0" + texts.Key));

    private static SslServerAuthenticationOptions Offer(X509Certificate2Collection chain) => new()
    {
        ServerCertificateContext = SslStreamCertificateContext.Create(chain[0], [.. chain.Skip(1)], offline: true),
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
    };

    [LoggerMessage(1, LogLevel.Information, "New TLS certificate {Subject}, valid until {NotAfter:u}")]
    private static partial void Taken(ILogger log, string subject, DateTime notAfter);

    [LoggerMessage(2, LogLevel.Error, "The TLS certificate could not be read or renewed; the old one stays")]
    private static partial void Unreadable(ILogger log, Exception e);
}
