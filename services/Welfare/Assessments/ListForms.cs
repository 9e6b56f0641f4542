using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Assessments;

internal sealed class ListForms(FormLibrary library, TimeProvider clock)
{
    public async Task<Wire.ListFormsResponse> Handle(Wire.ListFormsRequest request, CancellationToken cancel)
    {
        _ = request;
        var reply = new Wire.ListFormsResponse();
        reply.Forms.AddRange((await library.AllInForceAsync(clock.Today(), cancel)).Select(AssessmentWire.Of));
        return reply;
    }
}
