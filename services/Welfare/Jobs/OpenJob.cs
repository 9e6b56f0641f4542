using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Jobs;

internal sealed class OpenJob(WelfareDb db, JobDesk desk, DivisionMap map)
{
    public async Task<Wire.Job> Handle(Wire.OpenJobRequest request, CancellationToken cancel)
    {
        new Check().Division("division_code", request.DivisionCode, out var area)
            .Standing(request.DivisionCode.Length >= 6 ? await map.FindAsync(request.DivisionCode, cancel) : null, "division_code", "没有这个区（县）、乡镇（街道）或社区（村），或已撤销")
            .Text("title", request.Title, 50, min: 2).Within("place_count", request.PlaceCount, 1, 1_000).OrThrow();
        var job = Job.Open(area.Code, request.Title.Trim(), request.PlaceCount, desk.Me.At);
        db.Add(job);
        return await db.SaveAsync(job.ToWire, cancel);
    }
}
