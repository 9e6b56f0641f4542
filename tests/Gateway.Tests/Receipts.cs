using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Governance.Gateway.Certificates;
using Governance.Gateway.Tests.Doubles;
using Governance.Gateway.Tests.Wire;
using Grpc.Core;

namespace Governance.Gateway.Tests;

/// <summary>A partner keeps the receipt of what it wrote, and can prove it later with the published key alone.</summary>
public sealed class Receipts : IAsyncLifetime
{
    private Backend backend = null!;
    private RunningGateway gateway = null!;

    public async ValueTask InitializeAsync()
    {
        backend = await Backend.StartAsync();
        gateway = RunningGateway.Start(backend);
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await backend.DisposeAsync();
    }

    [Fact]
    public async Task Of_a_grpc_write_come_in_its_trailer()
    {
        using var channel = gateway.Channel(Partner());
        var request = new SayRequest { Text = "路灯不亮", Numbers = { 1, 2, 3 } };
        var method = new Method<SayRequest, byte[]>(MethodType.Unary, "governance.grid.v1.Echo", "Say", Marshallers.Create(m => m.ToByteArray(), SayRequest.Parser.ParseFrom), Marshallers.Create<byte[]>(b => b, b => b));
        using var call = channel.CreateCallInvoker().AsyncUnaryCall(method, null, default, request);
        var answer = await call.ResponseAsync;
        var receipt = await VerifyAsync(call.GetTrailers().GetValue("governance-receipt")!);
        Assert.Equal(("partner", "/governance.grid.v1.Echo/Say", "0", Hash(request.ToByteArray()), Hash(answer)),
            (receipt.Text("sub"), receipt.Text("method"), receipt.Text("result"), receipt.Text("request_sha256"), receipt.Text("response_sha256")));
        Assert.Equal(backend.Tokens.Issuer, receipt.Text("iss"));
        Assert.InRange(receipt.GetProperty("iat").GetInt64(), TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 60, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 1);
        Assert.Equal(32, receipt.Text("jti").Length);
    }

    [Fact]
    public async Task Of_a_json_write_come_in_its_header()
    {
        using var http = gateway.Http(Partner());
        var body = Encoding.UTF8.GetBytes("""{"text": "路灯不亮"}""");
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var answer = await http.PostAsync("/grid/v1/echo:say", content);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var receipt = await VerifyAsync(answer.Headers.GetValues("governance-receipt").Single());
        Assert.Equal(("POST /grid/v1/echo:say", "200", Hash(body), Hash(await answer.Content.ReadAsByteArrayAsync())),
            (receipt.Text("method"), receipt.Text("result"), receipt.Text("request_sha256"), receipt.Text("response_sha256")));
    }

    [Fact]
    public async Task Of_a_refusal_are_a_proof_as_well()
    {
        using var channel = gateway.Channel(Partner());
        var refused = await Assert.ThrowsAsync<RpcException>(() => new Echo.EchoClient(channel).RefuseAsync(new SayRequest { Text = "x" }).ResponseAsync);
        var receipt = await VerifyAsync(refused.Trailers.GetValue("governance-receipt")!);
        Assert.Equal(("9", Hash([])), (receipt.Text("result"), receipt.Text("response_sha256")));
        using var http = gateway.Http(Partner());
        using var answer = await http.PostAsync("/grid/v1/echo:refuse", new StringContent("{}", Encoding.UTF8, "application/json"));
        receipt = await VerifyAsync(answer.Headers.GetValues("governance-receipt").Single());
        Assert.Equal(("400", Hash(await answer.Content.ReadAsByteArrayAsync())), (receipt.Text("result"), receipt.Text("response_sha256")));
    }

    [Fact]
    public async Task Are_given_to_partners_for_writes_alone()
    {
        using var channel = gateway.Channel(Partner());
        using var read = new Echo.EchoClient(channel).GetEchoAsync(new() { Text = "x" });
        await read;
        Assert.Null(read.GetTrailers().GetValue("governance-receipt"));
        using var person = gateway.Channel(backend.Tokens.Create("somebody", ["town-clerk"], ["51"], clientId: "console"));
        using var write = new Echo.EchoClient(person).SayAsync(new() { Text = "x" });
        await write;
        Assert.Null(write.GetTrailers().GetValue("governance-receipt"));
    }

    [Fact]
    public async Task That_were_changed_are_worth_nothing()
    {
        using var channel = gateway.Channel(Partner());
        using var call = new Echo.EchoClient(channel).SayAsync(new() { Text = "x" });
        await call;
        var parts = call.GetTrailers().GetValue("governance-receipt")!.Split('.');
        var claims = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])).Replace("\"0\"", "\"9\"", StringComparison.Ordinal);
        await Assert.ThrowsAsync<CryptographicException>(() => VerifyAsync($"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.{parts[2]}"));
    }

    [Fact]
    public async Task Are_signed_by_the_current_key_while_the_next_is_already_published()
    {
        (string, string) Key(string name)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            return ($"Gateway:Receipts:Keys:{name}", key.ExportPkcs8PrivateKeyPem());
        }
        var both = new[] { Key("k1"), Key("k2") };
        var kids = new List<string>();
        foreach (var current in (string?[])["k1", "k2", null])
        {
            await using var rotated = RunningGateway.Start(backend, current is null ? both : [.. both, ("Gateway:Receipts:Current", current)]);
            using var channel = rotated.Channel(Partner());
            using var call = new Echo.EchoClient(channel).SayAsync(new() { Text = "x" });
            await call;
            using var http = rotated.Http();
            var published = JsonDocument.Parse(await http.GetStringAsync("/.well-known/receipt-keys")).RootElement.GetProperty("keys").EnumerateArray().Select(k => k.Text("kid")).ToList();
            kids.Add(JsonDocument.Parse(Base64Url.DecodeFromChars(call.GetTrailers().GetValue("governance-receipt")!.Split('.')[0])).RootElement.Text("kid"));
            Assert.Equal(2, published.Count);
            Assert.Contains(kids[^1], published);
        }
        Assert.Equal((2, kids[1]), (kids.Distinct().Count(), kids[2]));
        Assert.Contains("Gateway:Receipts:Current must name one of", Assert.Throws<InvalidOperationException>(() => RunningGateway.Start(backend, [.. both, ("Gateway:Receipts:Current", "k3")])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_are_missed_at_the_start_and_not_by_a_partner()
    {
        var folder = Directory.CreateTempSubdirectory("receipts-");
        new DevelopmentCertificates(folder.FullName, [], TimeProvider.System).Ensure().Dispose();
        var journal = new Journal();
        await using (RunningGateway.Start(backend, journal, ("Gateway:Certificates", ""), ("Gateway:CertificatePem", Path.Combine(folder.FullName, "server.pem")), ("Gateway:KeyPem", Path.Combine(folder.FullName, "server.key"))))
            Assert.Contains(journal.Lines, l => l.Contains("partners get no receipts", StringComparison.Ordinal));
        folder.Delete(recursive: true);
    }

    private string Partner() => backend.Tokens.Create("partner", clientId: "partner", scopes: ["grid.calls.open"], areas: ["5101"]);

    private static string Hash(byte[] bytes) => Base64Url.EncodeToString(SHA256.HashData(bytes));

    // As somebody who has the published keys and nothing else.
    private async Task<JsonElement> VerifyAsync(string receipt)
    {
        using var http = gateway.Http();
        var keys = JsonDocument.Parse(await http.GetStringAsync("/.well-known/receipt-keys")).RootElement.GetProperty("keys").EnumerateArray();
        var parts = receipt.Split('.');
        var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0])).RootElement;
        var key = keys.Single(k => k.Text("kid") == header.Text("kid"));
        Assert.Equal("ES256", header.Text("alg"));
        Assert.False(key.TryGetProperty("d", out _), "the private half is published");
        using var ecdsa = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = Base64Url.DecodeFromChars(key.Text("x")), Y = Base64Url.DecodeFromChars(key.Text("y")) } });
        if (!ecdsa.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256)) throw new CryptographicException("not signed by the gateway");
        return JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1])).RootElement;
    }
}

internal static class Json
{
    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
