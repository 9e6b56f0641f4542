using System.Text.RegularExpressions;
using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed partial class ProposeClosure(WelfareDb db, CaseDesk desk, PersonWire people)
{
    public async Task<Wire.Case> Handle(Wire.ProposeClosureRequest request, CancellationToken cancel)
    {
        var check = new Check().Known("outcome", request.Outcome).That(request.Outcome != V1.CaseOutcome.Withdrawn, "outcome", "NOT_YOURS_TO_SAY", "来源诉求办结时自动撤回，不能填写").Text("message", request.Message, 500, min: 4).That(!LongNumber().IsMatch(request.Message), "message", "PERSONAL_DATA", "答复中不得含证件号码、电话等长数字");
        var found = await desk.FindAsync(request.Id, request.Etag, check, cancel);
        if (await db.AllPeople.AsNoTracking().FirstOrDefaultAsync(p => p.Id == found.PersonId, cancel) is { } person)
        {
            new Check().That(!request.Message.Contains(people.Reveal(person).Name, StringComparison.Ordinal), "message", "PERSONAL_DATA", "答复中不得含姓名").OrThrow();
        }
        found.ProposeClosure((CaseOutcome)request.Outcome, request.Message.Trim(), desk.Me);
        return await desk.SaveAsync(found, cancel);
    }

    [GeneratedRegex(@"\d[\d\s-]{5,}[\dXx]")]
    private static partial Regex LongNumber();
}
