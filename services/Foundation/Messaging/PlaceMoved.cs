using Governance.Rpc;
using Grpc.Core;

namespace Governance.Messaging;

/// <summary>Says to whoever holds places in memory that the database has refused one as retired: what they hold is too old.</summary>
public sealed class PlaceMoved
{
    /// <summary>Reason of the refusal, and of a violation of a field that names such a place.</summary>
    public const string Reason = "PLACE_MOVED";

    /// <summary>What a caller is told when the database refuses the place however often it is tried: its command did not look at the map, or the map knows nothing of it yet.</summary>
    internal static Refusal To(string successor) => new(StatusCode.FailedPrecondition, Reason, $"所填的社区（村）或网格已撤并，请改用 {successor}")
    {
        Facts = new Dictionary<string, string> { ["successorCode"] = successor }, Overtaken = true,
    };

    /// <summary>A write was refused.</summary>
    public event Action? Noticed;

    internal void Notice() => Noticed?.Invoke();
}
