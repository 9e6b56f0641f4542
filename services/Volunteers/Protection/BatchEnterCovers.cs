using Governance.Rpc;
using Governance.Volunteers.Registrations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Protection;

/// <summary>A team is insured in one go. Rows that cannot be entered keep nobody else from being insured; what is there already is found under the locks of the volunteers, so that two batches at once double nothing.</summary>
internal sealed class BatchEnterCovers(VolunteersDb db, ProtectionDesk desk)
{
    private const int MostRows = 500;

    public async Task<Wire.BatchEnterCoversResponse> Handle(Wire.BatchEnterCoversRequest request, CancellationToken cancel)
    {
        var check = new Check().Known("kind", request.Kind).Text("insurer", request.Insurer, 100, min: 2).Few("rows", request.Rows.Count, MostRows, min: 1);
        var (from, until) = ProtectionDesk.ReadSpan(check, request.FromDate, request.UntilDate);
        var rows = ReadRows(check, request);
        check.OrThrow();
        var policy = new Policy((CoverKind)request.Kind, request.Insurer.Trim(), "", from, until);

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var ids = rows.Select(r => r.VolunteerId).ToHashSet();
        var volunteers = await desk.HoldAsync(ids, cancel);
        // By volunteer and number; whatever the area, since a cover follows whoever has just moved a moment later.
        var known = await db.Everywhere<Cover>("only of volunteers whom the caller sees").AsNoTracking()
            .Where(c => volunteers.Keys.Contains(c.VolunteerId) && c.Kind == policy.Kind && c.Insurer == policy.Insurer && c.FromDate == from && c.EndedOn == null)
            .ToDictionaryAsync(c => (c.VolunteerId, c.PolicyNumber), c => c.Id, cancel);
        var response = new Wire.BatchEnterCoversResponse();
        foreach (var (volunteerId, number) in rows)
        {
            var (outcome, id) = Enter(volunteers.GetValueOrDefault(volunteerId), policy with { Number = number }, known);
            response.Verdicts.Add(new Wire.CoverVerdict { Line = response.Verdicts.Count + 1, Outcome = outcome, CoverId = id?.ToString() ?? "" });
            if (outcome == Wire.CoverOutcome.Entered) response.EnteredCount++;
        }
        var reply = await db.SaveAsync(() => response, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }

    private (Wire.CoverOutcome, Guid?) Enter(Volunteer? volunteer, Policy policy, Dictionary<(Guid, string), Guid> known)
    {
        if (volunteer is null) return (Wire.CoverOutcome.NotFound, null);
        if (known.TryGetValue((volunteer.Id, policy.Number), out var before)) return (Wire.CoverOutcome.Known, before);
        if (volunteer.State != VolunteerState.Active) return (Wire.CoverOutcome.NotActive, null);
        var cover = Cover.Enter(policy, volunteer.Id, volunteer.Owner, volunteer.Home, desk.Recorder, desk.Now);
        db.Add(cover);
        known[(volunteer.Id, policy.Number)] = cover.Id;
        return (Wire.CoverOutcome.Entered, cover.Id);
    }

    private static List<(Guid VolunteerId, string Number)> ReadRows(Check check, Wire.BatchEnterCoversRequest request)
    {
        if (request.PolicyNumber.Length > 0) check.Text("policy_number", request.PolicyNumber, 60, min: 2);
        var rows = new List<(Guid, string)>();
        foreach (var (row, i) in request.Rows.Take(MostRows).Select((r, i) => (r, i)))
        {
            check.Id($"rows[{i}].volunteer_id", row.VolunteerId, out var volunteerId);
            if (row.PolicyNumber.Length > 0 || request.PolicyNumber.Length == 0) check.Text($"rows[{i}].policy_number", row.PolicyNumber, 60, min: 2);
            rows.Add((volunteerId, (row.PolicyNumber.Length > 0 ? row.PolicyNumber : request.PolicyNumber).Trim()));
        }
        return rows;
    }
}
