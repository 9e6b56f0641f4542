using Governance.Messaging;
using Governance.Rpc;

namespace Governance.SocialOrganizations.Enterprises;

/// <summary>Why somebody was refused something or lost it; kept in the audit trail. Clients of the version before give no reason.</summary>
internal static class Because
{
    public static Check Reason(this Check check, string reason, Work work)
    {
        if (reason.Length == 0) return check;
        work.Purpose = reason.Trim();
        return check.Text("reason", reason, 200, min: 4);
    }
}
