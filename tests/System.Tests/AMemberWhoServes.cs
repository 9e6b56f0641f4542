using Google.Protobuf.WellKnownTypes;
using Governance.Party.V1;
using Governance.Volunteers.V1;

namespace Governance.SystemTests;

/// <summary>
/// A party member reports in where they live: the home organisation gets its receipt, the registry of volunteers finds whose they are, and what they did and the community confirmed is their hour of
/// service; the community's words are its feedback. Nobody types an hour.
/// </summary>
internal static class AMemberWhoServes
{
    public const string Number = "110101199003074899", Home = "510104018", Community = "510104017001";

    /// <param name="platform">The running platform.</param>
    /// <param name="volunteerId">The same person, as the registry of volunteers knows them: it holds <see cref="Number"/>.</param>
    /// <returns>The report-in, which lasts.</returns>
    public static async Task<ReportIn> PlayAsync(Platform platform, string volunteerId)
    {
        var (office, clerk, town) = (await platform.SignedInAsync("partyoffice"), await platform.SignedInAsync("partyclerk"), await platform.SignedInAsync("town"));
        var tree = new Organizations.OrganizationsClient(office);
        var committee = await tree.EstablishOrganizationAsync(new()
        {
            RequestId = Id(), DivisionCode = Home, Name = "中共东湖街道委员会", Kind = OrganizationKind.Committee, Seat = OrganizationSeat.Town, FullMembers = 100, EstablishedDate = "2021-07-01",
        });
        var branch = await tree.EstablishOrganizationAsync(new()
        {
            RequestId = Id(), ParentId = committee.Id, DivisionCode = Home, Name = "中共东湖街道机关支部委员会", Kind = OrganizationKind.Branch, Seat = OrganizationSeat.Workplace, FullMembers = 3, EstablishedDate = "2022-07-01",
        });
        var member = await EnteredAsync(office, branch);

        // Registered by the community where they live; the home organisation has a receipt, and Volunteers knows who it is.
        var reportIns = new ReportIns.ReportInsClient(clerk);
        var reported = await reportIns.ReportMemberInAsync(new() { RequestId = Id(), MemberId = member, DivisionCode = Community, Skills = { "elderly-care" } });
        Assert.Equal("林**", reported.MemberNameMasked);
        var home = new ReportIns.ReportInsClient(office);
        Receipt? receipt = null;
        await UntilAsync("the home organisation has a receipt", async () => (receipt = (await home.ListReceiptsAsync(new() { OrganizationId = branch.Id, OpenOnly = true })).Receipts.SingleOrDefault()) is not null);
        await home.AcknowledgeReceiptAsync(new() { RequestId = Id(), Id = receipt!.Id });
        await UntilAsync("the volunteer is recognized", async () => (reported = await reportIns.GetReportInAsync(new() { Id = reported.Id })) is { VolunteerId: var who, AcknowledgeTime: not null } && who == volunteerId);
        // The clock of the processes is the machine's: that somebody reported in yesterday is written by hand.
        await platform.ExecuteAsync("party", $"update report_ins set reported_at = reported_at - interval '1 day' where id = '{Guid.Parse(reported.Id)}'");

        // Offered, taken, done, confirmed with a word of thanks.
        var services = new ServiceItems.ServiceItemsClient(clerk);
        var now = TimeProvider.System.GetUtcNow();
        var item = await services.PublishServiceItemAsync(new() { RequestId = Id(), DivisionCode = Community, Title = "为独居老人送餐", Kind = "elderly-care", Places = 1, StartTime = now.AddHours(-10).ToTimestamp(), EndTime = now.AddHours(10).ToTimestamp() });
        var taken = await services.TakeServiceItemAsync(new() { RequestId = Id(), ItemId = item.Id, ReportInId = reported.Id });
        await services.CompleteUndertakingAsync(new() { RequestId = Id(), Id = taken.Id, StartTime = now.AddHours(-10).ToTimestamp(), EndTime = now.AddHours(-9).ToTimestamp() });
        await services.ConfirmUndertakingAsync(new() { RequestId = Id(), Id = taken.Id, Feedback = "老人很满意" });

        // The hour is in the registry under the entry's own id, and the entry knows that it is.
        ServiceEntry? entry = null;
        await UntilAsync("the entry is a record", async () => (entry = (await services.ListServiceEntriesAsync(new() { ReportInId = reported.Id })).Entries.SingleOrDefault(e => e.UndertakingId == taken.Id)) is { RecordId.Length: > 0 });
        Assert.Equal((member, 60, ServiceRefusal.Unspecified), (entry!.MemberId, entry.Minutes, entry.Refusal));
        var record = Assert.Single((await new Records.RecordsClient(town).ListRecordsAsync(new() { VolunteerId = volunteerId })).Records, r => r.Id == entry.RecordId);
        Assert.Equal(("elderly-care", 60, Community), (record.Kind, record.Minutes, record.DivisionCode));
        await UntilAsync("it counts", async () => (await new Registrations.RegistrationsClient(town).GetVolunteerAsync(new() { Id = volunteerId })).ServedMinutes == 180);
        var confirmed = Assert.Single((await services.ListUndertakingsAsync(new() { ReportInId = reported.Id, State = UndertakingState.Confirmed })).Undertakings);
        Assert.Equal(("老人很满意", taken.Id), (confirmed.Feedback, confirmed.Id));
        return reported;
    }

    // One row of the roster, as an office has it.
    private static async Task<string> EnteredAsync(Grpc.Core.CallInvoker office, Organization branch)
    {
        using var roster = new Rosters.RostersClient(office).BatchRegisterMembers();
        await roster.RequestStream.WriteAsync(new()
        {
            BatchId = Id(), DivisionCode = "510104", FirstLine = 1,
            Rows = { new RosterRow { OrganizationId = branch.Id, Name = "林小雨", IdentityNumber = Number, Phone = "13800138000", State = MemberState.Full, StateDate = "2020-07-01", JoinedDate = "2019-07-01" } },
        });
        await roster.RequestStream.CompleteAsync();
        Assert.Equal(1, (await roster.ResponseAsync).EnteredCount);
        return (await new Members.MembersClient(office).FindMemberAsync(new() { IdentityNumber = Number, Purpose = "核对名册" })).MemberId;
    }

    private static async Task UntilAsync(string what, Func<Task<bool>> happened)
    {
        for (var i = 0; i < 150; i++)
        {
            if (await happened()) return;
            await Task.Delay(200);
        }
        Assert.Fail($"{what}: not within 30 s");
    }

    private static string Id() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();
}
