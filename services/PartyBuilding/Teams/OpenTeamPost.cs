using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Teams;

internal sealed class OpenTeamPost(PartyDb db, TeamDesk desk)
{
    public async Task<Wire.TeamPost> Handle(Wire.OpenTeamPostRequest request, CancellationToken cancel)
    {
        new Check().Id("team_id", request.TeamId, out var teamId).Known("kind", request.Kind).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var post = TeamPost.Open(await desk.HoldAsync(teamId, cancel), (TeamPostKind)request.Kind, desk.Now);
        db.Add(post);
        try
        {
            var reply = await db.SaveAsync(() => TeamDesk.Of(post, null), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == TeamPostTable.OneHead)
        {
            throw TeamRefusals.HeadExists();
        }
    }
}
