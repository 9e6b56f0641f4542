// Types that break rule 8.
namespace Governance.ArchitectureTests.Fixtures.Open;

public static class Shown;

internal class Unsealed;

internal interface IOnly;

internal sealed class CallManager : IOnly;
