using System.Collections.Concurrent;
using System.Net;
using Governance.Party.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Volunteers.Tests;

/// <summary>The party service as Volunteers sees it: one rpc over real HTTP/2 that takes only the token which the authority beside it gave last.</summary>
public sealed class StandInParty : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, ReportedMember> members = new();
    private volatile string token = "";
    private int asked;

    private StandInParty(WebApplication app) => this.app = app;

    /// <summary>It answers UNAVAILABLE.</summary>
    public bool Away { get; set; }

    /// <summary>How often it was asked.</summary>
    public int Asked => asked;

    public Dictionary<string, string?> Settings => new()
    {
        ["Peers:party:Address"] = app.Urls.First(),
        ["Peers:TokenEndpoint"] = app.Urls.Last() + "/connect/token",
        ["Peers:ClientId"] = "volunteers",
        ["Peers:ClientSecret"] = "secret",
    };

    public static async Task<StandInParty> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        // Beside the tests lies the appsettings.json of Volunteers, with ports that two runs at once would quarrel over.
        builder.Configuration.Sources.Clear();
        builder.WebHost.UseKestrel(k =>
        {
            k.Listen(IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http2);
            k.Listen(IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddGrpc();
        StandInParty? party = null;
        builder.Services.AddSingleton(_ => party!);
        party = new StandInParty(builder.Build());
        party.app.MapGrpcService<Rpc>();
        party.app.MapPost("/connect/token", party.TokenAsync);
        await party.app.StartAsync();
        return party;
    }

    /// <summary>Somebody has reported in under this id.</summary>
    public void Has(Guid reportIn, ReportedMember member) => members[reportIn.ToString()] = member;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if ((form["grant_type"], form["client_id"], form["client_secret"], form["scope"]) != ("client_credentials", "volunteers", "secret", "party.reportins.reveal")) return Results.Unauthorized();
        token = NewId();
        return Results.Json(new Dictionary<string, object> { ["access_token"] = token, ["expires_in"] = 3600 });
    }

    private sealed class Rpc(StandInParty party) : ReportIns.ReportInsBase
    {
        public override Task<ReportedMember> RevealReportedMember(RevealReportedMemberRequest request, ServerCallContext context)
        {
            Interlocked.Increment(ref party.asked);
            if (context.RequestHeaders.GetValue("authorization") != $"Bearer {party.token}") throw new RpcException(new Status(StatusCode.Unauthenticated, ""));
            if (party.Away) throw new RpcException(new Status(StatusCode.Unavailable, ""));
            return Task.FromResult(party.members.TryGetValue(request.Id, out var member) && request.Purpose.Length > 3 ? member : throw new RpcException(new Status(StatusCode.NotFound, "")));
        }
    }
}
