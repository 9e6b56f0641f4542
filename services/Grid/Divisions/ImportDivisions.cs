using Governance.Map;
using Governance.Access;
using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Divisions;

internal sealed class ImportDivisions(GridDb db, Caller caller, DivisionMap map, MapComparison comparison, TimeProvider clock)
{
    private const int MaxRows = 50_000;

    public async Task<Wire.ImportDivisionsResponse> Handle(Wire.ImportDivisionsRequest request, CancellationToken cancel)
    {
        var (root, wanted) = await ReadAsync(request, cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await comparison.StageAsync(wanted, cancel);
        var changes = await comparison.CompareAsync(root, cancel);
        if (changes.Reused.Count > 0) throw DivisionRefusals.CodeReused(changes.Reused);
        var counts = new Wire.ImportDivisionsResponse
        {
            AddedCount = changes.Added.Count,
            RenamedCount = changes.Renamed.Count,
            RetiredCount = changes.Retired.Count,
            UnchangedCount = wanted.Count - changes.Added.Count - changes.Renamed.Count,
        };
        if (request.ValidateOnly) return counts;
        if (changes.Count > 0)
        {
            var now = clock.GetUtcNow();
            await comparison.ApplyAsync(changes, now, cancel);
            db.Add(DivisionImport.Of(root.Code, changes, wanted, by: caller.Subject, at: now));
        }
        await db.SaveAsync(() => counts, cancel);
        await transaction.CommitAsync(cancel);
        map.Forget();
        return counts;
    }

    private async Task<(Area Root, Dictionary<string, string> Wanted)> ReadAsync(Wire.ImportDivisionsRequest request, CancellationToken cancel)
    {
        var check = new Check()
            .That(IsCode(request.RootCode, out var root), "root_code", "NOT_A_DIVISION_CODE", "应为 2、4、6、9 或 12 位数字")
            .Few("rows", request.Rows.Count, MaxRows, min: 1);
        check.OrThrow();
        caller.MustCover(root.Code);
        if (Area.ParentOf(root.Code) is { } above && await map.FindAsync(above, cancel) is null or { Retired: true })
        {
            check.Broken("root_code", "PARENT_MISSING", $"上级区划 {above} 不存在或已撤销");
        }
        var wanted = new Dictionary<string, string>(request.Rows.Count, StringComparer.Ordinal);
        for (var i = 0; i < request.Rows.Count; i++)
        {
            var (code, name) = (request.Rows[i].Code, request.Rows[i].Name.Trim());
            void Wrong(string field, string reason, string chinese) => check.Broken($"rows[{i}].{field}", reason, $"第 {i + 1} 行：{chinese}");
            if (!IsCode(code, out _)) Wrong("code", "NOT_A_DIVISION_CODE", "编码应为 2、4、6、9 或 12 位数字");
            else if (!root.Covers(code)) Wrong("code", "OUTSIDE_ROOT", $"编码不在 {root.Code} 之下");
            else if (!wanted.TryAdd(code, name)) Wrong("code", "DUPLICATE_CODE", "编码与前面的行重复");
            if (name.Length is 0 or > 100 || name.Any(char.IsControl)) Wrong("name", "NOT_A_NAME", "名称应为 1 至 100 个字");
        }
        // What is below the root and not among the rows will be retired, so a parent must be among them.
        for (var i = 0; i < request.Rows.Count; i++)
        {
            var code = request.Rows[i].Code;
            if (wanted.ContainsKey(code) && code != root.Code && !wanted.ContainsKey(Area.ParentOf(code)!))
            {
                check.Broken($"rows[{i}].code", "PARENT_MISSING", $"第 {i + 1} 行：缺少上级区划 {Area.ParentOf(code)}");
            }
        }
        // Without it the root itself would be retired, with everything below: far more likely a wrong file than a province that has ended.
        check.That(wanted.ContainsKey(root.Code), "rows", "ROOT_MISSING", $"缺少 {root.Code} 本身这一行").OrThrow();
        return (root, wanted);
    }

    private static bool IsCode(string code, out Area area) => Area.TryParse(code, out area) && code.Length <= 12;
}
