using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Members;
using Grpc.Core;

namespace Governance.PartyBuilding.Tests.ReportIns;

public sealed class TakingServices(PartyApp app) : IClassFixture<PartyApp>
{
    private static async Task<string> Told<T>(AsyncUnaryCall<T> call)
    {
        try { await call; return "OK"; }
        catch (RpcException e) { return Read(e).Reason; }
    }

    [Fact]
    public async Task However_many_take_at_once_there_are_no_more_than_places_and_a_place_that_is_freed_is_taken_again()
    {
        app.StartReplica();
        var people = new List<ReportIn>();
        for (var i = 0; i < 12; i++) people.Add((await app.NewReportIn()).ReportIn);
        var item = await app.NewItem(places: 5);
        Task<string>[] All() => [.. people.Select((p, i) => Told(app.As("party-clerk", "510104017", replica: i % 2).ServiceItems.TakeServiceItemAsync(new() { RequestId = NewId(), ItemId = item.Id, ReportInId = p.Id })))];
        var outcomes = await Task.WhenAll(All());
        Assert.Equal((5, 7), (outcomes.Count(o => o == "OK"), outcomes.Count(o => o == "NO_PLACE_LEFT")));
        var taken = (await app.Clerk().ServiceItems.ListUndertakingsAsync(new() { ItemId = item.Id })).Undertakings;
        Assert.Equal(5, taken.Count);
        // Two are given back, each twice at once: two places are free, not four.
        var released = await Task.WhenAll(taken.Take(2).SelectMany(u => Enumerable.Range(0, 2).Select(i => Told(app.As("party-clerk", "510104017", replica: i).ServiceItems.ReleaseUndertakingAsync(new() { RequestId = NewId(), Id = u.Id })))));
        Assert.Equal(2, released.Count(o => o == "OK"));
        Assert.All(released, o => Assert.Contains(o, new[] { "OK", "UNDERTAKING_NOT_TAKEN", "ETAG_MISMATCH" }));
        outcomes = await Task.WhenAll(All());
        Assert.Equal((2, 3), (outcomes.Count(o => o == "OK"), outcomes.Count(o => o == "TAKEN_ALREADY")));
        Assert.Equal((5, 5), (await app.Query<int>("select taken from service_items where id = $1", Guid.Parse(item.Id)), (int)await app.Query<long>("select count(*) from undertakings where item_id = $1 and state = 1", Guid.Parse(item.Id))));
    }

    [Fact]
    public async Task A_service_goes_from_taken_over_done_to_confirmed_with_the_communitys_feedback()
    {
        var (member, reported) = await app.NewReportIn();
        var undertaking = await app.NewUndertaking(reported);
        Assert.Equal((UndertakingState.Taken, "为独居老人送餐"), (undertaking.State, undertaking.Title));
        ConfirmUndertakingRequest Confirm() => new() { RequestId = NewId(), Id = undertaking.Id, Feedback = "老人很满意" };
        await Refused(StatusCode.FailedPrecondition, "UNDERTAKING_NOT_DONE", () => app.Clerk().ServiceItems.ConfirmUndertakingAsync(Confirm()));
        await WrongFields(() => app.Clerk().ServiceItems.CompleteUndertakingAsync(app.ToEnter(undertaking)), "start_time");
        app.Clock.Advance(TimeSpan.FromHours(2));
        var done = await app.Clerk().ServiceItems.CompleteUndertakingAsync(app.ToEnter(undertaking));
        Assert.Equal(UndertakingState.Done, done.State);
        await Refused(StatusCode.FailedPrecondition, "SERVICES_UNDER_WAY", () => app.Clerk().ReportIns.EndReportInAsync(new() { Id = reported.Id, End = ReportInEnd.Moved }));
        var returned = await app.Clerk().ServiceItems.ReturnUndertakingAsync(new() { RequestId = NewId(), Id = undertaking.Id, Reason = "时间登记有误" });
        Assert.Equal((UndertakingState.Taken, "时间登记有误", null), (returned.State, returned.Feedback, returned.StartTime));
        await Refused(StatusCode.FailedPrecondition, "UNDERTAKING_NOT_DONE", () => app.Clerk().ServiceItems.ReturnUndertakingAsync(new() { Id = undertaking.Id, Reason = "时间登记有误" }));
        await app.Clerk().ServiceItems.CompleteUndertakingAsync(app.ToEnter(undertaking));
        var request = Confirm();
        var clerk = app.Clerk();
        var confirmed = await clerk.ServiceItems.ConfirmUndertakingAsync(request);
        Assert.Equal(confirmed, await clerk.ServiceItems.ConfirmUndertakingAsync(request));
        Assert.Equal((UndertakingState.Confirmed, "老人很满意"), (confirmed.State, confirmed.Feedback));
        await Refused(StatusCode.FailedPrecondition, "UNDERTAKING_NOT_TAKEN", () => app.Clerk().ServiceItems.ReleaseUndertakingAsync(new() { Id = undertaking.Id }));
        var entry = Assert.Single(await app.Entries(reported));
        Assert.Equal((member.Id, SmallMap.Community, "elderly-care", 90, undertaking.Id, ""), (entry.MemberId, entry.DivisionCode, entry.Kind, entry.Minutes, entry.UndertakingId, entry.RecordId));
        // Volunteers does not know the member yet: nothing is told.
        Assert.DoesNotContain(await app.Events("MemberServed"), e => e.Contains(member.Id, StringComparison.Ordinal));
        await app.Clerk().ReportIns.EndReportInAsync(new() { RequestId = NewId(), Id = reported.Id, End = ReportInEnd.Moved });
        var item = await app.NewItem();
        await Refused(StatusCode.FailedPrecondition, "REPORT_IN_ENDED", () => app.Take(item, reported));
    }

    [Fact]
    public async Task Hours_outside_the_items_own_time_are_nobodys_service()
    {
        var (_, reported) = await app.NewReportIn();
        app.Clock.Advance(TimeSpan.FromHours(4));
        var request = app.ToPublish();
        (request.StartTime, request.EndTime) = (app.Now(-1), app.Now(1));
        var undertaking = await app.Take(await app.Office().ServiceItems.PublishServiceItemAsync(request), reported);
        app.Clock.Advance(TimeSpan.FromHours(2));
        async Task Wrong(string field, double from, double until) => await WrongFields(() => app.Clerk().ServiceItems.CompleteUndertakingAsync(new() { RequestId = NewId(), Id = undertaking.Id, StartTime = app.Now(from), EndTime = app.Now(until) }), field);
        await Wrong("start_time", -3.5, -2);
        await Wrong("end_time", -2, -0.5);
        Assert.Equal(UndertakingState.Done, (await app.Clerk().ServiceItems.CompleteUndertakingAsync(new() { RequestId = NewId(), Id = undertaking.Id, StartTime = app.Now(-3), EndTime = app.Now(-1) })).State);
    }

    [Fact]
    public async Task Of_two_who_confirm_at_once_one_does_and_there_is_one_entry()
    {
        app.StartReplica();
        var (_, reported) = await app.NewReportIn();
        for (var round = 0; round < 4; round++)
        {
            var undertaking = await app.NewUndertaking(reported);
            app.Clock.Advance(TimeSpan.FromHours(2));
            await app.Clerk().ServiceItems.CompleteUndertakingAsync(app.ToEnter(undertaking));
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Told(app.As("party-clerk", "510104017", replica: i % 2).ServiceItems.ConfirmUndertakingAsync(new() { RequestId = NewId(), Id = undertaking.Id, Feedback = "老人很满意" }))));
            Assert.Single(outcomes, "OK");
            Assert.Single(await app.Entries(reported), e => e.UndertakingId == undertaking.Id);
        }
    }

    [Fact]
    public async Task A_unit_names_who_of_its_own_served()
    {
        var (unit, reported) = await app.NewUnit();
        var (members, stranger) = (await app.NewMembers(unit, 3), await app.NewMember(await app.NewBranch()));
        var undertaking = await app.NewUndertaking(reported);
        app.Clock.Advance(TimeSpan.FromHours(2));
        await Refused(StatusCode.FailedPrecondition, "NOT_OF_THE_UNIT", () => app.Clerk().ServiceItems.CompleteUndertakingAsync(app.ToEnter(undertaking, members[0], stranger)));
        await WrongFields(() => app.Clerk().ServiceItems.CompleteUndertakingAsync(app.ToEnter(undertaking, members[0], members[0])), "member_ids[1]");
        await app.Serve(reported, members[0], members[2]);
        Assert.Equal(new[] { members[0].Id, members[2].Id }.Order(StringComparer.Ordinal), (await app.Entries(reported)).Select(e => e.MemberId).Order(StringComparer.Ordinal));
        await app.Serve(reported);
        Assert.Contains(await app.Entries(reported), e => e.MemberId.Length == 0);
        var (_, own) = await app.NewReportIn();
        var mine = await app.NewUndertaking(own);
        app.Clock.Advance(TimeSpan.FromHours(2));
        await WrongFields(() => app.Clerk().ServiceItems.CompleteUndertakingAsync(app.ToEnter(mine, members[0])), "member_ids");
    }

    [Fact]
    public async Task Items_are_published_and_closed_for_the_own_community_and_taken_until_they_are_over()
    {
        const string community = "510104018005";
        var (_, here) = await app.NewReportIn(community);
        var (_, elsewhere) = await app.NewReportIn();
        var item = await app.NewItem(2, community);
        await Refused(StatusCode.FailedPrecondition, "OTHER_COMMUNITY", () => app.Take(item, elsewhere));
        await app.Take(item, here);
        await Refused(StatusCode.AlreadyExists, "TAKEN_ALREADY", () => app.Take(item, here));
        Assert.Equal(1, Assert.Single((await app.Office().ServiceItems.ListServiceItemsAsync(new() { DivisionCode = community })).Items).Taken);
        await app.Office().ServiceItems.CloseServiceItemAsync(new() { RequestId = NewId(), Id = item.Id });
        await Refused(StatusCode.FailedPrecondition, "SERVICE_ITEM_CLOSED", () => app.Office().ServiceItems.CloseServiceItemAsync(new() { Id = item.Id }));
        var (_, late) = await app.NewReportIn(community);
        await Refused(StatusCode.FailedPrecondition, "SERVICE_ITEM_CLOSED", () => app.Take(item, late));
        Assert.Empty((await app.Office().ServiceItems.ListServiceItemsAsync(new() { DivisionCode = community })).Items);
        Assert.Single((await app.Office().ServiceItems.ListServiceItemsAsync(new() { DivisionCode = community, ShowClosed = true, Kind = "elderly-care" })).Items);
        var request = app.ToPublish(community: community);
        request.EndTime = app.Now(1);
        var brief = await app.Office().ServiceItems.PublishServiceItemAsync(request);
        app.Clock.Advance(TimeSpan.FromHours(1));
        await Refused(StatusCode.FailedPrecondition, "SERVICE_ITEM_OVER", () => app.Take(brief, late));
        await Refused(StatusCode.NotFound, "SERVICE_ITEM_NOT_FOUND", () => app.Office("510105").ServiceItems.CloseServiceItemAsync(new() { Id = item.Id }));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Office("510105").ServiceItems.PublishServiceItemAsync(app.ToPublish()));
    }

    [Fact]
    public async Task Every_wrong_field_is_told_at_once()
    {
        var client = app.Office().ServiceItems;
        await WrongFields(() => client.PublishServiceItemAsync(new() { Title = "送餐", Kind = "Cooking", DivisionCode = "51" }), "title", "kind", "places", "start_time", "end_time", "division_code");
        await WrongFields(() => client.PublishServiceItemAsync(new() { DivisionCode = SmallMap.Community, Title = "送餐上门", Kind = "cooking", Places = 1, StartTime = app.Now(-3), EndTime = app.Now(-1) }), "end_time");
        await WrongFields(() => client.CompleteUndertakingAsync(new() { Id = "x", MemberIds = { "y" } }), "id", "start_time", "end_time", "member_ids[0]");
        await WrongFields(() => client.CompleteUndertakingAsync(new() { Id = NewId(), StartTime = app.Now(-1), EndTime = app.Now(-0.75) }), "end_time");
        await WrongFields(() => client.CompleteUndertakingAsync(new() { Id = NewId(), StartTime = app.Now(), EndTime = app.Now(1) }), "end_time");
        await WrongFields(() => client.ConfirmUndertakingAsync(new() { Id = "x", Feedback = "好" }), "id", "feedback");
        await WrongFields(() => client.ReturnUndertakingAsync(new() { Id = "x", Reason = "否" }), "id", "reason");
        await WrongFields(() => client.TakeServiceItemAsync(new() { ItemId = "x", ReportInId = "y" }), "item_id", "report_in_id");
        await WrongFields(() => client.ListUndertakingsAsync(new() { DivisionCode = "5", ReportInId = "x", ItemId = "y", State = (UndertakingState)9 }), "division_code", "report_in_id", "item_id", "state");
        await Refused(StatusCode.NotFound, "UNDERTAKING_NOT_FOUND", () => client.ReleaseUndertakingAsync(new() { Id = NewId() }));
        await Refused(StatusCode.NotFound, "REPORT_IN_NOT_FOUND", () => client.ListServiceEntriesAsync(new() { ReportInId = NewId() }));
    }
}
