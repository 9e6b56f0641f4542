namespace Governance.SocialOrganizations.Funds;

/// <summary>What of a fund, or of one purpose of it, somebody has still to end: once it is closed nobody could.</summary>
internal sealed record OpenMatters(int Drives, int Contests, int Grants, int Spendings)
{
    /// <exception cref="Rpc.Refusal">FAILED_PRECONDITION MATTERS_OPEN.</exception>
    public void MustBeNone()
    {
        if (Drives + Contests + Grants + Spendings > 0) throw FundRefusals.MattersOpen(this);
    }
}
