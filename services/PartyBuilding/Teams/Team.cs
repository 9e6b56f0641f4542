using Governance.Events.Party.V1;
using Governance.Messaging;
using Governance.Rpc;

namespace Governance.PartyBuilding.Teams;

/// <summary>The two committees; the residents' council and the supervision committee beside them.</summary>
internal enum TeamBody { Party = 1, Residents, Council, Supervision }

internal enum TeamPostKind { Head = 1, Deputy, Ordinary }

/// <summary>One of the two committees of a community, its council or its supervision committee. One of each kind a community, by a constraint.</summary>
internal sealed class Team : Aggregate
{
    private Team() { }

    public TeamBody Body { get; private init; }
    public DateOnly? TermStart { get; private set; }
    public DateOnly? TermEnd { get; private set; }

    /// <summary>When the clock is to remind; null once it has.</summary>
    public DateOnly? RemindOn { get; private set; }

    public DateTimeOffset? RemindedAt { get; private set; }

    /// <summary>Posts that are open, and the most there may be as the statute had it when it was established or elected: a constraint as well.</summary>
    public int Seats { get; private set; }

    public int MostSeats { get; private set; }

    /// <summary>The day on which it was established; its id says.</summary>
    public DateOnly EstablishedOn => ChinaTime.DateOf(Uuid7.TimeOf(Id));

    /// <summary>No more, since its community was merged.</summary>
    public bool Closed { get; private set; }

    public static Team Establish(string area, TeamBody body, int mostSeats, DateTimeOffset at) => new() { Id = Guid.CreateVersion7(at), Area = area, Body = body, MostSeats = mostSeats };

    /// <summary>A new committee was elected: a term begins.</summary>
    public void Elect(DateOnly on, TeamRule rule, int mostSeats, int held, DateTimeOffset at)
    {
        MustBeOpen();
        if (on <= TermStart) throw TeamRefusals.TooEarly(TermStart.Value.AddDays(1));
        (TermStart, TermEnd, RemindedAt) = (on, on.AddYears(rule.TermYears), null);
        RemindOn = TermEnd.Value.AddMonths(-rule.RemindMonths);
        // Posts that an earlier statute allowed are not taken away by a later one.
        MostSeats = Math.Max(mostSeats, Seats);
        Raise(new TeamElected(Id, Area, Body.ToString(), on, TermEnd.Value, held, at));
    }

    /// <summary>One post more, by who holds the committee.</summary>
    public void TakeSeat()
    {
        MustBeOpen();
        if (Seats >= MostSeats) throw TeamRefusals.NoSeatLeft(MostSeats);
        Seats++;
    }

    /// <summary>One post fewer.</summary>
    public void FreeSeat() => Seats = Math.Max(0, Seats - 1);

    public void Remind(DateTimeOffset at)
    {
        (RemindOn, RemindedAt) = (null, at);
        Raise(new TeamReminded(Id, Area, Body.ToString(), TermEnd!.Value, at));
    }

    /// <summary>The term within which somebody comes to a post.</summary>
    public DateOnly EndOfTerm(DateOnly from)
    {
        MustBeOpen();
        if (this is not { TermStart: { } start, TermEnd: { } end }) throw TeamRefusals.NoTerm();
        if (from < start) throw TeamRefusals.TooEarly(start);
        return end;
    }

    public void MustBeOpen()
    {
        if (Closed) throw TeamRefusals.IsClosed();
    }
}

/// <summary>A post of a committee. It belongs where the committee does.</summary>
internal sealed class TeamPost : Aggregate
{
    private TeamPost() { }

    public Guid TeamId { get; private init; }
    public TeamPostKind Kind { get; private init; }
    public bool Closed { get; private set; }

    /// <summary>The day on which it was opened; its id says.</summary>
    public DateOnly OpenedOn => ChinaTime.DateOf(Uuid7.TimeOf(Id));

    public static TeamPost Open(Team team, TeamPostKind kind, DateTimeOffset at)
    {
        team.TakeSeat();
        return new TeamPost { Id = Guid.CreateVersion7(at), Area = team.Area, TeamId = team.Id, Kind = kind };
    }

    public void Close(Team team, bool held)
    {
        MustBeOpen();
        if (held) throw TeamRefusals.StillHeld();
        Closed = true;
        team.FreeSeat();
    }

    public void MustBeOpen()
    {
        if (Closed) throw TeamRefusals.PostIsClosed();
    }
}

/// <summary>What holds for committees in a division and below, from a day on. Never changed: a later rule takes over.</summary>
internal sealed class TeamRule : Aggregate
{
    private TeamRule() { }

    public int TermYears { get; private init; }
    public int RemindMonths { get; private init; }
    public bool NeedsReview { get; private init; }
    public int ReviewMonths { get; private init; }
    public int FilingDays { get; private init; }
    public DateOnly Since { get; private init; }

    public static TeamRule Set(string area, int termYears, int remindMonths, bool needsReview, int reviewMonths, int filingDays, DateOnly since, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at), Area = area, TermYears = termYears, RemindMonths = remindMonths, NeedsReview = needsReview, ReviewMonths = reviewMonths, FilingDays = filingDays, Since = since,
    };
}
