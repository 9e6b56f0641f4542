using Governance.Access;
using Governance.Messaging;
using Governance.PartyBuilding.Grades;
using Governance.PartyBuilding.Members;
using Governance.PartyBuilding.Organizations;
using Governance.PartyBuilding.People;
using Governance.PartyBuilding.ReportIns;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Workers;

internal sealed class AppointWorker(PartyDb db, WorkerDesk desk, OrganizationDesk days, GradeDesk grades, PersonWire people, Caller caller)
{
    public async Task<Wire.Worker> Handle(Wire.AppointWorkerRequest request, CancellationToken cancel)
    {
        var check = (await desk.CommunityAsync(new Check(), request.DivisionCode, cancel)).Id("person_id", request.PersonId, out var personId).Known("post", request.Post);
        var hired = days.Past(check, "hired_date", request.HiredDate);
        var service = request.ServiceDate.Length == 0 ? hired : days.Past(check, "service_date", request.ServiceDate);
        check.That(hired == default || service <= hired, "service_date", "AFTER_HIRING", "不能晚于入职日期");
        Guid volunteer = default;
        if (request.VolunteerId.Length > 0) check.Id("volunteer_id", request.VolunteerId, out volunteer);
        check.OrThrow();
        caller.MustCover(request.DivisionCode);
        var (person, post) = (await people.KnownAsync(personId, cancel), (WorkerPost)request.Post);
        var grade = await grades.GradeAsync(request.DivisionCode, new Graded(post, service, person.Education, null), hired, cancel);
        var (worker, assignment) = Worker.Appoint(request.DivisionCode, person, post, hired, service, grade, volunteer == default ? await VolunteerOfAsync(person, cancel) : volunteer, desk.Now);
        db.Add(worker);
        db.Add(assignment);
        try
        {
            return await desk.SaveAsync(worker, cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == WorkerTable.OneContract)
        {
            throw WorkerRefusals.WorksAlready();
        }
    }

    // Who has reported in as a member is known as a volunteer already: nobody types it, and whoever waits for the hiring of that volunteer, their certificate among them, learns of it.
    private async Task<Guid?> VolunteerOfAsync(Person person, CancellationToken cancel)
    {
        const string why = "the same person by the number, wherever they are on the roster and have reported in; only the volunteer's id is told, by the event";
        return await (from member in db.Everywhere<Member>(why)
                      join reported in db.Everywhere<ReportIn>(why) on (Guid?)member.Id equals reported.MemberId
                      where member.Person.NumberHash == person.Sealed.NumberHash && reported.VolunteerId != null
                      orderby reported.Id descending
                      select reported.VolunteerId).FirstOrDefaultAsync(cancel);
    }
}
