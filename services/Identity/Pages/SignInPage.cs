using Governance.Identity.Users;

namespace Governance.Identity.Pages;

internal static class SignInPage
{
    public const string Path = "/account/sign-in";

    public static string Address(HttpContext http, string? returnUrl) =>
        http.Request.PathBase + Path + (returnUrl is null ? QueryString.Empty : QueryString.Create("returnUrl", returnUrl));

    public static IResult Show(HttpContext http) => Render(http, null, null, StatusCodes.Status200OK);

    public static async Task<IResult> Submit(HttpContext http, SignIn signIn)
    {
        if (!await Page.IsOurFormAsync(http)) return Render(http, null, Page.Expired, StatusCodes.Status400BadRequest);
        var (name, password) = (http.Request.Form["name"].ToString(), http.Request.Form["password"].ToString());
        if (name.Trim().Length is 0 or > User.NameLimit || password.Length is 0 or > PasswordRules.Longest)
            return Render(http, name, "请输入用户名和密码", StatusCodes.Status400BadRequest);

        var returnUrl = Page.ReturnUrl(http);
        var answer = await signIn.TryAsync(name, password, ClientOf(returnUrl), http.Connection.RemoteIpAddress, http.RequestAborted);
        if (answer.Session is not { } session) return Render(http, name, answer.Refusal, StatusCodes.Status400BadRequest);
        await SignInCookie.SetAsync(http, session);
        return Results.Redirect(returnUrl ?? http.Request.PathBase + AccountPage.Path);
    }

    private static IResult Render(HttpContext http, string? name, string? refusal, int status)
    {
        var form = Page.Form(http, refusal, $"""
            <label for="name">用户名</label>
            <input id="name" name="name" value="{Page.Encode(name)}" maxlength="{User.NameLimit}" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus>
            <label for="password">密码</label>
            <input id="password" name="password" type="password" maxlength="{PasswordRules.Longest}" autocomplete="current-password" required>
            <button>登录</button>
            """);
        return Page.Html(http, "登录", form, status, Page.TargetOf(Page.ReturnUrl(http)));
    }

    private static string? ClientOf(string? returnUrl) => returnUrl is null ? null : Page.QueryOf(returnUrl)["client_id"].ToString();
}
