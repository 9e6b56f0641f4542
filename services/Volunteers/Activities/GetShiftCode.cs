using Google.Protobuf.WellKnownTypes;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Activities;

internal sealed class GetShiftCode(VolunteersDb db, ShiftCode codes)
{
    public async Task<Wire.GetShiftCodeResponse> Handle(Wire.GetShiftCodeRequest request, CancellationToken cancel)
    {
        new Check().Id("shift_id", request.ShiftId, out var id).OrThrow();
        if (!await db.Shifts.AnyAsync(s => s.Id == id, cancel)) throw ActivityRefusals.ShiftNotFound(request.ShiftId);
        var (code, changes) = codes.Now(id);
        return new Wire.GetShiftCodeResponse { Code = code, ChangeTime = changes.ToTimestamp() };
    }
}
