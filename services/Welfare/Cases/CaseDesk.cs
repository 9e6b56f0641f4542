using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

/// <summary>What the slices about cases share: the one way to a case, under its person's seal; notes, limits, who may open it; save and answer.</summary>
internal sealed class CaseDesk(WelfareDb db, PersonDesk people, CaseWire wire, CaseRows rows, CaseLimitBook limits, Caller caller, Grants grants)
{
    public Actor Me => people.Me;

    public DateOnly Today => people.Today;

    public bool MayApprove => grants.Of("welfare.cases.approve", caller.Roles) == Reach.Area;

    /// <summary>Those that lists may show: without cases of sealed people, for those who may not unseal.</summary>
    public IQueryable<Case> Listed
    {
        get
        {
            var veiled = people.Veiled;
            return db.Cases.Where(c => c.PersonId == null || !veiled.Any(p => p.Id == c.PersonId));
        }
    }

    /// <summary>Cases of people who are sealed to this caller, wherever they are: what is shared of them is not told either.</summary>
    public IQueryable<Case> Veiled
    {
        get
        {
            var veiled = people.Veiled;
            return db.Everywhere<Case>("a seal holds wherever the case is").Where(c => veiled.Any(p => p.Id == c.PersonId));
        }
    }

    public async Task<Case> FindAsync(string id, string etag, Check check, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        var found = await FindAsync(key, cancel);
        Etag.Match(etag, found.Version);
        return found;
    }

    public async Task<Case> FindAsync(Guid id, CancellationToken cancel)
    {
        var found = await db.Cases.FirstOrDefaultAsync(c => c.Id == id, cancel) ?? throw CaseRefusals.NotFound(id.ToString());
        if (found.PersonId is { } person) await MustNotBeSealedAsync(person, cancel);
        return found;
    }

    /// <summary>The case, to be looked at: the audit entry is written by the SaveAsync that must come before the answer leaves.</summary>
    public async Task<Case> LookAsync(string id, Wire.ReadPurpose purpose, Check check, CancellationToken cancel, string field = "id")
    {
        check.Known("purpose", purpose).Id(field, id, out var key).OrThrow();
        var found = await FindAsync(key, cancel);
        db.AuditRead(found.Id, found.Area, purpose.ToString());
        return found;
    }

    /// <summary>The record of whom it is about, the one that goes on when it was a double's; null while nobody knows who it is.</summary>
    public async Task<Person?> PersonOfAsync(Case found, CancellationToken cancel)
    {
        const string why = "of a case that the slice has found: whose record a death is entered in, and whose name a text must not tell";
        if (found.PersonId is not { } id) return null;
        var person = await db.Everywhere<Person>(why).FirstAsync(p => p.Id == id, cancel);
        return person.MergedInto is { } kept ? await db.Everywhere<Person>(why).FirstAsync(p => p.Id == kept, cancel) : person;
    }

    public Task MustNotBeSealedAsync(Guid personId, CancellationToken cancel) => people.MustNotBeSealedAsync(personId, cancel);

    public Task<Due> DueAsync(CaseLimitKind kind, CancellationToken cancel) => limits.DueAsync(kind, cancel);

    public CaseNote Note(Case found, string text, bool summary = false, IEnumerable<string>? attachments = null)
    {
        var note = new CaseNote { Id = Guid.CreateVersion7(Me.At), CaseId = found.Id, Area = found.Area, IsSummary = summary, Text = wire.SealNote(text), Attachments = [.. attachments ?? []], By = Me.Subject };
        db.Add(note);
        return note;
    }

    /// <summary>Whoever is given something in a case may open it: enlisted where it is, with a role that may read cases. They do not retire before the transaction ends.</summary>
    public async Task MustMayOpenAsync(string subject, string area, CancellationToken cancel)
    {
        if (!await MayOpenAsync(subject, area, cancel)) throw CaseRefusals.WorkerMayNotOpen();
    }

    public async Task<bool> MayOpenAsync(string subject, string area, CancellationToken cancel)
    {
        await rows.ShareWorkerAsync(subject, cancel);
        var roles = await db.Everywhere<CaseWorker>("whether somebody may open a case that the slice has found").Where(w => w.Subject == subject && w.RetiredAt == null && area.StartsWith(w.Area)).Select(w => w.Role).ToListAsync(cancel);
        return roles.Any(Opens(grants).Contains);
    }

    /// <summary>Roles that may open the cases of their areas.</summary>
    public static string[] Opens(Grants grants) => [.. grants.Roles.Where(role => grants.Of("welfare.cases.read", [role]) == Reach.Area)];

    public async Task<Wire.Case> SaveAsync(Case found, CancellationToken cancel)
    {
        try
        {
            return await db.SaveAsync(() => wire.Of(found), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == CaseTable.OneUnderWay)
        {
            throw await UnderWayAsync(found.PersonId!.Value, cancel);
        }
    }

    /// <summary>The person has a case that is under way; which one only those learn who see it.</summary>
    public async Task<Refusal> UnderWayAsync(Guid personId, CancellationToken cancel) =>
        CaseRefusals.UnderWay(await db.Cases.Where(c => c.PersonId == personId && c.State != CaseState.Closed).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(cancel));

    /// <summary>Of people who turned out to be one, one case goes on: that of the record that goes on, or the earliest. The others end, with what was shared and offered. The cases are held.</summary>
    public async Task GiveWayAsync(Guid kept, Guid[] people, CancellationToken cancel)
    {
        const string why = "of people whose records the caller merges: where a case is that the caller does not cover, the save refuses";
        var underWay = await db.Everywhere<Case>(why).Where(c => c.PersonId != null && people.Contains(c.PersonId.Value) && c.State != CaseState.Closed).ToListAsync(cancel);
        foreach (var other in underWay.OrderByDescending(c => c.PersonId == kept).ThenBy(c => c.Id).Skip(1))
        {
            other.GiveWay(Me);
            await EndSharesAsync(other, cancel);
            foreach (var transfer in await db.CaseTransfers.Where(t => t.CaseId == other.Id && t.State == CaseTransferState.Offered).ToListAsync(cancel)) transfer.Revoke(Me.At);
        }
    }

    /// <summary>Tasks are dropped and other units see nothing any more. The case is held.</summary>
    public async Task EndSharesAsync(Case found, CancellationToken cancel)
    {
        foreach (var task in await db.CaseTasks.Where(t => t.CaseId == found.Id && t.State == CaseTaskState.Given).ToListAsync(cancel)) task.Drop();
        foreach (var referral in await db.CaseReferrals.Where(r => r.CaseId == found.Id && (r.State == ReferralState.Offered || r.State == ReferralState.Accepted)).ToListAsync(cancel)) referral.End(Me.At);
    }
}
