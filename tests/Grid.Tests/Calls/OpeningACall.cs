using Governance.Common.V1;
using Governance.Grid.V1;
using Grpc.Core;

namespace Governance.Grid.Tests.Calls;

public sealed class OpeningACall(GridApp app) : IClassFixture<GridApp>
{
    [Fact]
    public async Task A_rule_dispatches_it_at_once_and_says_why_and_until_when()
    {
        var call = await app.AsResident().Calls.OpenCallAsync(Appeals.Appeal());

        Assert.Equal(CallState.Dispatched, call.State);
        Assert.Equal(Appeals.Unit, call.UnitCode);
        Assert.Equal("类别“路灯不亮”默认由锦江区综合行政执法局承办", call.DispatchReason);
        // Wednesday 9:00: one working day to accept, seven to answer.
        Assert.Equal(new DateTimeOffset(2026, 3, 4, 17, 0, 0, TimeSpan.FromHours(8)).ToUniversalTime(), call.AcceptDueTime.ToDateTimeOffset());
        Assert.Equal(new DateTimeOffset(2026, 3, 12, 17, 0, 0, TimeSpan.FromHours(8)).ToUniversalTime(), call.ResolveDueTime.ToDateTimeOffset());
        Assert.Equal(ResponseLevel.Town, call.Level);
        Assert.Matches("^[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]{5}$", call.Number);
    }

    [Fact]
    public async Task Without_category_it_waits_for_the_centre_with_a_clock()
    {
        var call = await app.AsResident().Calls.OpenCallAsync(Appeals.Appeal(category: ""));

        Assert.Equal(CallState.Open, call.State);
        Assert.Empty(call.UnitCode);
        Assert.NotNull(call.ResolveDueTime);
    }

    [Fact]
    public async Task Without_rule_it_waits_for_the_centre_and_says_so()
    {
        var call = await app.AsResident().Calls.OpenCallAsync(Appeals.Appeal(Appeals.Suggestion));

        Assert.Equal(CallState.Triaged, call.State);
        Assert.Equal("类别“意见建议”在此地没有自动派单规则，由中心派单", call.DispatchReason);
    }

    [Fact]
    public async Task An_emergency_is_one_whatever_the_caller_says()
    {
        var call = await app.AsResident().Calls.OpenCallAsync(Appeals.Appeal(Appeals.GasLeak, text: "厨房闻到很浓的燃气味"));

        Assert.Equal(CallUrgency.Emergency, call.Urgency);
        Assert.Equal(app.Clock.GetUtcNow().AddHours(2), call.ResolveDueTime.ToDateTimeOffset());
        Assert.Equal(app.Clock.GetUtcNow().AddMinutes(15), call.AcceptDueTime.ToDateTimeOffset());
    }

    [Fact]
    public async Task Two_hundred_retries_at_once_open_one_call_with_one_event()
    {
        var resident = app.AsResident();
        var request = Appeals.Appeal(text: "同一个请求发了两百次");

        var replies = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => resident.Calls.OpenCallAsync(request).ResponseAsync));

        var id = Assert.Single(replies.Select(r => r.Id).Distinct());
        Assert.Single(replies.Select(r => r.ToString()).Distinct());
        Assert.Equal(1, await app.Query<long>("select count(*) from calls where text = $1", request.Text));
        Assert.Equal(1, await app.Query<long>("select count(*) from events where aggregate_id = $1 and type like '%CallOpened'", Guid.Parse(id)));
    }

    [Fact]
    public async Task The_same_request_id_for_something_else_is_refused()
    {
        var resident = app.AsResident();
        var request = Appeals.Appeal();
        await resident.Calls.OpenCallAsync(request);
        request.Text = "另一件事";

        await Refused(StatusCode.AlreadyExists, "REQUEST_ID_REUSED", () => resident.Calls.OpenCallAsync(request));
    }

    [Fact]
    public async Task Every_wrong_field_is_named_and_nothing_is_stored()
    {
        var before = await app.Query<long>("select count(*) from calls");
        var request = new OpenCallRequest
        {
            Text = new string('长', 2001), PlaceCode = "519999999999", CategoryCode = "9999", Point = new Point { Latitude = 0, Longitude = 200 },
            Contact = new Contact { Name = new string('王', 51), Phone = "12" }, Source = (CallSource)99, Urgency = (CallUrgency)99,
        };
        request.Attachments.Add("");

        await WrongFields(() => app.AsResident().Calls.OpenCallAsync(request),
            "text", "place_code", "category_code", "point.latitude", "point.longitude", "contact.name", "contact.phone", "source", "urgency", "attachments[0]");
        Assert.Equal(before, await app.Query<long>("select count(*) from calls"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("510104")]
    [InlineData("51010401700a")]
    [InlineData("510104017001999")]    // a grid that does not exist
    public Task A_place_must_be_a_community_or_a_grid(string place) => WrongFields(() => app.AsResident("51").Calls.OpenCallAsync(Appeals.Appeal(place: place)), "place_code");

    [Fact]
    public async Task It_can_be_opened_in_a_grid_and_then_belongs_to_it()
    {
        var grid = await app.Centre().Grids.CreateGridAsync(new() { CommunityCode = SmallMap.Community, Name = "第一网格", Kind = GridKind.General });

        var call = await app.AsResident().Calls.OpenCallAsync(Appeals.Appeal(place: grid.Code));

        Assert.Equal((grid.Code, SmallMap.Community), (call.GridCode, call.DivisionCode));
    }

    [Fact]
    public Task A_group_is_no_category() => WrongFields(() => app.AsResident().Calls.OpenCallAsync(Appeals.Appeal(category: "02")), "category_code");

    [Fact]
    public Task Outside_my_area_nothing_can_be_opened() =>
        Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.As("grid-worker", SmallMap.Community).Calls.OpenCallAsync(Appeals.Appeal(place: SmallMap.NextCounty)));

    [Fact]
    public async Task The_contact_is_stored_encrypted_and_shown_masked()
    {
        var call = await app.AsResident().Calls.OpenCallAsync(Appeals.Appeal());

        Assert.Equal("王**", call.Contact.Name);
        Assert.Equal("138****5678", call.Contact.Phone);
        var row = await app.Query<string>("select row_to_json(c)::text from calls c where id = $1", Guid.Parse(call.Id));
        Assert.DoesNotContain("13812345678", row, StringComparison.Ordinal);
        Assert.DoesNotContain("王小明", row, StringComparison.Ordinal);
        var events = await app.QueryAll<string>("select payload::text from events where aggregate_id = $1", Guid.Parse(call.Id));
        Assert.NotEmpty(events);
        Assert.All(events, e => Assert.DoesNotContain("路灯", e, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Revealing_the_contact_leaves_an_audit_entry_with_its_purpose()
    {
        var call = await app.AsResident().Calls.OpenCallAsync(Appeals.Appeal());
        var centre = app.Centre();

        await WrongFields(() => centre.Calls.RevealContactAsync(new() { Id = call.Id }), "purpose");
        var contact = await centre.Calls.RevealContactAsync(new() { Id = call.Id, Purpose = "回访核实地点" });

        Assert.Equal(("王小明", "13812345678"), (contact.Name, contact.Phone));
        Assert.Equal(1, await app.Query<long>("select count(*) from audit where aggregate_id = $1 and purpose = '回访核实地点'", Guid.Parse(call.Id)));
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => app.AsResident().Calls.RevealContactAsync(new() { Id = call.Id, Purpose = "好奇而已" }));
    }

    [Fact]
    public async Task It_is_found_by_its_number()
    {
        var resident = app.AsResident(subject: "number-reader");
        var call = await resident.Calls.OpenCallAsync(Appeals.Appeal());

        Assert.Equal(call.Id, (await resident.Calls.GetCallAsync(new() { Id = call.Number.ToLowerInvariant() })).Id);
        await WrongFields(() => resident.Calls.GetCallAsync(new() { Id = "what" }), "id");
    }

    [Fact]
    public async Task A_rule_of_the_county_comes_before_the_default()
    {
        var centre = app.Centre("510105");
        var rules = new SetDispatchRulesRequest { DivisionCode = "510105", Rules = { new DispatchRule { CategoryCode = "02", UnitCode = "510105-04" }, new DispatchRule { CategoryCode = "0203" } } };
        await centre.Categories.SetDispatchRulesAsync(rules);

        var light = await app.AsResident(SmallMap.NextCounty).Calls.OpenCallAsync(Appeals.Appeal(place: SmallMap.NextCounty));
        var cover = await app.AsResident(SmallMap.NextCounty).Calls.OpenCallAsync(Appeals.Appeal("0203", SmallMap.NextCounty));

        Assert.Equal(("510105-04", CallState.Dispatched), (light.UnitCode, light.State));
        Assert.Equal(("", CallState.Triaged), (cover.UnitCode, cover.State));
        var explained = await centre.Categories.ExplainDispatchAsync(new() { CategoryCode = "0201", PlaceCode = SmallMap.NextCounty });
        Assert.Equal(light.DispatchReason, explained.Reason);
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Centre().Categories.SetDispatchRulesAsync(rules));
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => app.Centre().Categories.ExplainDispatchAsync(new() { CategoryCode = "0201", PlaceCode = SmallMap.NextCounty }));
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => centre.Categories.ExplainDispatchAsync(new() { CategoryCode = "0201", PlaceCode = "510105002999" }));
    }

    [Fact]
    public async Task A_resident_comes_online_and_declares_no_emergency_and_a_partner_is_no_resident()
    {
        var request = Appeals.Appeal();
        (request.Source, request.Urgency) = (CallSource.GridWorker, CallUrgency.Emergency);
        var told = await WrongFields(() => app.AsResident().Calls.OpenCallAsync(request), "source", "urgency");
        Assert.Equal(["NOT_YOUR_SOURCE", "NOT_YOURS_TO_DECLARE"], told.Violations.Select(v => v.Reason));
        Assert.Equal(CallUrgency.Emergency, (await app.AsResident().Calls.OpenCallAsync(Appeals.Appeal(Appeals.GasLeak))).Urgency);
        await WrongFields(() => app.AsPartner("grid.calls.open", "5101").Calls.OpenCallAsync(Appeals.Appeal()), "source");
        request.Source = CallSource.Sensor;
        Assert.Equal(CallUrgency.Emergency, (await app.AsPartner("grid.calls.open", "5101").Calls.OpenCallAsync(request)).Urgency);
    }

    [Fact]
    public async Task A_point_outside_the_province_is_a_slip()
    {
        var request = Appeals.Appeal();
        request.Point = new Governance.Common.V1.Point { Latitude = 39.9, Longitude = 116.4 };
        var told = await WrongFields(() => app.AsResident().Calls.OpenCallAsync(request), "point.latitude", "point.longitude");
        Assert.Equal("OUTSIDE_THE_PROVINCE", told.Violations[0].Reason);
    }
}
