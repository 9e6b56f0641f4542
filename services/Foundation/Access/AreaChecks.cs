using Governance.Rpc;

namespace Governance.Access;

/// <summary>Rules for division codes in requests.</summary>
public static class AreaChecks
{
    /// <summary>Code of a division that narrows a list; empty = no narrowing, and <paramref name="area"/> is null.</summary>
    public static Check DivisionFilter(this Check check, string field, string code, out Area? area)
    {
        area = Area.TryParse(code, out var parsed) ? parsed : null;
        return check.That(code.Length == 0 || area is not null, field, "NOT_A_DIVISION_CODE", "应为 2、4、6、9、12 或 15 位数字");
    }

    /// <summary>Code of a division, with at most so many digits: 9 for what has children, 12 for what is no grid.</summary>
    public static Check Division(this Check check, string field, string code, out Area area, int longest = 12) =>
        check.That(Area.TryParse(code, out area) && code.Length <= longest, field, "NOT_A_DIVISION_CODE", longest == 9 ? "应为 2、4、6 或 9 位数字" : "应为 2、4、6、9 或 12 位数字");
}
