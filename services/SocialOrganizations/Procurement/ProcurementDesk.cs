using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Governance.SocialOrganizations.Assessments;
using Governance.SocialOrganizations.Organizations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

/// <summary>What the slices about procurement share. Locks are taken in one order: tender, list, organisation, service.</summary>
internal sealed class ProcurementDesk(SocialOrgsDb db, Caller caller, DivisionMap map, Blacklist blacklist, TimeProvider clock)
{
    public string Me => caller.Subject;

    public DateTimeOffset Now => clock.GetUtcNow();

    public DateOnly Today => clock.Today();

    /// <summary>Lists of the caller's divisions; published ones of the divisions above too.</summary>
    public IQueryable<ServiceList> Lists
    {
        get
        {
            var areas = Areas;
            return db.Everywhere<ServiceList>("a published list is told to everybody in its division").AsNoTracking().Where(l => areas.Any(a => l.Area.StartsWith(a) || (l.Published && a.StartsWith(l.Area))));
        }
    }

    /// <summary>Tenders of the caller's divisions and of those above, and wherever they have put a bid in for an organisation of theirs.</summary>
    public IQueryable<Tender> Tenders
    {
        get
        {
            var (areas, me) = (Areas, Me);
            var bids = db.Everywhere<Bid>("who bids for a tender sees it, wherever it is").Where(b => b.Owner == me);
            return db.Everywhere<Tender>("a tender is announced to everybody in its division").AsNoTracking().Where(t => areas.Any(a => t.Area.StartsWith(a) || a.StartsWith(t.Area)) || bids.Any(b => b.TenderId == t.Id));
        }
    }

    private string[] Areas => [.. caller.Areas.Select(a => a.Code)];

    /// <summary>The list, of whose budget nobody commits or gives back before the transaction ends.</summary>
    public async Task<ServiceList> HoldListAsync(Guid id, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from service_lists where id = {id} for no key update", cancel);
        return await db.ServiceLists.FirstOrDefaultAsync(l => l.Id == id, cancel) ?? throw ProcurementRefusals.NoList(id.ToString());
    }

    /// <summary>The tender, which nobody decides before the transaction ends; of whatever division, since everybody may bid who knows of it.</summary>
    public async Task<Tender?> ShareTenderAsync(Guid id, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from tenders where id = {id} for share", cancel);
        return await db.Everywhere<Tender>("nobody is kept from a tender by where they are").AsNoTracking().FirstOrDefaultAsync(t => t.Id == id, cancel);
    }

    /// <summary>The tender, for which nobody bids before the transaction ends.</summary>
    public async Task<Tender> HoldTenderAsync(Guid id, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from tenders where id = {id} for no key update", cancel);
        return await db.Tenders.FirstOrDefaultAsync(t => t.Id == id, cancel) ?? throw ProcurementRefusals.NoTender(id.ToString());
    }

    /// <summary>The room that an order took is free again. By SQL, under the service's lock: whoever sends an order back need not cover the division that holds the contract.</summary>
    public Task GiveBackOrderAsync(Guid contractId, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"update contracts set order_count = order_count - 1 where id = {contractId} and order_count > 0", cancel);

    /// <summary>Needs of this service are matched by one at a time: none waits beside a contract that has just been signed.</summary>
    public Task HoldServiceAsync(string serviceCode, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({"socialorgs.orders:" + serviceCode}, 0))", cancel);

    public async Task<Contract> ContractAsync(Guid id, CancellationToken cancel) =>
        await db.Contracts.Include(c => c.Milestones).FirstOrDefaultAsync(c => c.Id == id, cancel) ?? throw ProcurementRefusals.NoContract(id.ToString());

    public async Task<int> BidCountAsync(Guid tenderId, CancellationToken cancel) => await db.Everywhere<Bid>("how many bids a tender has; nothing of them is told").CountAsync(b => b.TenderId == tenderId, cancel);

    /// <summary>Tenders that take bids, of whatever division; for whoever may bid (政府采购法 art. 5).</summary>
    public IQueryable<Tender> TakingBids
    {
        get
        {
            var now = Now;
            return db.Everywhere<Tender>("nobody who may bid is kept from a tender by where they are").AsNoTracking().Where(t => t.State == TenderState.Open && t.Deadline > now);
        }
    }

    /// <summary>Whoever works for an organisation may bid, whatever role they have besides.</summary>
    public async Task<bool> IsBidderAsync(CancellationToken cancel)
    {
        var me = caller.Subject;
        return await db.Everywhere<Organization>("whether the caller works for an organisation that may bid, wherever it is").AnyAsync(o => o.Owner == me, cancel);
    }

    /// <summary>Whether who else bids for a tender is kept from the caller until it is over: they may bid, or have put a bid in for somebody, or work or worked for who bids.</summary>
    public async Task<bool> IsBlindAsync(Guid tenderId, CancellationToken cancel) => await IsBidderAsync(cancel) || (await BiddenByMeAsync([tenderId], cancel)).Count > 0;

    // Which of these have a bid that the caller has put in or has an interest in.
    private async Task<HashSet<Guid>> BiddenByMeAsync(Guid[] ids, CancellationToken cancel)
    {
        var me = caller.Subject;
        var interested = db.Everywhere<Bid>("whether the caller works or worked for who bids; nothing of the bid is told").Where(b => ids.Contains(b.TenderId) && (b.Owner == me || b.FormerStaff.Contains(me))).Select(b => b.TenderId);
        var put = db.ProcurementSteps.Where(s => s.TenderId != null && ids.Contains(s.TenderId.Value) && s.Kind == TrailStepKind.BidSubmitted && s.By == me).Select(s => s.TenderId!.Value);
        return [.. await interested.Union(put).ToListAsync(cancel)];
    }

    /// <summary>Whether the caller has put in a bid for somebody.</summary>
    public async Task<bool> SubmittedAsync(Guid tenderId, CancellationToken cancel)
    {
        var me = caller.Subject;
        return await db.ProcurementSteps.AnyAsync(s => s.TenderId == tenderId && s.Kind == TrailStepKind.BidSubmitted && s.By == me, cancel);
    }

    /// <summary>How many bids each of these has. Until it is over that is told to none but who buys: nobody offers by how many others do.</summary>
    public async Task<Dictionary<Guid, int>> BidsToldAsync(IReadOnlyList<Tender> tenders, CancellationToken cancel)
    {
        var (now, bidder) = (Now, await IsBidderAsync(cancel));
        Guid[] running = bidder ? [] : tenders.Where(t => !t.IsOver(now) && caller.Areas.Any(a => t.Area.StartsWith(a.Code, StringComparison.Ordinal))).Select(t => t.Id).ToArray();
        HashSet<Guid> bidden = running.Length == 0 ? [] : await BiddenByMeAsync(running, cancel);
        var ids = tenders.Where(t => t.IsOver(now)).Select(t => t.Id).Concat(running.Where(t => !bidden.Contains(t))).ToArray();
        return await db.Everywhere<Bid>("how many bids a tender has; nothing of them is told").Where(b => ids.Contains(b.TenderId)).GroupBy(b => b.TenderId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
    }

    /// <summary>One change of a contract, saved with its steps.</summary>
    public Task<Wire.Contract> ChangeAsync(string id, string etag, Check check, Func<Contract, IEnumerable<ProcurementStep>> change, CancellationToken cancel) => ChangeAsync(id, etag, check, _ => Task.CompletedTask, change, cancel);

    /// <summary>The same of one by which money goes to the organisation: it has not ended, and does not before the transaction does.</summary>
    public async Task<Wire.Contract> PayAsync(string id, string etag, Check check, Func<Contract, IEnumerable<ProcurementStep>> change, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var reply = await ChangeAsync(id, etag, check, MustStandAsync, change, cancel);
        await transaction.CommitAsync(cancel);
        return reply;

        // Also one that is suspended or listed is paid for what was accepted: it is owed.
        async Task MustStandAsync(Contract contract)
        {
            if ((await blacklist.LookAsync(contract.OrganizationId, cancel)).Organization.HasEnded) throw ProcurementRefusals.PayeeEnded();
        }
    }

    private async Task<Wire.Contract> ChangeAsync(string id, string etag, Check check, Func<Contract, Task> before, Func<Contract, IEnumerable<ProcurementStep>> change, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        var contract = await ContractAsync(key, cancel);
        Etag.Match(etag, contract.Version);
        await before(contract);
        foreach (var step in change(contract)) db.Add(step);
        return await db.SaveAsync(() => Of(contract, Today), cancel);
    }

    public async Task<ServiceOrder> OrderAsync(string id, string etag, Check check, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        var order = await db.ServiceOrders.FirstOrDefaultAsync(o => o.Id == key, cancel) ?? throw ProcurementRefusals.NoOrder(id);
        Etag.Match(etag, order.Version);
        return order;
    }

    /// <summary>How it came to a contract: every round of its item up to its own with all bids, the last one first, and every step, round by round.</summary>
    public async Task<Trail> TrailAsync(Contract contract, CancellationToken cancel)
    {
        var tenders = db.Everywhere<Tender>("of a contract that the caller sees").AsNoTracking();
        var own = await tenders.FirstAsync(t => t.Id == contract.TenderId, cancel);
        // Rounds are few.
        var rounds = await tenders.Where(t => t.ItemId == own.ItemId && t.Round <= own.Round).OrderByDescending(t => t.Round).ToListAsync(cancel);
        var ids = rounds.Select(t => t.Id).ToArray();
        var bids = (await db.Everywhere<Bid>("who lost against a contract that the caller audits").AsNoTracking().Where(b => ids.Contains(b.TenderId)).OrderBy(b => b.Id).ToListAsync(cancel)).ToLookup(b => b.TenderId);
        var round = rounds.ToDictionary(t => t.Id, t => t.Round);
        var steps = await db.ProcurementSteps.AsNoTracking().Where(s => s.ListId == contract.ListId && (s.TenderId == null || ids.Contains(s.TenderId.Value))).ToListAsync(cancel);
        return new Trail([.. rounds.Select(t => (t, bids[t.Id].ToList()))], [.. steps.Select(s => (Round: s.TenderId is { } tender ? round[tender] : 0, Step: s)).OrderBy(s => s.Round).ThenBy(s => s.Step.Number).ThenBy(s => s.Step.At)]);
    }

    public async ValueTask<Wire.ServiceList> OfAsync(ServiceList list, CancellationToken cancel) => Of(list, await map.NameAsync(list.Area, cancel));

    public static Wire.ServiceList Of(ServiceList list, string division) => new()
    {
        Id = list.Id.ToString(), DivisionCode = list.Area, DivisionName = division, Year = list.Year, Title = list.Title, BudgetFen = list.BudgetFen, CommittedFen = list.CommittedFen, Published = list.Published, Etag = Etag.Of(list.Version),
    };

    public static Wire.ListItem Of(ListItem item) => new()
    {
        Id = item.Id.ToString(), ListId = item.ListId.ToString(), ServiceCode = item.ServiceCode, Title = item.Title, CeilingFen = item.CeilingFen, OrderCapacity = item.OrderCapacity,
    };

    public static Wire.Tender Of(Tender tender, int bids) => new()
    {
        Id = tender.Id.ToString(), ItemId = tender.ItemId.ToString(), ListId = tender.ListId.ToString(), DivisionCode = tender.Area, Title = tender.Title, CeilingFen = tender.CeilingFen, Deadline = tender.Deadline.ToTimestamp(),
        MinBids = tender.MinBids, BidCount = bids, Round = tender.Round, OrderCapacity = tender.OrderCapacity, State = (Wire.TenderState)tender.State, ContractId = tender.ContractId?.ToString() ?? "", Etag = Etag.Of(tender.Version),
    };

    public static Wire.Contract Of(Contract contract, DateOnly today)
    {
        var wire = new Wire.Contract
        {
            Id = contract.Id.ToString(), Number = contract.Number, TenderId = contract.TenderId.ToString(), ListId = contract.ListId.ToString(), DivisionCode = contract.Area, OrganizationId = contract.OrganizationId.ToString(),
            OrganizationName = contract.OrganizationName, ServiceCode = contract.ServiceCode, Title = contract.Title, AmountFen = contract.AmountFen, PaidFen = contract.PaidFen, State = (Wire.ContractState)contract.State,
            StartDate = contract.StartsOn.Day(), EndDate = contract.EndsOn.Day(), OrderCapacity = contract.OrderCapacity, OrderCount = contract.OrderCount, Rating = contract.Rating, Ended = contract.IsOver(today), Etag = Etag.Of(contract.Version),
        };
        wire.Milestones.AddRange(contract.Milestones.OrderBy(m => m.Number).Select(m => new Wire.ContractMilestone
        {
            Number = m.Number, Title = m.Title, DueDate = m.DueOn.Day(), TrancheFen = m.TrancheFen, State = (Wire.MilestoneState)m.State, Evidence = m.Evidence, PaymentState = (Wire.PaymentState)(m.Payment ?? 0),
        }));
        return wire;
    }

    public static Wire.TrailStep Of(ProcurementStep step, int round) => new()
    {
        Kind = (Wire.TrailStepKind)step.Kind, StepTime = step.At.ToTimestamp(), Subject = step.By, MilestoneNumber = step.Milestone, AmountFen = step.AmountFen, Evidence = step.Evidence, Round = round,
    };

    public static Wire.ServiceOrder Of(ServiceOrder order) => new()
    {
        Id = order.Id.ToString(), NeedId = order.NeedId.ToString(), DivisionCode = order.Area, ServiceCode = order.ServiceCode, ContractId = order.ContractId?.ToString() ?? "", State = (Wire.ServiceOrderState)order.State,
        StartTime = order.StartsAt.ToTimestamp(), EndTime = order.EndsAt.ToTimestamp(), Headcount = order.Headcount, Minutes = order.Minutes, ServeTime = order.DeliveredAt?.ToTimestamp(), Etag = Etag.Of(order.Version),
    };
}

/// <summary>How it came to a contract: its rounds with all bids, its own first, and every step with the round that it is of; 0 = the list's.</summary>
internal sealed record Trail(IReadOnlyList<(Tender Tender, List<Bid> Bids)> Rounds, IReadOnlyList<(int Round, ProcurementStep Step)> Steps);
