using Governance.Rpc;
using Governance.SocialOrganizations.Assessments;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class SignContract(SocialOrgsDb db, ProcurementDesk desk, Blacklist blacklist)
{
    public async Task<Wire.Contract> Handle(Wire.SignContractRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("id", request.Id, out var id).Date("start_date", request.StartDate, out var from).Date("end_date", request.EndDate, out var until).Few("milestones", request.Milestones.Count, 20, min: 1);
        if (from != default && until != default) check.That(until >= from && until >= desk.Today && until <= from.AddYears(3), "end_date", "OUT_OF_RANGE", "应不早于开始日期和今天，且在三年之内");
        var plans = new List<MilestonePlan>();
        for (var i = 0; i < request.Milestones.Count; i++)
        {
            var wanted = request.Milestones[i];
            check.Text($"milestones[{i}].title", wanted.Title, 100, min: 2).Date($"milestones[{i}].due_date", wanted.DueDate, out var due).That(wanted.TrancheFen > 0, $"milestones[{i}].tranche_fen", "OUT_OF_RANGE", "应大于 0");
            if (due != default && from != default && until != default) check.That(due >= from && due <= until, $"milestones[{i}].due_date", "OUT_OF_RANGE", "应在合同期限之内");
            plans.Add(new MilestonePlan(wanted.Title.Trim(), due, wanted.TrancheFen));
        }
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var contract = await desk.ContractAsync(id, cancel);
        Etag.Match(request.Etag, contract.Version);
        new Check().That(plans.Sum(p => (decimal)p.TrancheFen) == contract.AmountFen, "milestones", "NOT_THE_AMOUNT", "各期付款之和应等于合同金额").OrThrow();
        Tender.MustBeRegistered(await blacklist.AskAsync(contract.OrganizationId, cancel));
        await desk.HoldServiceAsync(contract.ServiceCode, cancel);
        db.Add(contract.Sign(from, until, plans, desk.Me, desk.Now));
        var (first, last, now) = (ChinaTime.StartOf(from), ChinaTime.StartOf(until.AddDays(1)), desk.Now);
        // Needs that came before there was a contract, also those whose time has begun or begins before it does, the oldest first, as many as it has room for.
        var waiting = await db.Everywhere<ServiceOrder>("needs of the contract's own division, which the caller covers").Where(o => o.ServiceCode == contract.ServiceCode && o.State == ServiceOrderState.Waiting && o.Area.StartsWith(contract.Area)
            && (o.StartsAt >= first || (o.EndsAt > now && o.EndsAt >= first)) && o.StartsAt < last).OrderBy(o => o.Id).Take(contract.OrderCapacity).ToListAsync(cancel);
        foreach (var order in waiting) order.PlaceAt(contract, desk.Now);
        var reply = await db.SaveAsync(() => ProcurementDesk.Of(contract, desk.Today), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
