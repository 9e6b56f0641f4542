using System.Text.RegularExpressions;
using Governance.Access;
using Governance.Map;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Points;

internal sealed partial class SetPointScheme(VolunteersDb db, PointLedger ledger, DivisionMap map)
{
    public async Task<Wire.PointScheme> Handle(Wire.SetPointSchemeRequest request, CancellationToken cancel)
    {
        var wanted = request.Scheme ?? new Wire.PointScheme();
        var check = new Check().Text("scheme.name", wanted.Name, 50, min: 2).Known("scheme.kind", wanted.Kind).Division("scheme.division_code", wanted.DivisionCode, out var area)
            .That(wanted.DivisionCode.Length >= 6, "scheme.division_code", "NOT_A_COUNTY_TOWN_OR_COMMUNITY", "应为县、乡镇街道或社区（村）编码");
        check.Standing(await map.FindAsync(wanted.DivisionCode, cancel), "scheme.division_code", "没有这个行政区划，或已撤销");
        var deeds = ReadDeeds(check, wanted);
        check.OrThrow();

        var kind = (PointSchemeKind)wanted.Kind;
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            var scheme = await db.PointSchemes.FirstOrDefaultAsync(s => s.Area == area.Code && s.Kind == kind, cancel);
            if (scheme is null) db.Add(scheme = PointScheme.For(area.Code, kind, ledger.Now));
            else
            {
                Etag.Match(wanted.Etag, scheme.Version);
                await ledger.HoldAsync(scheme.Id, cancel);
                // Balances are kept by year or not at all: a change would hide everybody's points.
                if (scheme.ResetsYearly != wanted.ResetsYearly && await db.Everywhere<PointBalance>("tells only whether there is one").AnyAsync(b => b.SchemeId == scheme.Id, cancel)) throw PointRefusals.ResetFixed();
            }
            scheme.Set(wanted.Name.Trim(), wanted.ResetsYearly, deeds);
            var reply = await db.SaveAsync(scheme.ToWire, cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == PointSchemeTable.OneOfAKind)
        {
            throw Etag.Overtaken();
        }
    }

    private static List<PointDeed> ReadDeeds(Check check, Wire.PointScheme wanted)
    {
        check.Few("scheme.deeds", wanted.Deeds.Count, 100, min: 1);
        var lowest = wanted.Kind == Wire.PointSchemeKind.RedBlackList ? -1_000 : 1;
        for (var i = 0; i < wanted.Deeds.Count; i++)
        {
            var (deed, field) = (wanted.Deeds[i], $"scheme.deeds[{i}]");
            check.That(Code().IsMatch(deed.Code), $"{field}.code", "NOT_A_CODE", "应为 2 至 40 位小写字母、数字或连字符")
                .That(wanted.Deeds.Take(i).All(d => d.Code != deed.Code), $"{field}.code", "TWICE", "代码重复")
                .Text($"{field}.name", deed.Name, 50).Known($"{field}.unit", deed.Unit)
                .Within($"{field}.points", deed.Points, lowest, 1_000).That(deed.Points != 0, $"{field}.points", "OUT_OF_RANGE", "不能为 0")
                .Within($"{field}.most_a_day", deed.MostADay, 0, 100).Within($"{field}.most_a_year", deed.MostAYear, 0, 10_000);
        }
        return [.. wanted.Deeds.Select(d => new PointDeed(d.Code, d.Name.Trim(), d.Points, (PointDeedUnit)d.Unit, d.MostADay, d.MostAYear))];
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{1,39}$")]
    private static partial Regex Code();
}
