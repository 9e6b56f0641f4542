using Governance.Events.Party.V1;
using Governance.Messaging;
using Governance.PartyBuilding.People;

namespace Governance.PartyBuilding.Teams;

internal enum HoldingMode { Elected = 1, Appointed }

internal enum HoldingEnd { Term = 1, Resigned, Removed, CalledAway, Died, Reorganized }

/// <summary>That somebody holds a post, or has held it. One holder a post, and of each kind of committee one post a person in the whole province, by constraints.</summary>
internal sealed class TeamHolding : Aggregate
{
    private TeamHolding() { }

    public Guid TeamId { get; private init; }
    public TeamBody Body { get; private init; }
    public Guid PostId { get; private init; }
    public TeamPostKind Kind { get; private init; }
    public Guid PersonId { get; private init; }
    public HoldingMode Mode { get; private init; }
    public DateOnly StartedOn { get; private init; }
    public DateOnly TermEnd { get; private init; }
    public DateOnly? EndedOn { get; private set; }
    public HoldingEnd? End { get; private set; }
    public byte[]? SealedReason { get; private set; }

    /// <summary>Post and person again while it runs: what is unique. Null frees both, and the database sees it in the order of an election: first out, then in.</summary>
    public Guid? RunningPostId { get; private set; }

    public Guid? RunningPersonId { get; private set; }

    public bool IsSecretary => Body == TeamBody.Party && Kind == TeamPostKind.Head;

    /// <param name="team">The committee.</param>
    /// <param name="post">Its post.</param>
    /// <param name="free">Since when nobody holds the post; null = nobody has yet.</param>
    /// <param name="person">Who comes to it.</param>
    /// <param name="mode">How.</param>
    /// <param name="on">The day.</param>
    /// <param name="at">When.</param>
    public static TeamHolding Begin(Team team, TeamPost post, DateOnly? free, Person person, HoldingMode mode, DateOnly on, DateTimeOffset at)
    {
        post.MustBeOpen();
        if (on < free) throw TeamRefusals.TooEarly(free.Value);
        var holding = new TeamHolding
        {
            Id = Guid.CreateVersion7(at), Area = team.Area, TeamId = team.Id, Body = team.Body, PostId = post.Id, Kind = post.Kind, PersonId = person.Id, Mode = mode, StartedOn = on, TermEnd = team.EndOfTerm(on),
            RunningPostId = post.Id, RunningPersonId = person.Id,
        };
        holding.Raise(new HoldingBegan(holding.Id, team.Area, team.Id, team.Body.ToString(), post.Kind.ToString(), mode.ToString(), on, at));
        return holding;
    }

    public void Finish(HoldingEnd end, DateOnly on, byte[]? reason, DateTimeOffset at)
    {
        MustRun();
        if (on < StartedOn) throw TeamRefusals.TooEarly(StartedOn);
        (EndedOn, End, SealedReason, RunningPostId, RunningPersonId) = (on, end, reason, null, null);
        Raise(new HoldingEnded(Id, Area, TeamId, end.ToString(), on, at));
    }

    public void MustRun()
    {
        if (EndedOn is not null) throw TeamRefusals.HasEnded();
    }
}
