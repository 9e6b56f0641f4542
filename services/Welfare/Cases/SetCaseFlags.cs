using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class SetCaseFlags(CaseDesk desk)
{
    public async Task<Wire.Case> Handle(Wire.SetCaseFlagsRequest request, CancellationToken cancel)
    {
        var check = new Check().Few("flags", request.Flags.Count, 10);
        for (var i = 0; i < request.Flags.Count; i++) check.Known($"flags[{i}]", request.Flags[i]);
        var found = await desk.FindAsync(request.Id, request.Etag, check, cancel);
        found.Flag([.. request.Flags.Select(f => (int)f).Distinct().Order()], desk.Me);
        return await desk.SaveAsync(found, cancel);
    }
}
