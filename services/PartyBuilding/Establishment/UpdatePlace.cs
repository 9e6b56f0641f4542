using Governance.Map;
using Governance.Messaging;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Establishment;

internal sealed class UpdatePlace(PartyDb db, OrganizationDesk desk, DivisionMap map)
{
    private static readonly string[] Fields = ["name", "full_members", "survey_date", "closed"];

    public async Task<Wire.Place> Handle(Wire.UpdatePlaceRequest request, CancellationToken cancel)
    {
        var paths = request.UpdateMask?.Paths.ToHashSet() ?? [];
        var surveys = paths.Contains("full_members");
        var check = new Check().Id("id", request.Id, out var id).That(paths.Count > 0, "update_mask", "REQUIRED", "须指明要修改的字段")
            .That(surveys == paths.Contains("survey_date"), "update_mask", "ONLY_TOGETHER", "full_members 与 survey_date 须一同修改")
            .That(!paths.Contains("closed") || request.Closed, "closed", "FOR_GOOD", "撤销后不能恢复");
        foreach (var path in paths.Except(Fields)) check.Broken("update_mask", "UNKNOWN_FIELD", $"字段 {path} 不能修改");
        if (paths.Contains("name")) check.Text("name", request.Name, 50);
        (int, DateOnly)? survey = surveys ? (request.FullMembers, desk.Past(check.Within("full_members", request.FullMembers, 0, 10_000), "survey_date", request.SurveyDate)) : null;
        check.OrThrow();
        var place = await db.Places.FirstOrDefaultAsync(p => p.Id == id, cancel) ?? throw PlaceRefusals.NotFound(request.Id);
        Etag.Match(request.Etag, place.Version);
        place.Update(paths.Contains("name") ? request.Name.Trim() : null, survey, paths.Contains("closed"));
        var division = await map.NameAsync(place.Area, cancel);
        try
        {
            return await db.SaveAsync(() => EstablishmentWire.Of(place, division), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == PlaceTable.OneName)
        {
            throw PlaceRefusals.Exists();
        }
    }
}
