using Governance.Hosting;
using Governance.SocialOrganizations.Funds;
using Grpc.Core;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations;

internal sealed class DonationsRpc : Wire.Donations.DonationsBase
{
    public override Task<Wire.Donation> ReceiveDonation(Wire.ReceiveDonationRequest request, ServerCallContext context) => context.Slice<ReceiveDonation>().Handle(request, context.CancellationToken);
    public override Task<Wire.Donation> GetDonation(Wire.GetDonationRequest request, ServerCallContext context) => context.Slice<GetDonation>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListDonationsResponse> ListDonations(Wire.ListDonationsRequest request, ServerCallContext context) => context.Slice<ListDonations>().Handle(request, context.CancellationToken);
    public override Task<Wire.Donation> ReverseDonation(Wire.ReverseDonationRequest request, ServerCallContext context) => context.Slice<ReverseDonation>().Handle(request, context.CancellationToken);
    public override Task<Wire.RevealedDonor> RevealDonor(Wire.RevealDonorRequest request, ServerCallContext context) => context.Slice<RevealDonor>().Handle(request, context.CancellationToken);
    public override Task<Wire.MaskDonorResponse> MaskDonor(Wire.MaskDonorRequest request, ServerCallContext context) => context.Slice<MaskDonor>().Handle(request, context.CancellationToken);
    public override Task<Wire.PrintDonationReceiptResponse> PrintDonationReceipt(Wire.PrintDonationReceiptRequest request, ServerCallContext context) => context.Slice<PrintDonationReceipt>().Handle(request, context.CancellationToken);
    public override Task<Wire.DonorHonour> SetDonorHonour(Wire.SetDonorHonourRequest request, ServerCallContext context) => context.Slice<SetDonorHonour>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListDonorHonoursResponse> ListDonorHonours(Wire.ListDonorHonoursRequest request, ServerCallContext context) => context.Slice<ListDonorHonours>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListHonouredDonorsResponse> ListHonouredDonors(Wire.ListHonouredDonorsRequest request, ServerCallContext context) => context.Slice<ListHonouredDonors>().Handle(request, context.CancellationToken);
}
