using Governance.Events.Party.V1;
using Governance.Messaging;
using Governance.PartyBuilding.Teams;

namespace Governance.PartyBuilding.Qualifications;

internal enum FilingState { Submitted = 1, Filed, Returned }

/// <summary>That a secretary is filed with the county. One filing a holding, by a constraint; whoever has submitted it, in whatever round, never decides it.</summary>
internal sealed class Filing : Aggregate
{
    private Filing() { }

    public Guid HoldingId { get; private init; }
    public Guid PersonId { get; private init; }
    public FilingState State { get; private set; }

    /// <summary>Who has submitted it, round by round.</summary>
    public List<string> Submitters { get; private set; } = [];

    public string? DecidedBy { get; private set; }
    public DateTimeOffset SubmittedAt { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public byte[]? SealedReason { get; private set; }

    public static Filing Submit(TeamHolding holding, string by, DateTimeOffset at)
    {
        MustFit(holding);
        return new Filing { Id = Guid.CreateVersion7(at), Area = holding.Area, HoldingId = holding.Id, PersonId = holding.PersonId, State = FilingState.Submitted, Submitters = [by], SubmittedAt = at };
    }

    public void SubmitAgain(TeamHolding holding, string by, DateTimeOffset at)
    {
        MustFit(holding);
        if (State != FilingState.Returned) throw QualificationRefusals.FilingExists();
        (State, Submitters, SubmittedAt, SealedReason) = (FilingState.Submitted, [.. Submitters, by], at, null);
    }

    /// <param name="reason">Why it is returned; null = it is filed.</param>
    /// <param name="holding">What is filed.</param>
    /// <param name="by">Who decides.</param>
    /// <param name="at">When.</param>
    public void Decide(byte[]? reason, TeamHolding holding, string by, DateTimeOffset at)
    {
        if (State != FilingState.Submitted) throw QualificationRefusals.FilingDecided();
        if (Submitters.Contains(by)) throw QualificationRefusals.SubmittedByYou();
        (State, DecidedBy, DecidedAt, SealedReason) = (reason is null ? FilingState.Filed : FilingState.Returned, by, at, reason);
        if (State == FilingState.Returned) return;
        holding.MustRun();
        Raise(new SecretaryFiled(Id, Area, HoldingId, at));
    }

    private static void MustFit(TeamHolding holding)
    {
        if (!holding.IsSecretary) throw QualificationRefusals.NotASecretary();
        holding.MustRun();
    }
}
