using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.People;

internal sealed class GetPerson(PersonDesk desk)
{
    public async Task<Wire.Person> Handle(Wire.GetPersonRequest request, CancellationToken cancel) =>
        await desk.SaveAsync(await desk.LookAsync(request.Id, request.Purpose, new Check(), cancel), cancel);
}
