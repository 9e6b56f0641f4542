using Governance.Volunteers.Tests.Registrations;
using Governance.Volunteers.V1;

namespace Governance.Volunteers.Tests.Points;

internal static class Schemes
{
    public const string Town = "510104017";

    public static PointDeed Deed(string code, int points, int mostADay = 0, int mostAYear = 0, PointDeedUnit unit = PointDeedUnit.Time) =>
        new() { Code = code, Name = code == "service" ? "志愿服务" : "垃圾分类", Points = points, Unit = unit, MostADay = mostADay, MostAYear = mostAYear };

    public static async Task<PointScheme> NewScheme(this VolunteersApp app, string division = Town, PointSchemeKind kind = PointSchemeKind.CommunityPoints, bool yearly = false, params PointDeed[] deeds)
    {
        var scheme = new PointScheme { DivisionCode = division, Kind = kind, Name = "莲桂积分", ResetsYearly = yearly };
        scheme.Deeds.AddRange(deeds.Length > 0 ? deeds : [Deed("waste-sorting", 10)]);
        return await app.County(division[..6]).Points.SetPointSchemeAsync(new() { RequestId = NewId(), Scheme = scheme });
    }

    /// <summary>A volunteer who has joined.</summary>
    public static async Task<Volunteer> NewMember(this VolunteersApp app, PointScheme scheme, string home = SmallMap.Community, string? subject = null)
    {
        var volunteer = await app.NewVolunteer(home, subject);
        await app.County(home[..6]).Points.JoinSchemeAsync(new() { RequestId = NewId(), SchemeId = scheme.Id, VolunteerId = volunteer.Id });
        return volunteer;
    }

    public static EnterDeedRequest ToEnter(this VolunteersApp app, PointScheme scheme, Volunteer volunteer, string deed = "waste-sorting", int daysAgo = 0, int minutes = 0) => new()
    {
        RequestId = NewId(), SchemeId = scheme.Id, VolunteerId = volunteer.Id, DeedCode = deed, DeedDate = app.Today(-daysAgo), Minutes = minutes, Evidence = "分类指导员现场记录",
    };

    public static async Task<PointPosting> Enter(this VolunteersApp app, PointScheme scheme, Volunteer volunteer, string deed = "waste-sorting", int daysAgo = 0, int minutes = 0) =>
        await app.County().Points.EnterDeedAsync(app.ToEnter(scheme, volunteer, deed, daysAgo, minutes));

    public static string Today(this VolunteersApp app, int days = 0) => Governance.Rpc.ChinaTime.DateOf(app.Clock.GetUtcNow()).AddDays(days).ToString("yyyy-MM-dd", null);

    /// <summary>The account as the county sees it.</summary>
    public static async Task<PointAccount> Account(this VolunteersApp app, PointScheme scheme, Volunteer volunteer) =>
        (await app.As("county-centre", "51").Points.ListPointAccountsAsync(new() { VolunteerId = volunteer.Id })).Accounts.Single(a => a.SchemeId == scheme.Id);

    public static async Task<Reward> NewReward(this VolunteersApp app, PointScheme scheme, int cost = 10, int stock = 20, string division = Town) => await app.County().Rewards.SetRewardAsync(new()
    {
        RequestId = NewId(), Reward = new Reward { SchemeId = scheme.Id, DivisionCode = division, Name = "洗衣液一瓶", Cost = cost, Stock = stock, ValidUntil = app.Today(30) },
    });

    /// <summary>Every balance is the sum of its postings, and none is below zero.</summary>
    public static async Task ProveBalances(this VolunteersApp app)
    {
        Assert.Equal(0, await app.Query<long>("""
            select count(*) from point_balances b join point_schemes s on s.id = b.scheme_id
            where b.balance < 0 or b.balance <> case when s.kind = 3 then 0 else (select coalesce(sum(points), 0) from point_postings p where p.account_id = b.account_id and p.year = b.year) end
              or b.standing <> (select coalesce(sum(points), 0) from point_postings p where p.account_id = b.account_id and p.year = b.year and p.kind in (1, 2))
            """));
        Assert.Equal(0, await app.Query<long>("select count(*) from rewards r where taken <> (select count(*) from redemptions d where d.reward_id = r.id and d.state <> 3) or taken > stock"));
    }
}
