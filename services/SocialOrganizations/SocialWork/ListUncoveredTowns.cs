using Governance.Access;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.SocialWork;

internal sealed class ListUncoveredTowns(StationRows rows, SocialWorkDesk desk, Caller caller)
{
    public async Task<Wire.ListUncoveredTownsResponse> Handle(Wire.ListUncoveredTownsRequest request, CancellationToken cancel)
    {
        var check = new Check().Division("division_code", request.DivisionCode, out var area, longest: 9);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.WithoutExcepted);
        check.OrThrow();
        caller.MustCover(area.Code);
        var found = await rows.MissingAsync(area, (await desk.RuleAsync(cancel)).Excepted, request.WithoutExcepted, page.After ?? "", page.Size + 1, cancel);
        var reply = new Wire.ListUncoveredTownsResponse();
        reply.Towns.AddRange(found.Take(page.Size).Select(f => new Wire.UncoveredTown { DivisionCode = f.Code, DivisionName = f.Name, Excepted = f.Excepted }));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Code);
        return reply;
    }
}
