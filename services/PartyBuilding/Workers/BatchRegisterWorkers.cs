using Governance.Access;
using Governance.Map;
using Governance.Messaging;
using Governance.PartyBuilding.Grades;
using Governance.PartyBuilding.Members;
using Governance.PartyBuilding.People;
using Governance.Rpc;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Workers;

/// <summary>A row that names a worker.</summary>
internal sealed record WorkerRow(PersonRow Who, WorkerPost Post, DateOnly Hired, DateOnly Service) : IntakeRow(Who.Line);

/// <summary>Workers as the counties have them. Each gets the grade that the scheme gives on the day of hiring, as one who is hired by hand.</summary>
internal sealed class BatchRegisterWorkers(PartyDb db, WorkerDesk desk, GradeDesk grades, MemberDesk days, RosterIntake intake, PeopleIntake people, DivisionMap map)
{
    public async Task<Wire.MemberBatch> Handle(IAsyncStreamReader<Wire.BatchRegisterWorkersRequest> parts, CancellationToken cancel)
    {
        Wire.MemberBatch? reply = null;
        while (await parts.MoveNext(cancel))
        {
            var part = parts.Current;
            try
            {
                reply = await intake.TakeAsync(new IntakePart(BatchKind.Workers, part.BatchId, part.DivisionCode, part.FirstLine, part.Rows.Count), (i, line, check) => Read(part.Rows[i], line, check), (rows, area) => EnterAsync(rows, area, cancel), cancel);
            }
            catch (ConstraintBroken e) when (e.Constraint is PersonTable.OnePersonOnce or WorkerTable.OneContract)
            {
                // Somebody enters the same people at the same moment: the part is sent again.
                throw Etag.Mismatch();
            }
        }
        return reply ?? throw RosterIntake.Nothing();
    }

    private WorkerRow? Read(Wire.WorkerRow row, long line, Check check)
    {
        check.Known("post", row.Post);
        var hired = days.Past(check, "hired_date", row.HiredDate);
        var service = row.ServiceDate.Length == 0 ? hired : days.Past(check, "service_date", row.ServiceDate);
        check.That(hired == default || service <= hired, "service_date", "AFTER_HIRING", "不能晚于入职日期");
        return people.Read(line, row.DivisionCode, row.Name, row.IdentityNumber, row.Phone, row.Education, check) is { } who ? new WorkerRow(who, (WorkerPost)row.Post, hired, service) : null;
    }

    private async Task<Intake> EnterAsync(IReadOnlyList<WorkerRow> rows, Area area, CancellationToken cancel)
    {
        var (done, known) = (new Intake(), await people.FindAsync(rows.Select(r => r.Who), cancel));
        var ids = known.Values.Select(p => (Guid?)p.Id).ToList();
        var working = await db.Everywhere<Worker>("whether somebody whose number the caller has works anywhere; only the id is told").AsNoTracking().Where(w => ids.Contains(w.RunningPersonId)).ToDictionaryAsync(w => w.PersonId, w => w.Id, cancel);
        foreach (var row in rows)
        {
            var place = row.Who.Area;
            if (!area.Covers(place) || await map.FindAsync(place, cancel) is not { Retired: false }) done.Refused[row.Line] = "division_code DIVISION_NOT_FOUND 本批次的区划内没有这个社区（村），或已撤销";
            else if (known.TryGetValue(row.Who.Number, out var held) && working.TryGetValue(held.Id, out var worker)) done.Known[row.Line] = worker;
            else
            {
                try
                {
                    var grade = await grades.GradeAsync(place, new Graded(row.Post, row.Service, held?.Education ?? row.Who.Education, null), row.Hired, cancel);
                    var person = people.Of(row.Who, known, desk.Now);
                    var (appointed, assignment) = Worker.Appoint(place, person, row.Post, row.Hired, row.Service, grade, null, desk.Now);
                    db.Add(appointed);
                    db.Add(assignment);
                    working[person.Id] = appointed.Id;
                    done.Entered++;
                }
                catch (Refusal no)
                {
                    done.Refuse(row.Line, "post", no);
                }
            }
        }
        return done;
    }
}
