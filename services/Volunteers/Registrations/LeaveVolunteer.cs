using Governance.Rpc;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Registrations;

internal sealed class LeaveVolunteer(RegistrationDesk desk)
{
    public async Task<Wire.Volunteer> Handle(Wire.LeaveVolunteerRequest request, CancellationToken cancel)
    {
        var volunteer = await desk.FindAsync(request.Id, request.Etag, new Check(), cancel);
        volunteer.Leave(desk.Now);
        return await desk.SaveAsync(volunteer, cancel);
    }
}
