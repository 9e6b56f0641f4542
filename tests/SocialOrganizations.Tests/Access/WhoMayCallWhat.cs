namespace Governance.SocialOrganizations.Tests.Access;

public sealed class WhoMayCallWhat(SocialOrgsApp app) : WhoMayCallWhatMatrix<Program, SocialOrgsCaller>(app, new EveryRpc("socialorgs")), IClassFixture<SocialOrgsApp>;
