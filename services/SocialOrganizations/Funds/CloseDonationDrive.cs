using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class CloseDonationDrive(SocialOrgsDb db, FundDesk desk, FundLedger ledger)
{
    public async Task<Wire.DonationDrive> Handle(Wire.CloseDonationDriveRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("id", request.Id, out var id);
        var destinationId = FundDesk.Optional(check, "destination_earmark_id", request.DestinationEarmarkId);
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var drive = await db.DonationDrives.FirstOrDefaultAsync(d => d.Id == id, cancel) ?? throw FundRefusals.NoDrive(request.Id);
        // Held: nothing is donated, promised or asked for while it is closed.
        var fund = await ledger.HoldAsync(drive.FundId, cancel);
        Etag.Match(request.Etag, drive.Version);
        var own = await desk.EarmarkAsync(fund.Id, drive.EarmarkId, cancel);
        var destination = await desk.EarmarkAsync(fund.Id, destinationId == drive.EarmarkId ? Guid.Empty : destinationId, cancel);
        var (free, promised) = await ledger.LeftAsync(fund.Id, drive.EarmarkId, cancel);
        drive.Close(own!, destination, free, promised, await desk.OpenAsync(fund.Id, drive.EarmarkId, cancel), desk.Now);
        if (free > 0) await ledger.MoveAsync(fund, drive.EarmarkId, destination?.Id, free, drive.Id, cancel);
        var reply = await db.SaveAsync(() => FundDesk.Of(drive), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
