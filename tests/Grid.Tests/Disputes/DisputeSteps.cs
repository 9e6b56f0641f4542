using Governance.Grid.V1;

namespace Governance.Grid.Tests.Disputes;

/// <summary>What the scenarios about disputes begin with.</summary>
internal static class DisputeSteps
{
    private static int places = 600;

    public static OpenDisputeRequest Quarrel(string place, DisputeRisk risk = DisputeRisk.Low) => new()
    {
        RequestId = NewId(), PlaceCode = place, Kind = DisputeKind.Neighbours, Risk = risk, Facts = "楼上李大山家漏水，多次协商不成",
        Parties =
        {
            new DisputePartyToEnter { Role = DisputePartyRole.Applicant, Name = "王小明", Phone = "13812345678", IdentityNumber = "51010419880102123X" },
            new DisputePartyToEnter { Role = DisputePartyRole.Respondent, Name = "李大山" },
        },
    };

    /// <summary>A community in a town of its own.</summary>
    public static async Task<string> NewCommunity(this GridApp app)
    {
        var town = $"510104{Interlocked.Increment(ref places)}";
        await app.QueryAll<int>("insert into divisions (code, name) values ($1, '某街道'), ($1 || '001', '甲社区居委会'), ($1 || '002', '乙社区居委会') returning 1", town);
        // The map in memory asks the database about codes it does not know, but not more often than every two seconds.
        app.Clock.Advance(TimeSpan.FromSeconds(3));
        return town + "001";
    }

    public static GridCaller Mediator(this GridApp app, string area) => app.As("town-clerk", area);

    public static async Task<Dispute> NewDispute(this GridApp app, string place, DisputeRisk risk = DisputeRisk.Low)
    {
        // Ids of one millisecond are in no order.
        app.Clock.Advance(TimeSpan.FromMilliseconds(1));
        return await app.Mediator(place[..12]).Disputes.OpenDisputeAsync(Quarrel(place, risk));
    }

    public static async Task<Dispute> Mediating(this GridApp app, string place)
    {
        var dispute = await app.NewDispute(place);
        return await app.Mediator(place).Disputes.BeginProceedingAsync(new() { RequestId = NewId(), Id = dispute.Id, Kind = ProceedingKind.PeoplesMediation });
    }

    public static SettleDisputeRequest Agreement(this GridApp app, Dispute dispute, int days = 10)
    {
        var today = DateOnly.FromDateTime(app.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);
        return new() { RequestId = NewId(), Id = dispute.Id, Agreement = "李大山十日内修好管道并赔偿王小明八百元", SignDate = Day(today), PerformByDate = Day(today.AddDays(days)) };
    }

    public static async Task<Dispute> SettledDispute(this GridApp app, string place, int days = 10)
    {
        var dispute = await app.Mediating(place);
        return await app.Mediator(place).Disputes.SettleDisputeAsync(app.Agreement(dispute, days));
    }

    public static async Task<Dispute> SettledHigh(this GridApp app, string place)
    {
        var dispute = await app.NewDispute(place, DisputeRisk.High);
        await app.Mediator(place).Disputes.BeginProceedingAsync(new() { RequestId = NewId(), Id = dispute.Id, Kind = ProceedingKind.PeoplesMediation });
        return await app.Mediator(place).Disputes.SettleDisputeAsync(app.Agreement(dispute));
    }

    /// <summary>Lets time pass until the clocks of all replicas have done what is waited for.</summary>
    public static async Task<Dispute> Pass(this GridApp app, Dispute dispute, TimeSpan time, Func<Dispute, bool> until)
    {
        app.Clock.Advance(time);
        for (var i = 0; i < 200; i++)
        {
            var now = await app.As("county-centre", "510104").Disputes.GetDisputeAsync(new() { Id = dispute.Id });
            if (until(now)) return now;
            app.Clock.Advance(TimeSpan.FromSeconds(15));
            await Task.Delay(50);
        }
        Assert.Fail($"The clock did not strike after {time}");
        return dispute;
    }

    public static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", null);
}
