using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Governance.DeployTests;

/// <summary>As much of the OCI distribution protocol as a publish needs, over http on loopback, with one base image for two architectures in it: base:1.</summary>
internal sealed class SmallRegistry : IAsyncDisposable
{
    private readonly Dictionary<string, byte[]> _blobs = [], _manifests = [];
    private readonly WebApplication _app;
    private byte[] _upload = [];

    private SmallRegistry(WebApplication app) => _app = app;

    public string Address => new Uri(_app.Urls.Single()).Authority.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    public static async Task<SmallRegistry> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(k => k.Limits.MaxRequestBodySize = null);
        builder.Logging.ClearProviders();
        var registry = new SmallRegistry(builder.Build());
        registry._app.Run(registry.AnswerAsync);
        registry.PutBase();
        await registry._app.StartAsync();
        return registry;
    }

    /// <summary>What was pushed under name:tag, architecture by architecture.</summary>
    public Dictionary<string, JsonNode> Images(string name, string tag) => JsonNode.Parse(_manifests[$"{name}:{tag}"]).Items("manifests")
        .ToDictionary(m => m.Text("platform", "architecture")!, m => JsonNode.Parse(_blobs[JsonNode.Parse(_manifests[$"{name}:{m["digest"]}"]).Text("config", "digest")!])!);

    public string DigestOf(string name, string tag) => Digest(_manifests[$"{name}:{tag}"]);

    /// <summary>Files and folders of one architecture's last layer: when, how, and what.</summary>
    public SortedDictionary<string, (long Time, UnixFileMode Mode, string Digest)> Contents(string name, string tag, string architecture)
    {
        var manifest = JsonNode.Parse(_manifests[$"{name}:{tag}"]).Items("manifests").Single(m => m.Text("platform", "architecture") == architecture).Text("digest")!;
        var layer = JsonNode.Parse(_manifests[$"{name}:{manifest}"]).Items("layers").Last().Text("digest")!;
        using var tar = new TarReader(new GZipStream(new MemoryStream(_blobs[layer]), CompressionMode.Decompress));
        var contents = new SortedDictionary<string, (long, UnixFileMode, string)>(StringComparer.Ordinal);
        while (tar.GetNextEntry() is { } entry) contents[entry.Name] = (entry.ModificationTime.ToUnixTimeSeconds(), entry.Mode, entry.DataStream is { } data ? Convert.ToHexStringLower(SHA256.HashData(data)) : "");
        return contents;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var (path, reply) = (http.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries), http.Response);
        using var memory = new MemoryStream();
        await http.Request.Body.CopyToAsync(memory);
        var (body, method) = (memory.ToArray(), http.Request.Method);
        // What is below closed/ wants a token, and whoever wants that, a password.
        var said = http.Request.Headers.Authorization.ToString();
        if (path is ["token"])
        {
            reply.StatusCode = said == $"Basic {Convert.ToBase64String("pusher:secret"u8)}" ? 200 : 401;
            if (reply.StatusCode == 200) await WriteAsync("""{"token": "once"}"""u8.ToArray(), "application/json");
            return;
        }
        if (path.Length < 3) return;
        if (path[1] == "closed" && said != "Bearer once")
        {
            reply.Headers.WWWAuthenticate = $"Bearer realm=\"http://{Address}/token\",service=\"small\"";
            reply.StatusCode = 401;
            return;
        }
        var (name, what, reference) = (string.Join('/', path[1..^2]), path[^2], path[^1]);
        if (what == "manifests" && method == "PUT")
        {
            _manifests[$"{name}:{reference}"] = _manifests[$"{name}:{Digest(body)}"] = body;
            reply.Headers["Docker-Content-Digest"] = Digest(body);
            reply.StatusCode = 201;
        }
        else if (what == "manifests" && _manifests.TryGetValue($"{name}:{reference}", out var manifest))
        {
            reply.Headers["Docker-Content-Digest"] = Digest(manifest);
            await WriteAsync(manifest, JsonNode.Parse(manifest).Text("mediaType")!);
        }
        else if (what == "blobs" && method is "GET" or "HEAD" && _blobs.TryGetValue(reference, out var blob)) await WriteAsync(blob, "application/octet-stream");
        else if (method is "POST" or "PATCH")
        {
            _upload = method == "POST" ? body : [.. _upload, .. body];
            reply.Headers.Location = $"/v2/{(method == "POST" ? string.Join('/', path[1..path.ToList().IndexOf("blobs")]) : name[..^6])}/blobs/uploads/1";
            reply.Headers.Range = $"0-{Math.Max(_upload.Length - 1, 0)}";
            reply.StatusCode = 202;
        }
        else if (method == "PUT")
        {
            byte[] whole = [.. _upload, .. body];
            _blobs[Digest(whole)] = whole;
            reply.StatusCode = 201;
        }
        else reply.StatusCode = 404;

        async Task WriteAsync(byte[] bytes, string type)
        {
            (reply.ContentType, reply.ContentLength) = (type, bytes.Length);
            if (method != "HEAD") await reply.Body.WriteAsync(bytes);
        }
    }

    private void PutBase()
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, leaveOpen: true)) writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "etc/base") { DataStream = new MemoryStream(Encoding.ASCII.GetBytes("base")) });
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(tar.ToArray());
        var manifests = new[] { "amd64", "arm64" }.Select(architecture =>
        {
            var config = Blob(Json(new { architecture, os = "linux", config = new { Env = new[] { "PATH=/usr/bin" } }, rootfs = new { type = "layers", diff_ids = new[] { Digest(tar.ToArray()) } } }), "application/vnd.oci.image.config.v1+json");
            var layer = Blob(packed.ToArray(), "application/vnd.oci.image.layer.v1.tar+gzip");
            var manifest = Json(new { schemaVersion = 2, mediaType = "application/vnd.oci.image.manifest.v1+json", config, layers = new[] { layer } });
            _manifests[$"base:{Digest(manifest)}"] = manifest;
            return new { mediaType = "application/vnd.oci.image.manifest.v1+json", digest = Digest(manifest), size = manifest.Length, platform = new { architecture, os = "linux" } };
        }).ToArray();
        _manifests["base:1"] = Json(new { schemaVersion = 2, mediaType = "application/vnd.oci.image.index.v1+json", manifests });
    }

    private object Blob(byte[] bytes, string mediaType)
    {
        _blobs[Digest(bytes)] = bytes;
        return new { mediaType, digest = Digest(bytes), size = bytes.Length };
    }

    private static byte[] Json(object value) => JsonSerializer.SerializeToUtf8Bytes(value);

    private static string Digest(byte[] bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));
}
