using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.SocialWork;

internal sealed class RecordOutput(SocialOrgsDb db, SocialWorkDesk desk)
{
    public async Task<Wire.StationProject> Handle(Wire.RecordOutputRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("project_id", request.ProjectId, out var id).Known("kind", request.Kind).Within("count", request.Count, 1, 100_000).Date("output_date", request.OutputDate, out var on);
        if (on != default) check.That(on <= desk.Today, "output_date", "IN_THE_FUTURE", "不能晚于今天");
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var project = await desk.ShareProjectAsync(id, cancel);
        var output = project.Record((OutputKind)request.Kind, request.Count, on, desk.Now);
        var sofar = (await desk.OutputsAsync([id], cancel))[id].Append((output.Kind, output.Count)).GroupBy(o => o.Item1).Select(g => (g.Key, g.Sum(o => o.Item2))).ToList();
        db.Add(output);
        var reply = await db.SaveAsync(() => SocialWorkDesk.Of(project, sofar), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
