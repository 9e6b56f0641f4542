using System.Diagnostics;
using System.Text.Json;
using Governance.Servers;

namespace Governance.SystemTests;

/// <summary>The programs under contracts/examples/partner, run as a new partner runs them: by what endpoints.json says, and nothing else.</summary>
internal static class PartnerKit
{
    public static async Task PlayAsync(Platform platform)
    {
        foreach (var language in new[] { "csharp", "node", "curl" })
        {
            var told = await RunAsync(platform, language);
            Assert.Equal(("partner-kit", true, "unknown"), (told.GetProperty("client").GetString(), told.GetProperty("repeated").GetBoolean(), told.GetProperty("certificate").GetString()));
            Assert.Equal(language == "curl" ? "200" : "0", told.GetProperty("receipt").GetString());
            Assert.Contains("governance.grid.v1.Calls/OpenCall", told.GetProperty("methods").EnumerateArray().Select(m => m.GetString()));
            Assert.DoesNotContain("governance.grid.v1.Calls/CloseCall", told.GetProperty("methods").EnumerateArray().Select(m => m.GetString()));
            Assert.InRange(told.GetProperty("writesLeft").GetDouble(), 1, 100);
            Assert.NotEmpty(told.GetProperty("progress").EnumerateArray());
            Assert.True(Guid.TryParse(told.GetProperty("call").GetString(), out _) && Guid.TryParse(told.GetProperty("case").GetString(), out _));
        }
    }

    private static async Task<JsonElement> RunAsync(Platform platform, string language)
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
        (start.Environment["GATEWAY"], start.Environment["CA"]) = (platform.Gateway, platform.Ca);
        (start.Environment["CLIENT_ID"], start.Environment["CLIENT_SECRET"]) = ("partner-kit", platform.SecretOf("partner-kit"));
        using var process = Process.Start(start)!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{language}: {string.Concat(output)}");
        return JsonDocument.Parse(output[0]).RootElement;
    }
}
