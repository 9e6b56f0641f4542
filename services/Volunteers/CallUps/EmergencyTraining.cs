using Governance.Messaging;

namespace Governance.Volunteers.CallUps;

/// <summary>Which trainings a kind of emergency calls for: data of the province. Somebody is called up who has all of them.</summary>
internal sealed class EmergencyTraining : Aggregate
{
    /// <summary>Holds for every kind that is not listed.</summary>
    public const string General = "general";

    private EmergencyTraining() { }

    public string Kind { get; private init; } = "";
    public List<string> CourseCodes { get; private set; } = [];

    public static EmergencyTraining For(string kind, string area, DateTimeOffset at) => new() { Id = Guid.CreateVersion7(at), Area = area, Kind = kind };

    public void Set(List<string> courseCodes) => CourseCodes = courseCodes;
}
