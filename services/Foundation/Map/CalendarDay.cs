using System.Diagnostics.CodeAnalysis;
using Governance.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Map;

/// <summary>A day that differs from Monday to Friday.</summary>
[Nationwide("the State Council sets the days for the whole country")]
public sealed class CalendarDay
{
    /// <summary>The day.</summary>
    public DateOnly Date { get; init; }

    /// <summary>Worked on, though a weekend; otherwise off.</summary>
    public bool Working { get; set; }

    /// <summary>Why, e.g. 国庆节.</summary>
    public required string Name { get; set; }
}

/// <summary>Table <c>calendar_days</c>, the same in every service that reckons in working time.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "made by MapModule")]
internal sealed class CalendarDayTable : IEntityTypeConfiguration<CalendarDay>
{
    public void Configure(EntityTypeBuilder<CalendarDay> builder)
    {
        builder.ToTable("calendar_days");
        builder.HasKey(d => d.Date);
        builder.Property(d => d.Name).HasMaxLength(50);
    }
}
