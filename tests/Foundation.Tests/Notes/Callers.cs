using System.Security.Claims;
using Governance.Access;

namespace Governance.Foundation.Tests.Notes;

/// <summary>Callers as tokens make them.</summary>
internal static class Callers
{
    public static Caller With(Reach reach, string subject, string[] areas, string? unit = null)
    {
        var caller = Caller.Nobody;
        Become(caller, reach, subject, areas, unit);
        return caller;
    }

    public static void Become(Caller caller, Reach reach, string subject, string[] areas, string? unit = null)
    {
        List<Claim> claims = [new("sub", subject), .. areas.Select(a => new Claim("area", a))];
        if (unit is not null) claims.Add(new Claim("unit", unit));
        caller.Become(new ClaimsPrincipal(new ClaimsIdentity(claims, "test")), _ => reach);
    }

    public static Caller System()
    {
        var caller = Caller.Nobody;
        caller.BecomeSystem("test", "the test looks");
        return caller;
    }
}
