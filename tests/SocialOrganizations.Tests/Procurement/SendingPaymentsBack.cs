using Governance.SocialOrganizations.Tests.Funds;
using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Procurement;

public sealed class SendingPaymentsBack(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    private SocialOrgsCaller As(string subject) => app.Office(subject: subject);

    private static Task<Contract> Return(Contract contract, SocialOrgsCaller by) => by.Contracts.ReturnPaymentAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 1, Reason = "发票抬头有误" }).ResponseAsync;

    private static Task<Contract> Reverse(Contract contract, SocialOrgsCaller by) => by.Contracts.ReversePaymentAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 1, Voucher = "记-2026-130" }).ResponseAsync;

    private Task<Contract> SendBack(Contract contract, int milestone = 1) =>
        As("acceptor").Contracts.AcceptMilestoneAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = milestone, Evidence = "撤销验收 1" }).ResponseAsync;

    private async Task<List<string>> Told(string type, Contract contract) => [.. (await app.Events(type)).Where(e => e.Contains(contract.Id, StringComparison.Ordinal))];

    [Fact]
    public async Task From_every_level_it_goes_back_and_is_asked_for_and_cleared_anew_by_whoever_may()
    {
        var contract = await app.Running();
        await app.Accepted(contract, 1);
        await Refused(StatusCode.FailedPrecondition, "PAYMENT_STATE", () => Return(contract, As("one")));
        for (var levels = 0; levels <= 2; levels++)
        {
            await app.Asked(contract);
            await app.Cleared(contract, levels);
            Assert.Equal((PaymentState.Unspecified, MilestoneState.Accepted), ((await Return(contract, levels == 2 ? app.Finance("three") : As("one"))).Milestones[0].PaymentState, MilestoneState.Accepted));
        }
        // The rule begins anew: who had cleared it may ask for it, and then clears it no more.
        await As("one").Contracts.RequestPaymentAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 1 });
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => As("one").Contracts.VerifyPaymentAsync(new() { Id = contract.Id, MilestoneNumber = 1 }));
        await As("asker").Contracts.VerifyPaymentAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 1 });
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => As("asker").Contracts.ApprovePaymentAsync(new() { Id = contract.Id, MilestoneNumber = 1 }));
        await As("two").Contracts.ApprovePaymentAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 1 });
        await app.Finance("three").Contracts.ReleasePaymentAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 1, Voucher = "记-2026-129" });
        await Refused(StatusCode.FailedPrecondition, "PAYMENT_STATE", () => Return(contract, As("one")));
        var trail = (await app.Office().Contracts.GetContractTrailAsync(new() { Id = contract.Id })).Steps;
        Assert.Equal(["one", "one", "three"], trail.Where(s => s.Kind == TrailStepKind.PaymentReturned).Select(s => s.Subject));
        Assert.All(trail.Where(s => s.Kind == TrailStepKind.PaymentReturned), s => Assert.Equal((1, "发票抬头有误", 100_000_00L), (s.MilestoneNumber, s.Evidence, s.AmountFen)));
        await Refused(StatusCode.NotFound, "CONTRACT_NOT_FOUND", () => Return(contract, app.Office("510105")));
        await Refused(StatusCode.NotFound, "CONTRACT_MILESTONE_NOT_FOUND", () => As("one").Contracts.ReturnPaymentAsync(new() { Id = contract.Id, MilestoneNumber = 9, Reason = "发票抬头有误" }));
        await WrongFields(() => As("one").Contracts.ReturnPaymentAsync(new()), "id", "reason");
    }

    [Fact]
    public async Task What_the_bank_returned_is_recorded_by_another_person_and_may_be_paid_anew()
    {
        var contract = await app.Running();
        await app.Accepted(contract, 1);
        await app.Asked(contract);
        await app.Cleared(contract, 2);
        await Refused(StatusCode.FailedPrecondition, "PAYMENT_STATE", () => Reverse(contract, app.Finance("four")));
        await app.Finance("three").Contracts.ReleasePaymentAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 1, Voucher = "记-2026-118" });
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => Reverse(contract, app.Finance("three")));
        var reversed = await Reverse(contract, app.Finance("four"));
        Assert.Equal((0L, PaymentState.Unspecified, MilestoneState.Accepted), (reversed.PaidFen, reversed.Milestones[0].PaymentState, reversed.Milestones[0].State));
        Assert.Single(await Told("PaymentReversed", contract));
        await Refused(StatusCode.FailedPrecondition, "PAYMENT_STATE", () => Reverse(contract, app.Finance("four")));
        await app.Asked(contract);
        Assert.Equal(100_000_00L, (await app.Cleared(contract, 3)).PaidFen);
        var step = Assert.Single((await app.Office().Contracts.GetContractTrailAsync(new() { Id = contract.Id })).Steps, s => s.Kind == TrailStepKind.PaymentReversed);
        Assert.Equal(("four", "记-2026-130", 100_000_00L), (step.Subject, step.Evidence, step.AmountFen));
        Assert.NotEmpty((await app.Office().Contracts.PrintContractTrailAsync(new() { Id = contract.Id })).Pdf);
        await WrongFields(() => app.Finance("four").Contracts.ReversePaymentAsync(new()), "id", "voucher");
    }

    [Fact]
    public async Task Who_accepted_the_milestone_clears_nothing_of_its_payment()
    {
        var contract = await app.Running();
        await app.Accepted(contract, 1);
        await app.Asked(contract);
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => As("acceptor").Contracts.VerifyPaymentAsync(new() { Id = contract.Id, MilestoneNumber = 1 }));
        await app.Cleared(contract, 1);
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => As("acceptor").Contracts.ApprovePaymentAsync(new() { Id = contract.Id, MilestoneNumber = 1 }));
        await As("two").Contracts.ApprovePaymentAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 1 });
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Finance("acceptor").Contracts.ReleasePaymentAsync(new() { Id = contract.Id, MilestoneNumber = 1, Voucher = "记-2026-118" }));
    }

    [Fact]
    public async Task Nothing_is_paid_to_an_organisation_that_has_ended_and_what_is_owed_to_a_suspended_one_is()
    {
        var (unasked, cleared, suspended) = (await app.Running(), await app.Running(), await app.Running());
        foreach (var contract in new[] { unasked, cleared, suspended }) await app.Accepted(contract, 1);
        foreach (var contract in new[] { cleared, suspended })
        {
            await app.Asked(contract);
            await app.Cleared(contract, 2);
        }
        // As one that ended before anybody asked what it is owed.
        foreach (var contract in new[] { unasked, cleared }) await app.QueryAll<int>("update organizations set state = 8, version = version + 1 where id = $1", Guid.Parse(contract.OrganizationId));
        await app.Office().Organizations.SuspendOrganizationAsync(new() { RequestId = NewId(), Id = suspended.OrganizationId, Reason = "年度检查不合格" });
        await Refused(StatusCode.FailedPrecondition, "ORGANIZATION_ENDED", () => app.Asked(unasked));
        await Refused(StatusCode.FailedPrecondition, "ORGANIZATION_ENDED", () => app.Finance("three").Contracts.ReleasePaymentAsync(new() { Id = cleared.Id, MilestoneNumber = 1, Voucher = "记-2026-118" }));
        var now = await app.Office().Contracts.GetContractAsync(new() { Id = cleared.Id });
        Assert.Equal((0L, PaymentState.Approved), (now.PaidFen, now.Milestones[0].PaymentState));
        Assert.Equal(100_000_00L, (await app.Finance("three").Contracts.ReleasePaymentAsync(new() { RequestId = NewId(), Id = suspended.Id, MilestoneNumber = 1, Voucher = "记-2026-118" })).PaidFen);
    }

    [Fact]
    public async Task What_was_accepted_by_mistake_goes_back_and_a_completed_contract_goes_on()
    {
        var contract = await app.Running();
        await app.Accepted(contract, 1);
        await app.Asked(contract);
        await Refused(StatusCode.FailedPrecondition, "PAYMENT_STATE", () => SendBack(contract));
        await Return(contract, As("one"));
        await app.Accepted(contract, 2);
        var back = await SendBack(contract);
        Assert.Equal((ContractState.Running, MilestoneState.Pending), (back.State, back.Milestones[0].State));
        Assert.Contains("\"state\":\"Running\"", Assert.Single(await Told("AcceptanceWithdrawn", contract)), StringComparison.Ordinal);
        await Refused(StatusCode.FailedPrecondition, "MILESTONE_STATE", () => app.Asked(contract));
        await Refused(StatusCode.FailedPrecondition, "MILESTONE_STATE", () => SendBack(contract));
        Assert.Equal(ContractState.Completed, (await app.Accepted(contract, 1)).State);
    }

    [Fact]
    public async Task An_organisation_is_deregistered_once_what_was_accepted_by_mistake_is_owed_no_more()
    {
        var contract = await app.Running();
        await app.Accepted(contract, 1);
        await app.Asked(contract);
        await app.Office().Contracts.TerminateContractAsync(new() { RequestId = NewId(), Id = contract.Id, Reason = "承接主体无法履行" });
        Task<long> Committed() => app.Query<long>("select committed_fen from service_lists where id = $1", Guid.Parse(contract.ListId));
        Assert.Equal(100_000_00L, await Committed());
        await Refused(StatusCode.FailedPrecondition, "CONTRACTS_OPEN", () => app.Deregistered(contract.OrganizationId));
        await Return(contract, As("one"));
        await Refused(StatusCode.FailedPrecondition, "CONTRACTS_OPEN", () => app.Deregistered(contract.OrganizationId));
        Assert.Equal(ContractState.Terminated, (await SendBack(contract)).State);
        Assert.Equal(0L, await Committed());
        Assert.Contains("\"state\":\"Terminated\"", Assert.Single(await Told("AcceptanceWithdrawn", contract)), StringComparison.Ordinal);
        Assert.Equal(OrganizationState.Deregistered, (await app.Deregistered(contract.OrganizationId)).State);
    }
}
