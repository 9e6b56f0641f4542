using Governance.Access;
using Governance.Events.Welfare.V1;
using Governance.Messaging;
using Governance.Rpc;
using Governance.Welfare.People;

namespace Governance.Welfare.Allowances;

internal enum PayListState { Drawn = 1, Approved, Paid }
internal enum PaymentState { Listed = 1, Paid, Returned }

/// <summary>What a county pays in a month. One a county and month; its payments are written as sets, see <see cref="PayListRows"/>, and its figures are always their sum.</summary>
internal sealed class PayList : Aggregate
{
    private PayList() { }

    public DateOnly Month { get; private init; }
    public PayListState State { get; private set; }
    public int PaymentCount { get; private set; }
    public long TotalFen { get; private set; }
    public long PaidFen { get; private set; }
    public string DrawnBy { get; private set; } = "";
    public string ApprovedBy { get; private set; } = "";
    public DateTimeOffset? ApprovedAt { get; private set; }
    public DateOnly? PaidOn { get; private set; }
    public string Voucher { get; private set; } = "";

    public void MustBeOpen()
    {
        if (State != PayListState.Drawn) throw AllowanceRefusals.ListClosed();
    }

    public void Draw(PaySum sum, Actor me)
    {
        MustBeOpen();
        (PaymentCount, TotalFen, DrawnBy) = (sum.Count, sum.Fen, me.Subject);
    }

    public void Approve(PaySum sum, Actor me)
    {
        MustBeOpen();
        if (me.Subject == DrawnBy) throw AllowanceRefusals.OwnApproval();
        // Whoever approves answers for the figures they saw.
        if (sum != new PaySum(PaymentCount, TotalFen)) throw Etag.Mismatch();
        (State, ApprovedBy, ApprovedAt) = (PayListState.Approved, me.Subject, me.At);
        Raise(new PayListApproved(Id, Area, Month, PaymentCount, TotalFen, me.At));
    }

    public void Record(DateOnly paidOn, string voucher, long paidFen)
    {
        if (State != PayListState.Approved) throw AllowanceRefusals.ListNotApproved();
        (State, PaidOn, Voucher, PaidFen) = (PayListState.Paid, paidOn, voucher, paidFen);
    }

    public void Repay(long fen) => PaidFen += fen;
}

/// <summary>How many payments, and their sum.</summary>
internal sealed record PaySum(int Count, long Fen);

/// <summary>One month of one allowance. Unique by allowance and month, and by person, kind and month: whatever is drawn, nobody is paid twice.</summary>
internal sealed class Payment : IAreaScoped
{
    public Guid AllowanceId { get; init; }
    public DateOnly Month { get; init; }
    public required string Area { get; init; }
    public Guid PayListId { get; init; }

    /// <summary>The record that goes on, when the allowance's was merged.</summary>
    public Guid PersonId { get; init; }
    public AllowanceKind Kind { get; init; }
    public long AmountFen { get; init; }
    public PaymentState State { get; init; }
    public DateOnly? PaidOn { get; init; }
}
