using Governance.Hosting;
using Governance.Welfare.People;
using Grpc.Core;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare;

internal sealed class ConsentsRpc : Wire.Consents.ConsentsBase
{
    public override Task<Wire.Consent> RecordConsent(Wire.RecordConsentRequest request, ServerCallContext context) => context.Slice<RecordConsent>().Handle(request, context.CancellationToken);
    public override Task<Wire.Consent> WithdrawConsent(Wire.WithdrawConsentRequest request, ServerCallContext context) => context.Slice<WithdrawConsent>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListConsentsResponse> ListConsents(Wire.ListConsentsRequest request, ServerCallContext context) => context.Slice<ListConsents>().Handle(request, context.CancellationToken);
}
