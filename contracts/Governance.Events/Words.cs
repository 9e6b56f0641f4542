using System.Reflection;
using System.Text.Json;

namespace Governance.Events;

/// <summary>
/// The words that a property holds, as far as they are known; of a list, each of its entries. They are part of the promise as properties are: new ones come without notice, and none is renamed or taken
/// away. In the schemas they are <c>x-extensible-enum</c>. What an operator's data decides (codes of categories, skills, courses) has none.
/// </summary>
/// <param name="words">The words with <c>|</c> between them.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class WordsAttribute(string words) : Attribute
{
    /// <summary>The words, in an order that means something to people.</summary>
    public IReadOnlyList<string> All { get; } = words.Split('|');

    /// <summary>Of each property of an event that has them, by its name in JSON.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Of(Type type) => type.GetConstructors().SelectMany(c => c.GetParameters())
        .Select(p => (Name: JsonNamingPolicy.CamelCase.ConvertName(p.Name!), p.GetCustomAttribute<WordsAttribute>()?.All)).Where(p => p.All is not null).ToDictionary(p => p.Name, p => p.All!);
}

// Where several events share them.
internal static class Known
{
    public const string CallStates = "Open|Triaged|Dispatched|Accepted|Returned|InProgress|Resolved|Evaluated|Closed|Withdrawn|Merged|Reopened";
    public const string CaseSources = "Staff|Call|Agency";
    public const string Commending = "National|Province|City|County|Town|Community";
    public const string Covers = "Accident|Liability|Medical|Traffic|Infection";
    public const string Disputes = "Neighbours|Family|Housing|PropertyManagement|Land|Demolition|Labour|Debt|Compensation|Traffic|Medical|Consumption|Other";
    public const string Emergencies = "flood|earthquake|landslide|fire|epidemic|cold|drought|accident";
    public const string Grades = "A1|A2|A3|A4|A5";
    public const string Levels = "Province|City|County|Town|Community";
    public const string Lists = "Demand|Resource|Project";
    public const string MemberStates = "Applicant|Activist|Candidate|Probationary|Full|Ended";
    public const string NeedSources = "Community|Welfare|Emergency";
    public const string PartyKinds = "WorkingCommittee|Committee|GeneralBranch|Branch|FunctionalGroup";
    public const string Pilots = "ConvenientService|SmartTechnology|SocialOrganization|SocialEnterprise|ServiceProject|SelfGovernance";
    public const string Risks = "Low|Medium|High|Critical";
    public const string SocialKinds = "MicroGroup|Functional|Interest|SocialWork|Charity|Foundation|SocialEnterprise|Umbrella|Support|Platform";
    public const string SocialWorkers = "Assistant|SocialWorker|Senior";
    public const string SocialWorkStations = "County|Town|Community";
    public const string TeamBodies = "Party|Residents|Council|Supervision";
    public const string Urgencies = "Normal|Urgent|Emergency";
}
