using System.Collections.Concurrent;
using Governance.Events.Testing.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Foundation.Tests.Notes;

/// <summary>How often a consumer was tried, and what it is to do wrong; a singleton of the test's app.</summary>
internal sealed class Trials
{
    public ConcurrentQueue<(string Consumer, string Text)> Tried { get; } = new();

    public Func<string, Exception?> Fault { get; set; } = _ => null;

    public int Of(string text) => Tried.Count(t => t.Text == text);
}

/// <summary>Writes down what it hears.</summary>
internal sealed class OnNoteTaken(NotesDb db, Trials trials) : IConsumer<NoteTaken>
{
    public async Task Consume(ConsumeContext<NoteTaken> context)
    {
        var heard = context.Message;
        trials.Tried.Enqueue((nameof(OnNoteTaken), heard.Text));
        db.Add(new Heard { Id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), By = nameof(OnNoteTaken), NoteId = heard.NoteId, Text = $"{heard.Text} {heard.Mood} {heard.Fee}" });
        if (trials.Fault(heard.Text) is { } fault) throw fault;
        await db.SaveAsync(context.CancellationToken);
    }
}

/// <summary>Changes an aggregate of its own service, which raises events in turn.</summary>
internal sealed class OnNoteAmended(NotesDb db, Trials trials) : IConsumer<NoteAmended>
{
    public async Task Consume(ConsumeContext<NoteAmended> context)
    {
        var heard = context.Message;
        trials.Tried.Enqueue((nameof(OnNoteAmended), heard.Text));
        if (trials.Fault(heard.Text) is { } fault) throw fault;
        db.Add(new Heard { Id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), By = nameof(OnNoteAmended), NoteId = heard.NoteId, Text = heard.Text });
        await db.SaveAsync(context.CancellationToken);
    }
}

/// <summary>Looks and decides that there is nothing to write.</summary>
internal sealed class OnNoteIgnored(NotesDb db, Trials trials) : IConsumer<NoteTaken>
{
    public async Task Consume(ConsumeContext<NoteTaken> context)
    {
        trials.Tried.Enqueue((nameof(OnNoteIgnored), context.Message.Text));
        await db.Notes.AnyAsync(n => n.Id == context.Message.NoteId);
    }
}
