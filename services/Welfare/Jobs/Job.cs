using Governance.Events.Welfare.V1;
using Governance.Messaging;
using Governance.Welfare.People;

namespace Governance.Welfare.Jobs;

// The numbers are those of the proto.
internal enum JobState { Open = 1, Closed }

/// <summary>So many places in a division. Whoever takes or frees one holds the job's row first; that no more are taken than there are is also a constraint.</summary>
internal sealed class Job : Aggregate
{
    private Job() { }

    public string Title { get; private init; } = "";
    public int Places { get; private init; }
    public int Taken { get; private set; }
    public JobState State { get; private set; }

    public static Job Open(string area, string title, int places, DateTimeOffset at)
    {
        var job = new Job { Id = Guid.CreateVersion7(at), Area = area, Title = title, Places = places, State = JobState.Open };
        job.Raise(new JobOpened(job.Id, area, places, at));
        return job;
    }

    public void Close()
    {
        MustBeOpen();
        State = JobState.Closed;
    }

    public JobEngagement Engage(Person person, int kind, DateOnly from, int months, DateTimeOffset at)
    {
        MustBeOpen();
        if (Taken >= Places) throw JobRefusals.Full();
        Taken++;
        return JobEngagement.Begin(this, person, kind, from, months, at);
    }

    public void Free() => Taken--;

    private void MustBeOpen()
    {
        if (State != JobState.Open) throw JobRefusals.Closed();
    }
}
