namespace Governance.Identity.Pages;

/// <summary>Who is signed in here; where a sign-in without an application ends.</summary>
internal static class AccountPage
{
    public const string Path = "/account/";

    public static async Task<IResult> Show(HttpContext http) => await SignInCookie.SessionAsync(http) is { } session
        ? Page.Html(http, "账号", $"""
            <p>您好，{Page.Encode(session.User.DisplayName)}，您已登录。</p>
            <p><a href="{http.Request.PathBase}{PasswordPage.Path}">修改密码</a>　<a href="{http.Request.PathBase}{SignOutPage.Path}">退出登录</a></p>
            """)
        : Results.Redirect(SignInPage.Address(http, null));
}
