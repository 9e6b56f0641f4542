using Governance.Identity.Users;

namespace Governance.Identity.Pages;

/// <summary>Changes the password; the stop on the way for whoever signs in with a one-time password.</summary>
internal static class PasswordPage
{
    public const string Path = "/account/password";

    public static string Address(HttpContext http, string? returnUrl) =>
        http.Request.PathBase + Path + (returnUrl is null ? QueryString.Empty : QueryString.Create("returnUrl", returnUrl));

    public static async Task<IResult> Show(HttpContext http) => await SignInCookie.SessionAsync(http) is { } session
        ? Render(http, session.User.MustChangePassword ? "首次登录请修改密码" : null, StatusCodes.Status200OK)
        : Results.Redirect(SignInPage.Address(http, Page.ReturnUrl(http)));

    public static async Task<IResult> Submit(HttpContext http, SignIn signIn)
    {
        if (await SignInCookie.SessionAsync(http) is not { } session) return Results.Redirect(SignInPage.Address(http, Page.ReturnUrl(http)));
        if (!await Page.IsOurFormAsync(http)) return Render(http, Page.Expired, StatusCodes.Status400BadRequest);
        var form = http.Request.Form;
        var (old, fresh) = (form["old"].ToString(), form["fresh"].ToString());
        if (old.Length is 0 or > PasswordRules.Longest || fresh != form["again"]) return Render(http, "两次输入的新密码不一致", StatusCodes.Status400BadRequest);
        return await signIn.ChangePasswordAsync(session, old, fresh, http.Connection.RemoteIpAddress, http.RequestAborted) is { } refusal
            ? Render(http, refusal, StatusCodes.Status400BadRequest)
            : Results.Redirect(Page.ReturnUrl(http) ?? http.Request.PathBase + AccountPage.Path);
    }

    private static IResult Render(HttpContext http, string? refusal, int status)
    {
        var form = Page.Form(http, refusal, $"""
            <label for="old">原密码</label>
            <input id="old" name="old" type="password" maxlength="{PasswordRules.Longest}" autocomplete="current-password" required autofocus>
            <label for="fresh">新密码</label>
            <input id="fresh" name="fresh" type="password" minlength="{PasswordRules.Shortest}" maxlength="{PasswordRules.Longest}" autocomplete="new-password" aria-describedby="rule" required>
            <small id="rule">至少 {PasswordRules.Shortest} 个字符，包含大写字母、小写字母、数字、符号中的三种</small>
            <label for="again">再次输入新密码</label>
            <input id="again" name="again" type="password" maxlength="{PasswordRules.Longest}" autocomplete="new-password" required>
            <button>修改密码</button>
            """);
        return Page.Html(http, "修改密码", form, status, Page.TargetOf(Page.ReturnUrl(http)));
    }
}
