using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Registrations;

internal sealed class SuspendVolunteer(RegistrationDesk desk, Work work)
{
    public async Task<Wire.Volunteer> Handle(Wire.SuspendVolunteerRequest request, CancellationToken cancel)
    {
        var volunteer = await desk.FindAsync(request.Id, request.Etag, new Check().Text("reason", request.Reason, max: 200), cancel);
        work.Purpose = request.Reason.Trim();
        volunteer.Suspend(desk.Now);
        return await desk.SaveAsync(volunteer, cancel);
    }
}
