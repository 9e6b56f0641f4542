using Governance.Events.Volunteers.V1;
using Governance.Messaging;

namespace Governance.Volunteers.Honours;

internal enum HonourLevel { Province = 1, City, County, Town, Community }

internal enum HonourMethod { Votes = 1, Jury }

internal enum HonourState { Open = 1, Closed, Awarded }

/// <summary>An honour of a division: open for nominations and votes, closed when its winners are found, awarded when nobody has objected.</summary>
internal sealed class Honour : Aggregate
{
    private Honour() { }

    public string Title { get; private init; } = "";
    public HonourMethod Method { get; private init; }
    public int WinnerCount { get; private init; }
    public DateOnly FromDate { get; private init; }
    public DateOnly ToDate { get; private init; }
    public HonourState State { get; private set; }
    public DateTimeOffset OpenedAt { get; private init; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public DateTimeOffset? AwardedAt { get; private set; }

    public HonourLevel Level => Area.Length switch { 2 => HonourLevel.Province, 4 => HonourLevel.City, 6 => HonourLevel.County, 9 => HonourLevel.Town, _ => HonourLevel.Community };

    public static Honour Open(string area, string title, HonourMethod method, int winnerCount, DateOnly from, DateOnly to, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at), Area = area, Title = title, Method = method, WinnerCount = winnerCount, FromDate = from, ToDate = to, State = HonourState.Open, OpenedAt = at,
    };

    /// <summary>Refuses unless nominations and votes are taken on this day.</summary>
    public void MustTake(DateOnly today)
    {
        if (State != HonourState.Open || today < FromDate || today > ToDate) throw HonourRefusals.NotOpen();
    }

    /// <summary>Finds the winners among the nominations, whose votes have been counted.</summary>
    /// <param name="nominations">Everybody who may win.</param>
    /// <param name="chosen">The jury's choice, or whom the caller chooses among the tied.</param>
    /// <param name="today">Today in China.</param>
    /// <param name="at">When.</param>
    public void Close(IReadOnlyList<Nomination> nominations, IReadOnlySet<Guid> chosen, DateOnly today, DateTimeOffset at)
    {
        if (State != HonourState.Open) throw HonourRefusals.NotOpen();
        if (Method == HonourMethod.Votes && today <= ToDate) throw HonourRefusals.VotesStillRun();
        foreach (var winner in Method == HonourMethod.Jury ? Jury(nominations, chosen) : MostVotes(nominations, chosen)) winner.Won = true;
        (State, ClosedAt) = (HonourState.Closed, at);
    }

    public void Award(IReadOnlyList<Nomination> winners, DateTimeOffset at)
    {
        if (State != HonourState.Closed) throw HonourRefusals.NotClosed();
        if (winners.Count == 0) throw HonourRefusals.NoWinners();
        (State, AwardedAt) = (HonourState.Awarded, at);
        foreach (var winner in winners) Raise(new HonourAwarded(Id, Area, winner.VolunteerId, Level.ToString(), at));
    }

    private List<Nomination> Jury(IReadOnlyList<Nomination> nominations, IReadOnlySet<Guid> chosen)
    {
        var winners = nominations.Where(n => chosen.Contains(n.Id)).ToList();
        return winners.Count == chosen.Count && chosen.Count <= WinnerCount ? winners : throw HonourRefusals.ChoiceWrong();
    }

    private List<Nomination> MostVotes(IReadOnlyList<Nomination> nominations, IReadOnlySet<Guid> chosen)
    {
        var voted = nominations.Where(n => n.Votes > 0).OrderByDescending(n => n.Votes).ToList();
        if (voted.Count <= WinnerCount || voted[WinnerCount - 1].Votes > voted[WinnerCount].Votes) return chosen.Count == 0 ? [.. voted.Take(WinnerCount)] : throw HonourRefusals.ChoiceWrong();
        var border = voted[WinnerCount].Votes;
        var (sure, tied) = (voted.Where(n => n.Votes > border).ToList(), voted.Where(n => n.Votes == border).ToList());
        // By lot, by age, by the date of nomination: how a tie is decided is the caller's rule and is said by whom they choose.
        if (chosen.Count == 0) throw HonourRefusals.TieToDecide(tied.Select(n => n.Id), WinnerCount - sure.Count);
        if (chosen.Count != WinnerCount - sure.Count || !chosen.All(c => tied.Any(n => n.Id == c))) throw HonourRefusals.ChoiceWrong();
        return [.. sure, .. tied.Where(n => chosen.Contains(n.Id))];
    }
}

/// <summary>Somebody who is proposed; once for each honour, by a constraint.</summary>
[Nationwide("reached only through its honour, which is shown to the divisions below and above; names are masked or agreed to")]
internal sealed class Nomination
{
    public Guid Id { get; init; }
    public Guid HonourId { get; init; }
    public Guid VolunteerId { get; init; }

    /// <summary>Encrypted: people write here what they know about somebody, an illness in the family among it.</summary>
    public required byte[] SealedReason { get; init; }
    public bool NameShown { get; set; }

    /// <summary>Counted when the honour is closed.</summary>
    public int Votes { get; set; }
    public bool Won { get; set; }
    public DateTimeOffset At { get; init; }
}

/// <summary>A vote; one for each honour and voter, by its key. The voter is a keyed hash: it can be told that somebody has voted, and not whom a row belongs to.</summary>
[Nationwide("never shown: only counted, when its honour is closed")]
internal sealed class Ballot
{
    public Guid HonourId { get; init; }
    public required byte[] Voter { get; init; }
    public Guid NominationId { get; init; }
}
