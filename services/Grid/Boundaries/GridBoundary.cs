using Governance.Messaging;

namespace Governance.Grid.Boundaries;

/// <summary>
/// Where a grid lies. A row of its own, since a list of grids needs no polygons. No two overlap: whoever sets one holds the ground that it touches (<see cref="BoundaryRows"/>) and looks at
/// the neighbours. That of a retired grid counts no longer.
/// </summary>
internal sealed class GridBoundary : Aggregate
{
    private GridBoundary() { }

    /// <summary>Well-known binary, WGS-84.</summary>
    public byte[] Shape { get; private set; } = [];
    public double West { get; private set; }
    public double South { get; private set; }
    public double East { get; private set; }
    public double North { get; private set; }
    public double SquareMetres { get; private set; }

    public static GridBoundary Of(string grid, DateTimeOffset at) => new() { Id = Guid.CreateVersion7(at), Area = grid };

    public void Set(byte[] shape, Box box, double squareMetres) => (Shape, West, South, East, North, SquareMetres) = (shape, box.West, box.South, box.East, box.North, squareMetres);

    /// <summary>Its grid goes on under another code.</summary>
    public void MoveTo(string grid) => Area = grid;
}

/// <summary>A box in degrees.</summary>
internal readonly record struct Box(double West, double South, double East, double North);
