using System.Net;
using System.Net.Sockets;

namespace Governance.AppHost;

/// <summary>Ports that stay the same from one start to the next.</summary>
internal static class Ports
{
    /// <summary>The port of that name; another one when somebody else has taken it meanwhile. A folder of its own never takes the preferred ones.</summary>
    public static int Port(this LocalState state, string name, int? preferred = null)
    {
        var port = int.Parse(state.Keep($"port {name}", () => $"{(state.IsUsual && preferred is { } usual && IsFree(usual) ? usual : state.FreePort())}"), null);
        return IsFree(port) ? port : int.Parse(state.Keep($"port {name}", () => $"{state.FreePort()}", anew: true), null);
    }

    // Below the range from which the kernel gives ports to outgoing connections, so that a kept one is still free at the next start.
    private static int FreePort(this LocalState state) => Enumerable.Repeat(0, 1000).Select(_ => Random.Shared.Next(20_000, 32_000)).First(port => IsFree(port) && !state.Keeps($"{port}"));

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try { listener.Start(); return true; }
        catch (SocketException) { return false; }
    }
}
