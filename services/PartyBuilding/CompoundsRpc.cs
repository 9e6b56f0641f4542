using Governance.Hosting;
using Governance.PartyBuilding.Compounds;
using Grpc.Core;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding;

internal sealed class CompoundsRpc : Wire.Compounds.CompoundsBase
{
    public override Task<Wire.ListCompoundsResponse> ListCompounds(Wire.ListCompoundsRequest request, ServerCallContext context) => context.Slice<ListCompounds>().Handle(request, context.CancellationToken);
    public override Task<Wire.GetCompoundFiguresResponse> GetCompoundFigures(Wire.GetCompoundFiguresRequest request, ServerCallContext context) => context.Slice<GetCompoundFigures>().Handle(request, context.CancellationToken);
    public override Task<Wire.OwnersCommittee> EstablishOwnersCommittee(Wire.EstablishOwnersCommitteeRequest request, ServerCallContext context) => context.Slice<EstablishOwnersCommittee>().Handle(request, context.CancellationToken);
    public override Task<Wire.OwnersCommittee> DissolveOwnersCommittee(Wire.DissolveOwnersCommitteeRequest request, ServerCallContext context) => context.Slice<DissolveOwnersCommittee>().Handle(request, context.CancellationToken);
    public override Task<Wire.OwnersSeat> SeatOwner(Wire.SeatOwnerRequest request, ServerCallContext context) => context.Slice<SeatOwner>().Handle(request, context.CancellationToken);
    public override Task<Wire.OwnersSeat> UnseatOwner(Wire.UnseatOwnerRequest request, ServerCallContext context) => context.Slice<UnseatOwner>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListOwnersSeatsResponse> ListOwnersSeats(Wire.ListOwnersSeatsRequest request, ServerCallContext context) => context.Slice<ListOwnersSeats>().Handle(request, context.CancellationToken);
    public override Task<Wire.PropertyCompany> RegisterPropertyCompany(Wire.RegisterPropertyCompanyRequest request, ServerCallContext context) => context.Slice<RegisterPropertyCompany>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListPropertyCompaniesResponse> ListPropertyCompanies(Wire.ListPropertyCompaniesRequest request, ServerCallContext context) => context.Slice<ListPropertyCompanies>().Handle(request, context.CancellationToken);
    public override Task<Wire.PropertyContract> SignPropertyContract(Wire.SignPropertyContractRequest request, ServerCallContext context) => context.Slice<SignPropertyContract>().Handle(request, context.CancellationToken);
    public override Task<Wire.PropertyContract> EndPropertyContract(Wire.EndPropertyContractRequest request, ServerCallContext context) => context.Slice<EndPropertyContract>().Handle(request, context.CancellationToken);
    public override Task<Wire.ManagementRule> FileManagementRule(Wire.FileManagementRuleRequest request, ServerCallContext context) => context.Slice<FileManagementRule>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListManagementRulesResponse> ListManagementRules(Wire.ListManagementRulesRequest request, ServerCallContext context) => context.Slice<ListManagementRules>().Handle(request, context.CancellationToken);
    public override Task<Wire.ScoreScheme> SetScoreScheme(Wire.SetScoreSchemeRequest request, ServerCallContext context) => context.Slice<SetScoreScheme>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListScoreSchemesResponse> ListScoreSchemes(Wire.ListScoreSchemesRequest request, ServerCallContext context) => context.Slice<ListScoreSchemes>().Handle(request, context.CancellationToken);
    public override Task<Wire.SupervisionScore> ScoreSupervision(Wire.ScoreSupervisionRequest request, ServerCallContext context) => context.Slice<ScoreSupervision>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListSupervisionScoresResponse> ListSupervisionScores(Wire.ListSupervisionScoresRequest request, ServerCallContext context) => context.Slice<ListSupervisionScores>().Handle(request, context.CancellationToken);
}
