// A partner's first calls over gRPC. Packages: Grpc.Net.Client, Governance.Contracts.
//   GATEWAY=https://localhost:8443 CA=ca.pem CLIENT_ID=… CLIENT_SECRET=… [CERTIFICATE=NUMBER:CODE] dotnet run
using System.Buffers.Text;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Governance.Common.V1;
using Governance.Grid.V1;
using Governance.Volunteers.V1;
using Governance.Welfare.V1;
using Grpc.Core;
using Grpc.Net.Client;

string Setting(string name) => Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set");
var gateway = Setting("GATEWAY");
// One for HTTP and one for gRPC: a channel sets its handler up for itself.
SocketsHttpHandler Handler() => new() { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = new X509ChainPolicy
{
    TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(Setting("CA")) },
} } };
using var http = new HttpClient(Handler()) { BaseAddress = new Uri(gateway) };

// 1. A token; keep it until it expires.
using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", Setting("CLIENT_ID")), new("client_secret", Setting("CLIENT_SECRET"))]);
using var given = await http.PostAsync(new Uri("/connect/token", UriKind.Relative), form);
var token = JsonDocument.Parse(await given.EnsureSuccessStatusCode().Content.ReadAsStringAsync()).RootElement.GetProperty("access_token").GetString();
var keys = JsonDocument.Parse(await http.GetStringAsync(new Uri("/.well-known/receipt-keys", UriKind.Relative))).RootElement.GetProperty("keys");
using var channel = GrpcChannel.ForAddress(gateway, new GrpcChannelOptions
{
    HttpHandler = Handler(), Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((_, metadata) => { metadata.Add("authorization", "Bearer " + token); return Task.CompletedTask; })),
});
DateTime Soon(int seconds = 10) => TimeProvider.System.GetUtcNow().AddSeconds(seconds).UtcDateTime;

// 2. Is the connection right? Who am I, what may I do, where, what is left.
var me = await new Governance.Grid.V1.Connections.ConnectionsClient(channel).GetConnectionAsync(new GetConnectionRequest(), deadline: Soon());

// 3. Follow the progress of calls from now on.
var calls = new Calls.CallsClient(channel);
using var watch = calls.WatchCalls(new WatchCallsRequest(), deadline: Soon(30));
await watch.ResponseStream.MoveNext(CancellationToken.None);                    // "Ready"

// 4. Open a call; the same request_id again has no second effect and gets the same answer.
var open = new OpenCallRequest
{
    RequestId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString(), Text = "小区东门路灯不亮已三天", PlaceCode = "510104017001", CategoryCode = "0201", Source = CallSource.Agency,
    Contact = new Governance.Grid.V1.Contact { Name = "王小明", Phone = "13812345678" },
};
using var opening = calls.OpenCallAsync(open, deadline: Soon());
var call = await opening;
var again = await calls.OpenCallAsync(open, deadline: Soon());
var progress = new List<string>();
while (progress.Count == 0 && await watch.ResponseStream.MoveNext(CancellationToken.None))
{
    if (watch.ResponseStream.Current.Call?.Id == call.Id) progress.Add(watch.ResponseStream.Current.Kind);
}

// 5. The receipt, verified with the published key alone.
var parts = opening.GetTrailers().GetValue("governance-receipt")!.Split('.');
var kid = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0])).RootElement.GetProperty("kid").GetString();
var jwk = keys.EnumerateArray().Single(k => k.GetProperty("kid").GetString() == kid);
byte[] Part(string name) => Base64Url.DecodeFromChars(jwk.GetProperty(name).GetString());
using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Part("x"), Y = Part("y") } });
var receipt = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1])).RootElement;
string Hash(IMessage message) => Base64Url.EncodeToString(SHA256.HashData(message.ToByteArray()));
if (!key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256)
    || receipt.GetProperty("request_sha256").GetString() != Hash(open) || receipt.GetProperty("response_sha256").GetString() != Hash(call)) throw new CryptographicException("the receipt is wrong");

// 6. Refer somebody who may need help. 7. Is a paper genuine?
var referred = await new Cases.CasesClient(channel).ReferCaseAsync(new ReferCaseRequest { RequestId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString(), DivisionCode = "510104017001", Summary = "学校报告：多日缺课" }, deadline: Soon());
var paper = (Environment.GetEnvironmentVariable("CERTIFICATE") ?? "SC-2026-0000000000:0000000000000000").Split(':');
string certificate;
try { certificate = (await new Records.RecordsClient(channel).VerifyCertificateAsync(new VerifyCertificateRequest { Number = paper[0], VerificationCode = paper[1] }, deadline: Soon())).Valid ? "genuine" : "withdrawn"; }
catch (RpcException e) when (e.StatusCode == StatusCode.NotFound) { certificate = "unknown"; }

// 8. What have I called today (China's day)? Up to a second ago: wait for the calls of just now.
var today = TimeProvider.System.GetUtcNow().AddHours(8).ToString("yyyy-MM-dd", null);
http.DefaultRequestHeaders.Authorization = new("Bearer", token);
var usage = new Dictionary<string, long>();
for (var n = 0; n < 8 && !usage.ContainsKey("governance.volunteers.v1.Records/VerifyCertificate"); n++)
{
    if (n > 0) await Task.Delay(1000);    // a report a second is what a client may ask for
    using var report = JsonDocument.Parse(await http.GetStringAsync(new Uri($"/usage/v1?from={today}", UriKind.Relative)));
    usage = report.RootElement.GetProperty("rows").EnumerateArray().ToDictionary(r => r.GetProperty("method").GetString()!, r => r.GetProperty("ok").GetInt64() + r.GetProperty("refused").GetInt64() + r.GetProperty("failed").GetInt64());
}

Console.WriteLine(JsonSerializer.Serialize(new
{
    client = me.ClientId, methods = me.Methods.Select(m => m.Method), writesLeft = me.Quotas.Single(q => q.Kind == "Write").Left, call = call.Id, repeated = again.Id == call.Id,
    receipt = receipt.GetProperty("result").GetString(), progress, @case = referred.Id, caseState = referred.State.ToString(), certificate, usage,
}));
