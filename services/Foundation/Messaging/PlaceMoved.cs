using Governance.Rpc;
using Grpc.Core;

namespace Governance.Messaging;

/// <summary>Says to whoever holds places in memory that the database has refused one as retired: what they hold is too old.</summary>
public sealed class PlaceMoved
{
    /// <summary>Reason of the refusal, and of a violation of a field that names such a place.</summary>
    public const string Reason = "PLACE_MOVED";

    /// <summary>What is wrong with a place that is no more.</summary>
    /// <param name="successor">The code that took over.</param>
    /// <param name="gone">The place, where it is known.</param>
    public static string Sentence(string successor, string gone = "所填的社区（村）或网格") => $"{gone}已撤并，请改用 {successor}";

    /// <summary>The refusal of a command that named it.</summary>
    /// <param name="successor">The code that took over.</param>
    /// <param name="sentence">What the caller is told.</param>
    /// <param name="overtaken">The database has refused it: the command did not look at the map, or the map knew nothing of it yet, and it is tried again.</param>
    public static Refusal To(string successor, string sentence, bool overtaken = false) =>
        new(StatusCode.FailedPrecondition, Reason, sentence) { Facts = new Dictionary<string, string> { ["successorCode"] = successor }, Overtaken = overtaken };

    /// <summary>A write was refused.</summary>
    public event Action? Noticed;

    internal void Notice() => Noticed?.Invoke();
}
