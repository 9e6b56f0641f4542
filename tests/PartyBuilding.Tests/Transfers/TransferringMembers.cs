using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Members;
using Governance.PartyBuilding.Tests.Organizations;
using Grpc.Core;

namespace Governance.PartyBuilding.Tests.Transfers;

public sealed class TransferringMembers(PartyApp app) : IClassFixture<PartyApp>
{
    private async Task<Transfer> Issue(Member member, Organization to) => await app.Office(member.DivisionCode[..6]).Transfers.IssueTransferAsync(new() { RequestId = NewId(), MemberId = member.Id, ToId = to.Id });

    private static async Task<string> Told<T>(AsyncUnaryCall<T> call)
    {
        try { await call; return "OK"; }
        catch (RpcException e) { return Read(e).Reason; }
    }

    [Fact]
    public async Task A_member_moves_when_the_letter_is_received_and_not_before()
    {
        var (from, to) = (await app.NewBranch(), await app.NewBranch("510105"));
        var member = await app.NewMember(from);
        var (sender, receiver) = (app.Office(), app.Office("510105"));
        var request = new IssueTransferRequest { RequestId = NewId(), MemberId = member.Id, ToId = to.Id };
        var letter = await sender.Transfers.IssueTransferAsync(request);
        Assert.Equal(letter, await sender.Transfers.IssueTransferAsync(request));
        Assert.Equal((from.Id, from.Name, to.Id, to.Name, "王**", TransferState.Issued), (letter.FromId, letter.FromName, letter.ToId, letter.ToName, letter.MemberNameMasked, letter.State));
        Assert.Equal(TimeSpan.FromDays(90), letter.ExpireTime.ToDateTimeOffset() - letter.IssueTime.ToDateTimeOffset());
        Assert.Equal(letter, await receiver.Transfers.GetTransferAsync(new() { Id = letter.Id }));
        Assert.Equal((1, 0), ((int)(await app.Figures(from)).FullMembers, (int)(await app.Figures(to)).FullMembers));
        Assert.Equal(from.Id, (await sender.Members.GetMemberAsync(new() { Id = member.Id })).OrganizationId);
        await Refused(StatusCode.NotFound, "MEMBER_NOT_FOUND", () => receiver.Members.GetMemberAsync(new() { Id = member.Id }));
        // Each side may only do its own.
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => sender.Transfers.ReceiveTransferAsync(new() { Id = letter.Id }));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => sender.Transfers.RejectTransferAsync(new() { Id = letter.Id, Reason = "查无此人" }));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => receiver.Transfers.WithdrawTransferAsync(new() { Id = letter.Id }));
        await Refused(StatusCode.NotFound, "TRANSFER_NOT_FOUND", () => app.Office("510703").Transfers.ReceiveTransferAsync(new() { Id = letter.Id }));
        await Refused(StatusCode.NotFound, "TRANSFER_NOT_FOUND", () => app.Office("510703").Transfers.GetTransferAsync(new() { Id = letter.Id }));
        await Refused(StatusCode.AlreadyExists, "TRANSFER_UNDER_WAY", () => Issue(member, to));
        await Refused(StatusCode.FailedPrecondition, "TRANSFER_UNDER_WAY", () => sender.Members.EndMembershipAsync(new() { Id = member.Id, End = MembershipEnd.Died, Date = "2026-03-01", Reason = "因病去世" }));
        await Refused(StatusCode.FailedPrecondition, "TRANSFERS_UNDER_WAY", () => receiver.Organizations.DissolveOrganizationAsync(new() { Id = to.Id, Reason = "人员不足" }));

        var receive = new ReceiveTransferRequest { RequestId = NewId(), Id = letter.Id, Etag = letter.Etag };
        var received = await receiver.Transfers.ReceiveTransferAsync(receive);
        Assert.Equal((TransferState.Received, received), (received.State, await receiver.Transfers.ReceiveTransferAsync(receive)));
        Assert.Equal((0, 1), ((int)(await app.Figures(from)).FullMembers, (int)(await app.Figures(to)).FullMembers));
        Assert.Equal((to.Id, "510105"), await receiver.Members.GetMemberAsync(new() { Id = member.Id }) is var now ? (now.OrganizationId, now.DivisionCode) : default);
        await Refused(StatusCode.NotFound, "MEMBER_NOT_FOUND", () => sender.Members.GetMemberAsync(new() { Id = member.Id }));
        Assert.Equal(TransferState.Received, (await sender.Transfers.GetTransferAsync(new() { Id = letter.Id })).State);
        foreach (var call in new Func<Task>[]
        {
            async () => await receiver.Transfers.ReceiveTransferAsync(new() { Id = letter.Id }),
            async () => await receiver.Transfers.RejectTransferAsync(new() { Id = letter.Id, Reason = "查无此人" }),
            async () => await sender.Transfers.WithdrawTransferAsync(new() { Id = letter.Id }),
        }) await Refused(StatusCode.FailedPrecondition, "TRANSFER_ENDED", call);
        Assert.Single(await app.Events("MemberTransferred"), e => e.Contains(member.Id, StringComparison.Ordinal) && e.Contains(to.Id, StringComparison.Ordinal));
        await app.CountsAreRight();
    }

    [Fact]
    public async Task Both_sides_and_the_clock_at_once_end_a_letter_once_and_the_member_is_in_exactly_one_place()
    {
        app.StartReplica();
        var (from, to) = (await app.NewBranch(), await app.NewBranch("510105"));
        var members = await app.NewMembers(from, 24);
        var letters = await Task.WhenAll(members.Select(m => Issue(m, to)));
        using var watching = new CancellationTokenSource();
        var seen = new HashSet<string>();
        // At every moment each member is at one of both, once, and counted once, whatever is in between.
        const string both = """
            select (select count(*) from members where organization_id in ($1, $2) and state = 5) || ' and counted ' ||
              (select sum(n) from (select organization_id, measure, n from organization_counts union all select organization_id, measure, n from organization_count_changes) c where organization_id in ($1, $2) and measure = 15)
            """;
        var watch = Task.Run(async () =>
        {
            do { seen.Add(await app.Query<string>(both, Guid.Parse(from.Id), Guid.Parse(to.Id))); }
            while (!watching.IsCancellationRequested);
        });
        var outcomes = await Task.WhenAll(letters.Select(async (letter, i) =>
        {
            var (sender, receiver) = (app.As("party-office", "510104", replica: i % 2), app.As("party-office", "510105", replica: (i + 1) % 2));
            return await Task.WhenAll(Told(receiver.Transfers.ReceiveTransferAsync(new() { RequestId = NewId(), Id = letter.Id })), Told(sender.Transfers.WithdrawTransferAsync(new() { RequestId = NewId(), Id = letter.Id })),
                Told(receiver.Transfers.RejectTransferAsync(new() { RequestId = NewId(), Id = letter.Id, Reason = "查无此人" })));
        }));
        await watching.CancelAsync();
        await watch;
        Assert.Equal(["24 and counted 24"], seen);
        foreach (var answers in outcomes)
        {
            Assert.Single(answers.Take(3), "OK");
            Assert.All(answers.Take(3), a => Assert.Contains(a, new[] { "OK", "TRANSFER_ENDED" }));
        }
        var received = outcomes.Count(o => o[0] == "OK");
        Assert.Equal((24 - received, received), ((int)(await app.Figures(from)).FullMembers, (int)(await app.Figures(to)).FullMembers));
        await app.CountsAreRight();
    }

    [Fact]
    public async Task Killed_in_the_middle_and_tried_again_nobody_is_lost_doubled_or_counted_twice()
    {
        var (from, to) = (await app.NewBranch(), await app.NewBranch("510105"));
        var letters = await Task.WhenAll((await app.NewMembers(from, 24)).Select(m => Issue(m, to)));
        using var killing = new CancellationTokenSource();
        var kills = 0L;
        // The server ends the service's sessions as it would when the machine under it dies: whatever they were at is rolled back.
        var killer = Task.Run(async () =>
        {
            while (!killing.IsCancellationRequested)
            {
                kills += await app.Query<long>("select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and application_name <> 'test' and state <> 'idle' and query ilike '%members%'");
                await Task.Delay(5);
            }
        });
        // Nobody gets through at first, so that there is somebody to kill however fast the machine is.
        var held = app.QueryAll<int>("do $$ begin lock table members in access exclusive mode; perform pg_sleep(0.5); end $$");
        await Task.WhenAll(letters.Select(async letter =>
        {
            var receive = new ReceiveTransferRequest { RequestId = NewId(), Id = letter.Id };
            // As a client does that had no answer: the same request_id until there is one.
            for (var tries = 0; tries < 200; tries++)
            {
                var told = await Told(app.Office("510105").Transfers.ReceiveTransferAsync(receive));
                if (told == "OK") return;
                Assert.Contains(told, new[] { "DEPENDENCY_UNAVAILABLE", "INTERNAL" });
                if (tries > 40) await killing.CancelAsync();
            }
            Assert.Fail("never received");
        }));
        await held;
        await killing.CancelAsync();
        await killer;
        Assert.True(kills > 0, "nothing was killed");
        Assert.Equal((0, 24), ((int)(await app.Figures(from)).FullMembers, (int)(await app.Figures(to)).FullMembers));
        Assert.Equal(24, (await app.Events("MemberTransferred")).Count(e => e.Contains(to.Id, StringComparison.Ordinal)));
        await app.CountsAreRight();
    }

    [Fact]
    public async Task A_letter_that_nobody_receives_expires_after_ninety_days_and_the_member_stays()
    {
        app.StartReplica();
        var (from, to) = (await app.NewBranch(), await app.NewBranch("510105"));
        var member = await app.NewMember(from);
        var letter = await Issue(member, to);
        // A day before: not yet, whatever the clock does.
        app.Clock.Advance(TimeSpan.FromDays(89));
        Assert.Equal(TransferState.Issued, (await app.Office().Transfers.GetTransferAsync(new() { Id = letter.Id })).State);
        app.Clock.Advance(TimeSpan.FromDays(1));
        // Too late, whether the clock has come by yet or not.
        Assert.Contains(await Told(app.Office("510105").Transfers.ReceiveTransferAsync(new() { RequestId = NewId(), Id = letter.Id })), new[] { "TRANSFER_ENDED", "TRANSFER_EXPIRED" });
        await EventuallyAsync("the clock has ended it", async () =>
        {
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            return await Expired(letter);
        });
        Assert.Equal(from.Id, (await app.Office().Members.GetMemberAsync(new() { Id = member.Id })).OrganizationId);
        await Refused(StatusCode.FailedPrecondition, "TRANSFER_ENDED", () => Receive(letter));
        // A new one may follow, and be rejected with a reason for the other side.
        var second = await Issue(member, to);
        var rejected = await app.Office("510105").Transfers.RejectTransferAsync(new() { RequestId = NewId(), Id = second.Id, Reason = "查无此人" });
        Assert.Equal((TransferState.Rejected, "查无此人"), (rejected.State, (await app.Office().Transfers.GetTransferAsync(new() { Id = second.Id })).Reason));
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        var third = await Issue(member, to);
        Assert.Equal(TransferState.Withdrawn, (await app.Office().Transfers.WithdrawTransferAsync(new() { RequestId = NewId(), Id = third.Id })).State);
        var mine = new ListTransfersRequest { MemberId = member.Id, PageSize = 2 };
        var (all, token) = (new List<TransferState>(), "");
        do
        {
            mine.PageToken = token;
            var page = await app.Office("510105").Transfers.ListTransfersAsync(mine);
            all.AddRange(page.Transfers.Select(t => t.State));
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        Assert.Equal([TransferState.Withdrawn, TransferState.Rejected, TransferState.Expired], all);
        Assert.Single((await app.Office().Transfers.ListTransfersAsync(new() { OrganizationId = to.Id, State = TransferState.Expired })).Transfers);
        Assert.Empty((await app.Office("510703").Transfers.ListTransfersAsync(new())).Transfers);
        await WrongFields(() => app.Office().Transfers.ListTransfersAsync(new() { OrganizationId = "x", MemberId = "x", State = (TransferState)9, PageSize = -1 }), "organization_id", "member_id", "state", "page_size");
        await WrongFields(() => app.Office().Transfers.IssueTransferAsync(new()), "member_id", "to_id");
        await WrongFields(() => app.Office().Transfers.RejectTransferAsync(new()), "id", "reason");

        async Task<bool> Expired(Transfer transfer) => (await app.Office().Transfers.GetTransferAsync(new() { Id = transfer.Id })).State == TransferState.Expired;
        async Task Receive(Transfer transfer) => await app.Office("510105").Transfers.ReceiveTransferAsync(new() { RequestId = NewId(), Id = transfer.Id });
    }

    [Fact]
    public async Task Twenty_letters_at_once_for_a_member_one_is_issued_and_only_to_who_takes_members()
    {
        var (from, to) = (await app.NewBranch(), await app.NewBranch("510105"));
        var member = await app.NewMember(from);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Told(app.Office().Transfers.IssueTransferAsync(new() { RequestId = NewId(), MemberId = member.Id, ToId = to.Id }))));
        Assert.Single(outcomes, "OK");
        Assert.All(outcomes, o => Assert.Contains(o, new[] { "OK", "TRANSFER_UNDER_WAY" }));
        var other = await app.NewMember(from);
        await Refused(StatusCode.FailedPrecondition, "SAME_ORGANIZATION", () => Issue(other, from));
        await Refused(StatusCode.FailedPrecondition, "HOLDS_NO_MEMBERS", async () => await Issue(other, await app.New(from, OrganizationKind.FunctionalGroup)));
        await Refused(StatusCode.NotFound, "ORGANIZATION_NOT_FOUND", () => app.Office().Transfers.IssueTransferAsync(new() { MemberId = other.Id, ToId = NewId() }));
        await Refused(StatusCode.NotFound, "MEMBER_NOT_FOUND", () => app.Office("510105").Transfers.IssueTransferAsync(new() { MemberId = other.Id, ToId = to.Id }));
        var closed = await app.NewBranch("510105");
        await app.Office("510105").Organizations.DissolveOrganizationAsync(new() { RequestId = NewId(), Id = closed.Id, Reason = "人员不足" });
        await Refused(StatusCode.FailedPrecondition, "ORGANIZATION_NOT_ACTIVE", () => Issue(other, closed));
    }

    [Fact]
    public async Task Letters_are_not_handed_over_by_a_merger_to_who_takes_no_members()
    {
        var top = await app.NewTop();
        var (former, group, away) = (await app.New(top), await app.New(top, OrganizationKind.FunctionalGroup), await app.NewBranch("510105"));
        var letter = await Issue(await app.NewMember(away), former);
        MergeOrganizationsRequest Merge() => new() { RequestId = NewId(), Id = former.Id, IntoId = group.Id, Reason = "支部合并" };
        await Refused(StatusCode.FailedPrecondition, "HOLDS_NO_MEMBERS", () => app.Office().Organizations.MergeOrganizationsAsync(Merge()));
        await app.Office().Transfers.RejectTransferAsync(new() { RequestId = NewId(), Id = letter.Id, Reason = "查无此人" });
        await app.Office().Organizations.MergeOrganizationsAsync(Merge());
    }

    [Fact]
    public async Task A_merger_takes_members_and_letters_along_also_while_they_move()
    {
        var top = await app.NewTop();
        var (former, successor, away) = (await app.New(top), await app.New(top), await app.NewBranch("510105"));
        var members = await app.NewMembers(former, 6);
        var (between, outgoing) = (await Issue(members[0], successor), await Issue(members[1], away));
        var incoming = await Issue(await app.NewMember(away), former);
        await app.Office().Members.FloatMemberAsync(new() { RequestId = NewId(), Id = members[2].Id, FloatingTo = "广东省东莞市", Date = "2025-09-01" });
        await app.Office().Organizations.MergeOrganizationsAsync(new() { RequestId = NewId(), Id = former.Id, IntoId = successor.Id, Reason = "支部合并" });
        Assert.Equal((6, 1, 0), ((int)(await app.Figures(successor)).FullMembers, (int)(await app.Figures(successor)).FloatingMembers, (int)(await app.Figures(former)).FullMembers));
        async Task<Transfer> Now(Transfer transfer) => await app.Office().Transfers.GetTransferAsync(new() { Id = transfer.Id });
        Assert.Equal((TransferState.Withdrawn, successor.Id, successor.Id), ((await Now(between)).State, (await Now(outgoing)).FromId, (await Now(incoming)).ToId));
        await app.Office().Transfers.ReceiveTransferAsync(new() { RequestId = NewId(), Id = incoming.Id });
        await app.Office("510105").Transfers.ReceiveTransferAsync(new() { RequestId = NewId(), Id = outgoing.Id });
        Assert.Equal((6, 1), ((int)(await app.Figures(successor)).FullMembers, (int)(await app.Figures(away)).FullMembers));
        await app.CountsAreRight();

        // Mergers, moves, steps and letters at once: nobody is lost, doubled or counted at two places.
        for (var round = 0; round < 3; round++)
        {
            var group = await app.New(top, OrganizationKind.Committee);
            var branches = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.New(group)));
            var people = new List<Member>();
            foreach (var branch in branches) people.AddRange(await app.NewMembers(branch, 5));
            var letters = await Task.WhenAll(people.Select((p, i) => Issue(p, branches[(i / 5 + 1) % 4])));
            await Task.WhenAll([
                .. letters.Select(l => Told(app.Office().Transfers.ReceiveTransferAsync(new() { RequestId = NewId(), Id = l.Id }))),
                Told(app.Office().Organizations.MergeOrganizationsAsync(new() { RequestId = NewId(), Id = branches[0].Id, IntoId = branches[1].Id, Reason = "支部合并" })),
                Told(app.Office().Organizations.MoveOrganizationAsync(new() { RequestId = NewId(), Id = group.Id, ParentId = (await app.New(top, OrganizationKind.Committee)).Id })),
                .. people.Select(p => Told(app.Office().Members.FloatMemberAsync(new() { RequestId = NewId(), Id = p.Id, FloatingTo = "广东省东莞市", Date = "2025-09-01" })))]);
            Assert.Equal((20, 20), ((int)(await app.Figures(group)).FullMembers, (int)(await app.Figures(group)).FloatingMembers));
            await app.CountsAreRight();
        }
    }
}
