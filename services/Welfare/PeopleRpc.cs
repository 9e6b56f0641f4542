using Governance.Hosting;
using Governance.Welfare.People;
using Grpc.Core;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare;

internal sealed class PeopleRpc : Wire.People.PeopleBase
{
    public override Task<Wire.Person> RegisterPerson(Wire.RegisterPersonRequest request, ServerCallContext context) => context.Slice<RegisterPerson>().Handle(request, context.CancellationToken);
    public override Task<Wire.Person> GetPerson(Wire.GetPersonRequest request, ServerCallContext context) => context.Slice<GetPerson>().Handle(request, context.CancellationToken);
    public override Task<Wire.SearchPeopleResponse> SearchPeople(Wire.SearchPeopleRequest request, ServerCallContext context) => context.Slice<SearchPeople>().Handle(request, context.CancellationToken);
    public override Task<Wire.Person> UpdatePerson(Wire.UpdatePersonRequest request, ServerCallContext context) => context.Slice<UpdatePerson>().Handle(request, context.CancellationToken);
    public override Task<Wire.Person> IdentifyPerson(Wire.IdentifyPersonRequest request, ServerCallContext context) => context.Slice<IdentifyPerson>().Handle(request, context.CancellationToken);
    public override Task<Wire.FindPersonResponse> FindPerson(Wire.FindPersonRequest request, ServerCallContext context) => context.Slice<FindPerson>().Handle(request, context.CancellationToken);
    public override Task<Wire.RevealedPerson> RevealPerson(Wire.RevealPersonRequest request, ServerCallContext context) => context.Slice<RevealPerson>().Handle(request, context.CancellationToken);
    public override Task<Wire.Person> SealPerson(Wire.SealPersonRequest request, ServerCallContext context) => context.Slice<SealPerson>().Handle(request, context.CancellationToken);
    public override Task<Wire.Person> UnsealPerson(Wire.UnsealPersonRequest request, ServerCallContext context) => context.Slice<UnsealPerson>().Handle(request, context.CancellationToken);
    public override Task<Wire.Person> RecordDeath(Wire.RecordDeathRequest request, ServerCallContext context) => context.Slice<RecordDeath>().Handle(request, context.CancellationToken);
    public override Task<Wire.Person> MergePeople(Wire.MergePeopleRequest request, ServerCallContext context) => context.Slice<MergePeople>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListPersonStepsResponse> ListPersonSteps(Wire.ListPersonStepsRequest request, ServerCallContext context) => context.Slice<ListPersonSteps>().Handle(request, context.CancellationToken);
    public override Task<Wire.GetPeopleFiguresResponse> GetPeopleFigures(Wire.GetPeopleFiguresRequest request, ServerCallContext context) => context.Slice<GetPeopleFigures>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListStudyRecordsResponse> ListStudyRecords(Wire.ListStudyRecordsRequest request, ServerCallContext context) => context.Slice<ListStudyRecords>().Handle(request, context.CancellationToken);
}
