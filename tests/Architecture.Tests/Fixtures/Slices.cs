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
    public static Task<int> Ask(Called other) => other.Handle("", CancellationToken.None);
}

internal sealed class AllowedRpc(Called slice)
{
    public Task<int> Ask() => slice.Handle("", CancellationToken.None);
}
