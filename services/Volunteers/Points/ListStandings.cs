using System.Globalization;
using Governance.Access;
using Governance.Rpc;
using Governance.Volunteers.Registrations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Points;

internal sealed class ListStandings(VolunteersDb db, PointLedger ledger, VolunteerWire people)
{
    public async Task<Wire.ListStandingsResponse> Handle(Wire.ListStandingsRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("scheme_id", request.SchemeId, out var schemeId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.SchemeId, request.LowestFirst);
        var (after, lastStanding, lastId) = (page.After is not null, 0L, Guid.Empty);
        if (after) check.That(page.After!.Split('/') is [var standing, var id] && long.TryParse(standing, CultureInfo.InvariantCulture, out lastStanding) && Guid.TryParse(id, out lastId), "page_token", "WRONG_TOKEN", "翻页标记无效");
        check.OrThrow();
        var scheme = await db.PointSchemes.AsNoTracking().FirstOrDefaultAsync(s => s.Id == schemeId, cancel) ?? throw PointRefusals.NoScheme();

        var year = scheme.YearOf(ledger.Today);
        var balances = db.PointBalances.AsNoTracking().Where(b => b.SchemeId == schemeId && b.Year == year);
        if (after) balances = request.LowestFirst
            ? balances.Where(b => b.Standing > lastStanding || (b.Standing == lastStanding && b.AccountId < lastId))
            : balances.Where(b => b.Standing < lastStanding || (b.Standing == lastStanding && b.AccountId < lastId));
        var standings = from balance in balances
                        join account in db.PointAccounts on balance.AccountId equals account.Id
                        where account.LeftAt == null
                        join volunteer in db.Volunteers on account.VolunteerId equals volunteer.Id
                        where volunteer.State != VolunteerState.Left
                        select new { balance.AccountId, balance.Standing, VolunteerId = volunteer.Id, volunteer.Person.Name };
        var ordered = request.LowestFirst ? standings.OrderBy(s => s.Standing) : standings.OrderByDescending(s => s.Standing);
        var rows = await ordered.ThenByDescending(s => s.AccountId).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListStandingsResponse();
        reply.Standings.AddRange(rows.Take(page.Size).Select(r => new Wire.Standing { VolunteerId = r.VolunteerId.ToString(), NameMasked = Mask.Name(people.OpenName(r.Name)), Points = r.Standing }));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, string.Create(CultureInfo.InvariantCulture, $"{rows[page.Size - 1].Standing}/{rows[page.Size - 1].AccountId}"));
        return reply;
    }
}
