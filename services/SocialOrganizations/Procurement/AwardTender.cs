using Governance.Rpc;
using Governance.SocialOrganizations.Assessments;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class AwardTender(SocialOrgsDb db, ProcurementDesk desk, BidWire wire, Blacklist blacklist)
{
    public async Task<Wire.Contract> Handle(Wire.AwardTenderRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("id", request.Id, out var id).Id("bid_id", request.BidId, out var bidId).Few("evaluations", request.Evaluations.Count, 500).Few("recused_subjects", request.RecusedSubjects.Count, 20);
        if (request.Reason.Length > 0) check.Text("reason", request.Reason, 100, min: 4);
        for (var i = 0; i < request.RecusedSubjects.Count; i++) check.Text($"recused_subjects[{i}]", request.RecusedSubjects[i], 200);
        var found = new Dictionary<Guid, (int? Score, string InvalidReason)>();
        for (var i = 0; i < request.Evaluations.Count; i++)
        {
            var (evaluation, field) = (request.Evaluations[i], $"evaluations[{i}]");
            check.Id(field + ".bid_id", evaluation.BidId, out var of).Within(field + ".score", evaluation.Score, 0, 100);
            if (evaluation.InvalidReason.Length > 0) check.Text(field + ".invalid_reason", evaluation.InvalidReason, 100, min: 4);
            if (!found.TryAdd(of, evaluation.InvalidReason.Length > 0 ? (null, evaluation.InvalidReason.Trim()) : (evaluation.Score, ""))) check.Broken(field + ".bid_id", "TWICE", "同一份投标只能评定一次");
        }
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var tender = await desk.HoldTenderAsync(id, cancel);
        Etag.Match(request.Etag, tender.Version);
        var bids = await db.Bids.Where(b => b.TenderId == id).OrderBy(b => b.Id).ToListAsync(cancel);
        var winner = bids.Find(b => b.Id == bidId) ?? throw ProcurementRefusals.NoBid(request.BidId);
        var now = desk.Now;
        var prices = bids.ConvertAll(b => wire.OpenPrice(tender, b, now));
        // All or none: a bid that nobody looked at was neither better nor worse.
        new Check().That(found.Count == 0 || (found.Count == bids.Count && bids.TrueForAll(b => found.ContainsKey(b.Id))), "evaluations", "NOT_ONE_FOR_EACH", "应为每份投标各评定一次，或一次也不评定").OrThrow();
        var list = await desk.HoldListAsync(tender.ListId, cancel);
        // Every bidder as they stand now, and not only who wins: whoever may not serve any more makes up no number.
        var serving = await blacklist.ServingAsync(bids.Select(b => b.OrganizationId), cancel);
        var organization = await blacklist.AskAsync(winner.OrganizationId, cancel);
        var opened = bids.Zip(prices, (b, price) =>
        {
            var (score, invalid) = found.GetValueOrDefault(b.Id);
            return string.IsNullOrEmpty(invalid) && !serving.Contains(b.OrganizationId) ? new OpenedBid(b, price, null, Tender.ServesNoMore) : new OpenedBid(b, price, score, invalid ?? "");
        }).ToList();
        var (contract, steps) = tender.Award(list, opened, winner, organization, request.Reason.Trim(), [.. request.RecusedSubjects.Select(s => s.Trim()).Distinct()], await desk.SubmittedAsync(id, cancel), desk.Me, now);
        db.Add(contract);
        foreach (var step in steps) db.Add(step);
        var reply = await db.SaveAsync(() => ProcurementDesk.Of(contract, desk.Today), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
