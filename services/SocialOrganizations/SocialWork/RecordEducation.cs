using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.SocialWork;

internal sealed class RecordEducation(SocialOrgsDb db, SocialWorkDesk desk)
{
    public async Task<Wire.EducationEntry> Handle(Wire.RecordEducationRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("social_worker_id", request.SocialWorkerId, out var id).Text("title", request.Title, 100, min: 2).Within("hours", request.Hours, 1, 200).Date("education_date", request.EducationDate, out var on);
        if (on != default) check.That(on <= desk.Today, "education_date", "IN_THE_FUTURE", "不能晚于今天");
        check.OrThrow();
        var entry = (await desk.FindAsync(id, cancel)).Learn(request.Title.Trim(), request.Hours, on, desk.Now);
        db.Add(entry);
        return await db.SaveAsync(() => SocialWorkerWire.Of(entry), cancel);
    }
}
