using Governance.Messaging;

namespace Governance.PartyBuilding.Teams;

/// <summary>How many posts a committee of a body may have in a community or a village, from a day on, with the clause. Data, without an rpc: it is the statute's.</summary>
[Nationwide("it holds for the whole country")]
internal sealed class TeamSeats
{
    public TeamBody Body { get; init; }
    public bool Village { get; init; }
    public DateOnly Since { get; init; }
    public int Most { get; init; }
    public string Basis { get; init; } = "";
}
