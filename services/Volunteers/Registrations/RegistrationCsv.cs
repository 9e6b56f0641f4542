using System.Collections.Frozen;
using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using Governance.Rpc;
using Grpc.Core;
using nietras.SeparatedValues;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Registrations;

/// <summary>
/// A table as clerks have it, in UTF-8 or in GB 18030 as Excel saves it, with a row of headings in Chinese or in the names of the contract. Line 1 is the first row beneath the headings.
/// What cannot be read in a row is that row's verdict; only a heading that nobody knows refuses the file.
/// </summary>
internal static class RegistrationCsv
{
    private const int Looked = 64 * 1024;
    private static readonly char[] Between = ['、', ',', '，', ';', '；', ' ', '/'];
    private static readonly string[] Days = ["一", "二", "三", "四", "五", "六", "日"], Parts = ["上午", "下午", "晚上"];

    private static readonly FrozenDictionary<string, string> SkillCodes = Skills.All.ToFrozenDictionary(s => s.Value, s => s.Key);

    private delegate bool Reading(Wire.RegisterVolunteerRequest row, string text);

    private sealed record Column(string Chinese, string Name, Reading Read, bool Needed = false);

    private static readonly Column[] Columns =
    [
        new("姓名", "name", (r, t) => (r.Name = t) is not null, Needed: true),
        new("证件号码", "identityNumber", (r, t) => (r.IdentityNumber = t.ToUpperInvariant()) is not null, Needed: true),
        new("手机号", "phone", (r, t) => (r.Phone = t) is not null, Needed: true),
        new("社区编码", "divisionCode", (r, t) => (r.DivisionCode = t) is not null, Needed: true),
        new("技能", "skills", (r, t) => Each(t, s => { r.Skills.Add(SkillCodes.GetValueOrDefault(s, s)); return true; })),
        new("语言", "languages", (r, t) => Each(t, s => { r.Languages.Add(s switch { "彝语" => "iii", "藏语" => "bo", "英语" => "en", _ => s }); return true; })),
        new("政治面貌", "politicalStatus", (r, t) => Of(t, out Wire.PoliticalStatus status, "", "群众", "共青团员", "中共党员", "民主党派") && (r.PoliticalStatus = status) >= 0),
        new("退役军人", "veteran", (r, t) => YesNo(t, out var yes) && (r.Veteran = yes) == yes),
        new("学历", "education", (r, t) => Of(t, out Wire.Education education, "", "初中及以下", "高中", "大专", "本科", "研究生") && (r.Education = education) >= 0),
        new("服务时间", "availableTimes", (r, t) => Each(t, s => Time(s) is { } time && Add(r, time))),
        new("监护人姓名", "guardianConsent.guardianName", (r, t) => (Consent(r).GuardianName = t) is not null),
        new("监护人手机号", "guardianConsent.guardianPhone", (r, t) => (Consent(r).GuardianPhone = t) is not null),
        new("监护关系", "guardianConsent.relation", (r, t) => (Consent(r).Relation = t) is not null),
        new("监护人同意参加", "guardianConsent.toVolunteering", (r, t) => YesNo(t, out var yes) && (Consent(r).ToVolunteering = yes) == yes),
        new("监护人同意处理儿童信息", "guardianConsent.toChildData", (r, t) => YesNo(t, out var yes) && (Consent(r).ToChildData = yes) == yes),
    ];

    private static readonly FrozenDictionary<string, Column> ByHeading = Columns.SelectMany(c => new[] { (c.Chinese, c), (c.Name, c) })
        .ToFrozenDictionary(c => c.Item1, c => c.c, StringComparer.OrdinalIgnoreCase);

    /// <exception cref="Refusal">INVALID_FIELDS for headings; CSV_NOT_READABLE (fact <c>line</c>) where no reader could go on.</exception>
    public static async IAsyncEnumerable<BatchPart> ReadAsync(PipeReader file, string batchId, string division, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var text = new StreamReader(file.AsStream(leaveOpen: true), await EncodingOfAsync(file, cancel), detectEncodingFromByteOrderMarks: true, bufferSize: Looked);
        using var csv = await Sep.New(',').Reader(o => o with { HasHeader = false, Unescape = true, DisableColCountCheck = true }).FromAsync(text, cancel);
        await using var lines = csv.GetAsyncEnumerator(cancel);
        if (!await NextAsync(lines, 0)) yield break;
        var columns = Headings(Cells(lines.Current));

        var (first, line, empty) = (1L, 0L, 0);
        var (rows, unreadable) = (new List<Wire.RegisterVolunteerRequest>(BatchPart.Most), new List<(int Row, Violation Violation)>());
        while (await NextAsync(lines, ++line))
        {
            var cells = Cells(lines.Current);
            // Empty rows count only when something follows: spreadsheets end with some.
            if (cells.All(c => c.Length == 0))
            {
                empty++;
                continue;
            }
            for (; empty > 0; empty--)
            {
                Take(new Wire.RegisterVolunteerRequest(), [new Violation("row", "EMPTY", "空行")]);
                if (Full() is { } part) yield return part;
            }
            var (row, wrong) = Read(cells, columns);
            Take(row, wrong);
            if (Full() is { } whole) yield return whole;
        }
        if (rows.Count > 0) yield return new BatchPart(batchId, division, first, rows, unreadable.ToLookup(u => u.Row, u => u.Violation));

        void Take(Wire.RegisterVolunteerRequest row, List<Violation> wrong)
        {
            unreadable.AddRange(wrong.Select(w => (rows.Count, w)));
            rows.Add(row);
        }

        BatchPart? Full()
        {
            if (rows.Count < BatchPart.Most) return null;
            var part = new BatchPart(batchId, division, first, rows, unreadable.ToLookup(u => u.Row, u => u.Violation));
            first += rows.Count;
            (rows, unreadable) = (new List<Wire.RegisterVolunteerRequest>(BatchPart.Most), []);
            return part;
        }
    }

    private static async Task<bool> NextAsync(SepReader.AsyncEnumerator lines, long line)
    {
        try { return await lines.MoveNextAsync(); }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException or ArgumentException)    // a quote that is never closed, most likely: the rest of the file is one cell
        {
            throw new Refusal(StatusCode.InvalidArgument, "CSV_NOT_READABLE", $"第 {line} 行起无法读取，请检查引号与分隔符；此前的行已处理完毕，改好后以同一批次编号重新上传即可")
            {
                Facts = new Dictionary<string, string> { ["line"] = line.ToString(CultureInfo.InvariantCulture) },
            };
        }
    }

    private static string[] Cells(SepReader.Row row)
    {
        var cells = new string[row.ColCount];
        for (var i = 0; i < cells.Length; i++) cells[i] = row[i].Span.Trim().ToString();
        return cells;
    }

    private static List<Column?> Headings(string[] cells)
    {
        var (check, columns) = (new Check(), new List<Column?>());
        for (var i = 0; i < cells.Length; i++)
        {
            var column = ByHeading.GetValueOrDefault(cells[i]);
            check.That(column is not null || cells[i].Length == 0, $"columns[{i}]", "UNKNOWN_COLUMN", $"第 {i + 1} 列的表头无法识别，可用表头：{string.Join('、', Columns.Select(c => c.Chinese))}")
                .That(column is null || !columns.Contains(column), $"columns[{i}]", "COLUMN_TWICE", $"第 {i + 1} 列的表头重复");
            columns.Add(column);
        }
        foreach (var missing in Columns.Where(c => c.Needed && !columns.Contains(c))) check.Broken(missing.Name, "COLUMN_MISSING", $"缺少“{missing.Chinese}”列");
        check.OrThrow();
        return columns;
    }

    private static (Wire.RegisterVolunteerRequest Row, List<Violation> Wrong) Read(string[] cells, List<Column?> columns)
    {
        var (row, wrong) = (new Wire.RegisterVolunteerRequest(), new List<Violation>());
        if (cells.Length != columns.Count) wrong.Add(new Violation("row", "COLUMN_COUNT", $"应有 {columns.Count} 列，实有 {cells.Length} 列"));
        for (var i = 0; i < Math.Min(cells.Length, columns.Count); i++)
        {
            if (columns[i] is { } column && cells[i] is { Length: > 0 } text && !column.Read(row, text)) wrong.Add(new Violation(column.Name, "NOT_READABLE", $"“{column.Chinese}”的内容无法识别"));
        }
        return (row, wrong);
    }

    // Excel in China writes GB 18030 and says nothing of it; what is not UTF-8 is that.
    private static async Task<Encoding> EncodingOfAsync(PipeReader file, CancellationToken cancel)
    {
        var read = await file.ReadAtLeastAsync(Looked, cancel);
        var utf8 = true;
        var decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        var chars = new char[Looked];
        try
        {
            // Decoded, not counted: only so does the decoder remember the half of a character at the end of a piece. Not flushed: the last one may go on.
            foreach (var part in read.Buffer)
            {
                for (var bytes = part.Span; bytes.Length > 0;)
                {
                    decoder.Convert(bytes, chars, flush: false, out var used, out _, out _);
                    bytes = bytes[used..];
                }
            }
        }
        catch (DecoderFallbackException) { utf8 = false; }
        file.AdvanceTo(read.Buffer.Start, read.Buffer.Start);
        return utf8 ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
    }

    private static bool Each(string text, Func<string, bool> take) => text.Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).All(take);

    private static bool YesNo(string text, out bool yes)
    {
        yes = text is "是" or "1" or "y" or "Y" || text.Equals("true", StringComparison.OrdinalIgnoreCase);
        return yes || text is "否" or "0" or "n" or "N" || text.Equals("false", StringComparison.OrdinalIgnoreCase);
    }

    private static bool Of<T>(string text, out T value, params string[] chinese) where T : struct, Enum
    {
        var at = Array.IndexOf(chinese, text);
        if (at > 0) value = (T)(object)at;
        else if (!Enum.TryParse(text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out value) || !Enum.IsDefined(value)) return false;
        return true;
    }

    /// <summary>周六上午.</summary>
    private static Wire.AvailableTime? Time(string text)
    {
        if (text is not { Length: 4 } || text[0] is not ('周')) return null;
        var (day, part) = (Array.IndexOf(Days, text[1..2].Replace('天', '日')), Array.IndexOf(Parts, text[2..]));
        return day < 0 || part < 0 ? null : new Wire.AvailableTime { Weekday = day + 1, Part = (Wire.DayPart)(part + 1) };
    }

    private static bool Add(Wire.RegisterVolunteerRequest row, Wire.AvailableTime time)
    {
        row.AvailableTimes.Add(time);
        return true;
    }

    private static Wire.GuardianConsent Consent(Wire.RegisterVolunteerRequest row) => row.GuardianConsent ??= new Wire.GuardianConsent();
}
