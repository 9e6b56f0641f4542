using System.Security.Cryptography;
using Governance.Gateway.Routes;
using Scalar.AspNetCore;

namespace Governance.Gateway.Docs;

/// <summary>
/// The reference of all services at <c>/docs</c>, on the OpenAPI documents at <c>/openapi/&lt;service&gt;.json</c>. Script, styles and fonts come from
/// the gateway itself: the page works without the internet and asks nobody outside for anything.
/// </summary>
internal static class ApiReference
{
    private const string Header = """
        <header style="font-family:system-ui,sans-serif;padding:12px 24px;border-bottom:1px solid #ddd">
        <strong>社区治理平台接口</strong>：同一接口可用 gRPC、JSON 与 gRPC-Web 调用。
        先取得访问令牌（合作单位：<code>POST /connect/token</code>，client_credentials；人员：<a href="/account/sign-in">登录</a>，授权码 + PKCE；
        <a href="/.well-known/openid-configuration">认证服务说明</a>），再以 <code>Authorization: Bearer …</code> 调用。
        <a href="/docs/errors">错误码与默认限额</a>
        </header>
        """;

    /// <summary>The policy of this one answer: scripts of our own and the one inline script that carries the nonce.</summary>
    internal sealed record Page(string Nonce)
    {
        public string Policy => $"default-src 'none'; script-src 'self' 'nonce-{Nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
            + "connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    }

    public static void MapApiReference(this IEndpointRouteBuilder app)
    {
        app.MapScalarApiReference("/docs", (options, context) =>
        {
            var page = new Page(Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));
            context.Features.Set(page);
            options.WithTitle("社区治理平台接口文档").WithNonce(page.Nonce).AddHeaderContent(Header)
                .DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideDeveloperTools().HideClientButton()
                .WithDynamicBaseServerUrl().WithLocalization(new ScalarLocalizationOptions { Locale = "zh-CN" });
            foreach (var service in DomainServices.All)
                options.AddDocument(service.Name, service.Title, $"/openapi/{service.Name}.json");
        }).AllowAnonymous();
        // What no rpc's comment says, as text: the same page that partners have in contracts/.
        app.MapGet("/docs/errors", () => Results.Stream(typeof(ApiReference).Assembly.GetManifestResourceStream("ERRORS.md")!, "text/plain; charset=utf-8")).AllowAnonymous();
        app.MapGet("/", () => Results.Redirect("/docs")).AllowAnonymous();
    }
}
