using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class PrintDonationReceipt(SocialOrgsDb db, FundDesk desk, DonationWire wire)
{
    public async Task<Wire.PrintDonationReceiptResponse> Handle(Wire.PrintDonationReceiptRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var donation = await db.Donations.AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, cancel) ?? throw FundRefusals.NoDonation(request.Id);
        var fund = await desk.FundAsync(donation.FundId, cancel);
        var earmark = await desk.EarmarkAsync(fund.Id, donation.EarmarkId, cancel);
        var pdf = ReceiptPaper.Draw(donation, fund, await desk.NameAsync(fund.Area, cancel), wire.NameOf(donation), earmark?.Title ?? "", desk.Now);
        // It has the donor's name on it.
        db.AuditRead(donation.Id, donation.Area, "打印捐赠收据");
        await db.SaveAsync(cancel);
        return new Wire.PrintDonationReceiptResponse { Pdf = Google.Protobuf.ByteString.CopyFrom(pdf), FileName = donation.Receipt + ".pdf" };
    }
}
