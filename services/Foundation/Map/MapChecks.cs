using Governance.Messaging;
using Governance.Rpc;

namespace Governance.Map;

/// <summary>Rules for places that a request names.</summary>
public static class MapChecks
{
    /// <summary>A place that is there and not retired. Of one that was reorganised the caller is told the code that took over.</summary>
    /// <param name="check">Collects what is wrong.</param>
    /// <param name="place">What <see cref="DivisionMap.FindAsync"/> has found; null also for a code of a wrong level.</param>
    /// <param name="field">Field of the request.</param>
    /// <param name="chinese">What is wrong where there is none.</param>
    /// <param name="reason">The same for machines.</param>
    public static Check Standing(this Check check, DivisionMap.Entry? place, string field, string chinese, string reason = "UNKNOWN_PLACE") => place switch
    {
        { Retired: false } => check,
        { SuccessorCode: not null } => check.Broken(field, PlaceMoved.Reason, Sentence(place)),
        _ => check.Broken(field, reason, chinese),
    };

    internal static string Sentence(DivisionMap.Entry gone) => PlaceMoved.Sentence(gone.SuccessorCode!, $"{gone.Name}（{gone.Code}）");
}
