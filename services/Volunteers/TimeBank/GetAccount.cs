using Governance.Rpc;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.TimeBank;

internal sealed class GetAccount(AccountDesk desk)
{
    public async Task<Wire.Account> Handle(Wire.GetAccountRequest request, CancellationToken cancel) => (await desk.FindAsync(request.Id, "id", new Check(), cancel)).ToWire();
}
