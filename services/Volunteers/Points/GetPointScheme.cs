using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Points;

internal sealed class GetPointScheme(VolunteersDb db)
{
    public async Task<Wire.PointScheme> Handle(Wire.GetPointSchemeRequest request, CancellationToken cancel)
    {
        new Check().Division("division_code", request.DivisionCode, out _).Known("kind", request.Kind).OrThrow();
        var kind = (PointSchemeKind)request.Kind;
        var above = new List<string>();
        for (var at = request.DivisionCode; at is not null; at = Area.ParentOf(at)) above.Add(at);
        var scheme = await db.PointSchemes.AsNoTracking().Where(s => above.Contains(s.Area) && s.Kind == kind).OrderByDescending(s => s.Area.Length).FirstOrDefaultAsync(cancel);
        return (scheme ?? throw PointRefusals.NoScheme()).ToWire();
    }
}
