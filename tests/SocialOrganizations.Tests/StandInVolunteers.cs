using System.Collections.Concurrent;
using System.Net;
using Governance.Volunteers.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.SocialOrganizations.Tests;

/// <summary>The registry of volunteers as this service sees it: two rpcs over real HTTP/2 that takes only the token which the authority beside it gave last.</summary>
public sealed class StandInVolunteers : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, string> people = new();
    private readonly ConcurrentDictionary<string, byte[]> hashes = new();
    private volatile string token = "";
    private int asked;

    private StandInVolunteers(WebApplication app) => this.app = app;

    /// <summary>It answers UNAVAILABLE.</summary>
    public bool Away { get; set; }

    /// <summary>How often it was asked.</summary>
    public int Asked => asked;

    public Dictionary<string, string?> Settings => new()
    {
        ["Peers:volunteers:Address"] = app.Urls.First(),
        ["Peers:TokenEndpoint"] = app.Urls.Last() + "/connect/token",
        ["Peers:ClientId"] = "socialorgs",
        ["Peers:ClientSecret"] = "secret",
    };

    public static async Task<StandInVolunteers> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        // Beside the tests lies the appsettings.json of the service, with ports that two runs at once would quarrel over.
        builder.Configuration.Sources.Clear();
        builder.WebHost.UseKestrel(k =>
        {
            k.Listen(IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http2);
            k.Listen(IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddGrpc();
        StandInVolunteers? volunteers = null;
        builder.Services.AddSingleton(_ => volunteers!);
        volunteers = new StandInVolunteers(builder.Build());
        volunteers.app.MapGrpcService<Rpc>();
        volunteers.app.MapPost("/connect/token", volunteers.TokenAsync);
        await volunteers.app.StartAsync();
        return volunteers;
    }

    /// <summary>Somebody with this number is a volunteer.</summary>
    public void Has(string number, string volunteerId) => people[number] = volunteerId;

    /// <summary>This volunteer's number has this hash in the rows of whoever asks.</summary>
    public void Hashes(string volunteerId, byte[] hash) => hashes[volunteerId] = hash;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if ((form["grant_type"], form["client_id"], form["client_secret"], form["scope"]) != ("client_credentials", "socialorgs", "secret", "volunteers.find")) return Results.Unauthorized();
        token = NewId();
        return Results.Json(new Dictionary<string, object> { ["access_token"] = token, ["expires_in"] = 3600 });
    }

    private sealed class Rpc(StandInVolunteers volunteers) : Registrations.RegistrationsBase
    {
        public override Task<HashIdentityNumberResponse> HashIdentityNumber(HashIdentityNumberRequest request, ServerCallContext context)
        {
            Interlocked.Increment(ref volunteers.asked);
            if (context.RequestHeaders.GetValue("authorization") != $"Bearer {volunteers.token}") throw new RpcException(new Status(StatusCode.Unauthenticated, ""));
            if (volunteers.Away) throw new RpcException(new Status(StatusCode.Unavailable, ""));
            return Task.FromResult(volunteers.hashes.TryGetValue(request.Id, out var hash) && request.LookupPurpose == "socialorgs.social-workers.number" && request.Purpose.Length > 3
                ? new HashIdentityNumberResponse { Hash = Google.Protobuf.ByteString.CopyFrom(hash) } : throw new RpcException(new Status(StatusCode.NotFound, "")));
        }

        public override Task<FindByIdentityNumberResponse> FindByIdentityNumber(FindByIdentityNumberRequest request, ServerCallContext context)
        {
            Interlocked.Increment(ref volunteers.asked);
            if (context.RequestHeaders.GetValue("authorization") != $"Bearer {volunteers.token}") throw new RpcException(new Status(StatusCode.Unauthenticated, ""));
            if (volunteers.Away) throw new RpcException(new Status(StatusCode.Unavailable, ""));
            return Task.FromResult(volunteers.people.TryGetValue(request.IdentityNumber, out var id) && request.Purpose.Length > 3 ? new FindByIdentityNumberResponse { VolunteerId = id } : throw new RpcException(new Status(StatusCode.NotFound, "")));
        }
    }
}
