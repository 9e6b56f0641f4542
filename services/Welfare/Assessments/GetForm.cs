using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Assessments;

internal sealed class GetForm(WelfareDb db, FormLibrary library, TimeProvider clock)
{
    public async Task<Wire.Form> Handle(Wire.GetFormRequest request, CancellationToken cancel)
    {
        new Check().Text("code", request.Code, 30).Within("version", request.Version, 0, 10_000).OrThrow();
        var form = request.Version == 0 ? await library.InForceAsync(request.Code, clock.Today(), cancel)
            : await db.FormVersions.AsNoTracking().FirstOrDefaultAsync(f => f.Code == request.Code && f.Version == request.Version, cancel);
        return AssessmentWire.Of(form ?? throw AssessmentRefusals.NoForm(request.Code));
    }
}
