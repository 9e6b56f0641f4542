using System.Net;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Governance.Volunteers.V1;
using Grpc.Core;

namespace Governance.SystemTests;

/// <summary>A resident becomes a volunteer, the town enters one record, and hours, star sum, minutes and paper follow: nobody types them.</summary>
internal static class AnHourOfService
{
    /// <returns>The volunteer's paper, for whoever wants to verify it.</returns>
    public static async Task<Certificate> PlayAsync(Platform platform)
    {
        var (resident, town, county) = (await platform.SignedInAsync("resident"), await platform.SignedInAsync("town"), await platform.SignedInAsync("jinjiang"));
        var me = await new Registrations.RegistrationsClient(resident).RegisterVolunteerAsync(new()
        {
            RequestId = Id(), Name = "林小雨", IdentityNumber = "110101199003074899", Phone = "13800138000", DivisionCode = "510104017001", Skills = { "elderly-care" },
        });
        Assert.Equal(("1990", "138****8000"), ($"{me.BirthYear}", me.PhoneMasked));
        var (activities, records, bank) = (new Activities.ActivitiesClient(town), new Records.RecordsClient(town), new TimeBank.TimeBankClient(resident));
        var now = TimeProvider.System.GetUtcNow();
        var activity = await activities.PublishActivityAsync(new()
        {
            RequestId = Id(), DivisionCode = "510104017001", Title = "社区助老", Place = "社区服务中心", Shifts = { new ShiftToPublish { StartTime = now.AddHours(2).ToTimestamp(), EndTime = now.AddHours(4).ToTimestamp(), Capacity = 1 } },
        });
        var place = await new Activities.ActivitiesClient(resident).SignUpForShiftAsync(new() { RequestId = Id(), ShiftId = activity.Shifts[0].Id });
        Assert.Equal(SignUpState.Confirmed, place.State);

        await records.EnterRecordAsync(new() { RequestId = Id(), VolunteerId = me.Id, DivisionCode = "510104017001", Kind = "elderly-care", StartTime = now.AddHours(-3).ToTimestamp(), EndTime = now.AddHours(-1).ToTimestamp() });
        for (var i = 0; i < 150 && me.ServedMinutes == 0; i++)
        {
            await Task.Delay(200);
            me = await new Registrations.RegistrationsClient(resident).GetVolunteerAsync(new() { Id = me.Id });
        }
        Assert.Equal(120, me.ServedMinutes);
        Assert.Equal(120, (await bank.GetAccountAsync(new() { Id = me.Id })).BalanceMinutes);
        Assert.True((await bank.ProveBalanceAsync(new() { AccountId = me.Id })).Proven);

        var certificate = await records.IssueCertificateAsync(new() { RequestId = Id(), VolunteerId = me.Id });
        Assert.NotEmpty((await new Records.RecordsClient(county).PrintCertificateAsync(new() { Id = certificate.Id })).Pdf);
        // Whoever holds the paper, without a token; everything else stays shut.
        using var anybody = platform.Http();
        var verified = JsonDocument.Parse(await anybody.GetStringAsync($"/volunteers/v1/certificates:verify?number={certificate.Number}&verificationCode={certificate.VerificationCode}")).RootElement;
        Assert.Equal((true, "林**", "120"), (verified.GetProperty("valid").GetBoolean(), verified.GetProperty("nameMasked").GetString(), verified.GetProperty("minutes").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync($"/volunteers/v1/certificates:verify?number={certificate.Number}&verificationCode=0000000000000000")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await anybody.GetAsync($"/volunteers/v1/volunteers/{me.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await anybody.GetAsync("/openapi/volunteers.json")).StatusCode);
        // A table of the county's, through the door for files: a row in, a row with its verdict, and the same file again changes nothing.
        using var county510104 = platform.Http(await platform.PersonTokenAsync("jinjiang"));
        var file = "姓名,证件号码,手机号,社区编码,技能\n赵春梅,110101199003070134,13800138001,510104017001,助餐\n钱大爷,110101199003070000,13800138002,510104017001,\n";
        foreach (var path in Enumerable.Repeat($"/volunteers/v1/batches/{Id()}:batchRegister?divisionCode=510104", 2))
        {
            var answer = await county510104.PostAsync(path, new StringContent(file, System.Text.Encoding.UTF8, "text/csv"));
            var batch = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
            Assert.Equal((HttpStatusCode.OK, "3", "1", "1"), (answer.StatusCode, batch.GetProperty("nextLine").GetString(), batch.GetProperty("registeredCount").GetString(), batch.GetProperty("refusedCount").GetString()));
        }
        var elsewhere = await county510104.PostAsync($"/volunteers/v1/batches/{Id()}:batchRegister?divisionCode=5102", new StringContent(file, System.Text.Encoding.UTF8, "text/csv"));
        Assert.Equal(HttpStatusCode.Forbidden, elsewhere.StatusCode);
        Assert.Contains("AREA_NOT_YOURS", await elsewhere.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var partner = new Registrations.RegistrationsClient(await platform.PartnerAsync("partner-volunteers"));
        Assert.Equal("林**", (await partner.GetVolunteerAsync(new() { Id = me.Id })).Name);
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => partner.RevealVolunteerAsync(new() { Id = me.Id, Purpose = "核实身份" }).ResponseAsync)).StatusCode);
        return certificate;
    }

    private static string Id() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();
}
