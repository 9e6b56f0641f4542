using System.Globalization;

namespace Governance.Rpc;

/// <summary>
/// Collects every wrong field of a request and refuses once, with all of them. Rules are called in any order; nothing is thrown before
/// <see cref="OrThrow"/>. Field names are given as in the proto, since that is what the caller wrote.
/// </summary>
public sealed class Check
{
    private const int InSentence = 3;
    private readonly List<Violation> violations = [];

    /// <summary>True as long as no rule was broken.</summary>
    public bool Passed => violations.Count == 0;

    /// <summary>Every broken rule so far, for batches that tell them row by row.</summary>
    public IReadOnlyList<Violation> Violations => violations;

    /// <summary>Records a broken rule.</summary>
    public Check Broken(string field, string reason, string chinese)
    {
        violations.Add(new Violation(field, reason, chinese));
        return this;
    }

    /// <summary>Records a broken rule unless <paramref name="holds"/>.</summary>
    public Check That(bool holds, string field, string reason, string chinese) => holds ? this : Broken(field, reason, chinese);

    /// <summary>A text of <paramref name="min"/> to <paramref name="max"/> characters (not bytes), without control characters but line breaks and tabs.</summary>
    public Check Text(string field, string value, int max, int min = 1)
    {
        if (min > 0 && string.IsNullOrWhiteSpace(value)) return Broken(field, "REQUIRED", "不能为空");
        if (value.Length > max) return Broken(field, "TOO_LONG", $"不能超过 {max} 个字，现有 {value.Length} 个字");
        if (value.Trim().Length < min) return Broken(field, "TOO_SHORT", $"不能少于 {min} 个字");
        foreach (var c in value)
        {
            if (char.IsControl(c) && c is not ('\n' or '\r' or '\t')) return Broken(field, "CONTROL_CHARACTER", "含有不可见的控制字符");
        }
        return this;
    }

    /// <summary>A UUID; <paramref name="id"/> is Guid.Empty if it is not one.</summary>
    public Check Id(string field, string value, out Guid id)
    {
        if (Guid.TryParse(value, out id)) return this;
        return Broken(field, value.Length == 0 ? "REQUIRED" : "NOT_A_UUID", value.Length == 0 ? "不能为空" : "不是有效的编号（UUID）");
    }

    /// <summary>A known value of an enum, not the unspecified one.</summary>
    public Check Known<T>(string field, T value) where T : struct, Enum =>
        That(Enum.IsDefined(value) && !value.Equals(default(T)), field, "UNKNOWN_VALUE", "未指定或不是有效的取值");

    /// <summary>A number within bounds, both included.</summary>
    public Check Within(string field, double value, double min, double max) =>
        That(value >= min && value <= max, field, "OUT_OF_RANGE", $"应在 {min} 与 {max} 之间");

    /// <summary>A day such as 2026-11-01.</summary>
    public Check Date(string field, string text, out DateOnly date) =>
        That(DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date), field, text.Length == 0 ? "REQUIRED" : "NOT_A_DATE", "应为 2026-11-01 这样的日期");

    /// <summary>At most <paramref name="max"/> entries.</summary>
    public Check Few(string field, int count, int max, int min = 0) =>
        That(count <= max && count >= min, field, count > max ? "TOO_MANY" : "TOO_FEW", $"应有 {min} 至 {max} 项，现有 {count} 项");

    /// <summary>Refuses with all violations, or does nothing.</summary>
    /// <exception cref="Refusal">INVALID_ARGUMENT, reason INVALID_FIELDS.</exception>
    public void OrThrow()
    {
        if (violations.Count == 0) return;
        var fields = string.Join("；", violations.Take(InSentence).Select(v => $"{v.Field}：{v.Chinese}"));
        var more = violations.Count > InSentence ? "……" : "";
        throw new Refusal(Grpc.Core.StatusCode.InvalidArgument, "INVALID_FIELDS", $"请求有 {violations.Count} 处错误：{fields}{more}") { Violations = violations };
    }
}
