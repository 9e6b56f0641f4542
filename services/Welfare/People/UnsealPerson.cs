using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.People;

internal sealed class UnsealPerson(PersonDesk desk, Work work)
{
    public async Task<Wire.Person> Handle(Wire.UnsealPersonRequest request, CancellationToken cancel)
    {
        var person = await desk.FindAsync(request.Id, request.Etag, new Check().Text("reason", request.Reason, 200, min: 4), cancel);
        work.Purpose = request.Reason.Trim();
        person.Unseal(desk.Me);
        return await desk.SaveAndReplanAsync(person, cancel);
    }
}
