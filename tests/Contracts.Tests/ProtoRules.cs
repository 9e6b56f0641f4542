using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;

namespace Governance.ContractsTests;

/// <summary>What buf cannot check. Each rule names what breaks it; no rule throws, so that one run tells everything.</summary>
internal static partial class ProtoRules
{
    /// <summary>Writes that need no request_id.</summary>
    public static readonly Dictionary<string, string> WithoutRequestId = new()
    {
        ["governance.grid.v1.Calls.RevealContact"] = "changes nothing: a retry is a second look, and every look leaves an audit entry of its own",
        ["governance.grid.v1.Categories.TryDispatchRules"] = "changes nothing; POST since a set of rules is no address",
        ["governance.grid.v1.Disputes.RevealDispute"] = "as RevealContact",
        ["governance.volunteers.v1.Registrations.RevealVolunteer"] = "as RevealContact",
        ["governance.party.v1.ReportIns.RevealReportedMember"] = "as RevealContact",
        ["governance.party.v1.Members.RevealMember"] = "as RevealContact",
        ["governance.party.v1.People.RevealPerson"] = "as RevealContact",
        ["governance.party.v1.Qualifications.RevealReviewed"] = "as RevealContact",
        ["governance.party.v1.Conventions.RevealListing"] = "as RevealContact",
        ["governance.party.v1.Members.FindMember"] = "as FindByIdentityNumber",
        ["governance.volunteers.v1.Registrations.HashIdentityNumber"] = "changes nothing; every question leaves an audit entry",
        ["governance.volunteers.v1.Registrations.FindByIdentityNumber"] = "changes nothing; POST keeps the number out of addresses, and every question leaves an audit entry",
        ["governance.socialorgs.v1.Organizations.RevealLeader"] = "as RevealContact",
        ["governance.socialorgs.v1.SocialWorkers.RevealSocialWorker"] = "as RevealContact",
        ["governance.socialorgs.v1.SocialWorkers.FindSocialWorker"] = "as FindByIdentityNumber",
        ["governance.socialorgs.v1.Donations.RevealDonor"] = "as RevealContact",
        ["governance.welfare.v1.ChildReports.RevealReporter"] = "as RevealContact",
        ["governance.volunteers.v1.Batches.BatchRegisterFile"] = "pieces of a file: its batch_id says what is in already",
        ["governance.welfare.v1.People.RevealPerson"] = "as RevealContact",
        ["governance.welfare.v1.People.FindPerson"] = "as FindByIdentityNumber",
        ["governance.welfare.v1.Contacts.RevealContact"] = "as RevealContact",
    };

    /// <summary>What JSON over HTTP cannot say.</summary>
    public static readonly Dictionary<string, string> WithoutJson = new()
    {
        ["governance.volunteers.v1.Batches.BatchRegister"] = "a stream of parts from the client; transcoding has none",
        ["governance.party.v1.Rosters.BatchRegisterMembers"] = "as BatchRegister",
        ["governance.party.v1.Rosters.BatchRegisterTeamMembers"] = "as BatchRegister",
        ["governance.party.v1.Rosters.BatchRegisterWorkers"] = "as BatchRegister",
    };

    /// <summary>Lists that need no pages.</summary>
    public static readonly Dictionary<string, string> WithoutPages = new()
    {
        ["governance.grid.v1.Calendar.ListCalendarDays"] = "one year; ImportCalendar takes at most 200 days",
        ["governance.grid.v1.Categories.ListCategories"] = "a tree is shown whole; some hundred rows, all of them configuration",
        ["governance.grid.v1.Calls.ListCallSteps"] = "one timeline is read whole; each step takes a person's act or the clock's, so that it stays at some dozens",
        ["governance.grid.v1.Disputes.ListDisputeSteps"] = "as ListCallSteps",
        ["governance.grid.v1.DisputeLimits.ListDisputeLimits"] = "five kinds in at most three divisions, each with some days on which it changed",
        ["governance.grid.v1.Calls.ListDuplicates"] = "an offer of at most 20",
        ["governance.volunteers.v1.Registrations.ListGrowthSteps"] = "at most one step a level, and four levels",
        ["governance.volunteers.v1.Registrations.ListSkills"] = "some dozens, all of them configuration",
        ["governance.welfare.v1.People.ListPersonSteps"] = "as ListCallSteps",
        ["governance.welfare.v1.Visits.ListVisitRules"] = "five levels, each with some days on which it changed",
        ["governance.welfare.v1.Jobs.ListJobRules"] = "of one division and those above it, each with some days on which it changed",
        ["governance.welfare.v1.CaseNotes.ListCaseSteps"] = "as ListCallSteps",
        ["governance.welfare.v1.CaseLimits.ListCaseLimits"] = "three kinds, each with some days on which it changed",
        ["governance.welfare.v1.Contacts.ListContacts"] = "who is close to one person, entered one by one",
        ["governance.welfare.v1.Consents.ListConsents"] = "one that holds for each of four purposes, and some withdrawn ones",
        ["governance.welfare.v1.Assessments.ListForms"] = "some dozens, all of them configuration",
    };

    private static readonly string[] _statuses = ["CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED"];

    public static IEnumerable<string> Permissions(ProtoSet protos) =>
        from rpc in protos.Rpcs
        let service = rpc.Package.Split('.')[1]
        where rpc.Permission is not ("public" or "authenticated") && !Regex.IsMatch(rpc.Permission, $@"^{service}\.[a-z]+\.[a-z]+$")
        select rpc.Permission.Length == 0 ? $"{rpc.FullName} declares no permission" : $"{rpc.FullName}: permission '{rpc.Permission}' is not {service}.<noun>.<verb>";

    public static IEnumerable<string> JsonDoors(ProtoSet protos)
    {
        foreach (var rpc in protos.Rpcs)
        {
            var service = rpc.Package.Split('.')[1];
            if (WithoutJson.ContainsKey(rpc.FullName)) continue;
            if (rpc.Http is null) yield return $"{rpc.FullName} has no google.api.http: no door for JSON";
            else if (!rpc.Path.StartsWith($"/{service}/v1/", StringComparison.Ordinal)) yield return $"{rpc.FullName}: {rpc.Path} does not begin with /{service}/v1/";
            else if (rpc.Writes == (rpc.Http.Body.Length == 0)) yield return $"{rpc.FullName}: a write has a body, a read has none";
            foreach (Match variable in PathVariable().Matches(rpc.Path))
            {
                if (rpc.Request.Field.All(f => f.Name != variable.Groups[1].Value)) yield return $"{rpc.FullName}: {variable.Value} is no field of {rpc.Request.Name}";
            }
        }
        foreach (var same in protos.Rpcs.Where(r => r.Http is not null).GroupBy(r => $"{r.Http!.PatternCase} {PathVariable().Replace(r.Path, "{}")}").Where(g => g.Count() > 1))
        {
            yield return $"{string.Join(" and ", same.Select(r => r.FullName))} share {same.Key}";
        }
    }

    public static IEnumerable<string> Refusals(ProtoSet protos)
    {
        foreach (var rpc in protos.Rpcs)
        {
            var at = rpc.Comment.IndexOf("Refusals:", StringComparison.Ordinal);
            if (at < 0) yield return $"{rpc.FullName}: its comment names no refusals (\"Refusals: …\")";
            else if (!_statuses.Any(s => rpc.Comment[at..].Contains(s, StringComparison.Ordinal)) && !rpc.Comment[at..].Contains("none", StringComparison.Ordinal))
            {
                yield return $"{rpc.FullName}: its refusals name no gRPC status, nor say \"none\"";
            }
        }
    }

    public static IEnumerable<string> RequestIds(ProtoSet protos) =>
        from rpc in protos.Rpcs
        where rpc.Writes && !WithoutRequestId.ContainsKey(rpc.FullName)
            && !rpc.Request.Field.Any(f => f is { Name: "request_id", Number: 1, Type: FieldDescriptorProto.Types.Type.String })
        select $"{rpc.FullName} writes, but {rpc.Request.Name} has no `string request_id = 1`: a retry would have effect twice";

    public static IEnumerable<string> Pages(ProtoSet protos)
    {
        foreach (var rpc in protos.Rpcs.Where(r => r.Name.StartsWith("List", StringComparison.Ordinal) && !WithoutPages.ContainsKey(r.FullName)))
        {
            if (!Has(rpc.Request, "page_size", FieldDescriptorProto.Types.Type.Int32)) yield return $"{rpc.FullName}: {rpc.Request.Name} has no int32 page_size";
            if (!Has(rpc.Request, "page_token", FieldDescriptorProto.Types.Type.String)) yield return $"{rpc.FullName}: {rpc.Request.Name} has no string page_token";
            if (!Has(rpc.Response, "next_page_token", FieldDescriptorProto.Types.Type.String)) yield return $"{rpc.FullName}: {rpc.Response.Name} has no string next_page_token";
            if (rpc.Response.Field.Count(f => f.Label == FieldDescriptorProto.Types.Label.Repeated) != 1) yield return $"{rpc.FullName}: {rpc.Response.Name} is to have one repeated field, the rows";
        }
    }

    public static IEnumerable<string> StaleExceptions(ProtoSet protos) =>
        WithoutRequestId.Keys.Concat(WithoutPages.Keys).Concat(WithoutJson.Keys).Except(protos.Rpcs.Select(r => r.FullName)).Select(name => $"{name} is excepted from a rule and does not exist");

    private static bool Has(DescriptorProto message, string name, FieldDescriptorProto.Types.Type type) => message.Field.Any(f => f.Name == name && f.Type == type);

    // {id}, {grid.code}: the first name is the request's.
    [GeneratedRegex(@"\{([a-z_]+)[^}]*\}")]
    private static partial Regex PathVariable();
}
