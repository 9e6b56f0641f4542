using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Governance.SocialOrganizations.Organizations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Enterprises;

/// <summary>What the slices about social enterprises and custody share.</summary>
internal sealed class EnterpriseDesk(SocialOrgsDb db, Caller caller, DivisionMap map, TimeProvider clock)
{
    public string Me => caller.Subject;

    public DateTimeOffset Now => clock.GetUtcNow();

    public DateOnly Today => clock.Today();

    /// <summary>Assets of the caller's divisions and of those above: whoever may apply for one sees it.</summary>
    public IQueryable<PublicAsset> Assets => db.Everywhere<PublicAsset>("an idle asset is offered to everybody in its division").AsNoTracking().InOrAbove(caller.Areas);

    public async Task<Enterprise> EnterpriseAsync(string id, string etag, Check check, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        var enterprise = await db.Enterprises.FirstOrDefaultAsync(e => e.Id == key, cancel) ?? throw EnterpriseRefusals.NoEnterprise(id);
        Etag.Match(etag, enterprise.Version);
        return enterprise;
    }

    public async Task<Custody> CustodyAsync(string id, string etag, Check check, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        var custody = await db.Custodies.Include(c => c.Approvals).FirstOrDefaultAsync(c => c.Id == key, cancel) ?? throw EnterpriseRefusals.NoCustody(id);
        Etag.Match(etag, custody.Version);
        return custody;
    }

    /// <summary>One change of a recognition, saved.</summary>
    public async Task<Wire.Enterprise> ChangeAsync(string id, string etag, Check check, Action<Enterprise> change, CancellationToken cancel)
    {
        var enterprise = await EnterpriseAsync(id, etag, check, cancel);
        change(enterprise);
        return await db.SaveAsync(() => Of(enterprise), cancel);
    }

    /// <summary>One change of a custody, saved.</summary>
    public async Task<Wire.Custody> ChangeAsync(string id, string etag, Action<Custody> change, CancellationToken cancel)
    {
        var custody = await CustodyAsync(id, etag, new Check(), cancel);
        change(custody);
        return await db.SaveAsync(() => Of(custody), cancel);
    }

    /// <summary>The rule of the nearest division that holds today.</summary>
    public async Task<CustodyRule> RuleAsync(PublicAsset asset, CancellationToken cancel)
    {
        var today = Today;
        var rules = await db.CustodyRules.AsNoTracking().Where(r => asset.Area.StartsWith(r.Area) && r.StateOwned == asset.StateOwned && r.Since <= today).ToListAsync(cancel);
        return rules.OrderByDescending(r => r.Area.Length).ThenByDescending(r => r.Since).FirstOrDefault() ?? throw EnterpriseRefusals.NoRule();
    }

    public async Task<Wire.PublicAsset> OfAsync(PublicAsset asset, Guid? custodyId, CancellationToken cancel) => Of(asset, await map.NameAsync(asset.Area, cancel), custodyId);

    public Task<string> NameAsync(string area, CancellationToken cancel) => map.NameAsync(area, cancel).AsTask();

    public static Wire.Enterprise Of(Enterprise enterprise) => new()
    {
        Id = enterprise.Id.ToString(), OrganizationId = enterprise.OrganizationId.ToString(), OrganizationName = enterprise.OrganizationName, DivisionCode = enterprise.Area, State = (Wire.EnterpriseState)enterprise.State,
        Mission = enterprise.Mission, BenefitPercent = enterprise.BenefitPercent, LabelNumber = enterprise.LabelNumber, ValidFromDate = enterprise.ValidFrom.Day(), ValidUntilDate = enterprise.ValidUntil.Day(),
        SupervisedYear = enterprise.SupervisedYear, Grade = (Wire.EnterpriseGrade)(enterprise.Grade ?? 0), Etag = Etag.Of(enterprise.Version),
    };

    public static Wire.Supervision Of(Supervision supervision) => new()
    {
        Year = supervision.Year, Grade = (Wire.EnterpriseGrade)supervision.Grade, Report = supervision.Report, Subject = supervision.By, SuperviseTime = supervision.At.ToTimestamp(),
    };

    public static Wire.PublicAsset Of(PublicAsset asset, string division, Guid? custodyId) => new()
    {
        Id = asset.Id.ToString(), DivisionCode = asset.Area, DivisionName = division, Name = asset.Name, Kind = (Wire.PublicAssetKind)asset.Kind, StateOwned = asset.StateOwned, Holder = asset.Holder, SquareMetres = asset.SquareMetres,
        Retired = asset.Retired, CustodyId = custodyId?.ToString() ?? "", Etag = Etag.Of(asset.Version),
    };

    public static Wire.CustodyRule Of(CustodyRule rule)
    {
        var wire = new Wire.CustodyRule { Id = rule.Id.ToString(), DivisionCode = rule.Area, StateOwned = rule.StateOwned, SinceDate = rule.Since.Day() };
        wire.Levels.AddRange(Levels(rule.LevelTitles, rule.LevelDigits));
        return wire;
    }

    public static Wire.Custody Of(Custody custody)
    {
        var wire = new Wire.Custody
        {
            Id = custody.Id.ToString(), AssetId = custody.AssetId.ToString(), DivisionCode = custody.Area, OrganizationId = custody.OrganizationId.ToString(), OrganizationName = custody.OrganizationName, Purpose = custody.Purpose,
            FeasibilityReport = custody.FeasibilityReport, StartDate = custody.StartsOn.Day(), EndDate = custody.EndsOn.Day(), State = (Wire.CustodyState)custody.State, ReturnDate = custody.ReturnedOn.Day(), Overdue = custody.Overdue,
            Etag = Etag.Of(custody.Version),
        };
        wire.Levels.AddRange(Levels(custody.LevelTitles, custody.LevelDigits));
        wire.Approvals.AddRange(custody.Approvals.OrderBy(a => a.Level).Select(a => new Wire.CustodyApproval { Title = a.Title, Subject = a.By, ApproveTime = a.At.ToTimestamp() }));
        return wire;
    }

    public static Wire.CustodyReport Of(CustodyReport report) => new()
    {
        Number = report.Number, FromDate = report.From.Day(), UntilDate = report.Until.Day(), Served = report.Served, Report = report.Report, ReportTime = report.At.ToTimestamp(),
    };

    private static IEnumerable<Wire.CustodyLevel> Levels(string[] titles, int[] digits) => titles.Zip(digits, (title, count) => new Wire.CustodyLevel { Title = title, Digits = count });
}
