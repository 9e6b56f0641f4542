namespace Governance.PartyBuilding.Tests.Access;

public sealed class WhoMayCallWhat(PartyApp app) : WhoMayCallWhatMatrix<Program, PartyCaller>(app, new EveryRpc("party")), IClassFixture<PartyApp>;
