using System.Globalization;

namespace Governance.Rpc;

/// <summary>
/// Etags (AIP-154): the version of the aggregate. A caller that sends one is refused when the aggregate has moved on; an empty one means "whatever it is now".
/// </summary>
public static class Etag
{
    /// <summary>The etag of a version.</summary>
    public static string Of(int version) => $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <summary>Refuses unless <paramref name="etag"/> is empty or belongs to <paramref name="version"/>.</summary>
    /// <exception cref="Refusal">ABORTED, reason ETAG_MISMATCH.</exception>
    public static void Match(string etag, int version)
    {
        if (etag.Length > 0 && etag != Of(version)) throw Mismatch();
    }

    /// <summary>What a caller is told whose etag is an old one.</summary>
    public static Refusal Mismatch() => new(Grpc.Core.StatusCode.Aborted, Reason, Chinese);

    /// <summary>The same refusal of a save that somebody else overtook between reading and writing: whoever named no etag may try again on what there is now.</summary>
    public static Refusal Overtaken() => new(Grpc.Core.StatusCode.Aborted, Reason, Chinese) { Overtaken = true };

    /// <summary>Reason of both.</summary>
    public const string Reason = "ETAG_MISMATCH";

    private const string Chinese = "该记录刚被他人更改，请刷新后再试";
}
