using Governance.Access;
using Governance.Grid.Grids;
using Governance.Map;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Communities;

internal sealed class UpdateCommunity(GridDb db, Caller caller, DivisionMap map, TimeProvider clock)
{
    private static readonly string[] Changeable = ["kind", "household_count", "resident_count", "square_kilometres", "service_square_metres", "service_share", "farmland_share", "demolished_share",
        "seat", "abolished_town", "charter_filed", "convention_filed"];

    public async Task<Wire.Community> Handle(Wire.UpdateCommunityRequest request, CancellationToken cancel)
    {
        var wanted = request.Community ?? new Wire.Community();
        var mask = request.UpdateMask?.Paths.ToHashSet(StringComparer.Ordinal) ?? [];
        var check = new Check()
            .CommunityCode("community.code", wanted.Code)
            .That(mask.Count > 0 && mask.IsSubsetOf(Changeable), "update_mask", "UNKNOWN_PATH", $"应至少包含 {string.Join("、", Changeable)} 之一，且不含其他字段")
            .Profile("community.", wanted, mask);
        check.OrThrow();

        var community = await db.Communities.FirstOrDefaultAsync(c => c.Area == wanted.Code, cancel);
        if (community is null)
        {
            if (!caller.Covers(wanted.Code) || await map.FindAsync(wanted.Code, cancel) is null or { Retired: true }) throw CommunityRefusals.NotFound(wanted.Code);
            check.That(mask.Contains("kind"), "update_mask", "KIND_IS_NEEDED", "首次录入须指明社区类型（kind）").OrThrow();
            Etag.Match(wanted.Etag, 0);
            community = Community.Enter(wanted.Code, wanted.Read(mask, null), clock.GetUtcNow());
            db.Add(community);
        }
        else
        {
            Etag.Match(wanted.Etag, community.Version);
            community.Describe(wanted.Read(mask, community.Profile));
        }
        var name = await map.NameAsync(wanted.Code, cancel);
        try
        {
            return await db.SaveAsync(() => community.ToWire(name), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == CommunityTable.OneProfile)
        {
            // Somebody else entered it first.
            throw Etag.Overtaken();
        }
        catch (ConstraintBroken e) when (e.Constraint == Place.MustExist)
        {
            throw CommunityRefusals.Retired(wanted.Code);
        }
    }
}
