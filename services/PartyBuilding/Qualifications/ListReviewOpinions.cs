using Governance.PartyBuilding.People;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Qualifications;

internal sealed class ListReviewOpinions(PartyDb db, QualificationDesk desk, PersonWire people)
{
    public async Task<Wire.ListReviewOpinionsResponse> Handle(Wire.ListReviewOpinionsRequest request, CancellationToken cancel)
    {
        var (check, reviewId) = (new Check(), Guid.Empty);
        if (request.ReviewId.Length > 0) check.Id("review_id", request.ReviewId, out reviewId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.ReviewId, request.Waiting);
        var after = page.AfterId(check);
        check.OrThrow();
        var opinions = db.ReviewOpinions.AsNoTracking();
        if (reviewId != default) opinions = opinions.Where(o => o.ReviewId == reviewId);
        if (after is { } last) opinions = opinions.Where(o => o.Id < last);
        var found = from opinion in opinions
                    join review in db.Everywhere<JointReview>("where the review of an opinion that the caller sees stands") on opinion.ReviewId equals review.Id
                    select new { opinion, review.State };
        if (request.Waiting) found = found.Where(f => f.opinion.Verdict == null && f.State == JointReviewState.Open);
        var rows = await found.OrderByDescending(f => f.opinion.Id).Take(page.Size + 1).ToListAsync(cancel);
        var names = await people.NamesAsync(rows.Select(r => r.opinion.PersonId), cancel);
        var reply = new Wire.ListReviewOpinionsResponse();
        reply.Opinions.AddRange(rows.Take(page.Size).Select(r => desk.Of(r.opinion, r.State, names[r.opinion.PersonId])));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].opinion.Id.ToString());
        return reply;
    }
}
