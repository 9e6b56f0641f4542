using Governance.Events.Welfare.V1;
using Governance.Messaging;
using Governance.Welfare.People;

namespace Governance.Welfare.Jobs;

internal enum JobEngagementState { Running = 1, Ended }
internal enum JobEndGround { Term = 1, OtherWork, Resigned, Unfit, Died }

/// <summary>That a person holds a place of a job for a term. One runs for a person at a time, by a constraint.</summary>
internal sealed class JobEngagement : Aggregate
{
    private JobEngagement() { }

    public Guid JobId { get; private init; }
    public Guid PersonId { get; private init; }

    /// <summary>By which of the person's kinds.</summary>
    public int Kind { get; private init; }
    public DateOnly StartsOn { get; private init; }
    public DateOnly UntilOn { get; private init; }
    public JobEngagementState State { get; private set; }
    public DateOnly? EndedOn { get; private set; }
    public JobEndGround? EndGround { get; private set; }

    public static JobEngagement Begin(Job job, Person person, int kind, DateOnly from, int months, DateTimeOffset at)
    {
        var engagement = new JobEngagement
        {
            Id = Guid.CreateVersion7(at), Area = job.Area, JobId = job.Id, PersonId = person.Id, Kind = kind, StartsOn = from, UntilOn = from.AddMonths(months).AddDays(-1), State = JobEngagementState.Running,
        };
        engagement.Raise(new PersonEngaged(engagement.Id, job.Area, job.Id, engagement.StartsOn, engagement.UntilOn, at));
        return engagement;
    }

    public void End(JobEndGround ground, DateOnly on, DateTimeOffset at)
    {
        if (State != JobEngagementState.Running) throw JobRefusals.HasEnded();
        // Who died before the first day was never there: nothing is paid for a day that is before the first.
        (State, EndGround, EndedOn) = (JobEngagementState.Ended, ground, on);
        Raise(new EngagementEnded(Id, Area, JobId, ground.ToString(), on, at));
    }
}
