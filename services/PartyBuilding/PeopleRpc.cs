using Governance.Hosting;
using Governance.PartyBuilding.People;
using Grpc.Core;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding;

internal sealed class PeopleRpc : Wire.People.PeopleBase
{
    public override Task<Wire.Person> EnterPerson(Wire.EnterPersonRequest request, ServerCallContext context) => context.Slice<EnterPerson>().Handle(request, context.CancellationToken);
    public override Task<Wire.Person> UpdatePerson(Wire.UpdatePersonRequest request, ServerCallContext context) => context.Slice<UpdatePerson>().Handle(request, context.CancellationToken);
    public override Task<Wire.Person> GetPerson(Wire.GetPersonRequest request, ServerCallContext context) => context.Slice<GetPerson>().Handle(request, context.CancellationToken);
    public override Task<Wire.RevealedMember> RevealPerson(Wire.RevealPersonRequest request, ServerCallContext context) => context.Slice<RevealPerson>().Handle(request, context.CancellationToken);
}
