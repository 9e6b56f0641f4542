using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.People;

internal sealed class AddHealthNote(WelfareDb db, PersonDesk desk, PersonWire wire, PersonRows rows)
{
    public async Task<Wire.HealthNote> Handle(Wire.AddHealthNoteRequest request, CancellationToken cancel)
    {
        new Check().Known("kind", request.Kind).Text("text", request.Text, 1000).Date("note_date", request.NoteDate, out var on).That(on <= desk.Today, "note_date", "IN_THE_FUTURE", "不能晚于今天")
            .Id("person_id", request.PersonId, out var id).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await rows.ShareAsync(id, cancel);
        var person = await desk.FindAsync(id, cancel);
        await desk.MustConsentAsync(await desk.IdsOfAsync(person, cancel), ConsentPurpose.Health, cancel);
        var note = new HealthNote
        {
            Id = Guid.CreateVersion7(desk.Me.At), PersonId = person.Id, Area = person.Area, Kind = (HealthNoteKind)request.Kind, Text = wire.SealHealth(request.Text), NotedOn = on, By = desk.Me.Subject,
        };
        db.Add(note);
        db.AuditRead(person.Id, person.Area, "health note added");
        var reply = await db.SaveAsync(() => wire.Of(note), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
