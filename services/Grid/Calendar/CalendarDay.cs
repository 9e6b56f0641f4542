using Governance.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Grid.Calendar;

/// <summary>A day that differs from Monday to Friday.</summary>
[Nationwide("the State Council sets the days for the whole country")]
internal sealed class CalendarDay
{
    public DateOnly Date { get; init; }
    public bool Working { get; set; }
    public required string Name { get; set; }
}

internal sealed class CalendarDayTable : IEntityTypeConfiguration<CalendarDay>
{
    public void Configure(EntityTypeBuilder<CalendarDay> builder)
    {
        builder.ToTable("calendar_days");
        builder.HasKey(d => d.Date);
        builder.Property(d => d.Name).HasMaxLength(50);
    }
}
