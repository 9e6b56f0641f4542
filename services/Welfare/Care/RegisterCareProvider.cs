using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Care;

internal sealed class RegisterCareProvider(WelfareDb db, DivisionMap map, TimeProvider clock)
{
    public async Task<Wire.CareProvider> Handle(Wire.RegisterCareProviderRequest request, CancellationToken cancel)
    {
        var wanted = request.Provider ?? new Wire.CareProvider();
        var check = new Check().Text("provider.name", wanted.Name, 100, min: 2).Known("provider.kind", wanted.Kind).Division("provider.division_code", wanted.DivisionCode, out var area)
            .Standing(wanted.DivisionCode.Length >= 6 ? await map.FindAsync(wanted.DivisionCode, cancel) : null, "provider.division_code", "没有这个区（县）、乡镇（街道）或社区（村），或已撤销")
            .Few("provider.item_codes", wanted.ItemCodes.Count, 50, min: 1);
        var codes = wanted.ItemCodes.Distinct().ToList();
        var known = await db.Everywhere<CareItem>("the catalogue is printed for everybody").Where(i => codes.Contains(i.Code) && !i.Retired).Select(i => i.Code).ToListAsync(cancel);
        for (var i = 0; i < wanted.ItemCodes.Count; i++) check.That(known.Contains(wanted.ItemCodes[i]), $"provider.item_codes[{i}]", "UNKNOWN_ITEM", "服务目录中没有这项服务，或已停用");
        check.OrThrow();
        var provider = CareProvider.Register(area.Code, wanted.Name.Trim(), (CareProviderKind)wanted.Kind, codes, clock.GetUtcNow());
        db.Add(provider);
        return await db.SaveAsync(provider.ToWire, cancel);
    }
}
