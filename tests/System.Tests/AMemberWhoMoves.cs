using Governance.Common.V1;
using Governance.Party.V1;
using Grpc.Core;

namespace Governance.SystemTests;

/// <summary>A member goes from a branch of one county to a branch of another: a letter that both sides see, a member who is in one place at every moment, and two events, each told where it happened.</summary>
internal static class AMemberWhoMoves
{
    private const string Next = "510105";

    /// <param name="platform">The running platform.</param>
    /// <param name="reported">The report-in of the member who moves; it stays where they live.</param>
    public static async Task PlayAsync(Platform platform, ReportIn reported)
    {
        var (sender, receiver) = (await platform.SignedInAsync("partyoffice"), await platform.SignedInAsync("partynext"));
        var (here, there) = (new Members.MembersClient(sender), new Members.MembersClient(receiver));
        var (letters, arrivals) = (new Transfers.TransfersClient(sender), new Transfers.TransfersClient(receiver));
        var tree = new Organizations.OrganizationsClient(receiver);
        var committee = await tree.EstablishOrganizationAsync(new()
        {
            RequestId = Id(), DivisionCode = Next, Name = "中共成都市青羊区委员会", Kind = OrganizationKind.Committee, Seat = OrganizationSeat.Division, FullMembers = 100, EstablishedDate = "2021-07-01",
        });
        var branch = await tree.EstablishOrganizationAsync(new()
        {
            RequestId = Id(), ParentId = committee.Id, DivisionCode = Next, Name = "中共青羊区机关第一支部委员会", Kind = OrganizationKind.Branch, Seat = OrganizationSeat.Workplace, FullMembers = 3, EstablishedDate = "2022-07-01",
        });
        var member = await here.GetMemberAsync(new() { Id = reported.MemberId });
        async Task<string> WhereAsync() => string.Join(" and ", new[] { await IsOnAsync(here, member.OrganizationId, "here"), await IsOnAsync(there, branch.Id, "there") }.Where(w => w.Length > 0));
        async Task<string> IsOnAsync(Members.MembersClient side, string organization, string which) => (await side.ListMembersAsync(new() { OrganizationId = organization })).Members.Any(m => m.Id == member.Id) ? which : "";

        // On the way: the receiver has the letter and not yet the member.
        var letter = await letters.IssueTransferAsync(new() { RequestId = Id(), MemberId = member.Id, ToId = branch.Id });
        Assert.Equal((letter.Id, member.OrganizationId, TransferState.Issued), Assert.Single((await arrivals.ListTransfersAsync(new() { OrganizationId = branch.Id })).Transfers) is var seen ? (seen.Id, seen.FromId, seen.State) : default);
        Assert.Equal("here", await WhereAsync());
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => there.GetMemberAsync(new() { Id = member.Id }).ResponseAsync)).StatusCode);

        // Received: there and no longer here, and both sides can show that it is done.
        await arrivals.ReceiveTransferAsync(new() { RequestId = Id(), Id = letter.Id });
        Assert.Equal((branch.Id, Next, MemberState.Full), (await there.GetMemberAsync(new() { Id = member.Id })) is var now ? (now.OrganizationId, now.DivisionCode, now.State) : default);
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => here.GetMemberAsync(new() { Id = member.Id }).ResponseAsync)).StatusCode);
        Assert.Equal("there", await WhereAsync());
        foreach (var side in new[] { letters, arrivals }) Assert.Equal(TransferState.Received, (await side.GetTransferAsync(new() { Id = letter.Id })).State);

        // The new home learns by itself where the member has reported in.
        var receipts = new ReportIns.ReportInsClient(receiver);
        for (var i = 0; i < 150 && (await receipts.ListReceiptsAsync(new() { OrganizationId = branch.Id })).Receipts.Count == 0; i++) await Task.Delay(200);
        Assert.Equal(reported.Id, Assert.Single((await receipts.ListReceiptsAsync(new() { OrganizationId = branch.Id })).Receipts).ReportInId);
        // Who reads one county's events alone knows that they are gone from it; who reads the other's, that they have come.
        var feed = new Feed.FeedClient(await platform.PartnerAsync("data-team"));
        Assert.EndsWith(".MemberDeparted", await LastAsync(feed, "510104", member.Id), StringComparison.Ordinal);
        Assert.EndsWith(".MemberTransferred", await LastAsync(feed, Next, member.Id), StringComparison.Ordinal);
    }

    private static async Task<string> LastAsync(Feed.FeedClient feed, string county, string member)
    {
        using var reading = feed.Read(new FeedReadRequest { DivisionCodes = { county }, UntilNow = true });
        var last = "";
        while (await reading.ResponseStream.MoveNext(default))
        {
            if (reading.ResponseStream.Current.Event is { } e && e.Subject == member) last = e.Type;
        }
        return last;
    }

    private static string Id() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();
}
