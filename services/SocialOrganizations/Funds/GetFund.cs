using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class GetFund(FundDesk desk, FundLedger ledger)
{
    public async Task<Wire.Fund> Handle(Wire.GetFundRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var fund = await desk.ToldFundAsync(id, cancel);
        return FundDesk.Of(fund, await desk.NameAsync(fund.Area, cancel), (await ledger.LeftAsync(id, null, cancel)).Free);
    }
}
