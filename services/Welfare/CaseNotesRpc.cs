using Governance.Hosting;
using Governance.Welfare.Cases;
using Grpc.Core;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare;

internal sealed class CaseNotesRpc : Wire.CaseNotes.CaseNotesBase
{
    public override Task<Wire.CaseNote> AddCaseNote(Wire.AddCaseNoteRequest request, ServerCallContext context) => context.Slice<AddCaseNote>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListCaseNotesResponse> ListCaseNotes(Wire.ListCaseNotesRequest request, ServerCallContext context) => context.Slice<ListCaseNotes>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListCaseStepsResponse> ListCaseSteps(Wire.ListCaseStepsRequest request, ServerCallContext context) => context.Slice<ListCaseSteps>().Handle(request, context.CancellationToken);
}
