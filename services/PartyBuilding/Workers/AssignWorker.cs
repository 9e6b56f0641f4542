using Governance.PartyBuilding.Grades;
using Governance.PartyBuilding.Organizations;
using Governance.PartyBuilding.People;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Workers;

internal sealed class AssignWorker(PartyDb db, WorkerDesk desk, OrganizationDesk days, GradeDesk grades, PersonWire people)
{
    public async Task<Wire.Worker> Handle(Wire.AssignWorkerRequest request, CancellationToken cancel)
    {
        var check = (await desk.CommunityAsync(new Check(), request.DivisionCode, cancel)).Id("id", request.Id, out var id).Known("post", request.Post);
        var since = days.Past(check, "since_date", request.SinceDate);
        check.OrThrow();
        var worker = await desk.FindAsync(id, cancel);
        Etag.Match(request.Etag, worker.Version);
        var post = (WorkerPost)request.Post;
        worker.MustFit(request.DivisionCode, post, since);
        var grade = post == worker.Post ? worker.Grade : await grades.GradeAsync(request.DivisionCode, worker.GradedBy((await people.KnownAsync(worker.PersonId, cancel)).Education, post), since, cancel);
        db.Add(worker.Assign(request.DivisionCode, post, since, grade, desk.Now));
        return await desk.SaveAsync(worker, cancel);
    }
}
