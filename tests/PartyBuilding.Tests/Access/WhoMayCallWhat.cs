namespace Governance.PartyBuilding.Tests.Access;

public sealed class WhoMayCallWhat(PartyApp app) : WhoMayCallWhatMatrix<Program, PartyCaller>(app, PartyRpcs.All), IClassFixture<PartyApp>;

internal static class PartyRpcs
{
    public static EveryRpc All { get; } = new("party");
}
