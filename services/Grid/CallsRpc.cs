using Governance.Hosting;
using Grpc.Core;
using Governance.Grid.Boards;
using Governance.Grid.Calls;
using Wire = Governance.Grid.V1;

namespace Governance.Grid;

internal sealed class CallsRpc : Wire.Calls.CallsBase
{
    public override Task<Wire.Call> OpenCall(Wire.OpenCallRequest request, ServerCallContext context) => context.Slice<OpenCall>().Handle(request, context.CancellationToken);
    public override Task<Wire.Call> GetCall(Wire.GetCallRequest request, ServerCallContext context) => context.Slice<GetCall>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListCallsResponse> ListCalls(Wire.ListCallsRequest request, ServerCallContext context) => context.Slice<ListCalls>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListCallStepsResponse> ListCallSteps(Wire.ListCallStepsRequest request, ServerCallContext context) => context.Slice<ListCallSteps>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListDuplicatesResponse> ListDuplicates(Wire.ListDuplicatesRequest request, ServerCallContext context) => context.Slice<ListDuplicates>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListReturnsResponse> ListReturns(Wire.ListReturnsRequest request, ServerCallContext context) => context.Slice<ListReturns>().Handle(request, context.CancellationToken);
    public override Task<Wire.ReturnFigures> GetReturnFigures(Wire.GetReturnFiguresRequest request, ServerCallContext context) => context.Slice<GetReturnFigures>().Handle(request, context.CancellationToken);
    public override Task<Wire.Board> GetBoard(Wire.GetBoardRequest request, ServerCallContext context) => context.Slice<GetBoard>().Handle(request, context.CancellationToken);
    public override Task<Wire.Contact> RevealContact(Wire.RevealContactRequest request, ServerCallContext context) => context.Slice<RevealContact>().Handle(request, context.CancellationToken);
    public override Task<Wire.Call> TriageCall(Wire.TriageCallRequest request, ServerCallContext context) => context.Slice<TriageCall>().Handle(request, context.CancellationToken);
    public override Task<Wire.Call> DispatchCall(Wire.DispatchCallRequest request, ServerCallContext context) => context.Slice<DispatchCall>().Handle(request, context.CancellationToken);
    public override Task<Wire.Call> AcceptCall(Wire.AcceptCallRequest request, ServerCallContext context) => context.Slice<AcceptCall>().Handle(request, context.CancellationToken);
    public override Task<Wire.Call> ReturnCall(Wire.ReturnCallRequest request, ServerCallContext context) => context.Slice<ReturnCall>().Handle(request, context.CancellationToken);
    public override Task<Wire.Call> StartCall(Wire.StartCallRequest request, ServerCallContext context) => context.Slice<StartCall>().Handle(request, context.CancellationToken);
    public override Task<Wire.Call> PauseCall(Wire.PauseCallRequest request, ServerCallContext context) => context.Slice<PauseCall>().Handle(request, context.CancellationToken);
    public override Task<Wire.Call> ResumeCall(Wire.ResumeCallRequest request, ServerCallContext context) => context.Slice<ResumeCall>().Handle(request, context.CancellationToken);
    public override Task<Wire.Call> ExtendCall(Wire.ExtendCallRequest request, ServerCallContext context) => context.Slice<ExtendCall>().Handle(request, context.CancellationToken);
    public override Task<Wire.Call> ResolveCall(Wire.ResolveCallRequest request, ServerCallContext context) => context.Slice<ResolveCall>().Handle(request, context.CancellationToken);
    public override Task<Wire.Call> EvaluateCall(Wire.EvaluateCallRequest request, ServerCallContext context) => context.Slice<EvaluateCall>().Handle(request, context.CancellationToken);
    public override Task<Wire.Call> FollowUpCall(Wire.FollowUpCallRequest request, ServerCallContext context) => context.Slice<FollowUpCall>().Handle(request, context.CancellationToken);
    public override Task<Wire.Call> CloseCall(Wire.CloseCallRequest request, ServerCallContext context) => context.Slice<CloseCall>().Handle(request, context.CancellationToken);
    public override Task<Wire.Call> WithdrawCall(Wire.WithdrawCallRequest request, ServerCallContext context) => context.Slice<WithdrawCall>().Handle(request, context.CancellationToken);
    public override Task<Wire.Call> ReopenCall(Wire.ReopenCallRequest request, ServerCallContext context) => context.Slice<ReopenCall>().Handle(request, context.CancellationToken);
    public override Task<Wire.Call> MergeCalls(Wire.MergeCallsRequest request, ServerCallContext context) => context.Slice<MergeCalls>().Handle(request, context.CancellationToken);
    public override Task<Wire.Call> EscalateCall(Wire.EscalateCallRequest request, ServerCallContext context) => context.Slice<EscalateCall>().Handle(request, context.CancellationToken);
    public override Task WatchCalls(Wire.WatchCallsRequest request, IServerStreamWriter<Wire.CallChange> responseStream, ServerCallContext context) =>
        context.Slice<WatchCalls>().Handle(request, responseStream, context.CancellationToken);
}
