using Governance.Hosting;
using Governance.PartyBuilding.Members;
using Governance.PartyBuilding.Teams;
using Governance.PartyBuilding.Workers;
using Grpc.Core;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding;

internal sealed class RostersRpc : Wire.Rosters.RostersBase
{
    public override Task<Wire.MemberBatch> GetMemberBatch(Wire.GetMemberBatchRequest request, ServerCallContext context) => context.Slice<GetMemberBatch>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListMemberVerdictsResponse> ListMemberVerdicts(Wire.ListMemberVerdictsRequest request, ServerCallContext context) => context.Slice<ListMemberVerdicts>().Handle(request, context.CancellationToken);
    public override Task<Wire.MemberBatch> BatchRegisterMembers(IAsyncStreamReader<Wire.BatchRegisterMembersRequest> parts, ServerCallContext context) => context.Slice<BatchRegisterMembers>().Handle(parts, context.CancellationToken);
    public override Task<Wire.MemberBatch> BatchRegisterTeamMembers(IAsyncStreamReader<Wire.BatchRegisterTeamMembersRequest> parts, ServerCallContext context) => context.Slice<BatchRegisterTeamMembers>().Handle(parts, context.CancellationToken);
    public override Task<Wire.MemberBatch> BatchRegisterWorkers(IAsyncStreamReader<Wire.BatchRegisterWorkersRequest> parts, ServerCallContext context) => context.Slice<BatchRegisterWorkers>().Handle(parts, context.CancellationToken);
    public override Task ReadTeamsFile(Wire.ReadTeamsFileRequest request, IServerStreamWriter<Wire.ReadTeamsFileResponse> pieces, ServerCallContext context) => context.Slice<ReadTeamsFile>().Handle(request, pieces, context.CancellationToken);
    public override Task ReadWorkersFile(Wire.ReadWorkersFileRequest request, IServerStreamWriter<Wire.ReadWorkersFileResponse> pieces, ServerCallContext context) => context.Slice<ReadWorkersFile>().Handle(request, pieces, context.CancellationToken);
    public override Task ReadMembersFile(Wire.ReadMembersFileRequest request, IServerStreamWriter<Wire.ReadMembersFileResponse> pieces, ServerCallContext context) => context.Slice<ReadMembersFile>().Handle(request, pieces, context.CancellationToken);
}
