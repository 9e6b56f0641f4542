using Governance.Messaging;

namespace Governance.Grid.Surveys;

// The numbers are those of the proto.
internal enum CallBackState { Waiting = 1, Answered, NotReached }

/// <summary>Residents' satisfaction (plan ch. 5: 居民满意的服务评价制度): who is called back was drawn by a seed, so that anybody can draw again and see that nobody was picked.</summary>
internal sealed class Survey : Aggregate
{
    private Survey() { }

    public DateOnly FromDate { get; private init; }
    public DateOnly ToDate { get; private init; }
    public string Period { get; private init; } = "";
    public string Seed { get; private init; } = "";
    public int SampleSize { get; private init; }
    public int DrawnCount { get; private init; }
    public DateTimeOffset DrawnAt { get; private init; }

    /// <summary>Of how many calls they were drawn, and which: whoever has these calls can prove the draw by the seed.</summary>
    public int CandidateCount { get; private init; }
    public string Digest { get; private init; } = "";

    public static Survey Draw(string area, DateOnly from, DateOnly to, string seed, int size, int drawn, (int Count, string Digest) candidates, DateOnly today, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at), Area = area, FromDate = from, ToDate = to, Period = PeriodOf(today), Seed = seed, SampleSize = size, DrawnCount = drawn, DrawnAt = at, CandidateCount = candidates.Count, Digest = candidates.Digest,
    };

    /// <summary>The quarter of a day, in which nobody is drawn twice.</summary>
    public static string PeriodOf(DateOnly day) => $"{day.Year:0000}Q{(day.Month + 2) / 3}";
}

/// <summary>One of those who are called back. Who it is stands nowhere but in the call; the hash keeps them from being drawn twice in a quarter: a constraint.</summary>
internal sealed class CallBack : Aggregate
{
    private CallBack() { }

    public Guid SurveyId { get; private init; }
    public Guid CallId { get; private init; }
    public int Ordinal { get; private init; }
    public string Period { get; private init; } = "";
    public byte[] PersonHash { get; private init; } = [];
    public CallBackState State { get; private set; }
    public int? Score { get; private set; }
    public DateTimeOffset? RecordedAt { get; private set; }

    public static CallBack Draw(Survey survey, Guid call, string area, int ordinal, byte[] person) => new()
    {
        Id = Guid.CreateVersion7(survey.DrawnAt), Area = area, SurveyId = survey.Id, CallId = call, Ordinal = ordinal, Period = survey.Period, PersonHash = person, State = CallBackState.Waiting,
    };

    /// <summary>Who was not reached may be called again; what was said stays.</summary>
    public void Record(int? score, DateTimeOffset at)
    {
        if (State == CallBackState.Answered) throw SurveyRefusals.Answered();
        (State, Score, RecordedAt) = (score is null ? CallBackState.NotReached : CallBackState.Answered, score, at);
    }
}
