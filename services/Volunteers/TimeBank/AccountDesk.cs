using Governance.Rpc;
using Governance.Volunteers.Registrations;
using Microsoft.EntityFrameworkCore;

namespace Governance.Volunteers.TimeBank;

/// <summary>Finds an account inside the caller's areas, by id or, for a pool, by its county.</summary>
internal sealed class AccountDesk(VolunteersDb db, TimeProvider clock)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    public async Task<Account> FindAsync(string id, string field, Check check, CancellationToken cancel)
    {
        Guid key;
        if (id.Length == 6 && id.All(char.IsAsciiDigit)) key = Account.Of(AccountKind.Pool, id);
        else check.Id(field, id, out key);
        check.OrThrow();
        var people = db.Everywhere<Volunteer>("only whether the person is hidden is asked");
        return await db.Accounts.AsNoTracking().FirstOrDefaultAsync(a => a.Id == key && !people.Any(v => v.Id == a.Id && v.Hidden), cancel) ?? throw TimeBankRefusals.NoAccount(id);
    }
}
