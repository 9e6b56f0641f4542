using System.Net;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Governance.Identity.Tests;

public sealed class PartnerTokens(IdentityApp app) : IClassFixture<IdentityApp>
{
    private readonly Browser partner = app.NewBrowser();

    [Fact]
    public async Task A_partner_gets_a_token_with_its_agency_areas_and_scope()
    {
        var answer = await partner.ClientTokenAsync("partner-open", scope: "grid.calls.open");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var token = new JsonWebToken(answer.AccessToken);
        Assert.Equal("at+jwt", token.Typ);
        Assert.Equal(IdentityApp.Authority, token.Issuer);
        Assert.Equal(["governance"], token.Audiences);
        Assert.Equal("partner-open", token.Subject);
        Assert.Equal("partner-open", token.GetClaim("client_id").Value);
        Assert.Equal("sample", token.GetClaim("agency").Value);
        Assert.Equal("grid.calls.open", token.GetClaim("scope").Value);
        Assert.Equal(["5101", "5106"], token.Claims.Where(c => c.Type == "area").Select(c => c.Value));
        Assert.DoesNotContain(token.Claims, c => c.Type is "role" or "name" or "unit");
        Assert.Equal(TimeSpan.FromMinutes(30), token.ValidTo - token.IssuedAt);
    }
}
