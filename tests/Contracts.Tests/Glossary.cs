using System.Text.RegularExpressions;

namespace Governance.ContractsTests;

/// <summary>One row of contracts/GLOSSARY.md.</summary>
internal sealed record Term(string Chinese, string English, IReadOnlyList<string> NeverSay, string Meaning, IReadOnlyList<string> Where);

/// <summary>The glossary and the contracts say the same.</summary>
public sealed partial class Glossary
{
    private static readonly List<Term> _terms = Read(File.ReadAllText(Path.Combine(Contracts.Folder, "GLOSSARY.md")));

    [Fact]
    public void Has_rows() => Assert.InRange(_terms.Count, 40, 1000);

    [Fact]
    public void Has_a_row_for_every_noun() => Contracts.Hold(Missing(ProtoSet.Ours.Nouns, _terms));

    [Fact]
    public void Points_at_what_exists() => Contracts.Hold(Dangling(_terms));

    [Fact]
    public void Is_obeyed_by_every_name() => Contracts.Hold(Said(Names, _terms));

    [Fact]
    public void Explains_each_term_once()
    {
        Assert.DoesNotContain(_terms, t => t.Meaning.Length < 10 || t.Where.Count == 0 || !Chinese().IsMatch(t.Chinese));
        Assert.Empty(_terms.GroupBy(t => t.Chinese).Where(g => g.Count() > 1).Select(g => g.Key));
        Assert.Empty(_terms.GroupBy(t => t.English).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    [Fact]
    public void Rules_notice_what_breaks_them()
    {
        var terms = Read("""
            | 中文 | English in code | never say | meaning and source | where |
            | --- | --- | --- | --- | --- |
            | 诉求 | call | ticket, work order | what somebody asks for | `grid.v1.Calls` `grid.v1.NoSuchThing` `contracts/nowhere.md` |
            """);
        Assert.Equal(["governance.grid.v1.Ticket has no row in contracts/GLOSSARY.md"], Missing(["governance.grid.v1.Calls", "governance.grid.v1.Ticket"], terms));
        Assert.Equal(["诉求: grid.v1.NoSuchThing does not exist", "诉求: contracts/nowhere.md does not exist"], Dangling(terms));
        Assert.Equal(["grid.v1.OpenTicket says 'ticket', but 诉求 is 'call'", "grid.v1.Call.work_order_id says 'work order', but 诉求 is 'call'"],
            Said(["grid.v1.OpenTicket", "grid.v1.Call.work_order_id", "grid.v1.Ticketing", "grid.v1.order_work"], terms));
        var local = Read("| 诉求状态 | call state | status | where a call stands, from open to closed | `grid.v1.CallState` |");
        Assert.Equal(["governance.grid.v1.Call.status says 'status', but 诉求状态 is 'call state'"], Said(["governance.grid.v1.Call.status", "governance.volunteers.v1.PoliticalStatus"], local));
    }

    private static IEnumerable<string> Names => ProtoSet.Ours.Symbols.Concat(EventNames);

    private static IEnumerable<string> EventNames => EventRules.Ours.SelectMany(t => EventRules.Properties(t).Select(p => $"{Events.EventFormat.NameOf(t)}.{p.Name}").Prepend(Events.EventFormat.NameOf(t)));

    private static IEnumerable<string> Missing(IEnumerable<string> nouns, List<Term> terms)
    {
        var covered = terms.SelectMany(t => t.Where).Select(Full).ToHashSet();
        return nouns.Where(n => !covered.Contains(n)).Select(n => $"{n} has no row in contracts/GLOSSARY.md");
    }

    private static IEnumerable<string> Dangling(List<Term> terms)
    {
        var known = Names.ToHashSet();
        return from term in terms
               from place in term.Where
               where place.Contains('/', StringComparison.Ordinal) ? !Path.Exists(Path.Combine(Contracts.Folder, "..", place)) : !known.Contains(Full(place))
               select $"{term.Chinese}: {place} does not exist";
    }

    private static IEnumerable<string> Said(IEnumerable<string> names, List<Term> terms) =>
        from name in names
        let words = " " + string.Join(' ', Word().Matches(name[(name.IndexOf(".v1.", StringComparison.Ordinal) + 4)..]).Select(w => w.Value.ToLowerInvariant())) + " "
        from term in terms
        where HoldsFor(term, name)
        from never in term.NeverSay
        where words.Contains($" {never} ", StringComparison.Ordinal)
        select $"{name} says '{never}', but {term.Chinese} is '{term.English}'";

    // A call has a state and no status; a person's political status is another matter. So a word is barred where its row stands: in the packages that the row names, and
    // everywhere for a row that names a path (a role, a library) or what all services share.
    private static bool HoldsFor(Term term, string name)
    {
        var packages = term.Where.Where(w => w.Contains(".v1.", StringComparison.Ordinal) && !w.Contains('/', StringComparison.Ordinal)).Select(w => Package(Full(w))).ToHashSet();
        return packages.Count < term.Where.Select(w => w.Contains('/', StringComparison.Ordinal) ? w : Package(Full(w))).Distinct().Count() || packages.Contains("governance.common") || packages.Contains(Package(Full(name)));
    }

    private static string Package(string name) => name[..name.IndexOf(".v1.", StringComparison.Ordinal)];

    private static string Full(string place) => place.StartsWith("governance.", StringComparison.Ordinal) ? place : $"governance.{place}";

    private static List<Term> Read(string markdown) =>
        [.. from line in markdown.Split('\n')
            let cells = line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries)
            where line.TrimStart().StartsWith('|') && cells.Length == 5 && cells[0] is not "中文" && !cells[0].StartsWith("---", StringComparison.Ordinal)
            select new Term(cells[0], cells[1], cells[2].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), cells[3],
                [.. Code().Matches(cells[4]).Select(m => m.Groups[1].Value)])];

    [GeneratedRegex("[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")]
    private static partial Regex Word();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Chinese();
}
