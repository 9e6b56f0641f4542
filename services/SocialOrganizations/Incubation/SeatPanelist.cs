using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class SeatPanelist(SocialOrgsDb db, IncubationDesk desk)
{
    public async Task<Wire.Panelist> Handle(Wire.SeatPanelistRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("intake_id", request.IntakeId, out var intakeId).Text("subject", request.Subject, 200);
        var (organizations, silent) = Seats.Read(check, request.OrganizationIds, request.InPlaceOf);
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Held: no first score comes in while it is looked for.
        var intake = await desk.HoldIntakeAsync(intakeId, cancel) ?? throw IncubationRefusals.NoIntake(request.IntakeId);
        var panelist = Panelist.Seat(intake, request.Subject, organizations, desk.Now);
        await desk.SeatAsync(intake, panelist, silent, cancel);
        db.Add(panelist);
        try
        {
            var reply = await db.SaveAsync(() => IncubationDesk.Of(panelist), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == PanelistTable.Once)
        {
            throw IncubationRefusals.PanelistSeated();
        }
    }
}
