namespace Governance.Gateway.Bodies;

/// <summary>Section <c>Gateway:Bodies</c>.</summary>
internal sealed class BodyOptions
{
    public long MaxBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>A file at the upload door; it is never held in memory.</summary>
    public long MaxUploadBytes { get; set; } = 1024L * 1024 * 1024;

    /// <summary>JSON up to this size is checked for syntax here, where the place of the error is known; larger bodies are left to the service.</summary>
    public int CheckJsonUpTo { get; set; } = 256 * 1024;
}
