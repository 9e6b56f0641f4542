using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Boundaries;

internal sealed class GridBoundaryTable : IEntityTypeConfiguration<GridBoundary>
{
    public const string OneAGrid = "ux_grid_boundaries_area";

    public void Configure(EntityTypeBuilder<GridBoundary> builder)
    {
        builder.ToTable("grid_boundaries");
        builder.Property(b => b.Area).HasMaxLength(15);
        builder.HasIndex(b => b.Area).IsUnique().HasDatabaseName(OneAGrid);
    }
}

internal static class BoundaryWire
{
    public static Wire.Boundary ToWire(this GridBoundary boundary) => new()
    {
        GridCode = boundary.Area, GeoJson = GridShape.Write(GridShape.FromBytes(boundary.Shape)), SquareMetres = Math.Round(boundary.SquareMetres, 1), Etag = Etag.Of(boundary.Version),
    };
}
