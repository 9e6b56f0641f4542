using System.Text.RegularExpressions;
using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Care;

internal sealed partial class SetCareItem(WelfareDb db, Caller caller, TimeProvider clock)
{
    private const string Province = "51";

    public async Task<Wire.CareItem> Handle(Wire.SetCareItemRequest request, CancellationToken cancel)
    {
        var wanted = request.Item ?? new Wire.CareItem();
        new Check().That(Code().IsMatch(wanted.Code), "item.code", "NOT_A_CODE", "应为 2 至 30 位小写字母或连字符").Text("item.title", wanted.Title, 50, min: 2).Known("item.group", wanted.Group)
            .Within("item.price_fen", wanted.PriceFen, 0, 1_000_000).OrThrow();
        caller.MustCover(Province);
        try
        {
            var item = await db.Everywhere<CareItem>("one catalogue for the province").FirstOrDefaultAsync(i => i.Code == wanted.Code, cancel);
            if (item is null) db.Add(item = CareItem.For(wanted.Code, Province, clock.GetUtcNow()));
            else Etag.Match(wanted.Etag, item.Version);
            item.Set(wanted.Title.Trim(), (CareGroup)wanted.Group, wanted.PriceFen, wanted.Retired);
            return await db.SaveAsync(item.ToWire, cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == CareItemTable.Once)
        {
            throw Etag.Overtaken();
        }
    }

    [GeneratedRegex(@"\A[a-z-]{2,30}\z")]
    private static partial Regex Code();
}
