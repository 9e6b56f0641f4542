using Governance.Events.SocialOrgs.V1;
using Governance.Messaging;
using Governance.Rpc;
using Governance.SocialOrganizations.Organizations;

namespace Governance.SocialOrganizations.Enterprises;

internal enum CustodyState { Applied = 1, Approved, Running, Returned, Declined }

/// <summary>
/// That an organisation looks after a public asset for a term. Approved by as many people as the rule has levels, none of whom applied; terms of one asset never overlap, by an exclusion constraint, and it is in the hands of
/// one organisation at a time, by an index.
/// </summary>
internal sealed class Custody : Aggregate, IStaffed
{
    private const int RemindDays = 30;

    private Custody() { }

    public Guid AssetId { get; private init; }
    public Guid OrganizationId { get; private init; }
    public string OrganizationName { get; private init; } = "";
    public string? Owner { get; private init; }
    public string[] FormerStaff { get; private init; } = [];
    public string Purpose { get; private init; } = "";
    public string FeasibilityReport { get; private init; } = "";
    public DateOnly StartsOn { get; private init; }
    public DateOnly EndsOn { get; private init; }
    public CustodyState State { get; private set; }
    public string[] LevelTitles { get; private init; } = [];
    public int[] LevelDigits { get; private init; } = [];
    public string AppliedBy { get; private init; } = "";
    public DateOnly? ReturnedOn { get; private set; }
    public int ReportCount { get; private set; }
    public bool Overdue { get; private set; }

    /// <summary>When the clock looks at it next: a month before its end, and the day after it; null = never.</summary>
    public DateOnly? RemindOn { get; private set; }
    public List<CustodyApproval> Approvals { get; } = [];

    public bool OwnedAnywhere => true;

    public static Custody Apply(PublicAsset asset, CustodyRule rule, Organization organization, string purpose, string feasibilityReport, DateOnly from, DateOnly until, string by, DateTimeOffset at)
    {
        asset.MustServe();
        Enterprise.MustBeRegistered(organization);
        if (asset.StateOwned && feasibilityReport.Length == 0) throw EnterpriseRefusals.FeasibilityMissing();
        var custody = new Custody
        {
            Id = Guid.CreateVersion7(at), Area = asset.Area, AssetId = asset.Id, OrganizationId = organization.Id, OrganizationName = organization.Name, Owner = organization.Owner, FormerStaff = organization.FormerAt(at), Purpose = purpose, FeasibilityReport = feasibilityReport,
            StartsOn = from, EndsOn = until, State = CustodyState.Applied, LevelTitles = rule.LevelTitles, LevelDigits = rule.LevelDigits, AppliedBy = by,
        };
        custody.Raise(new CustodyApplied(custody.Id, custody.Area, asset.Id, organization.Id, from, until, at));
        return custody;
    }

    /// <summary>The division that whoever gives the next approval covers.</summary>
    public string NextArea
    {
        get
        {
            Must(CustodyState.Applied);
            var digits = LevelDigits[Approvals.Count];
            return Area.Length > digits ? Area[..digits] : Area;
        }
    }

    /// <summary>Asset and organisation as they stand now: months may lie between the application and the last level.</summary>
    public void Approve(PublicAsset asset, Organization organization, string by, DateTimeOffset at)
    {
        Must(CustodyState.Applied);
        asset.MustServe();
        Enterprise.MustBeRegistered(organization);
        if (EndsOn < ChinaTime.DateOf(at)) throw EnterpriseRefusals.TermOver();
        if (by == AppliedBy || this.IsOf(by) || Approvals.Any(a => a.By == by)) throw EnterpriseRefusals.SamePerson();
        Approvals.Add(new CustodyApproval { CustodyId = Id, Level = Approvals.Count + 1, Title = LevelTitles[Approvals.Count], By = by, At = at });
        if (Approvals.Count < LevelTitles.Length) return;
        State = CustodyState.Approved;
        Raise(new CustodyApproved(Id, Area, AssetId, OrganizationId, StartsOn, EndsOn, at));
    }

    public void Decline(string by, DateTimeOffset at)
    {
        MustBeOfAnother(by);
        if (State is not (CustodyState.Applied or CustodyState.Approved)) throw EnterpriseRefusals.CustodyStateForbids();
        State = CustodyState.Declined;
        Raise(new CustodyDeclined(Id, Area, AssetId, OrganizationId, at));
    }

    public void HandOver(Organization organization, string by, DateOnly today, DateTimeOffset at)
    {
        MustBeOfAnother(by);
        Must(CustodyState.Approved);
        Enterprise.MustBeRegistered(organization);
        if (today < StartsOn) throw EnterpriseRefusals.NotYet();
        if (today > EndsOn) throw EnterpriseRefusals.TermOver();
        State = CustodyState.Running;
        RemindOn = EndsOn.AddDays(-RemindDays);
        Raise(new CustodyBegun(Id, Area, AssetId, OrganizationId, EndsOn, at));
    }

    public CustodyReport Report(DateOnly from, DateOnly until, int served, string report, DateTimeOffset at)
    {
        Must(CustodyState.Running);
        return new CustodyReport { CustodyId = Id, Number = ++ReportCount, From = from, Until = until, Served = served, Report = report, At = at };
    }

    public void Return(string by, DateOnly today, DateTimeOffset at)
    {
        MustBeOfAnother(by);
        Must(CustodyState.Running);
        (State, ReturnedOn, RemindOn) = (CustodyState.Returned, today, null);
        Raise(new CustodyReturned(Id, Area, AssetId, OrganizationId, today, at));
    }

    /// <summary>Tells that the term will end, and once more that it has.</summary>
    public void Remind(DateOnly today, DateTimeOffset at)
    {
        if (State != CustodyState.Running || RemindOn is null) return;
        if (today > EndsOn)
        {
            (Overdue, RemindOn) = (true, null);
            Raise(new CustodyOverdue(Id, Area, AssetId, OrganizationId, EndsOn, at));
            return;
        }
        RemindOn = EndsOn.AddDays(1);
        Raise(new CustodyReminded(Id, Area, AssetId, OrganizationId, EndsOn, at));
    }

    // Neither the keys nor the word that everything is back are one's own to give.
    private void MustBeOfAnother(string by)
    {
        if (this.IsOf(by)) throw EnterpriseRefusals.SamePerson();
    }

    private void Must(CustodyState state)
    {
        if (State != state) throw EnterpriseRefusals.CustodyStateForbids();
    }
}

/// <summary>An approval of one level; one a level, by its key, and one a person, by an index.</summary>
[Nationwide("reached only through its custody, which is area-scoped")]
internal sealed class CustodyApproval
{
    public Guid CustodyId { get; init; }
    public int Level { get; init; }
    public string Title { get; init; } = "";
    public string By { get; init; } = "";
    public DateTimeOffset At { get; init; }
}

/// <summary>A report of use. Insert-only.</summary>
[Nationwide("reached only through its custody, which is area-scoped")]
internal sealed class CustodyReport
{
    public Guid CustodyId { get; init; }
    public int Number { get; init; }
    public DateOnly From { get; init; }
    public DateOnly Until { get; init; }
    public int Served { get; init; }
    public string Report { get; init; } = "";
    public DateTimeOffset At { get; init; }
}
