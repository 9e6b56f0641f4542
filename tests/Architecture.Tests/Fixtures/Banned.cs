// Calls what is banned.
#pragma warning disable RS0030 // the rule of compiled code needs something to find
#pragma warning disable xUnit1031
namespace Governance.ArchitectureTests.Fixtures.Banned;

internal static class Clockless
{
    public static DateTime Now => DateTime.UtcNow;

    public static Guid Id => Guid.NewGuid();

    public static int Wait(Task<int> task) => task.Result;

    public static DateTimeOffset Fine(TimeProvider clock) => clock.GetUtcNow();
}
