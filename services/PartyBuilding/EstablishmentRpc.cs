using Governance.Hosting;
using Governance.PartyBuilding.Establishment;
using Grpc.Core;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding;

internal sealed class EstablishmentRpc : Wire.Establishment.EstablishmentBase
{
    public override Task<Wire.CheckEstablishmentResponse> CheckEstablishment(Wire.CheckEstablishmentRequest request, ServerCallContext context) => context.Slice<CheckEstablishment>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListOrganizationRulesResponse> ListOrganizationRules(Wire.ListOrganizationRulesRequest request, ServerCallContext context) => context.Slice<ListOrganizationRules>().Handle(request, context.CancellationToken);
    public override Task<Wire.OrganizationRule> SetOrganizationRule(Wire.SetOrganizationRuleRequest request, ServerCallContext context) => context.Slice<SetOrganizationRule>().Handle(request, context.CancellationToken);
    public override Task<Wire.Place> EnterPlace(Wire.EnterPlaceRequest request, ServerCallContext context) => context.Slice<EnterPlace>().Handle(request, context.CancellationToken);
    public override Task<Wire.Place> UpdatePlace(Wire.UpdatePlaceRequest request, ServerCallContext context) => context.Slice<UpdatePlace>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListPlacesResponse> ListPlaces(Wire.ListPlacesRequest request, ServerCallContext context) => context.Slice<ListPlaces>().Handle(request, context.CancellationToken);
    public override Task<Wire.Organization> RecordElection(Wire.RecordElectionRequest request, ServerCallContext context) => context.Slice<RecordElection>().Handle(request, context.CancellationToken);
    public override Task<Wire.Organization> ExtendTerm(Wire.ExtendTermRequest request, ServerCallContext context) => context.Slice<ExtendTerm>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListEndingTermsResponse> ListEndingTerms(Wire.ListEndingTermsRequest request, ServerCallContext context) => context.Slice<ListEndingTerms>().Handle(request, context.CancellationToken);
}
