using Governance.Rpc;
using Governance.Welfare.People;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Protection;

internal sealed class RespondToChildReport(ProtectionDesk desk, PersonDesk people, ChildReportWire wire)
{
    public async Task<Wire.ChildReport> Handle(Wire.RespondToChildReportRequest request, CancellationToken cancel)
    {
        var (check, personId) = (new Check().Text("text", request.Text, 1000, min: 4), Guid.Empty);
        if (request.PersonId.Length > 0) check.Id("person_id", request.PersonId, out personId);
        var report = await desk.FindAsync(request.Id, request.Etag, check, cancel);
        Guid? child = personId == Guid.Empty ? null : (await people.FindAsync(personId, cancel)).Id;
        report.Respond(child, wire.SealStep(request.Text), desk.Me);
        return await desk.SaveAsync(report, cancel);
    }
}
