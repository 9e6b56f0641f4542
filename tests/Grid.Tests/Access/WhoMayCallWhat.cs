using Governance.Harness;

namespace Governance.Grid.Tests.Access;

public sealed class WhoMayCallWhat(GridApp app) : WhoMayCallWhatMatrix<Program, GridCaller>(app, new EveryRpc("grid")), IClassFixture<GridApp>;
