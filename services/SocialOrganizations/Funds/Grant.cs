using Governance.Events.SocialOrgs.V1;
using Governance.Messaging;
using Governance.SocialOrganizations.Organizations;

namespace Governance.SocialOrganizations.Funds;

internal enum GrantState { Applied = 1, Approved, Paid, Declined }

internal enum SpendingState { Requested = 1, Paid, Declined, Reversed }

/// <summary>Money of a fund for an organisation: applied for, approved by another person, which sets it aside, and paid by a third. It lies where the fund is, wherever the organisation is.</summary>
internal sealed class Grant : Aggregate, IStaffed
{
    private Grant() { }

    public Guid FundId { get; private init; }
    public Guid OrganizationId { get; private init; }
    public string OrganizationName { get; private init; } = "";
    public string? Owner { get; private init; }
    public string[] FormerStaff { get; private init; } = [];
    public Guid? EarmarkId { get; private init; }
    public string Purpose { get; private init; } = "";
    public long AmountFen { get; private init; }
    public GrantState State { get; private set; }
    public string Voucher { get; private set; } = "";
    public string AppliedBy { get; private init; } = "";
    public string ApprovedBy { get; private set; } = "";

    public bool OwnedAnywhere => true;

    public static Grant Apply(Fund fund, Earmark? earmark, Organization organization, string purpose, long amountFen, string by, DateTimeOffset at)
    {
        fund.MustBeOpen();
        // Of a drive that was closed: what it had is elsewhere.
        earmark?.MustBeOpen();
        if (!organization.IsActive) throw FundRefusals.NotActive();
        var grant = new Grant
        {
            Id = Guid.CreateVersion7(at), Area = fund.Area, FundId = fund.Id, OrganizationId = organization.Id, OrganizationName = organization.Name, Owner = organization.Owner, FormerStaff = organization.FormerAt(at), EarmarkId = earmark?.Id, Purpose = purpose,
            AmountFen = amountFen, State = GrantState.Applied, AppliedBy = by,
        };
        grant.Raise(new GrantApplied(grant.Id, grant.Area, fund.Id, organization.Id, earmark?.Id, amountFen, at));
        return grant;
    }

    public void Approve(string by, DateTimeOffset at)
    {
        Must(GrantState.Applied);
        if (by == AppliedBy || this.IsOf(by)) throw FundRefusals.SamePerson();
        (State, ApprovedBy) = (GrantState.Approved, by);
        Raise(new GrantApproved(Id, Area, FundId, OrganizationId, AmountFen, at));
    }

    /// <summary>True when money was set aside for it, which is free again.</summary>
    public bool Decline(string by, DateTimeOffset at)
    {
        if (State is not (GrantState.Applied or GrantState.Approved)) throw FundRefusals.GrantStateForbids();
        if (this.IsOf(by)) throw FundRefusals.SamePerson();
        var promised = State == GrantState.Approved;
        State = GrantState.Declined;
        Raise(new GrantDeclined(Id, Area, FundId, OrganizationId, AmountFen, at));
        return promised;
    }

    public void Pay(string voucher, string by, DateTimeOffset at)
    {
        Must(GrantState.Approved);
        if (by == AppliedBy || by == ApprovedBy || this.IsOf(by)) throw FundRefusals.SamePerson();
        (State, Voucher) = (GrantState.Paid, voucher);
        Raise(new GrantPaid(Id, Area, FundId, OrganizationId, EarmarkId, AmountFen, at));
    }

    /// <summary>It was paid by mistake: it is approved still, and may be paid or declined.</summary>
    public void TakeBack(string by, DateTimeOffset at)
    {
        Must(GrantState.Paid);
        if (this.IsOf(by)) throw FundRefusals.SamePerson();
        (State, Voucher) = (GrantState.Approved, "");
        Raise(new GrantReturned(Id, Area, FundId, OrganizationId, AmountFen, at));
    }

    private void Must(GrantState state)
    {
        if (State != state) throw FundRefusals.GrantStateForbids();
    }
}

/// <summary>Money that a fund spends itself: asked for, and paid by another person.</summary>
internal sealed class Spending : Aggregate
{
    private Spending() { }

    public Guid FundId { get; private init; }
    public Guid? EarmarkId { get; private init; }
    public string Purpose { get; private init; } = "";
    public long AmountFen { get; private init; }
    public SpendingState State { get; private set; }
    public string Voucher { get; private set; } = "";
    public string RequestedBy { get; private init; } = "";

    public static Spending Request(Fund fund, Earmark? earmark, string purpose, long amountFen, string by, DateTimeOffset at)
    {
        fund.MustBeOpen();
        earmark?.MustBeOpen();
        return new() { Id = Guid.CreateVersion7(at), Area = fund.Area, FundId = fund.Id, EarmarkId = earmark?.Id, Purpose = purpose, AmountFen = amountFen, State = SpendingState.Requested, RequestedBy = by };
    }

    public void Pay(string voucher, string by, DateTimeOffset at)
    {
        Must(SpendingState.Requested);
        if (by == RequestedBy) throw FundRefusals.SamePerson();
        (State, Voucher) = (SpendingState.Paid, voucher);
        Raise(new SpendingPaid(Id, Area, FundId, EarmarkId, AmountFen, at));
    }

    public void Decline()
    {
        Must(SpendingState.Requested);
        State = SpendingState.Declined;
    }

    public void Reverse(DateTimeOffset at)
    {
        Must(SpendingState.Paid);
        State = SpendingState.Reversed;
        Raise(new SpendingReversed(Id, Area, FundId, AmountFen, at));
    }

    private void Must(SpendingState state)
    {
        if (State != state) throw FundRefusals.SpendingStateForbids();
    }
}
