using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class OpenDonationDrive(SocialOrgsDb db, FundDesk desk, FundLedger ledger, DivisionMap map)
{
    public async Task<Wire.DonationDrive> Handle(Wire.OpenDonationDriveRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("fund_id", request.FundId, out var fundId).Division("place_code", request.PlaceCode, out var place).Text("title", request.Title, 100, min: 2);
        // A place of another province is not on the map, and may be helped.
        if (place.Code is not null && await map.FindAsync(place.Code, cancel) is { Retired: true } gone) check.Standing(gone, "place_code", "没有这个行政区划，或已撤销");
        FundDesk.Code(check, "hazard", request.Hazard).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await ledger.ShareAsync(fundId, cancel);
        var fund = await desk.FundAsync(fundId, cancel);
        var (drive, earmark) = DonationDrive.Open(fund, place.Code!, request.Hazard, request.Title.Trim(), desk.Now);
        db.Add(earmark);
        db.Add(drive);
        var reply = await db.SaveAsync(() => FundDesk.Of(drive), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
