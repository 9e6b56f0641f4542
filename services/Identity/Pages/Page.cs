using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Governance.Identity.Pages;

/// <summary>The frame of every page: plain HTML, no script, nothing from elsewhere. Three small forms do not pay for Razor.</summary>
internal static class Page
{
    public const string Expired = "页面已过期，请重新提交";

    private const string Style = """
        *{box-sizing:border-box}body{margin:0;font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;background:#f3f5f8;color:#1f2933}
        main{max-width:24rem;margin:12vh auto 2rem;padding:2rem 1.5rem;background:#fff;border-radius:8px;box-shadow:0 1px 4px #0002}
        h1{margin:0 0 1.2rem;font-size:1.3rem}label{display:block;margin:.9rem 0 .2rem}
        input{width:100%;padding:.6rem;font:inherit;border:1px solid #8896a5;border-radius:4px}
        button{width:100%;margin-top:1.4rem;padding:.7rem;font:inherit;color:#fff;background:#0b5cad;border:0;border-radius:4px}
        input:focus,button:focus,a:focus{outline:3px solid #7db4ea}.refused{margin:0;padding:.6rem;color:#8a1212;background:#fdecec;border-radius:4px}
        @media(max-width:30rem){main{margin:0;min-height:100vh;border-radius:0;box-shadow:none}}
        """;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly string StyleHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));

    public static string Encode(string? text) => Encoder.Encode(text ?? "");

    /// <summary>A page. The target is where its form's redirects end: browsers hold form-action against every hop, so the client's address must be allowed.</summary>
    public static IResult Html(HttpContext http, string title, string body, int status = StatusCodes.Status200OK, string? target = null)
    {
        http.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'sha256-{StyleHash}'; form-action 'self'{(target is null ? "" : " " + target)}; frame-ancestors 'none'; base-uri 'none'";
        return Results.Content($"""
            <!doctype html>
            <html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Encode(title)} · 基层治理平台</title><style>{Style}</style></head>
            <body><main><h1>{Encode(title)}</h1>
            {body}
            </main></body></html>
            """, "text/html; charset=utf-8", Encoding.UTF8, status);
    }

    public static IResult Error(HttpContext http, string detail) =>
        Html(http, "无法完成请求", $"""<p class="refused" role="alert">应用发来的登录请求不正确，请返回应用重试；若仍出现，请联系管理员。</p><p lang="en"><small>{Encode(detail)}</small></p>""", StatusCodes.Status400BadRequest);

    /// <summary>What is left to say when the database is away. The reason is in the log.</summary>
    public static Task Unavailable(HttpContext http) => http.Request.GetTypedHeaders().Accept.Any(a => a.MediaType == "text/html")
        ? Html(http, "服务暂时不可用", "<p class=\"refused\" role=\"alert\">服务暂时不可用，请稍后再试。</p>", StatusCodes.Status503ServiceUnavailable).ExecuteAsync(http)
        : http.Response.WriteAsJsonAsync(new { error = "temporarily_unavailable" });

    /// <summary>A form with its token against cross-site requests; the body is HTML already.</summary>
    public static string Form(HttpContext http, string? refusal, string body)
    {
        var token = http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http);
        var alert = refusal is null ? "" : $"""<p class="refused" role="alert">{Encode(refusal)}</p>""";
        return $"""
            {alert}<form method="post" accept-charset="utf-8">
            <input type="hidden" name="{token.FormFieldName}" value="{Encode(token.RequestToken)}">
            {body}
            </form>
            """;
    }

    public static Task<bool> IsOurFormAsync(HttpContext http) => http.Request.HasFormContentType
        ? http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http)
        : Task.FromResult(false);

    /// <summary>A way back into a sign-in that is under way, or null: anything else would let a link lead people from here to a stranger's site.</summary>
    public static string? ReturnUrl(HttpContext http)
    {
        var url = http.Request.Query["returnUrl"].ToString();
        return url.StartsWith(http.Request.PathBase + "/connect/authorize?", StringComparison.Ordinal) ? url : null;
    }

    /// <summary>The origin of the client that a return URL leads to in the end.</summary>
    public static string? TargetOf(string? returnUrl) =>
        returnUrl is not null && Uri.TryCreate(QueryOf(returnUrl)["redirect_uri"], UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri.GetLeftPart(UriPartial.Authority)
            : null;

    public static Dictionary<string, StringValues> QueryOf(string url) => QueryHelpers.ParseQuery(url[url.IndexOf('?', StringComparison.Ordinal)..]);
}
