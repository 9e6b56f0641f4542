using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace Governance.Identity.Tests;

/// <summary>
/// A person's browser, or a partner's program: speaks to the public https address with real cookie rules, while each request goes to a
/// replica's plain port, as behind the gateway. Follows no redirect by itself.
/// </summary>
public sealed partial class Browser : IDisposable
{
    public const string Redirect = "http://127.0.0.1:49152/callback";

    private readonly CookieContainer cookies = new();
    private readonly HttpClient http;

    public Browser(Replica replica)
    {
        Via = replica;
        http = new HttpClient(new Gateway(this)) { BaseAddress = new Uri(IdentityApp.Authority) };
    }

    /// <summary>The replica that answers the next request.</summary>
    public Replica Via { get; set; }

    /// <summary>What the gateway says about where the request came from.</summary>
    public string? ForwardedFor { get; set; }

    private Replica[] turns = [];
    private int turn;

    /// <summary>From now on each request goes to the next of these replicas.</summary>
    public void Alternate(params Replica[] replicas) => turns = replicas;

    public void TakeCookiesOf(Browser other) => cookies.Add(other.cookies.GetAllCookies());

    public string Cookies => cookies.GetCookieHeader(new Uri(IdentityApp.Authority));

    public Task<HttpResponseMessage> GetAsync(string url) => http.GetAsync(url);

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => http.SendAsync(request);

    public Task<HttpResponseMessage> PostAsync(string url, params (string Name, string Value)[] form) =>
        http.PostAsync(url, new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value))));

    /// <summary>Opens the page, fills in its form with the hidden token, sends it.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string url, params (string Name, string Value)[] fields)
    {
        var page = await (await GetAsync(url)).Content.ReadAsStringAsync();
        var hidden = HiddenField().Match(page);
        Assert.True(hidden.Success, page);
        return await PostAsync(url, [(hidden.Groups[1].Value, WebUtility.HtmlDecode(hidden.Groups[2].Value)), .. fields]);
    }

    public Task<HttpResponseMessage> SignInAsync(string name, string password = IdentityApp.Password, string page = "/account/sign-in") =>
        SubmitAsync(page, ("name", name), ("password", password));

    public static (string Verifier, string Challenge) NewProof()
    {
        var verifier = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        return (verifier, WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))));
    }

    public static string AuthorizeUrl(string? challenge, params (string Name, string Value)[] more)
    {
        var query = new Dictionary<string, string?>
        {
            ["client_id"] = "console", ["response_type"] = "code", ["redirect_uri"] = Redirect, ["scope"] = "openid profile offline_access", ["state"] = "s1", ["nonce"] = "n1",
        };
        if (challenge is not null) (query["code_challenge"], query["code_challenge_method"]) = (challenge, "S256");
        foreach (var (name, value) in more) query[name] = value;
        return QueryHelpers.AddQueryString("/connect/authorize", query);
    }

    /// <summary>The whole way of a person from the console to a code.</summary>
    public async Task<(string Code, string Verifier)> CodeForAsync(string name)
    {
        var (verifier, challenge) = NewProof();
        var toSignIn = await GetAsync(AuthorizeUrl(challenge));
        Assert.Equal(HttpStatusCode.Redirect, toSignIn.StatusCode);
        var signedIn = await SignInAsync(name, page: toSignIn.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        return (await CodeAsync(signedIn.Headers.Location!.ToString()), verifier);
    }

    public async Task<string> CodeAsync(string authorizeUrl)
    {
        var back = await GetAsync(authorizeUrl);
        Assert.True(back.StatusCode == HttpStatusCode.Redirect, await back.Content.ReadAsStringAsync());
        Assert.StartsWith(Redirect, back.Headers.Location!.ToString(), StringComparison.Ordinal);
        var answer = QueryHelpers.ParseQuery(back.Headers.Location.Query);
        Assert.Equal("s1", answer["state"].ToString());
        return answer["code"].ToString();
    }

    public Task<Answer> RedeemAsync(string code, string verifier) => TokenAsync(
        ("grant_type", "authorization_code"), ("client_id", "console"), ("code", code), ("redirect_uri", Redirect), ("code_verifier", verifier));

    public Task<Answer> RefreshAsync(string refreshToken) => TokenAsync(("grant_type", "refresh_token"), ("client_id", "console"), ("refresh_token", refreshToken));

    public Task<Answer> ClientTokenAsync(string client, string secret = IdentityApp.PartnerSecret, string? scope = null) => TokenAsync(
        [("grant_type", "client_credentials"), ("client_id", client), ("client_secret", secret), .. scope is null ? [] : new[] { ("scope", scope) }]);

    public async Task<Answer> TokensForAsync(string name)
    {
        var (code, verifier) = await CodeForAsync(name);
        var answer = await RedeemAsync(code, verifier);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Json.ToString());
        return answer;
    }

    public async Task<Answer> TokenAsync(params (string Name, string Value)[] form)
    {
        var response = await PostAsync("/connect/token", form);
        return new(response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()));
    }

    public async Task<HttpResponseMessage> UserInfoAsync(string accessToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/connect/userinfo");
        request.Headers.Authorization = new("Bearer", accessToken);
        return await SendAsync(request);
    }

    public void Dispose() => http.Dispose();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]+)\">")]
    private static partial Regex HiddenField();

    private sealed class Gateway(Browser browser) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
        {
            var asked = request.RequestUri!;
            if (browser.Cookies is { Length: > 0 } sent) request.Headers.Add("Cookie", sent);
            if (browser.ForwardedFor is { } address) request.Headers.Add("X-Forwarded-For", address);
            if (browser.turns.Length > 0) browser.Via = browser.turns[browser.turn++ % browser.turns.Length];
            request.RequestUri = new Uri(new Uri(browser.Via.Address), asked.PathAndQuery);
            var response = await base.SendAsync(request, ct);
            if (response.Headers.TryGetValues("Set-Cookie", out var set))
                foreach (var cookie in set) browser.cookies.SetCookies(asked, cookie);
            return response;
        }
    }
}

/// <summary>What the token endpoint said.</summary>
public sealed record Answer(HttpStatusCode Status, JsonElement Json)
{
    public string? Error => Text("error");
    public string AccessToken => Text("access_token") ?? throw new InvalidOperationException(Json.ToString());
    public string RefreshToken => Text("refresh_token") ?? throw new InvalidOperationException(Json.ToString());
    public string IdToken => Text("id_token") ?? throw new InvalidOperationException(Json.ToString());
    public string? Text(string name) => Json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
