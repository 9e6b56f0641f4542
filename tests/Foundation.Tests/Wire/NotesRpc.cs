using Governance.Access;
using Governance.Foundation.Tests.Notes;
using Governance.Messaging;
using Governance.Rpc;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Governance.Foundation.Tests.Wire;

/// <summary>Slices as services write them, over the tests' aggregate.</summary>
internal sealed class NotesRpc(NotesDb db, Caller caller, TimeProvider clock) : Wire.Notes.NotesBase
{
    public override async Task<NoteReply> TakeNote(TakeNoteRequest request, ServerCallContext context)
    {
        new Check().Text("text", request.Text, 20).That(Area.TryParse(request.Area, out _), "area", "NOT_AN_AREA", "不是区划代码").OrThrow();
        var note = Note.Take(Guid.CreateVersion7(clock.GetUtcNow()), request.Area, request.Text, caller.Subject, caller.Unit, request.Code.Length == 0 ? null : request.Code);
        db.Add(note);
        try { return await db.SaveAsync(() => Reply(note), context.CancellationToken); }
        catch (ConstraintBroken e) when (e.Constraint == "ix_notes_code") { throw new Refusal(StatusCode.AlreadyExists, "CODE_TAKEN", "该代码已被使用"); }
    }

    public override async Task<NoteReply> AmendNote(AmendNoteRequest request, ServerCallContext context)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var note = await db.Notes.SingleOrDefaultAsync(n => n.Id == id) ?? throw new Refusal(StatusCode.NotFound, "NOTE_NOT_FOUND", "没有这条记录");
        Etag.Match(request.Etag, note.Version);
        note.Amend(request.Text);
        return await db.SaveAsync(() => Reply(note), context.CancellationToken);
    }

    public override async Task<ListNotesReply> ListNotes(ListNotesRequest request, ServerCallContext context)
    {
        var check = new Check();
        var page = Page.Read(check, request.PageSize, request.PageToken, request.Text);
        check.OrThrow();
        var after = page.After is null ? Guid.Empty : Guid.Parse(page.After);
        var notes = await db.Notes.Where(n => n.Id > after && n.Text.StartsWith(request.Text)).OrderBy(n => n.Id).Take(page.Size + 1).ToListAsync();
        var reply = new ListNotesReply { NextPageToken = page.Next(notes.Count > page.Size, notes.Count > page.Size ? notes[page.Size - 1].Id.ToString() : "") };
        reply.Notes.AddRange(notes.Take(page.Size).Select(Reply));
        return reply;
    }

    public override async Task WatchNotes(ListNotesRequest request, IServerStreamWriter<NoteReply> responseStream, ServerCallContext context)
    {
        await foreach (var note in db.Notes.OrderBy(n => n.Id).AsAsyncEnumerable()) await responseStream.WriteAsync(Reply(note));
    }

    public override Task<NoteReply> WhoAmI(ListNotesRequest request, ServerCallContext context) => Task.FromResult(new NoteReply { Text = caller.Subject });

    public override Task<NoteReply> Hello(ListNotesRequest request, ServerCallContext context) => Task.FromResult(new NoteReply { Text = "hello" });

    public override Task<NoteReply> Break(ListNotesRequest request, ServerCallContext context) =>
        throw new InvalidOperationException("Host=10.1.2.3;Password=secret");

    private static NoteReply Reply(Note note) => new() { Id = note.Id.ToString(), Text = note.Text, Etag = Etag.Of(note.Version) };
}

/// <summary>Forgot to declare what it needs.</summary>
internal sealed class BareRpc : Wire.Bare.BareBase
{
    public override Task<NoteReply> TellAll(ListNotesRequest request, ServerCallContext context) => Task.FromResult(new NoteReply { Text = "all" });
}
