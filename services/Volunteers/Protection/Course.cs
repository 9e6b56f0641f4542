using System.Text.RegularExpressions;
using Governance.Messaging;

namespace Governance.Volunteers.Protection;

/// <summary>A course of the catalogue. One catalogue for the province, as data: a course that one county knows and the next does not would train nobody for an emergency next door.</summary>
internal sealed partial class Course : Aggregate
{
    private Course() { }

    public string Code { get; private init; } = "";
    public string Name { get; private set; } = "";
    public int Hours { get; private set; }

    /// <summary>0 = a training holds for ever.</summary>
    public int ValidMonths { get; private set; }
    public bool Retired { get; private set; }

    /// <summary>2 to 40 lower-case letters, digits and hyphens: codes stand in addresses, facts and events.</summary>
    public static bool IsCode(string text) => Form().IsMatch(text);

    public static Course Of(string code, string area, DateTimeOffset at) => new() { Id = Guid.CreateVersion7(at), Area = area, Code = code };

    public void Set(string name, int hours, int validMonths, bool retired) => (Name, Hours, ValidMonths, Retired) = (name, hours, validMonths, retired);

    /// <summary>First day on which a training of this day holds no longer.</summary>
    public DateOnly? Until(DateOnly trained) => ValidMonths == 0 ? null : trained.AddMonths(ValidMonths);

    public void MustBeTaught()
    {
        if (Retired) throw TrainingRefusals.CourseRetired();
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{1,39}$")]
    private static partial Regex Form();
}
