using System.Text.RegularExpressions;

namespace Governance.DeployTests;

/// <summary>
/// Steps run while the version before still serves (deploy/handbook/upgrade.md), so a migration adds: what that version reads stays, and what it writes is taken. Something goes only in a contract phase, a version
/// after the code has stopped using it, and the migration says so: a comment <c>Contract phase: since VERSION …</c>. And it lets writers pass: an index on a table that is there is
/// built beside them, in a migration of its own (<c>IndexBesideWriters</c>).
/// </summary>
public sealed partial class MigrationsAdd
{
    // Before the first release no version stood before them.
    private static readonly string[] _beforeTheFirstRelease = ["20261125070154_CallPauses", "20261125120526_NominationReasons", "20261129172401_VisitsByMonth"];

    [Fact]
    public void In_every_service()
    {
        var files = Files();
        Assert.InRange(files.Count, 60, 10_000);
        Assert.InRange(files.Values.Sum(f => Up(f).Length), 100_000, int.MaxValue);
        Chart.Hold(files.Where(f => !_beforeTheFirstRelease.Contains(f.Key)).SelectMany(f => Broken(f.Key, f.Value)));
        // What is excused needs it.
        Assert.All(_beforeTheFirstRelease, m => Assert.NotEmpty(Broken(m, files[m])));
    }

    [Theory]
    [InlineData("""migrationBuilder.DropColumn(name: "text", table: "calls");""", "drops the column text")]
    [InlineData("""migrationBuilder.DropTable(name: "calls");""", "drops the table calls")]
    [InlineData("""migrationBuilder.RenameColumn(name: "text", table: "calls", newName: "words");""", "renames the column text")]
    [InlineData("""migrationBuilder.RenameTable(name: "calls", newName: "appeals");""", "renames the table calls")]
    [InlineData("""migrationBuilder.AddColumn<string>(name: "more", table: "calls", type: "text", nullable: false);""", "adds more, which the version before does not fill")]
    [InlineData("""migrationBuilder.AlterColumn<string>(name: "text", table: "calls", type: "text", nullable: false, oldClrType: typeof(string), oldType: "text", oldNullable: true);""", "wants text, which the version before leaves empty")]
    [InlineData("""migrationBuilder.AlterColumn<string>(name: "text", table: "calls", type: "character varying(10)", nullable: true, oldClrType: typeof(string), oldType: "character varying(20)", oldNullable: true);""", "makes text a character varying(10)")]
    [InlineData("""migrationBuilder.AlterColumn<int>(name: "text", table: "calls", type: "integer", nullable: true, oldClrType: typeof(string), oldType: "text", oldNullable: true);""", "makes text a integer")]
    [InlineData("""migrationBuilder.Sql("alter table calls drop column text");""", "drop column text")]
    [InlineData("""migrationBuilder.Sql("alter table calls rename to appeals");""", "rename to appeals")]
    [InlineData("""migrationBuilder.Sql("alter table calls alter column text set not null");""", "alter column text set not null")]
    [InlineData("""migrationBuilder.Sql("DROP FUNCTION count_new_visits");""", "DROP FUNCTION count_new_visits")]
    public void Otherwise_it_is_noticed(string statement, string says)
    {
        Assert.Equal([$"M: {says}"], Broken("M", Migration(statement, "")));
        // On the way back it may go, and in a contract phase.
        Assert.Empty(Broken("M", Migration("", statement)));
        Assert.Empty(Broken("M", Migration($"// Contract phase: since 0.2.0 nobody reads it.\n{statement}", "")));
    }

    // What is checked or built over all rows of a large table, writers wait for.
    private const string _released = "20261201";

    /// <summary>A table that is there already may hold a province: nothing is built on it while writers wait.</summary>
    [Fact]
    public void And_stop_no_writer()
    {
        Chart.Hold(Files().Where(f => string.CompareOrdinal(f.Key, _released) > 0).SelectMany(f => Stopping(f.Key, f.Value)));
        // There is something to look at, and on tables of its own a migration may build.
        Assert.InRange(Files().Sum(f => Stopping(f.Key, f.Value).Count()), 5, 10_000);
        Assert.Empty(Files().Where(f => f.Key.EndsWith("_Initial", StringComparison.Ordinal)).SelectMany(f => Stopping(f.Key, f.Value)));
    }

    [Theory]
    [InlineData("""migrationBuilder.CreateIndex(name: "ix_calls_text", table: "calls", column: "text");""", "builds ix_calls_text on calls while nobody can write there: concurrently")]
    [InlineData("""migrationBuilder.AddForeignKey(name: "fk_calls", table: "calls", column: "text", principalTable: "texts");""", "checks fk_calls on calls while nobody can write there: not valid, validated after it")]
    [InlineData("""migrationBuilder.AddCheckConstraint(name: "ck_calls", table: "calls", sql: "true");""", "checks ck_calls on calls while nobody can write there: not valid, validated after it")]
    [InlineData("""migrationBuilder.AddUniqueConstraint(name: "ak_calls", table: "calls", column: "text");""", "builds ak_calls on calls while nobody can write there: concurrently")]
    [InlineData("""migrationBuilder.Sql("create unique index ux on calls (text)");""", "builds ux on calls while nobody can write there: concurrently")]
    public void A_writer_that_is_stopped_is_noticed(string statement, string says)
    {
        Assert.Equal([$"M: {says}"], Stopping("M", Migration(statement, "")));
        Assert.Empty(Stopping("M", Migration("""migrationBuilder.CreateTable(name: "calls", columns: 1);""" + statement, "")));
        Assert.Empty(Stopping("M", Migration("""migrationBuilder.Sql("create table calls (text text)");""" + statement, "")));
        Assert.Empty(Stopping("M", Migration("// Few rows: one for each county.\n" + statement, "")));
        if (!says.Contains(" ix_calls_text ", StringComparison.Ordinal) && !says.Contains(" ux ", StringComparison.Ordinal)) return;
        Assert.Empty(Stopping("M", Migration(statement.Replace("column: \"text\");", "column: \"text\").Annotation(\"Npgsql:CreatedConcurrently\", true);", StringComparison.Ordinal).Replace("unique index ux", "unique index concurrently ux", StringComparison.Ordinal), "")));
    }

    /// <summary>What is outside the transaction is not rolled back with it: whatever fails there, the step is tried again from the migration's beginning.</summary>
    [Fact]
    public void And_may_be_repeated()
    {
        Chart.Hold(Files().SelectMany(f => Unrepeatable(f.Key, f.Value)));
        Assert.Contains("IndexBesideWriters", Files()["20261129142349_CallOwnersSought"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""migrationBuilder.CreateIndex(name: "ix", table: "calls", column: "text").Annotation("Npgsql:CreatedConcurrently", true);""", "builds an index that cannot be repeated when it was cut off: IndexBesideWriters")]
    [InlineData("""migrationBuilder.Sql("create index concurrently if not exists ix on calls (text);", suppressTransaction: true);""", "builds an index that cannot be repeated when it was cut off: IndexBesideWriters", "leaves the transaction")]
    [InlineData("""migrationBuilder.Sql("update calls set text = text || '!'", suppressTransaction: true);""", "leaves the transaction")]
    [InlineData("""migrationBuilder.Sql("update calls set text = text || '!'", true);""", "leaves the transaction")]
    [InlineData("""migrationBuilder.IndexBesideWriters("ix", "calls (text)"); migrationBuilder.Sql("create table more (id int)");""", "does more than what stands outside the transaction: in a migration of its own")]
    [InlineData("""migrationBuilder.Sql("alter table calls validate constraint ck;", suppressTransaction: true); migrationBuilder.CreateTable(name: "more", columns: 1);""", "does more than what stands outside the transaction: in a migration of its own")]
    [InlineData("""migrationBuilder.Sql("alter table calls validate constraint ck;", suppressTransaction: true); migrationBuilder.IndexBesideWriters("ix", "calls (text)", unique: true);""")]
    [InlineData("""migrationBuilder.Sql("alter table calls validate constraint ck;"); migrationBuilder.CreateTable(name: "more", columns: 1);""")]
    public void What_cannot_be_repeated_is_noticed(string statement, params string[] says) => Assert.Equal(says.Select(s => $"M: {s}"), Unrepeatable("M", Migration(statement, "")));

    private static IEnumerable<string> Unrepeatable(string name, string migration)
    {
        var up = Up(migration);
        if (up.Contains("oncurrently", StringComparison.Ordinal)) yield return $"{name}: builds an index that cannot be repeated when it was cut off: IndexBesideWriters";
        // A constraint that has been validated may be validated again.
        var repeatable = Repeatable().Count(up);
        if (Outside().Count(Repeatable().Replace(up, "")) > 0) yield return $"{name}: leaves the transaction";
        else if (repeatable > 0 && Statement().Count(up) > repeatable) yield return $"{name}: does more than what stands outside the transaction: in a migration of its own";
    }

    private static IEnumerable<string> Stopping(string name, string migration)
    {
        var up = Up(migration);
        if (up.Contains("// Few rows: ", StringComparison.Ordinal)) yield break;
        var own = Made().Matches(up).Select(m => m.Groups["table"].Value).ToHashSet();
        foreach (Match built in Building().Matches(up))
        {
            var (what, table, index) = (built.Groups["what"].Value, built.Groups["table"].Value, built.Groups["name"].Value);
            if (own.Contains(table) || built.Value.Contains("Concurrently", StringComparison.OrdinalIgnoreCase)) continue;
            yield return what is "AddForeignKey" or "AddCheckConstraint" ? $"{name}: checks {index} on {table} while nobody can write there: not valid, validated after it" : $"{name}: builds {index} on {table} while nobody can write there: concurrently";
        }
    }

    private static Dictionary<string, string> Files() => Directory.EnumerateFiles(Path.Combine(Chart.Root, "services"), "2*.cs", SearchOption.AllDirectories)
        .Where(f => Path.GetFileName(Path.GetDirectoryName(f)) == "Migrations" && !f.EndsWith(".Designer.cs", StringComparison.Ordinal)).ToDictionary(f => Path.GetFileNameWithoutExtension(f), File.ReadAllText);

    [Fact]
    public void So_is_what_a_text_beside_the_method_says() => Assert.Equal(["M: drop table calls"],
        Broken("M", "class M {\nprivate const string Gone = \"drop table calls\";\n\nprivate const string All = Gone + \";\";\n\nprivate const string Back = \"drop table other\";\n\nvoid Up(MigrationBuilder b) { b.Sql(All); } void Down(MigrationBuilder b) { b.Sql(Back); } }"));

    [Theory]
    [InlineData("""migrationBuilder.AddColumn<string>(name: "more", table: "calls", type: "text", nullable: true);""")]
    [InlineData("""migrationBuilder.AddColumn<int>(name: "more", table: "calls", type: "integer", nullable: false, defaultValue: 0);""")]
    [InlineData("""migrationBuilder.AlterColumn<string>(name: "text", table: "calls", type: "text", nullable: true, oldClrType: typeof(string), oldType: "text");""")]
    [InlineData("""migrationBuilder.AlterColumn<string>(name: "text", table: "calls", type: "character varying(30)", nullable: false, oldClrType: typeof(string), oldType: "character varying(20)");""")]
    [InlineData("""migrationBuilder.DropIndex(name: "ix_calls_text", table: "calls");""")]
    public void What_adds_is_taken(string statement) => Assert.Empty(Broken("M", Migration(statement, "")));

    private static string Migration(string up, string down) => $"class M {{ protected override void Up(MigrationBuilder migrationBuilder) {{ {up} }} protected override void Down(MigrationBuilder migrationBuilder) {{ {down} }} }}";

    private static IEnumerable<string> Broken(string name, string migration) =>
        migration.Contains("Contract phase: ", StringComparison.Ordinal) ? [] : [.. Operations(Up(migration)).Concat(Sql().Matches(Up(migration)).Select(m => m.Value.Trim())).Select(o => $"{name}: {o}")];

    private static IEnumerable<string> Operations(string up)
    {
        foreach (Match operation in Operation().Matches(up))
        {
            string? Of(string argument) => Regex.Match(operation.Groups["arguments"].Value, $@"\b{argument}: (?:""([^""]*)""|([\w.]+))") is { Success: true } m ? m.Groups[1].Value + m.Groups[2].Value : null;
            var (what, column) = (operation.Groups["what"].Value, Of("name"));
            if (what is "DropColumn" or "RenameColumn") yield return $"{(what[0] == 'D' ? "drops" : "renames")} the column {column}";
            if (what is "DropTable" or "RenameTable") yield return $"{(what[0] == 'D' ? "drops" : "renames")} the table {column}";
            if (what is "AddColumn" && Of("nullable") == "false" && !operation.Value.Contains("defaultValue", StringComparison.Ordinal)) yield return $"adds {column}, which the version before does not fill";
            if (what is not "AlterColumn") continue;
            if (Of("nullable") == "false" && Of("oldNullable") == "true") yield return $"wants {column}, which the version before leaves empty";
            if (Of("oldType") is { } old && Of("type") is { } type && type != old && type != "text" && !(Length(type) >= Length(old))) yield return $"makes {column} a {type}";
        }
    }

    private static int? Length(string type) => Varying().Match(type) is { Success: true } m ? int.Parse(m.Groups[1].Value, null) : null;

    // The method, and the texts that it names, and those that they name.
    private static string Up(string migration)
    {
        var up = migration[migration.IndexOf("void Up(", StringComparison.Ordinal)..].Split("void Down(")[0];
        var texts = Constant().Matches(migration).ToDictionary(c => c.Groups["name"].Value, c => c.Groups["text"].Value);
        while (texts.Keys.FirstOrDefault(name => Regex.IsMatch(up, $@"\b{name}\b")) is { } named)
        {
            up += '\n' + texts[named];
            texts.Remove(named);
        }
        return up;
    }

    [GeneratedRegex(@"migrationBuilder\.(?<what>DropColumn|DropTable|RenameColumn|RenameTable|AddColumn|AlterColumn)(<[^(]*>)?\((?<arguments>.*?)\);", RegexOptions.Singleline)]
    private static partial Regex Operation();

    [GeneratedRegex(@"CreateTable\(\s*name: ""(?<table>\w+)""|create table (if not exists )?(?<table>\w+)")]
    private static partial Regex Made();

    [GeneratedRegex(@"migrationBuilder\.(?<what>CreateIndex|AddUniqueConstraint|AddForeignKey|AddCheckConstraint)\(\s*name: ""(?<name>\w+)"",\s*table: ""(?<table>\w+)"".*?;|create (unique )?index (concurrently )?(if not exists )?(?<name>\w+)\s+on (only )?(?<table>\w+)", RegexOptions.Singleline)]
    private static partial Regex Building();

    [GeneratedRegex(@"migrationBuilder\.(IndexBesideWriters\([^;]*;|Sql\(""alter table \w+ validate constraint \w+;?"", suppressTransaction: true\);)")]
    private static partial Regex Repeatable();

    [GeneratedRegex(@"suppressTransaction|Sql\([^;]*, true\);")]
    private static partial Regex Outside();

    [GeneratedRegex(@"migrationBuilder\s*\.")]
    private static partial Regex Statement();

    [GeneratedRegex(@"\b(drop (table|column|function|view) [^;""\n]*|rename (column|to) [^;""\n]*|alter column \w+ (type|set not null)[^;""\n]*)", RegexOptions.IgnoreCase)]
    private static partial Regex Sql();

    [GeneratedRegex(@"const string (?<name>\w+) =(?<text>.*?);\r?\n\r?\n", RegexOptions.Singleline)]
    private static partial Regex Constant();

    [GeneratedRegex(@"^character varying\((\d+)\)$")]
    private static partial Regex Varying();
}
