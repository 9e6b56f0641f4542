using Yarp.ReverseProxy.Model;

namespace Governance.Gateway.Routes;

/// <summary>What the later steps need to know of a call, found out once.</summary>
internal sealed record CallTerms(CallKind Kind)
{
    private static readonly CallTerms[] All = [.. Enum.GetValues<CallKind>().Select(kind => new CallTerms(kind))];

    public static void UseCallTerms(IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<CallTerms>() is { } own)
            context.Features.Set(own);
        else if (context.GetEndpoint()?.Metadata.GetMetadata<RouteModel>() is { } route)
            context.Features.Set(All[(int)CallKinds.Of(route.Config.Metadata?[ServiceRoutes.Door], context.Request.Method, context.Request.Path.Value ?? "")]);
        return next(context);
    });
}
