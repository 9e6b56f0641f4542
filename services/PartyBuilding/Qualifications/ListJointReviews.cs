using Governance.Access;
using Governance.Map;
using Governance.PartyBuilding.People;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Qualifications;

internal sealed class ListJointReviews(PartyDb db, QualificationDesk desk, PersonWire people, DivisionMap map)
{
    public async Task<Wire.ListJointReviewsResponse> Handle(Wire.ListJointReviewsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值");
        Guid personId = default;
        if (request.PersonId.Length > 0) check.Id("person_id", request.PersonId, out personId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.PersonId, request.State);
        var after = page.AfterId(check);
        check.OrThrow();
        var reviews = db.JointReviews.AsNoTracking();
        if (division is { } area) reviews = reviews.In(area);
        if (personId != default) reviews = reviews.Where(r => r.PersonId == personId);
        var state = (JointReviewState)request.State;
        if (state != 0) reviews = reviews.Where(r => r.State == state);
        if (after is { } last) reviews = reviews.Where(r => r.Id < last);
        var rows = await reviews.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var names = await people.NamesAsync(rows.Select(r => r.PersonId), cancel);
        var reply = new Wire.ListJointReviewsResponse();
        foreach (var review in rows.Take(page.Size)) reply.Reviews.Add(desk.Of(review, names[review.PersonId], await map.NameAsync(review.Area, cancel)));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
