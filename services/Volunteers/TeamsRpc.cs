using Governance.Hosting;
using Governance.Volunteers.Teams;
using Grpc.Core;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers;

internal sealed class TeamsRpc : Wire.Teams.TeamsBase
{
    public override Task<Wire.Team> FoundTeam(Wire.FoundTeamRequest request, ServerCallContext context) => context.Slice<FoundTeam>().Handle(request, context.CancellationToken);
    public override Task<Wire.Team> UpdateTeam(Wire.UpdateTeamRequest request, ServerCallContext context) => context.Slice<UpdateTeam>().Handle(request, context.CancellationToken);
    public override Task<Wire.TeamMember> JoinTeam(Wire.JoinTeamRequest request, ServerCallContext context) => context.Slice<JoinTeam>().Handle(request, context.CancellationToken);
    public override Task<Wire.TeamMember> LeaveTeam(Wire.LeaveTeamRequest request, ServerCallContext context) => context.Slice<LeaveTeam>().Handle(request, context.CancellationToken);
    public override Task<Wire.Team> AppointLeader(Wire.AppointLeaderRequest request, ServerCallContext context) => context.Slice<AppointLeader>().Handle(request, context.CancellationToken);
    public override Task<Wire.Team> DisbandTeam(Wire.DisbandTeamRequest request, ServerCallContext context) => context.Slice<DisbandTeam>().Handle(request, context.CancellationToken);
    public override Task<Wire.Team> GetTeam(Wire.GetTeamRequest request, ServerCallContext context) => context.Slice<GetTeam>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListTeamsResponse> ListTeams(Wire.ListTeamsRequest request, ServerCallContext context) => context.Slice<ListTeams>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListTeamMembersResponse> ListTeamMembers(Wire.ListTeamMembersRequest request, ServerCallContext context) => context.Slice<ListTeamMembers>().Handle(request, context.CancellationToken);
}
