using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Map;
using Governance.PartyBuilding.Members;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Regional;

/// <summary>What the slices about regional committees share. Whoever claims of an item or frees a claim holds the item first; a unit that leaves waits for its claims and they for it.</summary>
internal sealed class RegionalDesk(PartyDb db, MemberWire people, DivisionMap map, PersonalData personal, Caller caller, TimeProvider clock)
{
    /// <summary>What reviews and progress are sealed for.</summary>
    public const string ReviewPurpose = "party.claims.review", ProgressPurpose = "party.claim-progress.text";

    private static readonly int[] Levels = [9, 12];

    private const string FromBelow = "a community sees the lists of its town's committee, and who is in it, and claims of them; it changes nothing there";

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Committees of the caller's areas, and those above them.</summary>
    public IQueryable<RegionalCommittee> Committees => Above.Count == 0 ? db.RegionalCommittees : db.RegionalCommittees.Union(db.Everywhere<RegionalCommittee>(FromBelow).Where(c => c.MergedIntoId == null && Above.Contains(c.Area)));

    /// <summary>The same of units.</summary>
    public IQueryable<MemberUnit> Units => Above.Count == 0 ? db.MemberUnits : db.MemberUnits.Union(db.Everywhere<MemberUnit>(FromBelow).Where(u => Above.Contains(u.Area)));

    /// <summary>The same of items.</summary>
    public IQueryable<RegionalItem> Items => Above.Count == 0 ? db.RegionalItems : db.RegionalItems.Union(db.Everywhere<RegionalItem>(FromBelow).Where(i => Above.Contains(i.Area)));

    // Towns and communities that hold an area of the caller's: above a town there is no committee.
    private List<string> Above => caller.IsSystem || caller.Reach != Reach.Area ? [] : [.. caller.Areas.SelectMany(a => Levels.Where(n => n < a.Code.Length).Select(n => a.Code[..n])).Distinct()];

    public DateOnly Today => clock.Today();

    public byte[] SealReview(string text) => personal.Encrypt(text, ReviewPurpose);

    public byte[] SealProgress(string text) => personal.Encrypt(text, ProgressPurpose);

    /// <summary>A day that is no later than today.</summary>
    public DateOnly Past(Check check, string field, string text)
    {
        check.Date(field, text, out var day);
        if (day != default) check.That(day <= Today, field, "IN_THE_FUTURE", "不能晚于今天").That(day.Year >= 1921, field, "OUT_OF_RANGE", "不能早于 1921 年");
        return day;
    }

    public async Task<RegionalCommittee> CommitteeAsync(Guid id, CancellationToken cancel) =>
        await Committees.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancel) ?? throw RegionalRefusals.NoCommittee(id.ToString());

    /// <summary>The unit, which does not leave before the transaction ends.</summary>
    public async Task<MemberUnit> ShareUnitAsync(Guid id, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from member_units where id = {id} for share", cancel);
        return await Units.AsNoTracking().FirstOrDefaultAsync(u => u.Id == id, cancel) ?? throw RegionalRefusals.NoUnit(id.ToString());
    }

    /// <summary>The unit, for which nobody claims before the transaction ends.</summary>
    public async Task<MemberUnit> HoldUnitAsync(Guid id, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from member_units where id = {id} for no key update", cancel);
        return await db.MemberUnits.FirstOrDefaultAsync(u => u.Id == id, cancel) ?? throw RegionalRefusals.NoUnit(id.ToString());
    }

    /// <summary>The item, of which nobody claims before the transaction ends.</summary>
    public async Task<RegionalItem?> HoldItemAsync(Guid id, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from regional_items where id = {id} for no key update", cancel);
        return await Items.AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, cancel);
    }

    /// <summary>What a unit offers, of which nobody claims before the transaction ends.</summary>
    public async Task<List<RegionalItem>> HoldOfferedAsync(Guid unitId, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from regional_items where unit_id = {unitId} order by id for no key update", cancel);
        return await db.RegionalItems.Where(i => i.UnitId == unitId).ToListAsync(cancel);
    }

    /// <summary>Who offers an item, who does not leave before the transaction ends; null = nobody does.</summary>
    public async Task<MemberUnit?> ShareOfferingUnitAsync(Guid itemId, CancellationToken cancel) =>
        await Items.AsNoTracking().FirstOrDefaultAsync(i => i.Id == itemId, cancel) is { UnitId: { } unit } ? await ShareUnitAsync(unit, cancel) : null;

    /// <summary>An item of the caller's own areas, to be changed.</summary>
    public async Task<RegionalItem?> HoldOwnItemAsync(Guid id, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from regional_items where id = {id} for no key update", cancel);
        return await db.RegionalItems.FirstOrDefaultAsync(i => i.Id == id, cancel);
    }

    /// <summary>So much more of an item is claimed, or less. While it is held; as a statement, since a community changes by it what is its town's, this and nothing else.</summary>
    public Task CountAsync(Guid itemId, int by, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"update regional_items set claimed = claimed + {by}, version = version + 1 where id = {itemId}", cancel);

    /// <summary>One change of a claim, while its item is held; one that ends it frees what was claimed.</summary>
    /// <param name="id">The claim's.</param>
    /// <param name="etag">Version the caller has seen.</param>
    /// <param name="check">What was checked before.</param>
    /// <param name="ofItem">Whoever answers for the item decides, not who claims of it.</param>
    /// <param name="change">The change.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<Wire.Claim> ChangeAsync(string id, string etag, Check check, bool ofItem, Action<Claim> change, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var (claim, item) = await HoldClaimAsync(key, cancel);
        if (ofItem) caller.MustCover(item.Area);
        Etag.Match(etag, claim.Version);
        change(claim);
        if (claim.State is ClaimState.Declined or ClaimState.Withdrawn) await CountAsync(item.Id, -claim.Quantity, cancel);
        var reply = await db.SaveAsync(() => Of(claim, item.Title), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }

    /// <summary>The claim and its item, which nobody else changes before the transaction ends.</summary>
    public async Task<(Claim Claim, RegionalItem Item)> HoldClaimAsync(Guid id, CancellationToken cancel)
    {
        var itemId = await db.Claims.Where(c => c.Id == id).Select(c => (Guid?)c.ItemId).FirstOrDefaultAsync(cancel) ?? throw RegionalRefusals.NoClaim(id.ToString());
        var item = await HoldItemAsync(itemId, cancel) ?? throw RegionalRefusals.NoClaim(id.ToString());
        return (await db.Claims.FirstAsync(c => c.Id == id, cancel), item);
    }

    public async Task<Wire.RegionalCommittee> OfAsync(RegionalCommittee committee, string lead, CancellationToken cancel) => Of(committee, await map.NameAsync(committee.Area, cancel), lead);

    public static Wire.RegionalCommittee Of(RegionalCommittee committee, string division, string lead) => new()
    {
        Id = committee.Id.ToString(), DivisionCode = committee.Area, DivisionName = division, OrganizationId = committee.OrganizationId.ToString(), OrganizationName = lead, Name = committee.Name,
        EstablishedDate = committee.EstablishedOn.Day(), Etag = Etag.Of(committee.Version),
    };

    public static Wire.MemberUnit Of(MemberUnit unit) => new()
    {
        Id = unit.Id.ToString(), CommitteeId = unit.CommitteeId.ToString(), Name = unit.Name, OrganizationId = unit.OrganizationId?.ToString() ?? "", JoinedDate = unit.JoinedOn.Day(), LeftDate = unit.LeftOn?.Day() ?? "",
        Etag = Etag.Of(unit.Version),
    };

    public Wire.PartTimeMember Of(PartTimeMember seated, byte[] sealedName) => new()
    {
        Id = seated.Id.ToString(), CommitteeId = seated.CommitteeId.ToString(), UnitId = seated.UnitId.ToString(), MemberId = seated.MemberId.ToString(), MemberNameMasked = Mask.Name(people.OpenName(sealedName)),
        StartDate = seated.SeatedOn.Day(), EndDate = seated.UnseatedOn?.Day() ?? "", Etag = Etag.Of(seated.Version),
    };

    public static Wire.Agreement Of(Agreement agreement) => new()
    {
        Id = agreement.Id.ToString(), CommitteeId = agreement.CommitteeId.ToString(), UnitId = agreement.UnitId.ToString(), Title = agreement.Title, StartDate = agreement.StartsOn.Day(), EndDate = agreement.EndsOn.Day(),
        EndedDate = agreement.EndedOn?.Day() ?? "", Etag = Etag.Of(agreement.Version),
    };

    public static Wire.RegionalItem Of(RegionalItem item) => new()
    {
        Id = item.Id.ToString(), CommitteeId = item.CommitteeId.ToString(), DivisionCode = item.Area, List = (Wire.RegionalList)item.List, UnitId = item.UnitId?.ToString() ?? "", Title = item.Title, Quantity = item.Quantity,
        Claimed = item.Claimed, EndDate = item.EndsOn.Day(), Closed = item.Closed, Etag = Etag.Of(item.Version),
    };

    public Wire.Claim Of(Claim claim, string title) => new()
    {
        Id = claim.Id.ToString(), ItemId = claim.ItemId.ToString(), List = (Wire.RegionalList)claim.List, Title = title, UnitId = claim.UnitId?.ToString() ?? "", CommunityCode = claim.CommunityCode ?? "", Quantity = claim.Quantity,
        State = (Wire.ClaimState)claim.State, ClaimTime = claim.ClaimedAt.ToTimestamp(), ConfirmTime = claim.ConfirmedAt?.ToTimestamp(), CompleteTime = claim.CompletedAt?.ToTimestamp(),
        Review = claim.SealedReview is { } review ? personal.Decrypt(review, ReviewPurpose) : "", Etag = Etag.Of(claim.Version),
    };

    public Wire.ClaimProgress Of(ClaimProgress progress) => new()
    {
        Id = progress.Id.ToString(), ClaimId = progress.ClaimId.ToString(), Progress = personal.Decrypt(progress.SealedText, ProgressPurpose), EnterTime = progress.EnteredAt.ToTimestamp(),
    };
}
