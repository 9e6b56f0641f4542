using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Governance.SystemTests.Failures;

/// <summary>A span, as far as the test needs it.</summary>
internal sealed record Span(string Service, string Scope, string TraceId, string SpanId, string ParentId, string Name, int Kind);

/// <summary>Takes traces over OTLP (http/protobuf). Reads the few fields by their numbers: the protos of OpenTelemetry are in no package.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication app;

    private OtlpReceiver(WebApplication app) => this.app = app;

    public ConcurrentQueue<Span> Spans { get; } = new();

    /// <summary>Everything that was reported, spans, metrics and logs, as it came.</summary>
    public ConcurrentQueue<byte[]> Bodies { get; } = new();

    public IEnumerable<Span> Of(string trace) => Spans.Where(s => s.TraceId == trace);

    /// <summary>Environment of a process that reports here, soon after each span has ended.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = app.Urls.Single(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
    };

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var receiver = new OtlpReceiver(builder.Build());
        receiver.app.Run(receiver.TakeAsync);
        await receiver.app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        Bodies.Enqueue(body.ToArray());
        if (http.Request.Path != "/v1/traces") return;    // metrics and logs
        foreach (var resourceSpans in Messages(body.ToArray(), 1))
        {
            var service = Messages(resourceSpans, 1).SelectMany(resource => Messages(resource, 1)).Where(a => Text(a, 1) == "service.name").Select(a => Text(Messages(a, 2).First(), 1)).FirstOrDefault("");
            foreach (var scopeSpans in Messages(resourceSpans, 2))
            {
                var scope = Messages(scopeSpans, 1).Select(s => Text(s, 1)).FirstOrDefault("");
                foreach (var span in Messages(scopeSpans, 2)) Spans.Enqueue(new Span(service, scope, Hex(span, 1), Hex(span, 2), Hex(span, 4), Text(span, 5), Number(span, 6)));
            }
        }
    }

    private static IEnumerable<byte[]> Messages(byte[] message, int field)
    {
        var input = new CodedInputStream(message);
        while (input.ReadTag() is var tag and not 0)
        {
            if (WireFormat.GetTagFieldNumber(tag) == field && WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited) yield return input.ReadBytes().ToByteArray();
            else input.SkipLastField();
        }
    }

    private static int Number(byte[] message, int field)
    {
        var input = new CodedInputStream(message);
        while (input.ReadTag() is var tag and not 0)
        {
            if (WireFormat.GetTagFieldNumber(tag) == field) return input.ReadInt32();
            input.SkipLastField();
        }
        return 0;
    }

    private static string Text(byte[] message, int field) => Messages(message, field).Select(System.Text.Encoding.UTF8.GetString).FirstOrDefault("");

    private static string Hex(byte[] message, int field) => Messages(message, field).Select(Convert.ToHexStringLower).FirstOrDefault("");
}
