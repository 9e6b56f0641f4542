using Governance.Hosting;
using Governance.Welfare.People;
using Grpc.Core;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare;

internal sealed class HealthNotesRpc : Wire.HealthNotes.HealthNotesBase
{
    public override Task<Wire.HealthNote> AddHealthNote(Wire.AddHealthNoteRequest request, ServerCallContext context) => context.Slice<AddHealthNote>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListHealthNotesResponse> ListHealthNotes(Wire.ListHealthNotesRequest request, ServerCallContext context) => context.Slice<ListHealthNotes>().Handle(request, context.CancellationToken);
}
