using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Honours;

internal sealed class ConsentToName(VolunteersDb db, HonourDesk desk)
{
    private const int FullAge = 18;

    public async Task<Wire.Nomination> Handle(Wire.ConsentToNameRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        // The volunteer, or a clerk of the volunteer's home at their wish: whoever may see the registration.
        var nomination = await db.Nominations.FirstOrDefaultAsync(n => n.Id == id, cancel) ?? throw HonourRefusals.NoNomination(request.Id);
        var volunteer = await db.Volunteers.AsNoTracking().FirstOrDefaultAsync(v => v.Id == nomination.VolunteerId, cancel) ?? throw HonourRefusals.NoNomination(request.Id);
        // Of the birth date only the year is known here: of age for certain in the year after the eighteenth birthday.
        if (request.Agreed && desk.Today.Year - volunteer.BirthYear <= FullAge) throw HonourRefusals.OfAMinor();
        var honour = await db.Everywhere<Honour>("of the volunteer's own nomination").AsNoTracking().FirstAsync(h => h.Id == nomination.HonourId, cancel);
        nomination.NameShown = request.Agreed;
        db.AuditRead(nomination.Id, honour.Area, request.Agreed ? "name shown" : "name masked");
        var wire = await desk.OfAsync(nomination, honour, volunteer.Home, volunteer.Person.Name, cancel);
        return await db.SaveAsync(() => wire, cancel);
    }
}
