using Governance.Map;
using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Projects;

internal sealed class OpenProjectList(SocialOrgsDb db, ProjectDesk desk, DivisionMap map)
{
    public async Task<Wire.ProjectList> Handle(Wire.OpenProjectListRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("title", request.Title, 100, min: 2).Within("year", request.Year, 2020, 2100)
            .Standing(request.DivisionCode.Length is 2 or 4 or 6 ? await map.FindAsync(request.DivisionCode, cancel) : null, "division_code", "应为省、市（州）或县（市、区），且未撤销");
        check.OrThrow();
        var list = ProjectList.Open(request.DivisionCode, request.Year, request.Title.Trim(), desk.Now);
        db.Add(list);
        var division = await map.NameAsync(list.Area, cancel);
        try
        {
            return await db.SaveAsync(() => ProjectDesk.Of(list, division), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == ProjectListTable.OneAYear)
        {
            throw ProjectRefusals.ListExists();
        }
    }
}
