using System.Text.RegularExpressions;
using Governance.Grid.Calls;
using Governance.Grid.Communities;
using Governance.Map;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Disputes;

/// <summary>Once only: what the call says is not typed again, and a call becomes one dispute.</summary>
internal sealed partial class OpenDispute(GridDb db, DivisionMap map, Place places, DisputeDesk desk, DisputeLimitBook limits, DisputeWire wire, CallWire contacts)
{
    public async Task<Wire.Dispute> Handle(Wire.OpenDisputeRequest request, CancellationToken cancel)
    {
        var fromCall = request.CallId.Length > 0;
        var check = new Check()
            .Known("kind", request.Kind)
            .Known("risk", request.Risk)
            .Text("facts", request.Facts, 2000, min: fromCall && request.Facts.Length == 0 ? 0 : 5)
            .Few("parties", request.Parties.Count, 20, min: fromCall ? 0 : 1);
        for (var i = 0; i < request.Parties.Count; i++) CheckParty(check, $"parties[{i}].", request.Parties[i]);
        var callId = Guid.Empty;
        if (fromCall) check.Id("call_id", request.CallId, out callId);
        else check.That(request.Parties.Any(p => p.Role == Wire.DisputePartyRole.Applicant), "parties", "NO_APPLICANT", "应有申请人");
        var place = request.PlaceCode.Length == 0 && fromCall ? "" : await PlaceAsync(check, request.PlaceCode, cancel);
        check.OrThrow();

        var call = fromCall ? await db.Calls.FirstOrDefaultAsync(c => c.Id == callId, cancel) ?? throw CallRefusals.NotFound(request.CallId) : null;
        if (call is { IsDone: true }) throw CallRefusals.IsDone(call.State);
        var parties = request.Parties.Select(p => wire.Seal((DisputePartyRole)p.Role, p.Name.Trim(), p.Phone, p.IdentityNumber)).ToList();
        if (call is { ContactName: not null } && parties.TrueForAll(p => p.Role != DisputePartyRole.Applicant))
        {
            var contact = contacts.Reveal(call);
            parties.Insert(0, wire.Seal(DisputePartyRole.Applicant, contact.Name, contact.Phone, ""));
        }
        check.That(parties.Exists(p => p.Role == DisputePartyRole.Applicant), "parties", "NO_APPLICANT", "诉求没有留下姓名，应填写申请人").OrThrow();
        if (place.Length == 0) place = call!.Area;
        var intake = new DisputeIntake(place, (DisputeKind)request.Kind, (DisputeRisk)request.Risk, wire.SealFacts(request.Facts.Length > 0 ? request.Facts : call!.Text), parties, call?.Id) { Named = request.PlaceCode.Length == 0 || place == request.PlaceCode ? null : request.PlaceCode };
        var dispute = Dispute.Open(intake, await limits.TermsAsync(place, cancel), desk.Me);
        db.Add(dispute);
        call?.TakenOnElsewhere(desk.Me);
        try
        {
            return await desk.SaveAsync(dispute, cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == DisputeTable.OneACall)
        {
            throw DisputeRefusals.CallHasDispute();
        }
        catch (ConstraintBroken e) when (e.Constraint == Place.MustExist)
        {
            map.Forget();
            check.Broken("place_code", "UNKNOWN_PLACE", "没有这个社区（村），或已撤销").OrThrow();
            throw;
        }
    }

    private static void CheckParty(Check check, string at, Wire.DisputePartyToEnter party) => check
        .Known(at + "role", party.Role)
        .Text(at + "name", party.Name, 50)
        .That(party.Phone.Length == 0 || Phone().IsMatch(party.Phone), at + "phone", "NOT_A_PHONE", "应为 11 位手机号，或带区号的固定电话")
        .That(party.IdentityNumber.Length == 0 || Number().IsMatch(party.IdentityNumber), at + "identity_number", "NOT_A_NUMBER", "应为 18 位证件号码或统一社会信用代码");

    // The place itself, or what a reorganisation has made of it.
    private async Task<string> PlaceAsync(Check check, string code, CancellationToken cancel)
    {
        if (code.Length is not (12 or 15) || !Access.Area.TryParse(code, out _))
        {
            check.Broken("place_code", code.Length == 0 ? "REQUIRED" : "NOT_A_PLACE", "应为 12 位社区（村）编码或 15 位网格编码");
            return code;
        }
        var division = await map.FindAsync(code, cancel);
        if (division is { Retired: false } && code.Length == 12) return code;
        var now = division is null ? null : await places.NowAsync(code, cancel);
        check.That(now is not null, "place_code", "UNKNOWN_PLACE", "没有这个社区（村）或网格，或已撤销");
        return now ?? code;
    }

    [GeneratedRegex(@"^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$")]
    private static partial Regex Phone();

    [GeneratedRegex("^[0-9A-Z]{18}$")]
    private static partial Regex Number();
}
