using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.Allowances;

/// <summary>Finds a list inside the caller's areas.</summary>
internal sealed class PayListDesk(WelfareDb db)
{
    public async Task<PayList> FindAsync(string id, string etag, Check check, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        var list = await db.PayLists.FirstOrDefaultAsync(l => l.Id == key, cancel) ?? throw AllowanceRefusals.NoList(id);
        Etag.Match(etag, list.Version);
        return list;
    }

    public static (Guid Allowance, DateOnly Month) ReadKey(Check check, string field, V1.PaymentKey? key)
    {
        check.Id(field + ".allowance_id", key?.AllowanceId ?? "", out var allowance);
        return (allowance, Months.Read(check, field + ".month", key?.Month ?? ""));
    }
}
