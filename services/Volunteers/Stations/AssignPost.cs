using Governance.Messaging;
using Governance.Rpc;
using Governance.Volunteers.Registrations;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Stations;

internal sealed class AssignPost(VolunteersDb db, StationDesk desk)
{
    public async Task<Wire.Post> Handle(Wire.AssignPostRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Id("volunteer_id", request.VolunteerId, out var volunteerId).OrThrow();
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            var (found, who) = await desk.ShareAsync(id, volunteerId, cancel);
            var post = found ?? throw StationRefusals.NoPost(request.Id);
            var volunteer = who ?? throw VolunteerRefusals.NotFound(request.VolunteerId);
            volunteer.MustBeActive();
            var holding = PostHolding.Of(post, volunteer.Id, desk.Now);
            db.Add(holding);
            var reply = await db.SaveAsync(() => desk.Of(post, holding, volunteer.Person.Name), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == PostHoldingTable.OneHolder)
        {
            throw StationRefusals.IsHeld();
        }
    }
}
