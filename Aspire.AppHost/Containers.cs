using System.Diagnostics;

namespace Governance.AppHost;

/// <summary>The same three servers from images.</summary>
internal static class Containers
{
    private static readonly (string Image, string Tag) _postgres = ("library/postgres", "17"), _redis = ("library/redis", "7.2"), _rabbitMq = ("library/rabbitmq", "3.13");

    /// <summary>The engine that answers and has or gets all three images, or null. An engine without a registry in reach is no use: its containers would never start.</summary>
    public static async Task<string?> FindEngineAsync()
    {
        foreach (var engine in new[] { "docker", "podman" })
        {
            if (!await RunAsync(engine, TimeSpan.FromSeconds(5), "info")) continue;
            var all = true;
            foreach (var (image, tag) in new[] { _postgres, _redis, _rabbitMq })
            {
                var name = $"docker.io/{image}:{tag}";
                all = all && (await RunAsync(engine, TimeSpan.FromSeconds(5), "image", "inspect", name) || await RunAsync(engine, TimeSpan.FromMinutes(3), "pull", name));
            }
            if (all) return engine;
        }
        return null;
    }

    public static IResourceBuilder<IResourceWithConnectionString> AddPostgres(IDistributedApplicationBuilder builder, LocalState state) =>
        builder.AddPostgres("postgres", password: builder.AddParameter("postgres-password", state.Secret("postgres"), secret: true), port: state.Port("postgres"))
            .WithImageRegistry("docker.io").WithImage(_postgres.Image, _postgres.Tag).WithArgs("-c", "max_connections=300")
            .WithBindMount(Data(state, "postgres"), "/var/lib/postgresql/data");

    public static IResourceBuilder<IResourceWithConnectionString> AddRedis(IDistributedApplicationBuilder builder, LocalState state) =>
        builder.AddRedis("redis", state.Port("redis"), builder.AddParameter("redis-password", state.Secret("redis"), secret: true))
            .WithImageRegistry("docker.io").WithImage(_redis.Image, _redis.Tag)
            .WithoutHttpsCertificate();     // or a machine with a development certificate would speak TLS here, and others not

    public static IResourceBuilder<IResourceWithConnectionString> AddRabbitMq(IDistributedApplicationBuilder builder, LocalState state) =>
        builder.AddRabbitMQ("rabbitmq", password: builder.AddParameter("rabbitmq-password", state.Secret("rabbitmq"), secret: true), port: state.Port("rabbitmq"))
            .WithImageRegistry("docker.io").WithImage(_rabbitMq.Image, _rabbitMq.Tag)
            .WithDataBindMount(Data(state, "rabbitmq"));

    private static string Data(LocalState state, string name) => Directory.CreateDirectory(Path.Combine(state.Folder, "containers", name)).FullName;

    private static async Task<bool> RunAsync(string command, TimeSpan patience, params string[] arguments)
    {
        using var limit = new CancellationTokenSource(patience);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            using var killed = limit.Token.Register(() => process.Kill(entireProcessTree: true));
            await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync(), process.WaitForExitAsync());
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;       // no such engine here
        }
    }
}
