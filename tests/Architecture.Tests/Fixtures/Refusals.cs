// Gives one reason that is told, and one that is not.
namespace Governance.ArchitectureTests.Fixtures.Refusals;

internal static class KiteRefusals
{
    public static string NotFound() => "KITE_NOT_FOUND";

    public static string Torn() => "KITE_TORN";
}
