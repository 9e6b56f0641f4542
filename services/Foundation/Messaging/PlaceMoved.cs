namespace Governance.Messaging;

/// <summary>Says to whoever holds places in memory that the database has refused one as retired: what they hold is too old.</summary>
public sealed class PlaceMoved
{
    /// <summary>A write was refused.</summary>
    public event Action? Noticed;

    internal void Notice() => Noticed?.Invoke();
}
