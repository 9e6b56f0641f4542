using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Map;
using Governance.PartyBuilding.Members;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.ReportIns;

/// <summary>
/// What the slices about report-ins and services share, and who waits for whom: whoever takes a service keeps the report-in from ending, whoever confirms one and the news that Volunteers knows a
/// member take turns at the member, so that each service is told exactly once.
/// </summary>
internal sealed class ReportInDesk(PartyDb db, MemberWire people, DivisionMap map, PersonalData personal, TimeProvider clock)
{
    /// <summary>What opinions and feedback are sealed for.</summary>
    public const string OpinionPurpose = "party.year-appraisals.opinion", FeedbackPurpose = "party.undertakings.feedback";

    public DateTimeOffset Now => clock.GetUtcNow();

    public DateOnly Today => clock.Today();

    public async Task CheckCommunityAsync(Check check, string code, CancellationToken cancel)
    {
        if (code.Length != 12) check.Broken("division_code", code.Length == 0 ? "REQUIRED" : "NOT_A_COMMUNITY", "应为 12 位社区（村）编码");
        else check.Standing(await map.FindAsync(code, cancel), "division_code", "没有这个社区（村），或已撤销");
    }

    /// <summary>Which skills there are is Volunteers' own; here a code must only look like one.</summary>
    public static List<string> ReadSkills(Check check, IReadOnlyList<string> skills)
    {
        check.Few("skills", skills.Count, 20);
        for (var i = 0; i < skills.Count; i++) check.That(IsSkill(skills[i]), $"skills[{i}]", "NOT_A_SKILL", "应为志愿服务技能的代码");
        return [.. skills.Distinct().Order(StringComparer.Ordinal)];
    }

    public static bool IsSkill(string code) => code.Length is >= 2 and <= 50 && code.All(c => char.IsAsciiLetterLower(c) || c == '-');

    public byte[] SealOpinion(string opinion) => personal.Encrypt(opinion, OpinionPurpose);

    public byte[] SealFeedback(string feedback) => personal.Encrypt(feedback, FeedbackPurpose);

    /// <summary>The report-in, which does not end before the transaction does.</summary>
    public async Task<ReportIn?> ShareAsync(Guid id, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from report_ins where id = {id} for share", cancel);
        return await db.ReportIns.FirstOrDefaultAsync(r => r.Id == id, cancel);
    }

    /// <summary>The report-in, for which nobody takes a service before the transaction ends.</summary>
    public async Task<ReportIn?> HoldAsync(Guid id, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from report_ins where id = {id} for no key update", cancel);
        return await db.ReportIns.FirstOrDefaultAsync(r => r.Id == id, cancel);
    }

    /// <summary>The service item, of which nobody takes or frees a place before the transaction ends.</summary>
    public async Task<ServiceItem?> HoldItemAsync(Guid id, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from service_items where id = {id} for no key update", cancel);
        return await db.ServiceItems.FirstOrDefaultAsync(i => i.Id == id, cancel);
    }

    /// <summary>What is told of these members waits until the transaction ends. In the order of their ids, so that two never wait for each other.</summary>
    public Task HoldMembersAsync(IEnumerable<Guid> ids, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"select from members where id = any ({ids.Distinct().Order().ToArray()}) order by id for no key update", cancel);

    public async Task<Undertaking> FindUndertakingAsync(string id, string etag, Check check, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        var undertaking = await db.Undertakings.FirstOrDefaultAsync(u => u.Id == key, cancel) ?? throw ReportInRefusals.NoUndertaking(id);
        Etag.Match(etag, undertaking.Version);
        return undertaking;
    }

    /// <summary>One change of an undertaking that concerns it alone.</summary>
    public async Task<Wire.Undertaking> SaveAsync(Undertaking undertaking, CancellationToken cancel)
    {
        var title = await db.ServiceItems.Where(i => i.Id == undertaking.ItemId).Select(i => i.Title).FirstAsync(cancel);
        return await db.SaveAsync(() => Of(undertaking, title), cancel);
    }

    public async Task<Wire.ReportIn> SaveAsync(ReportIn reported, CancellationToken cancel)
    {
        var face = (await FacesAsync([reported], cancel))[reported.Id];
        return await db.SaveAsync(() => Of(reported, face), cancel);
    }

    public async Task<Wire.ReportIn> OfAsync(ReportIn reported, CancellationToken cancel) => Of(reported, (await FacesAsync([reported], cancel))[reported.Id]);

    public async Task<List<Wire.ReportIn>> OfAsync(IReadOnlyCollection<ReportIn> rows, CancellationToken cancel)
    {
        var faces = await FacesAsync(rows, cancel);
        return [.. rows.Select(r => Of(r, faces[r.Id]))];
    }

    /// <summary>What is shown of a report-in beside its own row: masked name, home organisation, community.</summary>
    public async Task<Dictionary<Guid, Face>> FacesAsync(IReadOnlyCollection<ReportIn> rows, CancellationToken cancel)
    {
        var memberIds = rows.Where(r => r.MemberId is not null).Select(r => r.MemberId!.Value).Distinct().ToList();
        var members = await db.Everywhere<Member>("who reported in may belong to any organisation of the province; only a masked name is shown").Where(m => memberIds.Contains(m.Id))
            .Select(m => new { m.Id, m.Person.Name, m.OrganizationId }).ToDictionaryAsync(m => m.Id, cancel);
        var homes = rows.Where(r => r.OrganizationId is not null).Select(r => r.OrganizationId!.Value).Concat(members.Values.Select(m => m.OrganizationId)).Distinct().ToList();
        var names = await NamesAsync(homes, cancel);
        var ids = rows.Select(r => r.Id).ToList();
        var acknowledged = await db.Everywhere<Receipt>("the community is told when the home organisation has acknowledged").Where(r => ids.Contains(r.ReportInId) && r.Kind == ReceiptKind.ReportIn && r.AcknowledgedAt != null)
            .GroupBy(r => r.ReportInId).Select(g => new { g.Key, At = g.Min(r => r.AcknowledgedAt) }).ToDictionaryAsync(r => r.Key, r => r.At, cancel);
        var faces = new Dictionary<Guid, Face>();
        foreach (var row in rows)
        {
            var member = row.MemberId is { } id ? members[id] : null;
            var home = member?.OrganizationId ?? row.OrganizationId!.Value;
            faces[row.Id] = new Face(await map.NameAsync(row.Area, cancel), home, names[home], member is null ? "" : Mask.Name(people.OpenName(member.Name)), acknowledged.GetValueOrDefault(row.Id));
        }
        return faces;
    }

    public Task<Dictionary<Guid, string>> NamesAsync(IReadOnlyCollection<Guid> organizations, CancellationToken cancel) =>
        db.Everywhere<Organization>("the community is told the name of a home organisation").Where(o => organizations.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, cancel);

    public static Wire.ReportIn Of(ReportIn reported, Face face)
    {
        var wire = new Wire.ReportIn
        {
            Id = reported.Id.ToString(), DivisionCode = reported.Area, DivisionName = face.Division, Kind = (Wire.ReportInKind)reported.Kind, OrganizationId = face.HomeId.ToString(), OrganizationName = face.HomeName,
            MemberId = reported.MemberId?.ToString() ?? "", MemberNameMasked = face.Name, State = (Wire.ReportInState)reported.State, ReportTime = reported.ReportedAt.ToTimestamp(), AcknowledgeTime = face.AcknowledgedAt?.ToTimestamp(),
            VolunteerId = reported.VolunteerId?.ToString() ?? "", End = (Wire.ReportInEnd)(reported.EndKind ?? 0), EndTime = reported.EndedAt?.ToTimestamp(), Etag = Etag.Of(reported.Version),
        };
        wire.Skills.AddRange(reported.Skills);
        return wire;
    }

    public Wire.YearAppraisal Of(YearAppraisal appraisal) => new()
    {
        Id = appraisal.Id.ToString(), ReportInId = appraisal.ReportInId.ToString(), Year = appraisal.Year, Opinion = personal.Decrypt(appraisal.SealedOpinion, OpinionPurpose), ServiceCount = appraisal.ServiceCount,
        Minutes = appraisal.Minutes, AppraiseTime = appraisal.GivenAt.ToTimestamp(),
    };

    public static Wire.ServiceItem Of(ServiceItem item, string division) => new()
    {
        Id = item.Id.ToString(), DivisionCode = item.Area, DivisionName = division, Title = item.Title, Kind = item.Kind, Places = item.Places, Taken = item.Taken, StartTime = item.StartsAt.ToTimestamp(),
        EndTime = item.EndsAt.ToTimestamp(), State = (Wire.ServiceItemState)item.State, Etag = Etag.Of(item.Version),
    };

    public Wire.Undertaking Of(Undertaking undertaking, string title)
    {
        var wire = new Wire.Undertaking
        {
            Id = undertaking.Id.ToString(), ItemId = undertaking.ItemId.ToString(), Title = title, ReportInId = undertaking.ReportInId.ToString(), DivisionCode = undertaking.Area, State = (Wire.UndertakingState)undertaking.State,
            TakeTime = undertaking.TakenAt.ToTimestamp(), StartTime = undertaking.StartsAt?.ToTimestamp(), EndTime = undertaking.EndsAt?.ToTimestamp(), ConfirmTime = undertaking.ConfirmedAt?.ToTimestamp(),
            Feedback = undertaking.SealedFeedback is { } feedback ? personal.Decrypt(feedback, FeedbackPurpose) : "", Etag = Etag.Of(undertaking.Version),
        };
        wire.MemberIds.AddRange(undertaking.MemberIds.Select(m => m.ToString()));
        return wire;
    }

    public static Wire.ServiceEntry Of(ServiceEntry entry) => new()
    {
        Id = entry.Id.ToString(), ReportInId = entry.ReportInId.ToString(), MemberId = entry.MemberId?.ToString() ?? "", DivisionCode = entry.PlaceCode, Kind = entry.Kind, StartTime = entry.StartsAt.ToTimestamp(), Minutes = entry.Minutes,
        UndertakingId = entry.UndertakingId?.ToString() ?? "", RecordId = entry.RecordId?.ToString() ?? "", Corrected = entry.CorrectedAt is not null, Refusal = (Wire.ServiceRefusal)(entry.Refusal ?? 0),
    };
}

/// <summary>What is shown of a report-in beside its own row.</summary>
internal sealed record Face(string Division, Guid HomeId, string HomeName, string Name, DateTimeOffset? AcknowledgedAt);
