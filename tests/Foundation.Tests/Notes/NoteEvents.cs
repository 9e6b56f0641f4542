// Where EventType.NameOf expects events; these are the tests' own.
namespace Governance.Events.Testing.V1;

public enum Mood { Calm, Cross }

public sealed record NoteTaken(Guid NoteId, string Text, Mood Mood, decimal Fee);

public sealed record NoteAmended(Guid NoteId, string Text);
