using Governance.Access;
using Governance.Messaging;
using Governance.PartyBuilding.People;

namespace Governance.PartyBuilding.Qualifications;

internal enum JointReviewState { Open = 1, Passed, Vetoed }

internal enum ReviewVerdict { Pass = 1, Veto }

/// <summary>Several units are asked about somebody. It ends with the last pass, or with the first veto, and then for good.</summary>
internal sealed class JointReview : Aggregate
{
    private JointReview() { }

    public Guid PersonId { get; private init; }
    public JointReviewState State { get; private set; }
    public int Asked { get; private init; }
    public int Passed { get; private set; }
    public DateTimeOffset OpenedAt { get; private init; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Who is reviewed while it is open: one review at a time, by a constraint.</summary>
    public Guid? OpenPersonId { get; private set; }

    public static (JointReview Review, List<ReviewOpinion> Opinions) Open(string area, Person person, IReadOnlyCollection<string> units, DateTimeOffset at)
    {
        var review = new JointReview { Id = Guid.CreateVersion7(at), Area = area, PersonId = person.Id, State = JointReviewState.Open, Asked = units.Count, OpenedAt = at, OpenPersonId = person.Id };
        return (review, [.. units.Select(u => ReviewOpinion.Ask(review, u, at))]);
    }

    /// <summary>Takes what a unit says. Only while the row is locked: two units at once take turns.</summary>
    public void Take(ReviewVerdict verdict, DateTimeOffset at)
    {
        MustBeOpen();
        if (verdict == ReviewVerdict.Pass && ++Passed < Asked) return;
        (State, EndedAt, OpenPersonId) = (verdict == ReviewVerdict.Veto ? JointReviewState.Vetoed : JointReviewState.Passed, at, null);
    }

    public void MustBeOpen()
    {
        if (State != JointReviewState.Open) throw QualificationRefusals.ReviewEnded();
    }
}

/// <summary>What one unit is asked and says, once. It belongs to the unit.</summary>
internal sealed class ReviewOpinion : Aggregate, IUnitBound
{
    private ReviewOpinion() { }

    public Guid ReviewId { get; private init; }
    public Guid PersonId { get; private init; }
    public string Unit { get; private init; } = "";
    public ReviewVerdict? Verdict { get; private set; }
    public byte[]? SealedReason { get; private set; }
    public DateTimeOffset? JudgedAt { get; private set; }

    string? IUnitBound.Unit => Unit;

    public static ReviewOpinion Ask(JointReview review, string unit, DateTimeOffset at) => new() { Id = Guid.CreateVersion7(at), Area = review.Area, ReviewId = review.Id, PersonId = review.PersonId, Unit = unit };

    public void Judge(JointReview review, ReviewVerdict verdict, byte[]? reason, DateTimeOffset at)
    {
        MustWait();
        review.Take(verdict, at);
        (Verdict, SealedReason, JudgedAt) = (verdict, reason, at);
    }

    public void MustWait()
    {
        if (Verdict is not null) throw QualificationRefusals.OpinionGiven();
    }
}
