using Governance.Access;

namespace Governance.Messaging;

/// <summary>
/// What is loaded, changed and saved as one. Its version is the etag and guards against lost updates; its events are numbered without gaps, so that
/// a consumer can tell that it has missed one.
/// </summary>
public abstract class Aggregate : IAreaScoped
{
    private readonly List<(object Happened, string? Area)> raised = [];

    /// <summary>UUIDv7.</summary>
    public Guid Id { get; protected init; }

    /// <summary>Where it belongs: division or grid code.</summary>
    public string Area { get; protected set; } = "";

    /// <summary>Goes up by one with every save.</summary>
    public int Version { get; private set; }

    /// <summary>How many events it has raised.</summary>
    public int EventSequence { get; private set; }

    /// <summary>Says that something has happened. The event is written with the aggregate, in the same transaction, or not at all.</summary>
    protected void Raise(object happened) => raised.Add((happened, null));

    /// <summary>The same, told in another area than the aggregate's own: to those whom it concerns there, and who see nothing of the aggregate itself.</summary>
    protected void RaiseIn(string area, object happened) => raised.Add((happened, area));

    /// <summary>
    /// Comes to another area by a right of its own (somebody moves house, or registers again elsewhere): only the new area is held against the caller's. What a clerk moves out of another's
    /// area needs both, and sets <see cref="Area"/> alone.
    /// </summary>
    protected void ArriveIn(string area) => (Area, Arrived) = (area, true);

    internal bool Arrived { get; private set; }

    /// <summary>What has happened, and where it is told; null = where the aggregate is.</summary>
    internal IReadOnlyList<(object Happened, string? Area)> Raised => raised;

    internal void NextVersion() => Version++;

    internal int NextSequence() => ++EventSequence;

    internal void ForgetRaised()
    {
        raised.Clear();
        Arrived = false;
    }
}
