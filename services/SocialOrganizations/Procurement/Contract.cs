using Governance.Events.SocialOrgs.V1;
using Governance.Messaging;
using Governance.Rpc;
using Governance.SocialOrganizations.Organizations;
using System.Globalization;

namespace Governance.SocialOrganizations.Procurement;

internal enum ContractState { Awarded = 1, Running, Completed, Terminated }

internal enum MilestoneState { Pending = 1, Delivered, Accepted }

internal enum PaymentState { Requested = 1, Verified, Approved, Paid }

/// <summary>
/// What an organisation does for government. A tranche is paid for a milestone that was accepted, once, after three levels by three people, none of whom delivered, accepted or asked for it. What was wrong goes back and is
/// asked for anew, by the same rule from the beginning. What it has in orders is taken under the row's lock.
/// </summary>
internal sealed class Contract : Aggregate, IStaffed
{
    private Contract() { }

    public string Number { get; private init; } = "";
    public Guid TenderId { get; private init; }
    public Guid ListId { get; private init; }
    public Guid OrganizationId { get; private init; }
    public string OrganizationName { get; private init; } = "";
    public string? Owner { get; private init; }
    public string[] FormerStaff { get; private init; } = [];
    public string ServiceCode { get; private init; } = "";
    public string Title { get; private init; } = "";
    public long AmountFen { get; private init; }
    public long PaidFen { get; private set; }
    public ContractState State { get; private set; }
    public DateOnly? StartsOn { get; private set; }
    public DateOnly? EndsOn { get; private set; }

    /// <summary>When it was told that its term had run out. What was agreed is still delivered, accepted and paid; needs it takes no more.</summary>
    public DateTimeOffset? EndedAt { get; private set; }
    public int OrderCapacity { get; private init; }
    public int OrderCount { get; private set; }
    public int Rating { get; private set; }
    public int StepCount { get; private set; }
    public List<ContractMilestone> Milestones { get; } = [];

    public static Contract Award(Tender tender, Bid bid, long amountFen, DateTimeOffset at)
    {
        var id = Guid.CreateVersion7(at);
        var contract = new Contract
        {
            Id = id, Area = tender.Area, Number = string.Create(CultureInfo.InvariantCulture, $"GF-{ChinaTime.DateOf(at).Year}-{id.ToString("N")[20..].ToUpperInvariant()}"), TenderId = tender.Id, ListId = tender.ListId,
            OrganizationId = bid.OrganizationId, OrganizationName = bid.OrganizationName, Owner = bid.Owner, FormerStaff = bid.FormerStaff, ServiceCode = tender.ServiceCode, Title = tender.Title, AmountFen = amountFen, State = ContractState.Awarded,
            OrderCapacity = tender.OrderCapacity,
        };
        contract.Raise(new ContractAwarded(id, contract.Area, contract.OrganizationId, tender.Id, contract.ServiceCode, amountFen, at, contract.OrganizationName));
        return contract;
    }

    public ProcurementStep Sign(DateOnly from, DateOnly until, IReadOnlyList<MilestonePlan> milestones, string by, DateTimeOffset at)
    {
        if (this.IsOf(by)) throw ProcurementRefusals.SamePerson();
        Must(ContractState.Awarded);
        (State, StartsOn, EndsOn) = (ContractState.Running, from, until);
        Milestones.AddRange(milestones.Select((m, i) => new ContractMilestone { ContractId = Id, Number = i + 1, Title = m.Title, DueOn = m.DueOn, TrancheFen = m.TrancheFen, State = MilestoneState.Pending }));
        Raise(new ContractSigned(Id, Area, OrganizationId, ServiceCode, AmountFen, from, until, at));
        return Step(TrailStepKind.Signed, by, at, amountFen: AmountFen);
    }

    public ProcurementStep Deliver(int number, string evidence, string by, DateTimeOffset at)
    {
        Must(ContractState.Running);
        var milestone = Find(number);
        milestone.Must(MilestoneState.Pending);
        (milestone.State, milestone.Evidence, milestone.DeliveredBy) = (MilestoneState.Delivered, evidence, by);
        return Step(TrailStepKind.Delivered, by, at, number, evidence: evidence);
    }

    public IEnumerable<ProcurementStep> Accept(int number, string evidence, string by, DateTimeOffset at)
    {
        Must(ContractState.Running);
        var milestone = Find(number);
        milestone.Must(MilestoneState.Delivered);
        if (by == milestone.DeliveredBy || this.IsOf(by)) throw ProcurementRefusals.SamePerson();
        (milestone.State, milestone.AcceptedBy) = (MilestoneState.Accepted, by);
        var steps = new List<ProcurementStep> { Step(TrailStepKind.Accepted, by, at, number, milestone.TrancheFen, evidence) };
        if (Milestones.All(m => m.State == MilestoneState.Accepted))
        {
            State = ContractState.Completed;
            steps.Add(Step(TrailStepKind.Completed, by, at, amountFen: AmountFen));
        }
        Raise(new ContractAccepted(Id, Area, OrganizationId, number, milestone.TrancheFen, State == ContractState.Completed, at));
        return steps;
    }

    /// <summary>What was delivered is not accepted; or was by mistake, also after everything else was: as long as nobody asks for its payment.</summary>
    public ProcurementStep SendBack(int number, ServiceList list, string evidence, string by, DateTimeOffset at)
    {
        var milestone = Find(number);
        if (by == milestone.DeliveredBy || this.IsOf(by)) throw ProcurementRefusals.SamePerson();
        if (milestone.State == MilestoneState.Accepted) WithdrawAcceptance(milestone, list, at);
        else
        {
            Must(ContractState.Running);
            milestone.Must(MilestoneState.Delivered);
        }
        (milestone.State, milestone.AcceptedBy) = (MilestoneState.Pending, "");
        return Step(TrailStepKind.Returned, by, at, number, evidence: evidence);
    }

    public ProcurementStep Request(int number, string by, DateTimeOffset at)
    {
        var milestone = Find(number);
        milestone.Must(MilestoneState.Accepted);
        if (milestone.Payment is not null) throw ProcurementRefusals.PaymentStateForbids();
        (milestone.Payment, milestone.RequestedBy) = (PaymentState.Requested, by);
        return Step(TrailStepKind.PaymentRequested, by, at, number, milestone.TrancheFen);
    }

    public ProcurementStep Verify(int number, string by, DateTimeOffset at) => Clear(number, PaymentState.Verified, by, at);

    public ProcurementStep Approve(int number, string by, DateTimeOffset at) => Clear(number, PaymentState.Approved, by, at);

    public ProcurementStep Release(int number, string voucher, string by, DateTimeOffset at)
    {
        var step = Clear(number, PaymentState.Paid, by, at, voucher);
        PaidFen += step.AmountFen;
        Raise(new PaymentReleased(Id, Area, OrganizationId, number, step.AmountFen, at));
        return step;
    }

    /// <summary>What was asked for is wrong: it may be asked for anew, and passes every level again.</summary>
    public ProcurementStep ReturnPayment(int number, string reason, string by, DateTimeOffset at)
    {
        var milestone = Find(number);
        if (milestone.Payment is null or PaymentState.Paid) throw ProcurementRefusals.PaymentStateForbids();
        if (this.IsOf(by)) throw ProcurementRefusals.SamePerson();
        milestone.ForgetPayment();
        return Step(TrailStepKind.PaymentReturned, by, at, number, milestone.TrancheFen, reason);
    }

    /// <summary>What was paid came back, such as a transfer that the bank returned: recorded by another person than paid it. It is owed still, and may be asked for anew.</summary>
    public ProcurementStep ReversePayment(int number, string voucher, string by, DateTimeOffset at)
    {
        var milestone = Find(number);
        if (milestone.Payment != PaymentState.Paid) throw ProcurementRefusals.PaymentStateForbids();
        if (by == milestone.ReleasedBy || this.IsOf(by)) throw ProcurementRefusals.SamePerson();
        milestone.ForgetPayment();
        PaidFen -= milestone.TrancheFen;
        Raise(new PaymentReversed(Id, Area, OrganizationId, number, milestone.TrancheFen, at));
        return Step(TrailStepKind.PaymentReversed, by, at, number, milestone.TrancheFen, voucher);
    }

    public ProcurementStep Terminate(ServiceList list, string by, DateTimeOffset at)
    {
        if (this.IsOf(by)) throw ProcurementRefusals.SamePerson();
        if (State is not (ContractState.Awarded or ContractState.Running)) throw ProcurementRefusals.ContractStateForbids();
        var back = AmountFen - OwedFen();
        list.GiveBack(back);
        State = ContractState.Terminated;
        Raise(new ContractTerminated(Id, Area, OrganizationId, back, at));
        return Step(TrailStepKind.Terminated, by, at, amountFen: back);
    }

    /// <summary>Its term has run out while it runs; told once, in the order of everything else that happens to it.</summary>
    public ProcurementStep? End(string by, DateTimeOffset at)
    {
        if (State != ContractState.Running || EndedAt is not null || !IsOver(ChinaTime.DateOf(at))) return null;
        EndedAt = at;
        Raise(new ContractEnded(Id, Area, OrganizationId, ServiceCode, EndsOn!.Value, at));
        return Step(TrailStepKind.Ended, by, at);
    }

    public ProcurementStep Evaluate(int rating, string by, DateTimeOffset at)
    {
        if (State is not (ContractState.Completed or ContractState.Terminated) || Rating > 0) throw ProcurementRefusals.ContractStateForbids();
        if (this.IsOf(by)) throw ProcurementRefusals.SamePerson();
        Rating = rating;
        return Step(TrailStepKind.Evaluated, by, at);
    }

    /// <summary>What was accepted is owed, whether it is paid yet or not.</summary>
    public long OwedFen() => Milestones.Where(m => m.State == MilestoneState.Accepted).Sum(m => m.TrancheFen);

    public bool IsOver(DateOnly today) => EndsOn < today;

    public bool HasRoom => State == ContractState.Running && OrderCount < OrderCapacity;

    public void TakeOrder() => OrderCount++;

    /// <summary>An order that it had and did not serve takes no room.</summary>
    public void GiveBackOrder() => OrderCount = Math.Max(0, OrderCount - 1);

    // The next level, by somebody who had no part in it before and does not work for who is paid.
    private ProcurementStep Clear(int number, PaymentState to, string by, DateTimeOffset at, string voucher = "")
    {
        var milestone = Find(number);
        if (milestone.Payment is not { } now || (int)now != (int)to - 1) throw ProcurementRefusals.PaymentStateForbids();
        if (by == milestone.RequestedBy || by == milestone.VerifiedBy || by == milestone.ApprovedBy || by == milestone.DeliveredBy || by == milestone.AcceptedBy || this.IsOf(by)) throw ProcurementRefusals.SamePerson();
        milestone.Payment = to;
        if (to == PaymentState.Verified) milestone.VerifiedBy = by;
        else if (to == PaymentState.Approved) milestone.ApprovedBy = by;
        else (milestone.ReleasedBy, milestone.Voucher) = (by, voucher);
        var kind = to switch { PaymentState.Verified => TrailStepKind.PaymentVerified, PaymentState.Approved => TrailStepKind.PaymentApproved, _ => TrailStepKind.PaymentReleased };
        return Step(kind, by, at, number, milestone.TrancheFen, voucher);
    }

    // It is owed no more: what a contract that was ended kept for it goes back to the list, one that was completed goes on.
    private void WithdrawAcceptance(ContractMilestone milestone, ServiceList list, DateTimeOffset at)
    {
        if (milestone.Payment is not null) throw ProcurementRefusals.PaymentStateForbids();
        if (State == ContractState.Terminated) list.GiveBack(milestone.TrancheFen);
        else (State, Rating) = (ContractState.Running, 0);
        Raise(new AcceptanceWithdrawn(Id, Area, OrganizationId, milestone.Number, milestone.TrancheFen, State.ToString(), at));
    }

    private ContractMilestone Find(int number) => Milestones.SingleOrDefault(m => m.Number == number) ?? throw ProcurementRefusals.NoMilestone();

    private ProcurementStep Step(TrailStepKind kind, string by, DateTimeOffset at, int milestone = 0, long amountFen = 0, string evidence = "") =>
        ProcurementStep.Of(kind, ListId, TenderId, by, at, milestone, amountFen, evidence, (int)TrailStepKind.Awarded + ++StepCount);

    private void Must(ContractState state)
    {
        if (State != state) throw ProcurementRefusals.ContractStateForbids();
    }
}

/// <summary>A milestone as it is agreed.</summary>
internal sealed record MilestonePlan(string Title, DateOnly DueOn, long TrancheFen);

/// <summary>What is delivered, and what is paid for it.</summary>
[Nationwide("reached only through its contract, which is area-scoped")]
internal sealed class ContractMilestone
{
    public Guid ContractId { get; init; }
    public int Number { get; init; }
    public string Title { get; init; } = "";
    public DateOnly DueOn { get; init; }
    public long TrancheFen { get; init; }
    public MilestoneState State { get; set; }
    public string Evidence { get; set; } = "";
    public string DeliveredBy { get; set; } = "";
    public string AcceptedBy { get; set; } = "";
    public PaymentState? Payment { get; set; }
    public string RequestedBy { get; set; } = "";
    public string VerifiedBy { get; set; } = "";
    public string ApprovedBy { get; set; } = "";
    public string ReleasedBy { get; set; } = "";
    public string Voucher { get; set; } = "";

    /// <summary>As if nobody had asked for it; who did what stays in the trail.</summary>
    public void ForgetPayment() => (Payment, RequestedBy, VerifiedBy, ApprovedBy, ReleasedBy, Voucher) = (null, "", "", "", "", "");

    public void Must(MilestoneState state)
    {
        if (State != state) throw ProcurementRefusals.MilestoneStateForbids();
    }
}
