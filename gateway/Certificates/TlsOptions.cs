namespace Governance.Gateway.Certificates;

/// <summary>Section <c>Gateway</c>: what the TLS port needs.</summary>
internal sealed class TlsOptions
{
    public int Port { get; set; } = 8443;

    /// <summary>The interface to listen on: an address, <c>*</c> for all, or empty for loopback in Development and all elsewhere.</summary>
    public string Address { get; set; } = "";

    /// <summary>Folder for the certificates that the gateway makes for itself in Development.</summary>
    public string Certificates { get; set; } = "";

    /// <summary>Names beside localhost that a certificate made in Development is valid for.</summary>
    public string[] Hosts { get; set; } = [];

    /// <summary>
    /// PEM files of a real certificate (the chain, leaf first) and its key. They win over <see cref="Certificates"/> and are read again when they change.
    /// </summary>
    public string CertificatePem { get; set; } = "";

    public string KeyPem { get; set; } = "";
}
