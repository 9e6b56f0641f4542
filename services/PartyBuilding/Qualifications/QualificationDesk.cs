using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.PartyBuilding.Organizations;
using Governance.PartyBuilding.People;
using Governance.PartyBuilding.Teams;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Qualifications;

/// <summary>What the slices about reviews, filings and the reserve share. A review is locked before an opinion is given, so that the last pass and a veto at the same moment take turns.</summary>
internal sealed class QualificationDesk(PartyDb db, PersonWire people, TimeProvider clock)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    public DateOnly Today => clock.Today();

    /// <summary>An opinion that the caller may give or see, and its review, which nobody else changes before the transaction ends.</summary>
    public async Task<(ReviewOpinion Opinion, JointReview Review)> HoldAsync(Guid opinionId, CancellationToken cancel)
    {
        var reviewId = await db.ReviewOpinions.Where(o => o.Id == opinionId).Select(o => (Guid?)o.ReviewId).FirstOrDefaultAsync(cancel) ?? throw QualificationRefusals.NoOpinion(opinionId.ToString());
        await db.Database.ExecuteSqlAsync($"select from joint_reviews where id = {reviewId} for no key update", cancel);
        return (await db.ReviewOpinions.FirstAsync(o => o.Id == opinionId, cancel), await ReviewOfAsync(reviewId, cancel));
    }

    /// <summary>The review of somebody that is open, of which nobody gives an opinion before the transaction ends.</summary>
    public Task HoldOpenAsync(Guid personId, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"select from joint_reviews where open_person_id = {personId} for no key update", cancel);

    public async Task<JointReview> ReviewOfAsync(Guid reviewId, CancellationToken cancel) =>
        await db.Everywhere<JointReview>("the review of an opinion that the caller's unit is asked for").FirstAsync(r => r.Id == reviewId, cancel);

    public Wire.JointReview Of(JointReview review, byte[] sealedName, string division) => new()
    {
        Id = review.Id.ToString(), DivisionCode = review.Area, DivisionName = division, PersonId = review.PersonId.ToString(), Name = people.NameFor(sealedName, TeamDesk.Manage, review.Area), State = (Wire.JointReviewState)review.State,
        Asked = review.Asked, Passed = review.Passed, OpenTime = review.OpenedAt.ToTimestamp(), EndTime = review.EndedAt?.ToTimestamp(), Etag = Etag.Of(review.Version),
    };

    /// <summary>The opinion as the unit, or whoever manages committees, sees it.</summary>
    public Wire.ReviewOpinion Of(ReviewOpinion opinion, JointReviewState review, byte[] sealedName) => new()
    {
        Id = opinion.Id.ToString(), ReviewId = opinion.ReviewId.ToString(), Unit = opinion.Unit, NameMasked = Mask.Name(people.OpenName(sealedName)), Verdict = (Wire.ReviewVerdict)(opinion.Verdict ?? 0),
        Reason = people.OpenReason(opinion.SealedReason), JudgeTime = opinion.JudgedAt?.ToTimestamp(), Settled = opinion.Verdict is null && review != JointReviewState.Open,
    };

    public Wire.Filing Of(Filing filing, byte[] sealedName, string division) => new()
    {
        Id = filing.Id.ToString(), DivisionCode = filing.Area, DivisionName = division, HoldingId = filing.HoldingId.ToString(), Name = people.NameFor(sealedName, TeamDesk.Manage, filing.Area), State = (Wire.FilingState)filing.State,
        Rounds = filing.Submitters.Count, SubmitTime = filing.SubmittedAt.ToTimestamp(), DecideTime = filing.DecidedAt?.ToTimestamp(), Reason = people.OpenReason(filing.SealedReason), Etag = Etag.Of(filing.Version),
    };

    public Wire.Reserve Of(Reserve reserve, byte[] sealedName, string division) => new()
    {
        Id = reserve.Id.ToString(), DivisionCode = reserve.Area, DivisionName = division, PersonId = reserve.PersonId.ToString(), Name = people.NameFor(sealedName, TeamDesk.Manage, reserve.Area),
        Source = (Wire.ReserveSource)reserve.Source, SinceDate = reserve.Since.Day(), State = (Wire.ReserveState)reserve.State, Etag = Etag.Of(reserve.Version),
    };
}
