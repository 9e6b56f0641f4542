using Governance.Hosting;
using Governance.PartyBuilding.Teams;
using Grpc.Core;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding;

internal sealed class TeamsRpc : Wire.Teams.TeamsBase
{
    public override Task<Wire.Team> EstablishTeam(Wire.EstablishTeamRequest request, ServerCallContext context) => context.Slice<EstablishTeam>().Handle(request, context.CancellationToken);
    public override Task<Wire.TeamPost> OpenTeamPost(Wire.OpenTeamPostRequest request, ServerCallContext context) => context.Slice<OpenTeamPost>().Handle(request, context.CancellationToken);
    public override Task<Wire.TeamPost> CloseTeamPost(Wire.CloseTeamPostRequest request, ServerCallContext context) => context.Slice<CloseTeamPost>().Handle(request, context.CancellationToken);
    public override Task<Wire.Team> ElectTeam(Wire.ElectTeamRequest request, ServerCallContext context) => context.Slice<ElectTeam>().Handle(request, context.CancellationToken);
    public override Task<Wire.TeamHolding> FillTeamPost(Wire.FillTeamPostRequest request, ServerCallContext context) => context.Slice<FillTeamPost>().Handle(request, context.CancellationToken);
    public override Task<Wire.TeamHolding> VacateTeamPost(Wire.VacateTeamPostRequest request, ServerCallContext context) => context.Slice<VacateTeamPost>().Handle(request, context.CancellationToken);
    public override Task<Wire.Team> GetTeam(Wire.GetTeamRequest request, ServerCallContext context) => context.Slice<GetTeam>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListTeamsResponse> ListTeams(Wire.ListTeamsRequest request, ServerCallContext context) => context.Slice<ListTeams>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListTeamPostsResponse> ListTeamPosts(Wire.ListTeamPostsRequest request, ServerCallContext context) => context.Slice<ListTeamPosts>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListTeamHoldingsResponse> ListTeamHoldings(Wire.ListTeamHoldingsRequest request, ServerCallContext context) => context.Slice<ListTeamHoldings>().Handle(request, context.CancellationToken);
    public override Task<Wire.TeamFigures> GetTeamFigures(Wire.GetTeamFiguresRequest request, ServerCallContext context) => context.Slice<GetTeamFigures>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListTeamRulesResponse> ListTeamRules(Wire.ListTeamRulesRequest request, ServerCallContext context) => context.Slice<ListTeamRules>().Handle(request, context.CancellationToken);
    public override Task<Wire.TeamRule> SetTeamRule(Wire.SetTeamRuleRequest request, ServerCallContext context) => context.Slice<SetTeamRule>().Handle(request, context.CancellationToken);
}
