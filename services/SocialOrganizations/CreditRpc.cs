using Governance.Hosting;
using Governance.SocialOrganizations.Assessments;
using Grpc.Core;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations;

internal sealed class CreditRpc : Wire.Credit.CreditBase
{
    public override Task<Wire.CreditEntry> RecordCredit(Wire.RecordCreditRequest request, ServerCallContext context) => context.Slice<RecordCredit>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListCreditEntriesResponse> ListCreditEntries(Wire.ListCreditEntriesRequest request, ServerCallContext context) => context.Slice<ListCreditEntries>().Handle(request, context.CancellationToken);
    public override Task<Wire.Blacklisting> ProposeBlacklisting(Wire.ProposeBlacklistingRequest request, ServerCallContext context) => context.Slice<ProposeBlacklisting>().Handle(request, context.CancellationToken);
    public override Task<Wire.Blacklisting> StateBlacklisting(Wire.StateBlacklistingRequest request, ServerCallContext context) => context.Slice<StateBlacklisting>().Handle(request, context.CancellationToken);
    public override Task<Wire.Blacklisting> DecideBlacklisting(Wire.DecideBlacklistingRequest request, ServerCallContext context) => context.Slice<DecideBlacklisting>().Handle(request, context.CancellationToken);
    public override Task<Wire.Blacklisting> LiftBlacklisting(Wire.LiftBlacklistingRequest request, ServerCallContext context) => context.Slice<LiftBlacklisting>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListBlacklistingsResponse> ListBlacklistings(Wire.ListBlacklistingsRequest request, ServerCallContext context) => context.Slice<ListBlacklistings>().Handle(request, context.CancellationToken);
}
