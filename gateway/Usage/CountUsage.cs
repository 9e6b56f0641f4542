using System.Globalization;
using System.Security.Claims;
using Governance.Gateway.Access;
using Governance.Gateway.Bodies;
using Governance.Gateway.Refusals;
using Yarp.ReverseProxy.Model;

namespace Governance.Gateway.Usage;

/// <summary>Counts what partners call, with success or refused by whomever, the limits too; and tells it: a partner its own, an operator everybody's.</summary>
internal sealed class CountUsage(RequestDelegate next, UsageCounts counts, JsonContracts contracts)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var client = context.User.FindFirstValue("client_id");
        // Whoever signs in at the console carries its client_id, too; only a client that is its own subject is a partner.
        if (client is null || context.User.FindFirstValue("sub") != client || context.GetEndpoint()?.Metadata.GetMetadata<RouteModel>() is null)
        {
            await next(context);
            return;
        }
        var grpc = context.IsGrpc();
        var path = context.Request.Path.Value ?? "";
        // A path that is no rpc's is not kept: whoever calls would choose the names.
        var method = contracts.NameOf(context.Request.Method, path, grpc) ?? "unknown";
        var answered = false;
        try
        {
            await next(context);
            answered = true;
        }
        finally
        {
            counts.Count(client, method, answered && (grpc ? context.GrpcStatus() == "0" : context.Response.StatusCode < 400));
        }
    }

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/usage/v1", async (HttpContext context, UsageCounts counts, string? from, string? to, string? client) =>
    {
        if (!DateOnly.TryParseExact(from, "yyyy-MM-dd", out var first) || !DateOnly.TryParseExact(to ?? from, "yyyy-MM-dd", out var last) || last < first || last.DayNumber - first.DayNumber > 366)
            return Results.Json(new { code = 3, message = "from、to 应为 2026-11-01 这样的日期，最多 366 天" }, statusCode: StatusCodes.Status400BadRequest);
        var own = context.User.FindFirstValue("client_id");
        var operates = context.User.FindAll("role").Any(r => r.Value == "province-operator");
        if (!operates && (own is null || context.User.FindFirstValue("sub") != own || (client is not null && client != own)))
            return Results.Json(new { code = 7, message = "只能查看本单位的调用量" }, statusCode: StatusCodes.Status403Forbidden);
        var days = Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(n => first.AddDays(n).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).ToList();
        return Results.Json(new { rows = await counts.ReadAsync(operates ? client : own, days) });
    }).RequireAuthorization(EdgePolicies.Caller);
}
