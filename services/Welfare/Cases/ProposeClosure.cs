using System.Text.RegularExpressions;
using Governance.Rpc;
using Governance.Welfare.People;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed partial class ProposeClosure(CaseDesk desk, CaseWire wire, PersonWire people)
{
    public async Task<Wire.Case> Handle(Wire.ProposeClosureRequest request, CancellationToken cancel)
    {
        var died = request.Outcome == Wire.CaseOutcome.Died;
        var check = new Check().Known("outcome", request.Outcome).That(request.Outcome != Wire.CaseOutcome.Withdrawn, "outcome", "NOT_YOURS_TO_SAY", "来源诉求办结时自动撤回，不能填写").Text("message", request.Message, 500, min: 4).That(!LongNumber().IsMatch(request.Message), "message", "PERSONAL_DATA", "结案说明中不得含证件号码、电话等长数字")
            .That(died || request.DeathDate.Length == 0, "death_date", "NOT_OF_THE_OUTCOME", "仅结案原因为死亡时填写");
        var diedOn = DateOnly.MinValue;
        if (request.DeathDate.Length > 0) check.Date("death_date", request.DeathDate, out diedOn).That(diedOn <= desk.Today, "death_date", "IN_THE_FUTURE", "不能晚于今天");
        var found = await desk.FindAsync(request.Id, request.Etag, check, cancel);
        if (await desk.PersonOfAsync(found, cancel) is { } person)
        {
            // What is on record already is not entered twice.
            new Check().That(!request.Message.Contains(people.Reveal(person).Name, StringComparison.Ordinal), "message", "PERSONAL_DATA", "结案说明中不得含姓名")
                .That(!died || person.DiedOn is not null || request.DeathDate.Length > 0, "death_date", "REQUIRED", "结案原因为死亡的，须填写死亡日期").OrThrow();
        }
        found.ProposeClosure((CaseOutcome)request.Outcome, wire.SealReason(request.Message), request.DeathDate.Length > 0 ? diedOn : null, desk.Me);
        return await desk.SaveAsync(found, cancel);
    }

    [GeneratedRegex(@"\d[\d\s-]{5,}[\dXx]")]
    private static partial Regex LongNumber();
}
