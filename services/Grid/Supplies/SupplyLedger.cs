using Microsoft.EntityFrameworkCore;

namespace Governance.Grid.Supplies;

/// <summary>
/// Named queries: moves stock in the transaction of the posting. Whoever moves a supply has its row until the transaction ends, so that balances follow each other; that it never falls below
/// zero is a constraint besides. A shelter is closed only when nobody is moving anything in it.
/// </summary>
internal sealed class SupplyLedger(GridDb db)
{
    public const string NotBelowZero = "ck_supplies_amount";

    /// <summary>The supply as it is now, and everybody else who moves it waits.</summary>
    public async Task<Supply?> HoldAsync(Guid supply, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from supplies where id = {supply} for no key update", cancel);
        return await db.Supplies.AsNoTracking().FirstOrDefaultAsync(s => s.Id == supply, cancel);
    }

    public Task MoveAsync(Guid supply, int by, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"update supplies set amount = amount + {by} where id = {supply}", cancel);

    /// <summary>Keeps the shelter from being closed until the transaction ends.</summary>
    public async Task<Shelter?> ShareShelterAsync(Guid shelter, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from shelters where id = {shelter} for share", cancel);
        return await db.Shelters.AsNoTracking().FirstOrDefaultAsync(s => s.Id == shelter, cancel);
    }

    /// <summary>Keeps supplies from being moved in it until the transaction ends.</summary>
    public async Task<Shelter?> HoldShelterAsync(Guid shelter, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from shelters where id = {shelter} for no key update", cancel);
        return await db.Shelters.FirstOrDefaultAsync(s => s.Id == shelter, cancel);
    }
}
