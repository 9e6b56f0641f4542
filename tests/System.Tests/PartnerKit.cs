using System.Diagnostics;
using System.Text.Json;
using Governance.Servers;
using Governance.Volunteers.V1;
using Governance.Welfare.V1;

namespace Governance.SystemTests;

/// <summary>The programs under contracts/examples/partner, run as a new partner runs them: by what endpoints.json says, and nothing else. What they refer is then taken on, as anything else is.</summary>
internal static class PartnerKit
{
    private static readonly string[] _languages = ["csharp", "node", "curl"];

    /// <param name="platform">The running platform.</param>
    /// <param name="paper">A certificate of hours that somebody was issued.</param>
    public static async Task PlayAsync(Platform platform, Certificate paper)
    {
        var genuine = $"{paper.Number}:{paper.VerificationCode}";
        var referrals = new List<string>();
        foreach (var language in _languages)
        {
            var told = await RunAsync(platform, language, genuine);
            Assert.Equal(("partner-kit", true, "genuine"), (told.GetProperty("client").GetString(), told.GetProperty("repeated").GetBoolean(), told.GetProperty("certificate").GetString()));
            Assert.Equal(language == "curl" ? "200" : "0", told.GetProperty("receipt").GetString());
            Assert.Contains("governance.grid.v1.Calls/OpenCall", told.GetProperty("methods").EnumerateArray().Select(m => m.GetString()));
            Assert.DoesNotContain("governance.grid.v1.Calls/CloseCall", told.GetProperty("methods").EnumerateArray().Select(m => m.GetString()));
            Assert.InRange(told.GetProperty("writesLeft").GetDouble(), 1, 100);
            Assert.NotEmpty(told.GetProperty("progress").EnumerateArray());
            Assert.True(Guid.TryParse(told.GetProperty("call").GetString(), out _));
            referrals.Add(told.GetProperty("case").GetString()!);
            Assert.Contains("referred", told.GetProperty("caseState").GetString(), StringComparison.OrdinalIgnoreCase);
            Assert.InRange(told.GetProperty("usage").GetProperty("governance.volunteers.v1.Records/VerifyCertificate").GetInt64(), 1, _languages.Length);
        }
        await TheyWereCountedAsync(platform);
        await TheirReferralsAreTakenOnAsync(platform, referrals);

        // A code that is not the paper's, and a paper that no longer holds: each program tells them apart.
        await new Records.RecordsClient(await platform.SignedInAsync("jinjiang")).WithdrawCertificateAsync(new() { RequestId = Id(), Id = paper.Id, Reason = "姓名有误，重新开具" });
        var answers = await Task.WhenAll(_languages.SelectMany(l => new[] { RunAsync(platform, l, genuine), RunAsync(platform, l, $"{paper.Number}:0000000000000000") }));
        Assert.Equal(["withdrawn", "unknown", "withdrawn", "unknown", "withdrawn", "unknown"], answers.Select(a => a.GetProperty("certificate").GetString()));
    }

    // Every call of every program once, the repeated one too; told a second later at the latest.
    private static async Task TheyWereCountedAsync(Platform platform)
    {
        using var partner = platform.Http(await platform.ClientTokenAsync("partner-kit"));
        string[] used = [];
        for (var i = 0; i < 15 && used is not [_, "6", _]; i++)
        {
            // A report a second is what a client may ask for.
            if (i > 0) await Task.Delay(1000);
            var rows = JsonDocument.Parse(await partner.GetStringAsync($"/usage/v1?from={TimeProvider.System.GetUtcNow().AddHours(8):yyyy-MM-dd}")).RootElement.GetProperty("rows").EnumerateArray().ToList();
            Assert.All(rows, r => Assert.Equal("partner-kit", r.GetProperty("client").GetString()));
            used = [.. new[] { "governance.volunteers.v1.Records/VerifyCertificate", "governance.grid.v1.Calls/OpenCall", "governance.welfare.v1.Cases/ReferCase" }
                .Select(m => rows.FirstOrDefault(r => r.GetProperty("method").GetString() == m) is { ValueKind: JsonValueKind.Object } row ? $"{row.GetProperty("ok")}" : "0")];
        }
        Assert.Equal(["3", "6", "3"], used);
    }

    private static async Task TheirReferralsAreTakenOnAsync(Platform platform, List<string> referrals)
    {
        var social = await platform.SignedInAsync("welfare");
        var cases = new Cases.CasesClient(social);
        foreach (var id in referrals)
        {
            var referred = await cases.GetCaseAsync(new() { Id = id, Purpose = ReadPurpose.Case });
            Assert.Equal((CaseSource.Agency, CaseState.Referred, "学校报告：多日缺课"), (referred.Source, referred.State, referred.Summary));
        }
        var person = await new People.PeopleClient(social).RegisterPersonAsync(new()
        {
            RequestId = Id(), Name = "何建国", IdentityNumber = "510104194503072313", DivisionCode = "510104017001", Kinds = { ConcernKind.ElderlyLivingAlone },
            Consent = new() { Ground = ConsentGround.Self, GiveDate = TimeProvider.System.GetUtcNow().AddHours(8).ToString("yyyy-MM-dd", null) },
        });
        await cases.ScreenCaseAsync(new() { RequestId = Id(), Id = referrals[0], PersonId = person.Id, Findings = "情况属实" });
        Assert.Equal(CaseState.Screened, (await cases.GetCaseAsync(new() { Id = referrals[0], Purpose = ReadPurpose.Case })).State);
    }

    private static async Task<JsonElement> RunAsync(Platform platform, string language, string certificate)
    {
        var folder = Path.Combine(Repository.Root, "contracts", "examples", "partner", language);
        var build = string.Join('/', AppContext.BaseDirectory.TrimEnd('/').Split('/')[^3..]);
        var (program, file) = language switch
        {
            "csharp" => ("dotnet", Path.Combine(folder, build, "Governance.Partner.dll")),
            "node" => ("node", Path.Combine(folder, "partner.mjs")),
            _ => ("bash", Path.Combine(folder, "partner.sh")),
        };
        var start = new ProcessStartInfo(program, [file]) { RedirectStandardOutput = true, RedirectStandardError = true };
        (start.Environment["GATEWAY"], start.Environment["CA"], start.Environment["CERTIFICATE"]) = (platform.Gateway, platform.Ca, certificate);
        (start.Environment["CLIENT_ID"], start.Environment["CLIENT_SECRET"]) = ("partner-kit", platform.SecretOf("partner-kit"));
        using var process = Process.Start(start)!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{language}: {string.Concat(output)}");
        return JsonDocument.Parse(output[0]).RootElement;
    }

    private static string Id() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();
}
