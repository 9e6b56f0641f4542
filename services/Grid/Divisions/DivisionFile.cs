using nietras.SeparatedValues;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Divisions;

/// <summary>The map as a CSV file with the columns code and name; its shortest code is the root.</summary>
internal static class DivisionFile
{
    public static async Task<string> ImportAsync(IServiceProvider services, string path, CancellationToken cancel)
    {
        var request = new Wire.ImportDivisionsRequest();
        using (var file = Sep.Reader(o => o with { Unescape = true }).FromFile(path))
        {
            foreach (var row in file) request.Rows.Add(new Wire.DivisionRow { Code = row["code"].ToString(), Name = row["name"].ToString() });
        }
        request.RootCode = request.Rows.MinBy(r => r.Code.Length)?.Code ?? "";
        var counts = await services.GetRequiredService<ImportDivisions>().Handle(request, cancel);
        return $"{counts.AddedCount} added, {counts.RenamedCount} renamed, {counts.RetiredCount} retired, {counts.UnchangedCount} unchanged";
    }
}
