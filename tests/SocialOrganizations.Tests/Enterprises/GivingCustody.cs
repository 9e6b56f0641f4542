using Governance.SocialOrganizations.Tests.Assessments;
using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Enterprises;

public sealed class GivingCustody(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    private static async Task<string> Told<T>(AsyncUnaryCall<T> call)
    {
        try { await call; return "OK"; }
        catch (RpcException e) { return Read(e).Reason; }
    }

    [Fact]
    public async Task A_state_owned_asset_passes_its_levels_by_as_many_people()
    {
        var (asset, organization) = (await app.NewAsset(), await app.Entered("keeper"));
        var wish = Entrusting.ToTake(app, asset, organization);
        wish.FeasibilityReport = "";
        await Refused(StatusCode.FailedPrecondition, "FEASIBILITY_MISSING", () => app.Staff("keeper").Custodies.ApplyForCustodyAsync(wish));
        var custody = await app.Staff("keeper").Custodies.ApplyForCustodyAsync(Entrusting.ToTake(app, asset, organization));
        Assert.Equal([9, 6, 6], custody.Levels.Select(l => l.Digits));
        async Task<Custody> Approve(SocialOrgsCaller by) => await by.Custodies.ApproveCustodyAsync(new() { RequestId = NewId(), Id = custody.Id });
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => Approve(app.Clerk(subject: "keeper")));
        Assert.Equal(CustodyState.Applied, (await Approve(app.Clerk(subject: "first"))).State);
        // The town's clerk covers the first level and no further one.
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => Approve(app.Clerk(subject: "another")));
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => Approve(app.Office(subject: "first")));
        await Approve(app.Office(subject: "second"));
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => Approve(app.Office(subject: "second")));
        await Refused(StatusCode.FailedPrecondition, "CUSTODY_STATE", () => app.Office().Custodies.HandOverAssetAsync(new() { Id = custody.Id }));
        var approved = await Approve(app.Office(subject: "third"));
        Assert.Equal((CustodyState.Approved, "first second third"), (approved.State, string.Join(' ', approved.Approvals.Select(a => a.Subject))));
        await Refused(StatusCode.FailedPrecondition, "CUSTODY_STATE", () => Approve(app.Office(subject: "fourth")));
        Assert.Contains(asset.Id, (await app.Staff("keeper").PublicAssets.ListPublicAssetsAsync(new() { Idle = true, PageSize = 500 })).Assets.Select(a => a.Id));
        await app.Office().Custodies.HandOverAssetAsync(new() { RequestId = NewId(), Id = custody.Id });
        Assert.DoesNotContain(asset.Id, (await app.Staff("keeper").PublicAssets.ListPublicAssetsAsync(new() { Idle = true, PageSize = 500 })).Assets.Select(a => a.Id));
        Assert.Equal(custody.Id, (await app.Office().PublicAssets.ListPublicAssetsAsync(new() { PageSize = 500 })).Assets.Single(a => a.Id == asset.Id).CustodyId);
        // What is nobody's administration's needs one level.
        Assert.Equal(CustodyState.Approved, (await app.Approved(await app.NewAsset(stateOwned: false))).State);
    }

    // The clock reminds in between: whoever acts on the same custody meanwhile is told to look again.
    private async Task LaterAsync(int days)
    {
        app.Clock.Advance(TimeSpan.FromDays(days));
        await EventuallyAsync("the clock has reminded", async () => await app.Query<long>("select count(*) from custodies where remind_on <= $1", DateOnly.Parse(app.Day(), System.Globalization.CultureInfo.InvariantCulture)) == 0);
    }

    [Fact]
    public async Task That_an_asset_is_not_the_states_the_county_alone_says()
    {
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Clerk().PublicAssets.RegisterPublicAssetAsync(Entrusting.ToRegister(stateOwned: false)));
        Assert.True((await app.Clerk().PublicAssets.RegisterPublicAssetAsync(Entrusting.ToRegister())).StateOwned);
        Assert.False((await app.Office().PublicAssets.RegisterPublicAssetAsync(Entrusting.ToRegister(stateOwned: false))).StateOwned);
    }

    [Fact]
    public async Task Never_two_custodies_of_one_asset_at_a_time_however_many_are_approved_at_once()
    {
        app.StartReplica();
        var asset = await app.NewAsset(stateOwned: false);
        var wishes = new List<Custody>();
        for (var i = 0; i < 5; i++) wishes.Add(await app.Wished(asset, i * 10, 60 + i));
        var outcomes = await Task.WhenAll(wishes.Select((w, i) => Told(app.Office(replica: i % 2).Custodies.ApproveCustodyAsync(new() { RequestId = NewId(), Id = w.Id }))));
        Assert.Equal((1, 4), (outcomes.Count(o => o == "OK"), outcomes.Count(o => o == "ASSET_TAKEN")));
        // After it, yes; but while it was not given back, nobody else gets it.
        var (first, last) = (wishes[outcomes.ToList().IndexOf("OK")], 60 + outcomes.ToList().IndexOf("OK"));
        var next = await app.Approved(asset, last + 1, last + 50);
        Assert.Equal(CustodyState.Approved, next.State);
        await Refused(StatusCode.FailedPrecondition, "NOT_YET", () => app.Office().Custodies.HandOverAssetAsync(new() { Id = next.Id }));
        await LaterAsync(40);
        await app.Office().Custodies.HandOverAssetAsync(new() { RequestId = NewId(), Id = first.Id });
        await LaterAsync(30);
        await Refused(StatusCode.AlreadyExists, "ASSET_TAKEN", () => app.Office().Custodies.HandOverAssetAsync(new() { Id = next.Id }));
        // Given back late: the term of the next one is not in its way.
        await app.Office().Custodies.ReturnAssetAsync(new() { RequestId = NewId(), Id = first.Id });
        Assert.Equal(CustodyState.Running, (await app.Office().Custodies.HandOverAssetAsync(new() { RequestId = NewId(), Id = next.Id })).State);
        // Given back before: the rest of its term is free from the day after.
        await app.Office().Custodies.ReturnAssetAsync(new() { RequestId = NewId(), Id = next.Id });
        await Refused(StatusCode.AlreadyExists, "ASSET_TAKEN", async () => await app.Approved(asset, 0, 5));
        Assert.Equal(CustodyState.Approved, (await app.Approved(asset, 1, 5)).State);
    }

    [Fact]
    public async Task A_custody_is_reported_on_reminded_of_its_end_and_overdue_until_the_asset_is_given_back()
    {
        var (custody, returned) = (await app.HandedOver(await app.NewAsset(), 60, "keeper"), await app.HandedOver(await app.NewAsset(), 60));
        var staff = app.Staff("keeper").Custodies;
        app.Clock.Advance(TimeSpan.FromDays(20));
        foreach (var n in new[] { 1, 2 }) Assert.Equal(n, (await staff.ReportCustodyUseAsync(new() { RequestId = NewId(), Id = custody.Id, FromDate = app.Day(-20), UntilDate = app.Day(), Served = 100 * n, Report = "季报" })).Number);
        await WrongFields(() => staff.ReportCustodyUseAsync(new() { Id = custody.Id, FromDate = app.Day(-20), UntilDate = app.Day(1), Report = "季报" }), "until_date");
        Assert.Equal([200, 100], (await staff.ListCustodyReportsAsync(new() { CustodyId = custody.Id })).Reports.Select(r => r.Served));
        Assert.DoesNotContain(await app.Events("CustodyReminded"), e => e.Contains(custody.Id, StringComparison.Ordinal));
        async Task Told(string type, string id) => await EventuallyAsync(type, async () =>
        {
            app.Clock.Advance(TimeSpan.FromMinutes(5));
            return (await app.Events(type)).Count(e => e.Contains(id, StringComparison.Ordinal)) == 1;
        });
        app.Clock.Advance(TimeSpan.FromDays(10));
        await Told("CustodyReminded", custody.Id);
        await app.Office().Custodies.ReturnAssetAsync(new() { RequestId = NewId(), Id = returned.Id });
        app.Clock.Advance(TimeSpan.FromDays(31));
        await Told("CustodyOverdue", custody.Id);
        Assert.Single(await app.Events("CustodyReminded"), e => e.Contains(custody.Id, StringComparison.Ordinal));
        async Task<IEnumerable<string>> Overdue() => (await app.Office().Custodies.ListCustodiesAsync(new() { Overdue = true, PageSize = 500 })).Custodies.Select(c => c.Id).Where(id => id == custody.Id || id == returned.Id);
        Assert.Equal([custody.Id], await Overdue());
        Assert.Equal(CustodyState.Returned, (await app.Office().Custodies.ReturnAssetAsync(new() { RequestId = NewId(), Id = custody.Id })).State);
        Assert.Empty(await Overdue());
        await Refused(StatusCode.FailedPrecondition, "CUSTODY_STATE", () => staff.ReportCustodyUseAsync(new() { Id = custody.Id, FromDate = app.Day(-20), UntilDate = app.Day(), Report = "季报" }));
        await Refused(StatusCode.NotFound, "CUSTODY_NOT_FOUND", () => app.Staff("stranger").Custodies.GetCustodyAsync(new() { Id = custody.Id }));
    }

    [Fact]
    public async Task An_asset_is_not_retired_while_a_custody_of_it_is_approved_or_running()
    {
        var office = app.Office();
        var asset = await app.NewAsset(stateOwned: false);
        var custody = await app.Approved(asset);
        await Refused(StatusCode.FailedPrecondition, "ASSET_IN_CUSTODY", () => office.PublicAssets.RetirePublicAssetAsync(new() { Id = asset.Id }));
        await office.Custodies.HandOverAssetAsync(new() { RequestId = NewId(), Id = custody.Id });
        await Refused(StatusCode.FailedPrecondition, "ASSET_IN_CUSTODY", () => office.PublicAssets.RetirePublicAssetAsync(new() { Id = asset.Id }));
        await office.Custodies.ReturnAssetAsync(new() { RequestId = NewId(), Id = custody.Id });
        await office.PublicAssets.RetirePublicAssetAsync(new() { RequestId = NewId(), Id = asset.Id });
        // Approved and never fetched holds it for its term; fetched and not given back holds it beyond.
        var (unfetched, held) = (await app.NewAsset(stateOwned: false), await app.NewAsset(stateOwned: false));
        await app.Approved(unfetched, until: 3);
        var late = await app.HandedOver(held, until: 3);
        await Refused(StatusCode.FailedPrecondition, "ASSET_IN_CUSTODY", () => office.PublicAssets.RetirePublicAssetAsync(new() { Id = unfetched.Id }));
        await LaterAsync(4);
        Assert.True((await office.PublicAssets.RetirePublicAssetAsync(new() { RequestId = NewId(), Id = unfetched.Id })).Retired);
        await Refused(StatusCode.FailedPrecondition, "ASSET_IN_CUSTODY", () => office.PublicAssets.RetirePublicAssetAsync(new() { Id = held.Id }));
        await office.Custodies.ReturnAssetAsync(new() { RequestId = NewId(), Id = late.Id });
        Assert.True((await office.PublicAssets.RetirePublicAssetAsync(new() { RequestId = NewId(), Id = held.Id })).Retired);
    }

    [Fact]
    public async Task One_person_gives_one_approval_also_twice_at_once()
    {
        app.StartReplica();
        var custody = await app.Wished(await app.NewAsset());
        await app.Clerk(subject: "first").Custodies.ApproveCustodyAsync(new() { RequestId = NewId(), Id = custody.Id });
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Told(app.Office(subject: "second", replica: i % 2).Custodies.ApproveCustodyAsync(new() { RequestId = NewId(), Id = custody.Id }))));
        Assert.Equal((1, 3), (outcomes.Count(o => o == "OK"), outcomes.Count(o => o is "SAME_PERSON" or "ETAG_MISMATCH")));
        var now = await app.Office().Custodies.GetCustodyAsync(new() { Id = custody.Id });
        Assert.Equal((CustodyState.Applied, "first second"), (now.State, string.Join(' ', now.Approvals.Select(a => a.Subject))));
    }

    [Fact]
    public async Task The_levels_are_data_and_hold_as_they_were_when_it_was_applied_for()
    {
        var (asset, office) = (await app.NewAsset(place: SmallMap.OtherTown), app.Office());
        var before = await app.Wished(asset);
        SetCustodyRuleRequest Rule(string county = "510104", int since = 0) => new()
        {
            RequestId = NewId(), DivisionCode = county, StateOwned = true, SinceDate = app.Day(since),
            Levels = { new CustodyLevel { Title = "街道", Digits = 9 }, new CustodyLevel { Title = "民政局", Digits = 6 }, new CustodyLevel { Title = "机关事务中心", Digits = 6 }, new CustodyLevel { Title = "区政府", Digits = 6 } },
        };
        await office.PublicAssets.SetCustodyRuleAsync(Rule());
        await Refused(StatusCode.AlreadyExists, "CUSTODY_RULE_EXISTS", () => office.PublicAssets.SetCustodyRuleAsync(Rule()));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => office.PublicAssets.SetCustodyRuleAsync(Rule("510105")));
        var few = Rule();
        few.Levels.RemoveAt(0);
        few.Levels.RemoveAt(0);
        few.Levels[0].Digits = 5;
        await WrongFields(() => office.PublicAssets.SetCustodyRuleAsync(few), "levels", "levels[0].digits");
        Assert.Equal((3, 4), (before.Levels.Count, (await app.Wished(asset)).Levels.Count));
        Assert.Equal("510104", (await office.PublicAssets.ListCustodyRulesAsync(new() { DivisionCode = "510104018" })).Rules[0].DivisionCode);
        await office.PublicAssets.RetirePublicAssetAsync(new() { RequestId = NewId(), Id = asset.Id });
        await Refused(StatusCode.FailedPrecondition, "ASSET_RETIRED", () => app.Wished(asset));
        await Refused(StatusCode.FailedPrecondition, "ASSET_RETIRED", () => office.Custodies.ApproveCustodyAsync(new() { Id = before.Id }));
        // From tomorrow on again what ships: other scenarios count on three levels.
        var shipped = Rule(since: 1);
        shipped.Levels.RemoveAt(3);
        await office.PublicAssets.SetCustodyRuleAsync(shipped);
        app.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(CustodyState.Declined, (await office.Custodies.DeclineCustodyAsync(new() { RequestId = NewId(), Id = before.Id })).State);
        await WrongFields(() => office.PublicAssets.RegisterPublicAssetAsync(new() { DivisionCode = "510104", SquareMetres = -1 }), "name", "kind", "holder", "square_metres", "division_code");
        await WrongFields(() => office.Custodies.ApplyForCustodyAsync(new()), "asset_id", "organization_id", "purpose", "start_date", "end_date");
    }

    [Fact]
    public async Task Of_state_owned_assets_no_division_asks_for_less_than_the_one_above()
    {
        SetCustodyRuleRequest Rule(string division, int since, params int[] digits)
        {
            var rule = new SetCustodyRuleRequest { RequestId = NewId(), DivisionCode = division, StateOwned = true, SinceDate = app.Day(since) };
            rule.Levels.AddRange(digits.Select(d => new CustodyLevel { Title = $"审批{d}", Digits = d }));
            return rule;
        }
        AsyncUnaryCall<CustodyRule> Set(SetCustodyRuleRequest rule) => app.Office(rule.DivisionCode).PublicAssets.SetCustodyRuleAsync(rule);
        // Three levels of a community are none of the county's.
        await WrongFields(() => Set(Rule("510105", 0, 12, 12, 12)), "levels");
        await WrongFields(() => Set(Rule("510105", 0, 9, 9, 6)), "levels");
        await WrongFields(() => Set(Rule("510105", 0, 6, 6)), "levels");
        // Of others than the state's one is enough, as it was.
        var loose = Rule("510105", 0, 12);
        loose.StateOwned = false;
        await Set(loose);
        // Against what ships, 9, 6 and 6: as many of each width, or wider, or more.
        await Refused(StatusCode.FailedPrecondition, "CUSTODY_RULE_TOO_WEAK", () => Set(Rule("510105", 0, 12, 6, 6)));
        await Set(Rule("510105", 0, 6, 6, 6));
        async Task<List<int>> Chain()
        {
            var custody = await app.Office("510105", subject: "applicant").Custodies.ApplyForCustodyAsync(Entrusting.ToTake(app, await app.NewAsset(place: SmallMap.NextCounty), await app.Entered(place: SmallMap.NextCounty)));
            return [.. custody.Levels.Select(l => l.Digits)];
        }
        Assert.Equal([6, 6, 6], await Chain());
        // The city asks for itself from tomorrow: what a county sets for then, and what it had set before, is no way around it.
        await Set(Rule("5101", 1, 9, 6, 6, 4));
        await Refused(StatusCode.FailedPrecondition, "CUSTODY_RULE_TOO_WEAK", () => Set(Rule("510105", 1, 9, 6, 6)));
        await Refused(StatusCode.FailedPrecondition, "CUSTODY_RULE_TOO_WEAK", () => Set(Rule("510105", 2, 6, 6, 6, 6)));
        Assert.Equal([6, 6, 6], await Chain());
        app.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal([9, 6, 6, 4], await Chain());
        await Set(Rule("510105", 0, 6, 6, 6, 4));
        Assert.Equal([6, 6, 6, 4], await Chain());
        // From tomorrow on again what ships: other scenarios count on three levels.
        await Set(Rule("5101", 1, 9, 6, 6));
        app.Clock.Advance(TimeSpan.FromDays(1));
    }

    [Fact]
    public async Task A_rule_that_the_version_before_let_through_counts_for_nothing()
    {
        // Three levels of the asset's own place, of the county and of the province.
        foreach (var (area, since) in new[] { ("510105", -3), ("51", -4) })
        {
            await app.QueryAll<int>("insert into custody_rules (id, area, state_owned, since, level_titles, level_digits, version, event_sequence) values (gen_random_uuid(), $1, true, $2, '{甲,乙,丙}', '{12,12,12}', 1, 0)", area, DateOnly.Parse(app.Day(since), System.Globalization.CultureInfo.InvariantCulture));
        }
        try
        {
            var custody = await app.Office("510105", subject: "applicant").Custodies.ApplyForCustodyAsync(Entrusting.ToTake(app, await app.NewAsset(place: "510105002003"), await app.Entered(place: SmallMap.NextCounty)));
            Assert.All(custody.Levels.Select(l => l.Digits), d => Assert.NotEqual(12, d));
        }
        finally
        {
            await app.QueryAll<int>("delete from custody_rules where level_digits = '{12,12,12}'");
        }
    }

    [Fact]
    public async Task At_each_level_and_when_it_is_handed_over_the_organisation_counts_as_it_stands_then()
    {
        Task<Custody> Approve(Custody custody, SocialOrgsCaller by) => by.Custodies.ApproveCustodyAsync(new() { RequestId = NewId(), Id = custody.Id }).ResponseAsync;
        Task<Custody> HandOver(Custody custody) => app.Office().Custodies.HandOverAssetAsync(new() { RequestId = NewId(), Id = custody.Id }).ResponseAsync;
        // Deregistered between the first level and the second.
        var gone = await app.Wished(await app.NewAsset());
        await Approve(gone, app.Clerk(subject: "first"));
        await app.Deregistered(gone.OrganizationId);
        await Refused(StatusCode.FailedPrecondition, "NOT_REGISTERED", () => Approve(gone, app.Office(subject: "second")));
        Assert.Equal(CustodyState.Declined, (await app.Office().Custodies.DeclineCustodyAsync(new() { RequestId = NewId(), Id = gone.Id })).State);
        // Deregistered between the last level and the day on which it was to get it.
        var approved = await app.Approved(await app.NewAsset(stateOwned: false));
        await app.Deregistered(approved.OrganizationId);
        await Refused(StatusCode.FailedPrecondition, "NOT_REGISTERED", () => HandOver(approved));
        // Listed since, until that is lifted.
        var waiting = await app.Wished(await app.NewAsset(stateOwned: false));
        var listing = await app.Listed(await app.Office().Organizations.GetOrganizationAsync(new() { Id = waiting.OrganizationId }));
        await Refused(StatusCode.FailedPrecondition, "BLACKLISTED", () => Approve(waiting, app.Clerk(subject: "first")));
        await app.Lifted(listing);
        await Approve(waiting, app.Clerk(subject: "first"));
        listing = await app.Listed(await app.Office().Organizations.GetOrganizationAsync(new() { Id = waiting.OrganizationId }));
        await Refused(StatusCode.FailedPrecondition, "BLACKLISTED", () => HandOver(waiting));
        await app.Lifted(listing);
        Assert.Equal(CustodyState.Running, (await HandOver(waiting)).State);
        // In whose hands an asset is gives it back before it ends.
        await app.Shows(await app.Office().Organizations.GetOrganizationAsync(new() { Id = waiting.OrganizationId }), PaperKind.Liquidation);
        await Refused(StatusCode.FailedPrecondition, "ASSETS_HELD", () => app.Office().Organizations.DeregisterOrganizationAsync(new() { Id = waiting.OrganizationId, Reason = "全体成员决定解散" }));
        await app.Office().Custodies.ReturnAssetAsync(new() { RequestId = NewId(), Id = waiting.Id });
        Assert.Equal(OrganizationState.Deregistered, (await app.Office().Organizations.DeregisterOrganizationAsync(new() { RequestId = NewId(), Id = waiting.OrganizationId, Reason = "全体成员决定解散" })).State);
    }

    [Fact]
    public async Task An_asset_that_serves_no_more_and_a_term_that_is_over_are_not_approved()
    {
        var (asset, expired) = (await app.NewAsset(), await app.Wished(await app.NewAsset(stateOwned: false), until: 3));
        var custody = await app.Wished(asset);
        await app.Clerk(subject: "first").Custodies.ApproveCustodyAsync(new() { RequestId = NewId(), Id = custody.Id });
        await app.Office().PublicAssets.RetirePublicAssetAsync(new() { RequestId = NewId(), Id = asset.Id });
        await Refused(StatusCode.FailedPrecondition, "ASSET_RETIRED", () => app.Office(subject: "second").Custodies.ApproveCustodyAsync(new() { Id = custody.Id }));
        app.Clock.Advance(TimeSpan.FromDays(4));
        await Refused(StatusCode.FailedPrecondition, "TERM_OVER", () => app.Clerk(subject: "first").Custodies.ApproveCustodyAsync(new() { Id = expired.Id }));
    }
}
