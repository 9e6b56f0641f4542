using System.Text.Json;
using Google.Rpc;
using Grpc.Core;

namespace Governance.Gateway.Tests.Doubles;

/// <summary>What a refusal says, whichever door it came through.</summary>
internal sealed record Told(int Code, string Message, string? Reason, double? RetrySeconds, string? Field)
{
    public static async Task<Told> From(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.Content.Headers.ContentType?.MediaType == "application/json", $"{(int)response.StatusCode} {response.Content.Headers.ContentType}: {text}");
        var json = JsonDocument.Parse(text).RootElement;
        JsonElement? Detail(string type) => json.GetProperty("details").EnumerateArray().Where(d => d.GetProperty("@type").GetString() == $"type.googleapis.com/google.rpc.{type}").Cast<JsonElement?>().FirstOrDefault();
        return new(json.GetProperty("code").GetInt32(), json.GetProperty("message").GetString()!, Detail("ErrorInfo")?.GetProperty("reason").GetString(),
            Detail("RetryInfo")?.GetProperty("retryDelay").GetString() is { } delay ? double.Parse(delay.TrimEnd('s'), System.Globalization.CultureInfo.InvariantCulture) : null,
            Detail("BadRequest") is { } bad && bad.GetProperty("fieldViolations")[0].TryGetProperty("field", out var field) ? field.GetString() : null);
    }

    public static Told From(RpcException e)
    {
        var status = e.GetRpcStatus();
        return new((int)e.StatusCode, e.Status.Detail, status?.GetDetail<ErrorInfo>()?.Reason, status?.GetDetail<RetryInfo>()?.RetryDelay.ToTimeSpan().TotalSeconds,
            status?.GetDetail<BadRequest>()?.FieldViolations[0].Field);
    }

    public static async Task<Told> From(Func<Task> call) => From(await Assert.ThrowsAsync<RpcException>(call));
}
