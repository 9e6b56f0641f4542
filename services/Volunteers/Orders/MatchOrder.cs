using Governance.Rpc;
using Governance.Volunteers.Registrations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Orders;

internal sealed class MatchOrder(VolunteersDb db, OrderDesk desk)
{
    public async Task<Wire.Order> Handle(Wire.MatchOrderRequest request, CancellationToken cancel)
    {
        var order = await desk.FindAsync(request.Id, new Check().Id("volunteer_id", request.VolunteerId, out var volunteerId), cancel);
        var volunteer = await db.Volunteers.AsNoTracking().FirstOrDefaultAsync(v => v.Id == volunteerId, cancel) ?? throw VolunteerRefusals.NotFound(request.VolunteerId);
        volunteer.MustBeActive();
        order.Match(volunteer.Id, volunteer.Owner, desk.Now);
        return await desk.SaveAsync(order, cancel);
    }
}
