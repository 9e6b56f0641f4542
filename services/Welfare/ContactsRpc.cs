using Governance.Hosting;
using Governance.Welfare.People;
using Grpc.Core;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare;

internal sealed class ContactsRpc : Wire.Contacts.ContactsBase
{
    public override Task<Wire.Contact> AddContact(Wire.AddContactRequest request, ServerCallContext context) => context.Slice<AddContact>().Handle(request, context.CancellationToken);
    public override Task<Wire.RemoveContactResponse> RemoveContact(Wire.RemoveContactRequest request, ServerCallContext context) => context.Slice<RemoveContact>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListContactsResponse> ListContacts(Wire.ListContactsRequest request, ServerCallContext context) => context.Slice<ListContacts>().Handle(request, context.CancellationToken);
    public override Task<Wire.RevealedContact> RevealContact(Wire.RevealContactRequest request, ServerCallContext context) => context.Slice<RevealContact>().Handle(request, context.CancellationToken);
}
