using Governance.Hosting;
using Governance.SocialOrganizations.Funds;
using Grpc.Core;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations;

internal sealed class DonationDrivesRpc : Wire.DonationDrives.DonationDrivesBase
{
    public override Task<Wire.DonationDrive> OpenDonationDrive(Wire.OpenDonationDriveRequest request, ServerCallContext context) => context.Slice<OpenDonationDrive>().Handle(request, context.CancellationToken);
    public override Task<Wire.DonationDrive> CloseDonationDrive(Wire.CloseDonationDriveRequest request, ServerCallContext context) => context.Slice<CloseDonationDrive>().Handle(request, context.CancellationToken);
    public override Task<Wire.DonationDrive> GetDonationDrive(Wire.GetDonationDriveRequest request, ServerCallContext context) => context.Slice<GetDonationDrive>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListDonationDrivesResponse> ListDonationDrives(Wire.ListDonationDrivesRequest request, ServerCallContext context) => context.Slice<ListDonationDrives>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListDriveDaysResponse> ListDriveDays(Wire.ListDriveDaysRequest request, ServerCallContext context) => context.Slice<ListDriveDays>().Handle(request, context.CancellationToken);
}
