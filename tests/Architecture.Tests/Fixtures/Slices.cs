// A slice that others call, and three who do.
namespace Governance.ArchitectureTests.Fixtures.Slices;

internal sealed class Called
{
    public Task<int> Handle(string request, CancellationToken cancel) => Task.FromResult(request.Length);
}

internal sealed class DirectCaller(Called other)
{
    public Task<int> Handle(string request, CancellationToken cancel) => other.Handle(request, cancel);
}

internal sealed class HiddenCaller(IServiceProvider services)
{
    public async Task<int> Handle(string request, CancellationToken cancel)
    {
        await Task.Yield();
        return await ((Called)services.GetService(typeof(Called))!).Handle(request, cancel);
    }
}

internal static class PlainHelper
{
    public static Task<int> Ask(IServiceProvider services, string request, CancellationToken cancel) => ((Called)services.GetService(typeof(Called))!).Handle(request, cancel);
}

internal sealed class RoundaboutCaller(Corner corner)
{
    public Task<int> Handle(string request, CancellationToken cancel) => corner.Ask(request, cancel);
}

internal sealed class Corner(IServiceProvider services)
{
    public Task<int> Ask(string request, CancellationToken cancel) => PlainHelper.Ask(services, request, cancel);
}

internal sealed class AllowedRpc(Called slice)
{
    public Task<int> Ask() => slice.Handle("", CancellationToken.None);
}
