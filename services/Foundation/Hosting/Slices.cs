using System.Reflection;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Governance.Hosting;

/// <summary>A slice is a sealed class with one method <c>Handle</c>: a whole feature in one file.</summary>
public static class Slices
{
    /// <summary>Registers every slice of the service. Adding one needs no line anywhere, deleting one leaves none behind.</summary>
    public static void AddSlices(this IHostApplicationBuilder builder, Assembly service)
    {
        foreach (var type in service.GetTypes())
        {
            if (type is { IsClass: true, IsAbstract: false } && type.GetMethod("Handle") is not null) builder.Services.AddScoped(type);
        }
    }

    /// <summary>The slice of an rpc, out of the call's own scope.</summary>
    public static T Slice<T>(this ServerCallContext context) where T : notnull => context.GetHttpContext().RequestServices.GetRequiredService<T>();
}
