namespace Governance.Volunteers.Tests.Access;

public sealed class WhoMayCallWhat(VolunteersApp app) : WhoMayCallWhatMatrix<Program, VolunteersCaller>(app, new EveryRpc("volunteers")), IClassFixture<VolunteersApp>;
