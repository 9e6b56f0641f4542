using System.Globalization;
using System.Security.Claims;
using Governance.Gateway.Access;
using Governance.Gateway.Bodies;
using Governance.Gateway.Refusals;
using Governance.Gateway.Routes;
using Grpc.Core;
using Yarp.ReverseProxy.Model;

namespace Governance.Gateway.Usage;

/// <summary>Counts what partners call, done, refused by whomever (the limits too) or failed; and tells it: a partner its own, an operator everybody's.</summary>
internal sealed class CountUsage(RequestDelegate next, UsageCounts counts, JsonContracts contracts)
{
    // A year is 366 days at most; everybody's are a hash for each client and day.
    private const int MostDays = 366, MostDaysOfAll = 31;

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
        var (began, returned) = (false, false);
        context.Response.OnStarting(() =>
        {
            // A refusal of gRPC has its status when it starts; an answer gets it at its end.
            began = context.Response.StatusCode < 400 && (!grpc || context.GrpcStatus().Length == 0);
            return Task.CompletedTask;
        });
        try
        {
            await next(context);
            returned = true;
        }
        finally
        {
            counts.Count(client, method, OutcomeOf(context, grpc, began, returned));
        }
    }

    /// <summary>
    /// A stream has no other end than being left, or ended (its token, its rights, a stop): that it began is its success. Of other calls it is what was said last, the same by gRPC and JSON; nothing said, because
    /// we failed or the caller went, is no answer.
    /// </summary>
    private static Outcome OutcomeOf(HttpContext context, bool grpc, bool began, bool returned)
    {
        if (context.Features.Get<CallTerms>() is { Kind: CallKind.Stream } && began) return Outcome.Ok;
        if (!returned || (context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)) return Outcome.Failed;
        if (grpc)
        {
            return int.TryParse(context.GrpcStatus(), NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? (StatusCode)code switch
            {
                StatusCode.OK => Outcome.Ok,
                StatusCode.Cancelled or StatusCode.Unknown or StatusCode.DeadlineExceeded or StatusCode.Internal or StatusCode.Unavailable or StatusCode.DataLoss => Outcome.Failed,
                _ => Outcome.Refused,
            } : Outcome.Failed;
        }
        return context.Response.StatusCode switch
        {
            < 400 => Outcome.Ok,
            // What becomes of CANCELLED as JSON; and YARP's word for a caller who went.
            StatusCodes.Status408RequestTimeout or StatusCodes.Status499ClientClosedRequest => Outcome.Failed,
            501 => Outcome.Refused,      // what becomes of UNIMPLEMENTED
            >= 500 => Outcome.Failed,
            _ => Outcome.Refused,
        };
    }

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/usage/v1", AnswerAsync).RequireAuthorization(EdgePolicies.Caller).WithMetadata(new CallTerms(CallKind.Report));

    private static async Task<IResult> AnswerAsync(HttpContext context, UsageCounts counts, string? from, string? to, string? client)
    {
        var own = context.User.FindFirstValue("client_id");
        var operates = context.User.FindAll("role").Any(r => r.Value == "province-operator");
        if (!operates && (own is null || context.User.FindFirstValue("sub") != own || (client is not null && client != own)))
            return await RefusedAsync(context, GatewayRefusals.UsageNotYours);
        var wrong = new List<(string Field, string Problem)>();
        DateOnly? Day(string field, string? text)
        {
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
            wrong.Add((field, "应为 2026-11-01 这样的日期"));
            return null;
        }
        var (first, last) = (Day("from", from), to is null ? null : Day("to", to));
        if (to is null) last = first;
        var most = operates && client is null ? MostDaysOfAll : MostDays;
        if (first is { } begin && last is { } end)
        {
            if (end < begin) wrong.Add(("to", "不能早于 from"));
            else if (end.DayNumber - begin.DayNumber >= most) wrong.Add(("to", $"最多查询 {most} 天"));
        }
        if (wrong.Count > 0) return await RefusedAsync(context, GatewayRefusals.InvalidFields(wrong));
        var days = Enumerable.Range(0, last!.Value.DayNumber - first!.Value.DayNumber + 1).Select(n => first.Value.AddDays(n).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).ToList();
        return await counts.ReadAsync(operates ? client : own, days) is { } rows ? Results.Json(new { rows }) : await RefusedAsync(context, GatewayRefusals.UsageUnavailable);
    }

    private static async Task<IResult> RefusedAsync(HttpContext context, Refusal refusal)
    {
        await context.RefuseAsync(refusal);
        return Results.Empty;
    }
}
