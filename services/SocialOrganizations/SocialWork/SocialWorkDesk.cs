using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Map;
using Governance.Messaging;
using Governance.Rpc;
using Governance.SocialOrganizations.Assessments;
using Governance.SocialOrganizations.Organizations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.SocialWork;

/// <summary>What the slices about social workers and stations share.</summary>
internal sealed class SocialWorkDesk(SocialOrgsDb db, SocialWorkerWire wire, DivisionMap map, Blacklist blacklist, Caller caller, TimeProvider clock)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    public DateOnly Today => clock.Today();

    public async Task<SocialWorker> FindAsync(Guid id, CancellationToken cancel) => await db.SocialWorkers.FirstOrDefaultAsync(w => w.Id == id, cancel) ?? throw SocialWorkRefusals.NoWorker(id.ToString());

    /// <summary>The rule that holds today; none asks for nothing.</summary>
    public async Task<SocialWorkRule> RuleAsync(CancellationToken cancel)
    {
        var today = Today;
        return await db.SocialWorkRules.AsNoTracking().Where(r => r.Since <= today).OrderByDescending(r => r.Since).FirstOrDefaultAsync(cancel) ?? SocialWorkRule.Set(today, 90, 0, 0, 0, 100, [], Now);
    }

    /// <summary>What a request says of a certificate.</summary>
    public Certificate Read(Check check, Wire.SocialWorkLevel level, string number, string issued, string until)
    {
        check.Known("level", level).Text("certificate_number", number, 50, min: 4).Date("issued_date", issued, out var from).Date("valid_until_date", until, out var last);
        if (from != default) check.That(from <= Today, "issued_date", "IN_THE_FUTURE", "不能晚于今天");
        if (from != default && last != default) check.That(last > from && last <= from.AddYears(10), "valid_until_date", "OUT_OF_RANGE", "应晚于发证日期，且在十年之内");
        // The registry is of who may work now: one that has expired is renewed first, and nobody is told that they are certified by it.
        if (last != default && last > from) check.That(last >= Today, "valid_until_date", "EXPIRED", "证书已过有效期");
        return new Certificate((SocialWorkLevel)level, wire.SealCertificate(number.Trim()), wire.HashCertificate(number), from, last);
    }

    /// <summary>A place below the city that stands.</summary>
    public async Task<Area> PlaceAsync(Check check, string code, CancellationToken cancel)
    {
        check.Division("division_code", code, out var area);
        if (area.Code is not null) check.Standing(code.Length >= 6 ? await map.FindAsync(code, cancel) : null, "division_code", "应为县（市、区）、乡镇（街道）或社区（村），且未撤销");
        return area;
    }

    public async Task<Wire.SocialWorker> SaveAsync(SocialWorker worker, CancellationToken cancel)
    {
        var (division, rule) = (await map.NameAsync(worker.Area, cancel), await RuleAsync(cancel));
        try
        {
            return await db.SaveAsync(() => wire.Of(worker, division, rule), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == SocialWorkerTable.OneVolunteerOnce)
        {
            throw SocialWorkRefusals.VolunteerTaken();
        }
        catch (ConstraintBroken e) when (e.Constraint == SocialWorkerTable.OneCertificateOnce)
        {
            throw SocialWorkRefusals.CertificateTaken();
        }
    }

    /// <summary>One change of a social worker.</summary>
    public async Task<Wire.SocialWorker> ChangeAsync(string id, string etag, Check check, Action<SocialWorker> change, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        var worker = await FindAsync(key, cancel);
        Etag.Match(etag, worker.Version);
        change(worker);
        return await SaveAsync(worker, cancel);
    }

    /// <summary>The station, which nobody closes before the transaction ends.</summary>
    public async Task<SocialWorkStation> ShareStationAsync(Guid id, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from social_work_stations where id = {id} for share", cancel);
        return await db.SocialWorkStations.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, cancel) ?? throw SocialWorkRefusals.NoStation(id.ToString());
    }

    /// <summary>The station, at which nobody is posted before the transaction ends.</summary>
    public async Task<SocialWorkStation> HoldStationAsync(Guid id, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from social_work_stations where id = {id} for no key update", cancel);
        return await db.SocialWorkStations.FirstOrDefaultAsync(s => s.Id == id, cancel) ?? throw SocialWorkRefusals.NoStation(id.ToString());
    }

    /// <summary>The project, for which many may record at once, and which nobody ends meanwhile.</summary>
    public async Task<StationProject> ShareProjectAsync(Guid id, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from station_projects where id = {id} for share", cancel);
        return await db.StationProjects.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, cancel) ?? throw SocialWorkRefusals.NoProject(id.ToString());
    }

    /// <summary>Who runs a station: a legal person that the caller sees, which is neither listed nor suspended nor ended before the transaction ends; or null for the authority itself.</summary>
    public async Task<Guid?> OperatorAsync(Check check, string id, CancellationToken cancel)
    {
        if (id.Length == 0) return null;
        check.Id("operator_id", id, out var key);
        if (!check.Passed) return null;
        if (!await db.Organizations.AnyAsync(o => o.Id == key, cancel)) throw OrganizationRefusals.NotFound(id);
        var organization = await blacklist.AskAsync(key, cancel);
        Procurement.Tender.MustBeRegistered(organization);
        organization.MustBeOfAnother(caller.Subject, Now);
        return key;
    }

    /// <summary>How many are posted at each station, in one query, wherever they are registered.</summary>
    public async Task<Dictionary<Guid, int>> StaffAsync(IReadOnlyCollection<Guid> stations, CancellationToken cancel) =>
        await db.Everywhere<SocialWorker>("a count of who works at a station that the caller sees").Where(w => w.StationId != null && stations.Contains(w.StationId.Value)).GroupBy(w => w.StationId!.Value)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);

    public async ValueTask<Wire.SocialWorkStation> OfAsync(SocialWorkStation station, int staff, CancellationToken cancel) => Of(station, staff, await map.NameAsync(station.Area, cancel));

    public static Wire.SocialWorkStation Of(SocialWorkStation station, int staff, string division) => new()
    {
        Id = station.Id.ToString(), DivisionCode = station.Area, DivisionName = division, Kind = (Wire.SocialWorkStationKind)station.Kind, Name = station.Name, OperatorId = station.OperatorId?.ToString() ?? "",
        PlannedStaff = station.PlannedStaff, StaffCount = staff, Closed = station.Closed, OpenTime = station.OpenedAt.ToTimestamp(), Etag = Etag.Of(station.Version),
    };

    public static Wire.StationProject Of(StationProject project, IEnumerable<(OutputKind Kind, long Count)> outputs)
    {
        var wire = new Wire.StationProject
        {
            Id = project.Id.ToString(), StationId = project.StationId.ToString(), DivisionCode = project.Area, Title = project.Title, StartDate = project.StartsOn.Day(), EndDate = project.EndsOn.Day(), Finished = project.Finished,
            Etag = Etag.Of(project.Version),
        };
        wire.Outputs.AddRange(outputs.OrderBy(o => o.Kind).Select(o => new Wire.OutputTotal { Kind = (Wire.OutputKind)o.Kind, Count = o.Count }));
        return wire;
    }

    /// <summary>What came of projects, in one query.</summary>
    public async Task<ILookup<Guid, (OutputKind Kind, long Count)>> OutputsAsync(IReadOnlyCollection<Guid> projects, CancellationToken cancel) =>
        (await db.ProjectOutputs.Where(o => projects.Contains(o.ProjectId)).GroupBy(o => new { o.ProjectId, o.Kind }).Select(g => new { g.Key.ProjectId, g.Key.Kind, Count = g.Sum(o => (long)o.Count) }).ToListAsync(cancel))
        .ToLookup(o => o.ProjectId, o => (o.Kind, o.Count));
}
