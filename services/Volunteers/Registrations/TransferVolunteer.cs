using Governance.Access;
using Governance.Rpc;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Registrations;

internal sealed class TransferVolunteer(RegistrationDesk desk, Caller caller)
{
    public async Task<Wire.Volunteer> Handle(Wire.TransferVolunteerRequest request, CancellationToken cancel)
    {
        var check = new Check();
        await desk.CheckHomeAsync(check, request.DivisionCode, cancel);
        var volunteer = await desk.FindAsync(request.Id, request.Etag, check, cancel);
        volunteer.Transfer(request.DivisionCode, caller.Reach == Reach.Own, desk.Now);
        return await desk.SaveAsync(volunteer, cancel);
    }
}
