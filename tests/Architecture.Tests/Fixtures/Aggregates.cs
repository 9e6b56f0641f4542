// Each breaks rule 2 in another place.
using Governance.Messaging;

namespace Governance.ArchitectureTests.Fixtures.Aggregates;

internal sealed class InABody : Aggregate
{
    public static bool Matches(string text) => Microsoft.EntityFrameworkCore.EF.Constant(text) == text;
}

internal sealed class InALambda : Aggregate
{
    public static Func<string> Later() => () => Grpc.Core.Status.DefaultSuccess.Detail;
}

internal sealed class InASignature : Aggregate
{
    public Governance.Grid.V1.Call? Wire { get; set; }

    public static void At(IReadOnlyList<Google.Protobuf.WellKnownTypes.Timestamp> when) => ArgumentNullException.ThrowIfNull(when);
}

internal sealed class Clean : Aggregate
{
    public void Move(string area) => Area = area;
}
