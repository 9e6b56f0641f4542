using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Jobs;

internal sealed class CloseJob(WelfareDb db, JobDesk desk)
{
    public async Task<Wire.Job> Handle(Wire.CloseJobRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var job = await desk.FindAsync(id, cancel);
        Etag.Match(request.Etag, job.Version);
        job.Close();
        return await db.SaveAsync(job.ToWire, cancel);
    }
}
