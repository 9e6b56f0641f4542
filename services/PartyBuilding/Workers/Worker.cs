using Governance.Events.Party.V1;
using Governance.Messaging;
using Governance.PartyBuilding.Grades;
using Governance.PartyBuilding.People;

namespace Governance.PartyBuilding.Workers;

internal enum WorkerPost { Head = 1, Deputy, Committee, Clerk }

internal enum WorkerState { Active = 1, Left }

internal enum WorkerLeave { Resigned = 1, Dismissed, ContractEnded, Retired, Died }

internal enum ProfessionalLevel { Assistant = 1, SocialWorker, Senior }

/// <summary>A contract of a full-time community worker. One a person at a time in the whole province, by a constraint; who comes again has a new one.</summary>
internal sealed class Worker : Aggregate
{
    private Worker() { }

    public Guid PersonId { get; private init; }
    public WorkerPost Post { get; private set; }
    public DateOnly HiredOn { get; private init; }
    public DateOnly ServiceSince { get; private init; }
    public int Grade { get; private set; }
    public DateOnly GradedOn { get; private set; }
    public ProfessionalLevel? Level { get; private set; }
    public WorkerState State { get; private set; }
    public DateOnly? LeftOn { get; private set; }
    public WorkerLeave? Leave { get; private set; }
    public byte[]? SealedReason { get; private set; }

    /// <summary>First day of the latest assignment.</summary>
    public DateOnly AssignedSince { get; private set; }

    public int AssignmentCount { get; private set; }

    /// <summary>The same person's registration in Volunteers, as it was told at hiring or by a report-in before; null = none was.</summary>
    public Guid? VolunteerId { get; private init; }

    /// <summary>The person as long as the contract runs.</summary>
    public Guid? RunningPersonId { get; private set; }

    public static (Worker Worker, WorkerAssignment Assignment) Appoint(string area, Person person, WorkerPost post, DateOnly hired, DateOnly service, int grade, Guid? volunteerId, DateTimeOffset at)
    {
        var worker = new Worker
        {
            Id = Guid.CreateVersion7(at), Area = area, PersonId = person.Id, HiredOn = hired, ServiceSince = service, State = WorkerState.Active, RunningPersonId = person.Id, Grade = grade, GradedOn = hired, VolunteerId = volunteerId,
        };
        worker.Raise(new WorkerAppointed(worker.Id, area, volunteerId, at));
        return (worker, worker.BeAt(area, post, hired));
    }

    /// <param name="area">Where to.</param>
    /// <param name="post">As what.</param>
    /// <param name="since">First day.</param>
    /// <param name="grade">What the post gives from that day on; looked at only when the post is another.</param>
    /// <param name="at">When.</param>
    public WorkerAssignment Assign(string area, WorkerPost post, DateOnly since, int grade, DateTimeOffset at)
    {
        MustFit(area, post, since);
        var before = Post;
        Area = area;
        var assignment = BeAt(area, post, since);
        if (post != before && grade != Grade) Become(grade, since, null, at);
        return assignment;
    }

    public void MustFit(string area, WorkerPost post, DateOnly since)
    {
        MustWork();
        if (area[..6] != Area[..6]) throw WorkerRefusals.OutsideCounty();
        if (area == Area && post == Post) throw WorkerRefusals.AssignedSo();
        if (since <= AssignedSince) throw WorkerRefusals.AssignedLater(AssignedSince.AddDays(1));
    }

    public void Release(WorkerLeave leave, DateOnly on, byte[] reason, DateTimeOffset at)
    {
        MustWork();
        if (on < AssignedSince) throw WorkerRefusals.AssignedLater(AssignedSince);
        (State, LeftOn, Leave, SealedReason, RunningPersonId) = (WorkerState.Left, on, leave, reason, null);
        Raise(new WorkerReleased(Id, Area, leave.ToString(), on, at));
    }

    public void Certify(ProfessionalLevel level)
    {
        MustWork();
        if (Level is null || level > Level) Level = level;
    }

    /// <summary>Changes the grade if it and the post are still what they were held to be. False: one is another, or the worker has left.</summary>
    public bool Regrade(WorkerPost? post, int from, int to, DateOnly on, Guid regradingId, DateTimeOffset at)
    {
        if (State != WorkerState.Active || Grade != from || (post is not null && post != Post)) return false;
        Become(to, on, regradingId, at);
        return true;
    }

    public Graded GradedBy(Education education, WorkerPost? post = null) => new(post ?? Post, ServiceSince, education, Level);

    public void MustWork()
    {
        if (State != WorkerState.Active) throw WorkerRefusals.HasLeft();
    }

    private WorkerAssignment BeAt(string area, WorkerPost post, DateOnly since)
    {
        (Post, AssignedSince) = (post, since);
        return new WorkerAssignment { WorkerId = Id, Number = ++AssignmentCount, Place = area, Post = post, Since = since };
    }

    private void Become(int grade, DateOnly on, Guid? regradingId, DateTimeOffset at)
    {
        (var before, Grade, GradedOn) = (Grade, grade, on);
        Raise(new WorkerRegraded(Id, Area, before, grade, on, regradingId, at));
    }
}

/// <summary>Where a worker worked and as what, from a day on until the next one. Never changed.</summary>
[Nationwide("reached only through its worker, who is area-scoped")]
internal sealed class WorkerAssignment
{
    public Guid WorkerId { get; init; }
    public int Number { get; init; }
    public string Place { get; init; } = "";
    public WorkerPost Post { get; init; }
    public DateOnly Since { get; init; }
}

[Nationwide("reached only through its worker, who is area-scoped")]
internal sealed class WorkerCertificate
{
    public Guid Id { get; init; }
    public Guid WorkerId { get; init; }
    public ProfessionalLevel Level { get; init; }
    public DateOnly IssuedOn { get; init; }
    public byte[] SealedNumber { get; init; } = [];
}

[Nationwide("reached only through its worker, who is area-scoped")]
internal sealed class WorkerTraining
{
    public Guid Id { get; init; }
    public Guid WorkerId { get; init; }
    public string Course { get; init; } = "";
    public DateOnly HeldOn { get; init; }
    public int Credits { get; init; }
}

internal static class WorkerWords
{
    public static string Chinese(this WorkerPost post) => post switch { WorkerPost.Head => "正职", WorkerPost.Deputy => "副职", WorkerPost.Committee => "委员", _ => "一般工作人员" };

    public static string Chinese(this ProfessionalLevel level) => level switch { ProfessionalLevel.Assistant => "助理社会工作师", ProfessionalLevel.SocialWorker => "社会工作师", _ => "高级社会工作师" };

    public static string Chinese(this Education education) => education switch { Education.Junior => "初中及以下", Education.Senior => "高中（中专）", Education.College => "大专", Education.Bachelor => "本科", _ => "研究生" };
}
