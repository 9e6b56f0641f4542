using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Governance.AppHost;

/// <summary>.local/endpoints.json: where the running system is and how to sign in. It exists only while all resources have become healthy.</summary>
internal static class Endpoints
{
    private const string File = "endpoints.json";
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void ReportStart(this IDistributedApplicationBuilder builder, LocalState state, string issuer,
        IResourceBuilder<IResourceWithConnectionString> rabbitmq, IResourceBuilder<IResourceWithConnectionString> postgres)
    {
        System.IO.File.Delete(Path.Combine(state.Folder, File));
        // Before Aspire's own, which only come back when everything has started: a failure must be seen while the rest still waits for it.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(
            services => ActivatorUtilities.CreateInstance<StartReport>(services, (Func<CancellationToken, Task>)WriteAsync)));

        async Task WriteAsync(CancellationToken ct)
        {
            var samples = Samples.Make(state);
            state.Write(File, JsonSerializer.Serialize(new
            {
                gateway = issuer.TrimEnd('/'),
                issuer,
                ca = Path.Combine(state.Certificates, "ca.pem"),
                dashboard = $"{builder.Configuration["ASPNETCORE_URLS"]}/login?t={builder.Configuration["AppHost:BrowserToken"]}",
                amqp = await rabbitmq.Resource.GetConnectionStringAsync(ct),
                postgres = await postgres.Resource.GetConnectionStringAsync(ct),
                users = samples.Users.Select(u => new { u.Name, u.DisplayName, u.Password, role = u.Roles[0], u.Areas, u.Unit }),
                clients = samples.Clients,
            }, _json));
        }
    }
}
