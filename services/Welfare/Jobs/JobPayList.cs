using Governance.Access;
using Governance.Events.Welfare.V1;
using Governance.Messaging;
using Governance.Rpc;
using Governance.Welfare.Allowances;
using Governance.Welfare.People;

namespace Governance.Welfare.Jobs;

internal enum JobPayListState { Drawn = 1, Approved, Paid }

/// <summary>What a county pays to those engaged in a month. One a county and month; its payments are written as sets, see <see cref="JobRows"/>, and its figures are always their sum.</summary>
internal sealed class JobPayList : Aggregate
{
    private JobPayList() { }

    public DateOnly Month { get; private init; }
    public JobPayListState State { get; private set; }
    public int PaymentCount { get; private set; }
    public long TotalFen { get; private set; }
    public string DrawnBy { get; private set; } = "";
    public string ApprovedBy { get; private set; } = "";
    public DateOnly? PaidOn { get; private set; }
    public string Voucher { get; private set; } = "";

    public void MustBeOpen()
    {
        if (State != JobPayListState.Drawn) throw JobRefusals.ListClosed();
    }

    public void Draw(PaySum sum, Actor me)
    {
        MustBeOpen();
        (PaymentCount, TotalFen, DrawnBy) = (sum.Count, sum.Fen, me.Subject);
    }

    public void Approve(PaySum sum, Actor me)
    {
        MustBeOpen();
        if (me.Subject == DrawnBy) throw JobRefusals.OwnApproval();
        // Whoever approves answers for the figures they saw.
        if (sum != new PaySum(PaymentCount, TotalFen)) throw Etag.Mismatch();
        (State, ApprovedBy) = (JobPayListState.Approved, me.Subject);
        Raise(new JobPayListApproved(Id, Area, Month, PaymentCount, TotalFen, me.At));
    }

    public void Record(DateOnly paidOn, string voucher)
    {
        if (State != JobPayListState.Approved) throw JobRefusals.ListNotApproved();
        (State, PaidOn, Voucher) = (JobPayListState.Paid, paidOn, voucher);
    }
}

/// <summary>One month of one engagement. Unique by engagement and month, and by person and month: whatever is drawn, nobody is paid twice.</summary>
internal sealed class JobPayment : IAreaScoped
{
    public Guid EngagementId { get; init; }
    public DateOnly Month { get; init; }
    public required string Area { get; init; }
    public Guid PayListId { get; init; }

    /// <summary>The record that goes on, when the engagement's was merged.</summary>
    public Guid PersonId { get; init; }
    public long AmountFen { get; init; }
}
