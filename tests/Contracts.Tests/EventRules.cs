using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Governance.ContractsTests;

/// <summary>What an event may be.</summary>
internal static partial class EventRules
{
    /// <summary>Properties whose name sounds like a person's and why they are none.</summary>
    public static readonly Dictionary<string, string> NotPersonal = new()
    {
        ["governance.grid.v1.DivisionsImported.AddedNames"] = "names of places",
        ["governance.grid.v1.DivisionsImported.RenamedNames"] = "names of places",
        ["governance.grid.v1.GridChanged.Name"] = "name of a place",
        ["governance.socialorgs.v1.ContractAwarded.OrganizationName"] = "name of an organisation, under which the award is announced",
        ["governance.volunteers.v1.PointsPosted.AccountId"] = "id of a point account, no bank's; whose it is only those learn who may see it",
        ["governance.volunteers.v1.RewardRedeemed.AccountId"] = "as PointsPosted",
        ["governance.welfare.v1.PersonFiled.PersonId"] = "id of a record; whose it is only those learn who may see it, with a purpose that is kept",
        ["governance.welfare.v1.RiskLevelChanged.PersonId"] = "as PersonFiled",
        ["governance.welfare.v1.VisitDue.PersonId"] = "as PersonFiled",
        ["governance.welfare.v1.VisitDone.PersonId"] = "as PersonFiled",
        ["governance.welfare.v1.VisitMissed.PersonId"] = "as PersonFiled",
        ["governance.welfare.v1.CaseClosed.Message"] = "one sentence, the same in every event; what somebody typed never comes here",
        ["governance.volunteers.v1.ServiceRefused.Reason"] = "one of two words: Overlap or MoreThanADay",
    };

    /// <summary>Strings that hold no words of ours, by their property, or by event and property: who decides what stands there.</summary>
    public static readonly Dictionary<string, string> Open = new()
    {
        ["Area"] = Place, ["FormerArea"] = Place, ["NextArea"] = Place, ["PreviousArea"] = Place, ["OpenedIn"] = Place, ["Former"] = Place, ["Successors"] = Place, ["FormerGrids"] = Place,
        ["SuccessorGrids"] = Place, ["Added"] = Place, ["Renamed"] = Place, ["Retired"] = Place, ["Homes"] = Place, ["CommunityCode"] = Place, ["DriveOpened.Place"] = Place,
        ["AddedNames"] = "names", ["RenamedNames"] = "names", ["Name"] = "names", ["OrganizationName"] = "names",
        ["Category"] = Data, ["PreviousCategory"] = Data, ["Unit"] = Data, ["Units"] = Data, ["Skills"] = Data, ["RequiredTrainings"] = Data, ["CourseCode"] = Data, ["DeedCode"] = Data, ["ServiceCode"] = Data,
        ["Hazard"] = Data, ["MemberServed.Kind"] = Data, ["ServiceRecorded.Kind"] = Data, ["OrderChanged.Kind"] = Data, ["NeedRaised.Kind"] = Data,
        ["Month"] = "a month", ["Message"] = "a sentence",
    };

    private const string Place = "codes of places", Data = "codes that operators keep";

    // Whole words of a property's name. Text that people type is here too: nobody can promise what stands in it.
    private static readonly HashSet<string> _personal = new(StringComparer.OrdinalIgnoreCase)
    {
        "Name", "Phone", "Mobile", "Telephone", "Contact", "Email", "Mail", "Address", "Street", "Identity", "Idcard", "Card", "Birth", "Birthday", "Age", "Gender", "Sex",
        "Nation", "Health", "Disease", "Disability", "Income", "Bank", "Account", "Photo", "Face", "Text", "Comment", "Reason", "Description", "Message", "Remark", "Note",
        "Title", "Content", "Findings", "Result", "Resolution", "Latitude", "Longitude", "Point", "Subject", "Actor", "Person", "Owner", "Password", "Token",
    };

    public static readonly Type[] Scalars = [typeof(string), typeof(Guid), typeof(bool), typeof(int), typeof(long), typeof(decimal), typeof(DateTimeOffset), typeof(DateOnly)];

    public static IReadOnlyList<Type> Ours { get; } = [.. typeof(Events.EventFormat).Assembly.GetExportedTypes()
        .Where(t => t.Namespace?.Split('.').Length == 4 && !t.IsNested).OrderBy(t => t.FullName, StringComparer.Ordinal)];

    public static IEnumerable<string> Shape(IEnumerable<Type> events)
    {
        foreach (var type in events)
        {
            if (!type.IsSealed || type.GetMethod("<Clone>$") is null) yield return $"{type.Name} is no sealed record";
            if (type.BaseType != typeof(object)) yield return $"{type.Name} derives from {type.BaseType?.Name}: events have no base";
            if (!Regex.IsMatch(type.Name, "^([A-Z][a-z]+)+(ed|n|lt|Paid|In|Up|Due|Overdue|Done)$")) yield return $"{type.Name} is not in the past tense: an event says what has happened";
            var properties = Properties(type);
            if (properties.Count == 0 || properties[0].PropertyType != typeof(Guid) || !properties[0].Name.EndsWith("Id", StringComparison.Ordinal))
            {
                yield return $"{type.Name} does not begin with the id of what it happened to";
            }
            if (properties.All(p => p.Name != "Area" || p.PropertyType != typeof(string))) yield return $"{type.Name} has no Area: nobody could tell who may see it";
            foreach (var property in properties)
            {
                if (property.SetMethod is { } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit))) yield return $"{type.Name}.{property.Name} can be changed";
                if (!Scalars.Contains(ElementOf(property.PropertyType))) yield return $"{type.Name}.{property.Name} is a {property.PropertyType.Name}: events carry plain values and lists of them";
            }
        }
    }

    public static IEnumerable<string> PersonalData(IEnumerable<Type> events) =>
        from type in events
        from property in Properties(type)
        let name = $"{Events.EventFormat.NameOf(type)}.{property.Name}"
        where Word().Matches(property.Name).Any(w => _personal.Contains(w.Value)) && !NotPersonal.ContainsKey(name)
        select $"{name} sounds like personal data or free text: events carry ids, and who needs more asks the service";

    public static IEnumerable<string> Undeclared(IEnumerable<Type> events)
    {
        foreach (var type in events)
        {
            var words = Events.WordsAttribute.Of(type);
            foreach (var property in Properties(type).Where(p => ElementOf(p.PropertyType) == typeof(string)))
            {
                var name = $"{Events.EventFormat.NameOf(type)}.{property.Name}";
                if (!words.TryGetValue(JsonNamingPolicy.CamelCase.ConvertName(property.Name), out var known))
                {
                    if (!Open.ContainsKey(property.Name) && !Open.ContainsKey($"{type.Name}.{property.Name}")) yield return $"{name} holds words that nobody declares: [Words(\"…\")], or say in EventRules.Open who decides them";
                }
                else
                {
                    foreach (var twice in known.GroupBy(w => w).Where(g => g.Count() > 1)) yield return $"{name} declares {twice.Key} twice";
                }
            }
        }
    }

    public static IEnumerable<string> StaleExceptions(IEnumerable<Type> events) =>
        NotPersonal.Keys.Except(events.SelectMany(t => Properties(t).Select(p => $"{Events.EventFormat.NameOf(t)}.{p.Name}"))).Select(n => $"{n} is excepted and does not exist");

    /// <summary>Properties in the order of the record's constructor.</summary>
    public static IReadOnlyList<PropertyInfo> Properties(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetMethod is { IsPublic: true }).OrderBy(p => p.MetadataToken)];

    /// <summary>The value itself, without nullable and list.</summary>
    public static Type ElementOf(Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)) type = type.GetGenericArguments()[0];
        return Nullable.GetUnderlyingType(type) ?? type;
    }

    [GeneratedRegex("[A-Z][a-z]*")]
    private static partial Regex Word();
}
