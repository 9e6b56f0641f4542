using Governance.Access;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class ListUncoveredDivisions(CoverageRows rows, IncubationDesk desk, Caller caller)
{
    public async Task<Wire.ListUncoveredDivisionsResponse> Handle(Wire.ListUncoveredDivisionsRequest request, CancellationToken cancel)
    {
        var check = new Check().Division("division_code", request.DivisionCode, out var area, longest: 9).Known("level", request.Level);
        var digits = Incubator.DigitsOf((IncubatorLevel)request.Level);
        if (area.Code is not null) check.That(digits >= area.Code.Length, "level", "NOT_BELOW", "不应高于所查区划的级别");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.Level, request.WithoutExcepted);
        check.OrThrow();
        caller.MustCover(area.Code!);
        var target = await desk.TargetAsync(cancel);
        var found = await rows.MissingAsync(area, digits, target.Excepted, request.WithoutExcepted, page.After ?? "", page.Size + 1, cancel);
        var reply = new Wire.ListUncoveredDivisionsResponse();
        reply.Divisions.AddRange(found.Take(page.Size).Select(f => new Wire.UncoveredDivision { DivisionCode = f.Code, DivisionName = f.Name, Excepted = f.Excepted }));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Code);
        return reply;
    }
}
