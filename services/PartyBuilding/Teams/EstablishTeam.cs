using Governance.Map;
using Governance.Messaging;
using Governance.PartyBuilding.Establishment;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Teams;

internal sealed class EstablishTeam(PartyDb db, TeamDesk desk, DivisionMap map)
{
    public async Task<Wire.Team> Handle(Wire.EstablishTeamRequest request, CancellationToken cancel)
    {
        new Check().That(request.DivisionCode.Length == 12, "division_code", "NOT_A_COMMUNITY", "应为 12 位社区（村）编码").Known("body", request.Body).Within("deputies", request.Deputies, 0, 5)
            .Within("ordinaries", request.Ordinaries, 0, request.Body == Wire.TeamBody.Council ? 60 : 15).OrThrow();
        if (await map.StandingAsync(request.DivisionCode, cancel) is not { } division) throw PlaceRefusals.NoDivision(request.DivisionCode);
        var team = Team.Establish(request.DivisionCode, (TeamBody)request.Body, await desk.MostSeatsAsync(request.DivisionCode, (TeamBody)request.Body, cancel), desk.Now);
        db.Add(team);
        TeamPostKind[] kinds = [TeamPostKind.Head, .. Enumerable.Repeat(TeamPostKind.Deputy, request.Deputies), .. Enumerable.Repeat(TeamPostKind.Ordinary, request.Ordinaries)];
        foreach (var kind in kinds) db.Add(TeamPost.Open(team, kind, desk.Now));
        try
        {
            return await db.SaveAsync(() => TeamDesk.Of(team, division.Name), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == TeamTable.OneOfAKind)
        {
            throw TeamRefusals.Exists();
        }
    }
}
