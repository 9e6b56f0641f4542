using System.Text.RegularExpressions;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed partial class AddListItem(SocialOrgsDb db, ProcurementDesk desk)
{
    public async Task<Wire.ListItem> Handle(Wire.AddListItemRequest request, CancellationToken cancel)
    {
        new Check().Id("list_id", request.ListId, out var listId).That(Code().IsMatch(request.ServiceCode), "service_code", "NOT_A_CODE", "应为 2 至 40 位小写字母或连字符").Text("title", request.Title, 100, min: 2)
            .That(request.CeilingFen is > 0 and <= 1_000_000_000_000, "ceiling_fen", "OUT_OF_RANGE", "应大于 0，且不超过 100 亿元").Within("order_capacity", request.OrderCapacity, 0, 100_000).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Held: nothing is added to what is being published.
        var list = await desk.HoldListAsync(listId, cancel);
        var item = list.Add(request.ServiceCode, request.Title.Trim(), request.CeilingFen, request.OrderCapacity, desk.Now);
        db.Add(item);
        var reply = await db.SaveAsync(() => ProcurementDesk.Of(item), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }

    [GeneratedRegex(@"\A[a-z-]{2,40}\z")]
    private static partial Regex Code();
}
