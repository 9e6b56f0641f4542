namespace Governance.Welfare.Tests.Access;

public sealed class WhoMayCallWhat(WelfareApp app) : WhoMayCallWhatMatrix<Program, WelfareCaller>(app, new EveryRpc("welfare")), IClassFixture<WelfareApp>;
