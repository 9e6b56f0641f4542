using Governance.Events.Grid.V1;
using Governance.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Grid.Calendar;

/// <summary>A year of the working calendar that was published, or changed. What changes nothing leaves none.</summary>
internal sealed class CalendarPublication : Aggregate
{
    private const string Province = "51";

    private CalendarPublication() { }

    public int Year { get; private init; }
    public DateTimeOffset At { get; private init; }

    public static CalendarPublication Of(int year, IReadOnlyCollection<(DateOnly Date, bool Working)> days, DateTimeOffset at)
    {
        var publication = new CalendarPublication { Id = Guid.CreateVersion7(at), Area = Province, Year = year, At = at };
        publication.Raise(new CalendarPublished(publication.Id, Province, year, [.. days.Where(d => !d.Working).Select(d => d.Date)], [.. days.Where(d => d.Working).Select(d => d.Date)], at));
        return publication;
    }
}

internal sealed class CalendarPublicationTable : IEntityTypeConfiguration<CalendarPublication>
{
    public void Configure(EntityTypeBuilder<CalendarPublication> builder)
    {
        builder.ToTable("calendar_publications");
        builder.Property(p => p.Area).HasMaxLength(12);
    }
}
