using Governance.Rpc;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Registrations;

internal sealed class ReinstateVolunteer(RegistrationDesk desk)
{
    public async Task<Wire.Volunteer> Handle(Wire.ReinstateVolunteerRequest request, CancellationToken cancel)
    {
        var volunteer = await desk.FindAsync(request.Id, request.Etag, new Check(), cancel);
        volunteer.Reinstate(desk.Now);
        return await desk.SaveAsync(volunteer, cancel);
    }
}
