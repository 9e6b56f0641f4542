using Governance.Hosting;
using Governance.PartyBuilding.Conventions;
using Grpc.Core;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding;

internal sealed class ConventionsRpc : Wire.Conventions.ConventionsBase
{
    public override Task<Wire.Convention> AdoptConvention(Wire.AdoptConventionRequest request, ServerCallContext context) => context.Slice<AdoptConvention>().Handle(request, context.CancellationToken);
    public override Task<Wire.Convention> FileConvention(Wire.FileConventionRequest request, ServerCallContext context) => context.Slice<FileConvention>().Handle(request, context.CancellationToken);
    public override Task<Wire.Convention> ReturnConvention(Wire.ReturnConventionRequest request, ServerCallContext context) => context.Slice<ReturnConvention>().Handle(request, context.CancellationToken);
    public override Task<Wire.Convention> GetConvention(Wire.GetConventionRequest request, ServerCallContext context) => context.Slice<GetConvention>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListConventionsResponse> ListConventions(Wire.ListConventionsRequest request, ServerCallContext context) => context.Slice<ListConventions>().Handle(request, context.CancellationToken);
    public override Task<Wire.Performance> EnterPerformance(Wire.EnterPerformanceRequest request, ServerCallContext context) => context.Slice<EnterPerformance>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListPerformancesResponse> ListPerformances(Wire.ListPerformancesRequest request, ServerCallContext context) => context.Slice<ListPerformances>().Handle(request, context.CancellationToken);
    public override Task<Wire.Listing> EnterListing(Wire.EnterListingRequest request, ServerCallContext context) => context.Slice<EnterListing>().Handle(request, context.CancellationToken);
    public override Task<Wire.Listing> AppealListing(Wire.AppealListingRequest request, ServerCallContext context) => context.Slice<AppealListing>().Handle(request, context.CancellationToken);
    public override Task<Wire.Listing> DecideAppeal(Wire.DecideAppealRequest request, ServerCallContext context) => context.Slice<DecideAppeal>().Handle(request, context.CancellationToken);
    public override Task<Wire.Listing> RemoveListing(Wire.RemoveListingRequest request, ServerCallContext context) => context.Slice<RemoveListing>().Handle(request, context.CancellationToken);
    public override Task<Wire.RevealedListing> RevealListing(Wire.RevealListingRequest request, ServerCallContext context) => context.Slice<RevealListing>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListListingsResponse> ListListings(Wire.ListListingsRequest request, ServerCallContext context) => context.Slice<ListListings>().Handle(request, context.CancellationToken);
}
