using System.Text.Json;
using Governance.Gateway.Refusals;
using Yarp.ReverseProxy.Transforms;

namespace Governance.Gateway.Bodies;

/// <summary>The JSON body of a request that is under way, kept until its answer is known.</summary>
internal sealed record JsonBody(ReadOnlyMemory<byte> Bytes);

/// <summary>
/// A service that cannot read a JSON request answers 400 without saying where. Only then is the request held against its contract, and the
/// answer replaced by one that names every wrong field and no type of .NET; calls that go well pay nothing for it.
/// </summary>
internal sealed class ExplainJson(JsonContracts contracts)
{
    private const int AtMost = 100;

    public async ValueTask ApplyAsync(ResponseTransformContext transform)
    {
        var context = transform.HttpContext;
        if (transform.ProxyResponse is not { StatusCode: System.Net.HttpStatusCode.BadRequest } answer || context.IsGrpc())
            return;
        // A refusal of the service itself has details, and says more than we could.
        await answer.Content.LoadIntoBufferAsync(64 * 1024);
        if (!SaysNothing(await answer.Content.ReadAsByteArrayAsync()))
            return;
        if (contracts.Find(context.Request.Method, context.Request.Path) is not var (request, body))
            return;
        var wrong = JsonTypes.Check(context.Request.Query, request);
        if (body is not null && context.Features.Get<JsonBody>() is { } sent)
        {
            using var json = JsonDocument.Parse(sent.Bytes);
            wrong.AddRange(JsonTypes.Check(json.RootElement, body));
        }
        if (wrong.Count > AtMost)
            wrong.RemoveRange(AtMost, wrong.Count - AtMost);
        transform.SuppressResponseBody = true;
        await context.RefuseAsync(wrong.Count > 0 ? GatewayRefusals.WrongTypes(wrong) : GatewayRefusals.Unreadable);
    }

    private static bool SaysNothing(byte[] answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            return !json.RootElement.TryGetProperty("details", out var details) || details.GetArrayLength() == 0;
        }
        catch (JsonException)
        {
            return true;
        }
    }
}
