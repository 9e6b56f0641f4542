using Governance.Access;
using Governance.Events.SocialOrgs.V1;
using Governance.Messaging;
using Governance.Rpc;

namespace Governance.SocialOrganizations.Organizations;

internal enum OrganizationKind { MicroGroup = 1, Functional, Interest, SocialWork, Charity, Foundation, SocialEnterprise, Umbrella, Support, Platform }

internal enum OrganizationState { Applied = 1, Incubating, Filed, Registered, Graduated, Suspended, Exited, Deregistered }

internal enum PartyBuilding { Sole = 1, Joint, Instructor }

internal enum OrganizationStepKind { Applied = 1, Entered, Incubated, Filed, Registered, Graduated, Suspended, Resumed, Exited, Deregistered, PartyDeclared, Updated }

/// <summary>
/// A social organisation and its life. Every step forward passes a <see cref="Gate"/>, whose rule is data; what is over is never taken away: an organisation that left or was deregistered keeps its row, its steps and
/// its code.
/// </summary>
internal sealed class Organization : Aggregate, IOwned
{
    private Organization() { }

    /// <summary>Who has worked for it is kept as long as they have an interest in it.</summary>
    public const int YearsOfInterest = 3;

    public string? Owner { get; private set; }

    /// <summary>Who worked for it and left, and when each did.</summary>
    public string[] FormerStaff { get; private set; } = [];
    public DateTimeOffset[] FormerUntil { get; private set; } = [];
    public string Name { get; private set; } = "";
    public OrganizationKind Kind { get; private set; }
    public OrganizationState State { get; private set; }

    /// <summary>Where it stood when it was suspended.</summary>
    public OrganizationState? Before { get; private set; }
    public string Purpose { get; private set; } = "";
    public int MemberCount { get; private set; }
    public Guid? TeamId { get; private set; }

    /// <summary>The office has said that the team is theirs; what its own staff say of it is a claim until then. One that lives has it, by an index.</summary>
    public bool TeamConfirmed { get; private set; }
    public byte[] LeaderName { get; private set; } = [];
    public byte[] LeaderPhone { get; private set; } = [];
    public string? UnifiedCode { get; private set; }
    public PartyBuilding? PartyBuilding { get; private set; }
    public Guid? PartyOrganizationId { get; private set; }
    public DateOnly? IncubatedOn { get; private set; }
    public DateOnly? FiledOn { get; private set; }
    public DateOnly? RegisteredOn { get; private set; }
    public DateOnly? GraduatedOn { get; private set; }
    public DateOnly? EndedOn { get; private set; }
    public DateTimeOffset AppliedAt { get; private init; }
    public int StepCount { get; private set; }

    public bool HasEnded => State is OrganizationState.Exited or OrganizationState.Deregistered;

    public Guid? ConfirmedTeamId => TeamConfirmed ? TeamId : null;

    private bool IsFiled => FiledOn is not null || RegisteredOn is not null;

    /// <summary>Neither at its beginning nor suspended nor ended: it may be given money.</summary>
    public bool IsActive => !HasEnded && State is not (OrganizationState.Suspended or OrganizationState.Applied);

    /// <summary>Registered and not suspended: it may serve government.</summary>
    public bool MayServe => State is OrganizationState.Registered or OrganizationState.Graduated;

    /// <summary>A legal person, also while it is suspended, and no more when it was deregistered.</summary>
    public bool IsRegistered => !HasEnded && (Before ?? State) is OrganizationState.Registered or OrganizationState.Graduated;

    public Gate? Next => State switch
    {
        OrganizationState.Applied => Gate.Incubation,
        OrganizationState.Incubating => Gate.Filing,
        OrganizationState.Filed => Gate.Registration,
        OrganizationState.Registered => Gate.Graduation,
        OrganizationState.Graduated => Gate.Deregistration,
        OrganizationState.Suspended when IsRegistered => Gate.Deregistration,
        _ => null,
    };

    public static (Organization, OrganizationStep) Apply(string area, OrganizationEntry first, string? owner, DateTimeOffset at)
    {
        var organization = new Organization { Id = Guid.CreateVersion7(at), Area = area, Owner = owner, AppliedAt = at };
        organization.Take(first);
        organization.Claim(first.TeamId, owner is null, at);
        organization.Raise(new OrganizationApplied(organization.Id, area, first.Kind.ToString()!, first.TeamId, at));
        return (organization, organization.Go(OrganizationState.Applied, OrganizationStepKind.Applied, null, at));
    }

    public static (Organization, OrganizationStep) Enter(string area, OrganizationEntry first, string code, DateOnly registeredOn, string? owner, DateTimeOffset at)
    {
        var organization = new Organization { Id = Guid.CreateVersion7(at), Area = area, Owner = owner, AppliedAt = at, UnifiedCode = code, RegisteredOn = registeredOn };
        organization.Take(first);
        if (first.TeamId is { } team && team != Guid.Empty) (organization.TeamId, organization.TeamConfirmed) = (team, true);
        organization.RaiseRegistered(at);
        return (organization, organization.Go(OrganizationState.Registered, OrganizationStepKind.Entered, null, at));
    }

    /// <summary>Who works for it does not say who does: whoever could name themselves or another could be rid of an interest, or give one to somebody who decides.</summary>
    public OrganizationStep Update(OrganizationEntry change, bool ofTheOffice, string by, DateTimeOffset at)
    {
        MustLive();
        if (change.Staff is { } staff && (by == Owner || by == staff)) throw OrganizationRefusals.StaffOfTheOffice();
        var (formerName, formerKind) = (change.Name is { } name && name != Name ? Name : null, change.Kind is { } kind && kind != Kind ? Kind : (OrganizationKind?)null);
        if (formerKind is not null && IsRegistered) throw OrganizationRefusals.KindIsRegistered();
        if (formerKind is not null && IsFiled && change.Kind == OrganizationKind.MicroGroup) throw OrganizationRefusals.HasPapers();
        var byTheOffice = ofTheOffice && !WorksFor(by, at);
        var renames = RenamesWhatIsFiled(change);
        if (renames && !byTheOffice) throw OrganizationRefusals.NameOfTheOffice();
        Claim(change.TeamId, byTheOffice, at);
        if (change.Staff is { } next) Leave(next, at);
        Take(change);
        if (renames) Raise(new OrganizationChanged(Id, Area, Kind.ToString(), at));
        return Go(State, OrganizationStepKind.Updated, null, at, formerName, formerKind);
    }

    /// <summary>Its name or kind would be another than the one that is filed: that is for whoever filed or registered it to decide.</summary>
    public bool RenamesWhatIsFiled(OrganizationEntry change) => IsFiled && (change.Name is { } name && name != Name || change.Kind is { } kind && kind != Kind);

    public OrganizationPaper Present(PaperKind kind, string reference, DateOnly date, DateTimeOffset at)
    {
        MustLive();
        return new OrganizationPaper { Id = Guid.CreateVersion7(at), OrganizationId = Id, Kind = kind, Reference = reference, Date = date, PresentedAt = at };
    }

    public OrganizationStep Declare(PartyBuilding how, Guid by, DateTimeOffset at)
    {
        MustLive();
        (PartyBuilding, PartyOrganizationId) = (how, by);
        Raise(new PartyBuildingDeclared(Id, Area, how.ToString(), by, at));
        return Go(State, OrganizationStepKind.PartyDeclared, null, at);
    }

    public OrganizationStep Incubate(GateFindings found, DateTimeOffset at)
    {
        Pass(Gate.Incubation, found);
        IncubatedOn = ChinaTime.DateOf(at);
        Raise(new OrganizationIncubated(Id, Area, Kind.ToString(), at));
        return Go(OrganizationState.Incubating, OrganizationStepKind.Incubated, null, at);
    }

    /// <param name="found">What its gate misses.</param>
    /// <param name="confirmsTeam">The office has seen that the team that its staff named is theirs.</param>
    /// <param name="at">Now.</param>
    public OrganizationStep File(GateFindings found, bool confirmsTeam, DateTimeOffset at)
    {
        Pass(Gate.Filing, found);
        if (TeamId is not null && !TeamConfirmed && !confirmsTeam) throw OrganizationRefusals.TeamUnconfirmed();
        (FiledOn, TeamConfirmed) = (ChinaTime.DateOf(at), TeamId is not null);
        Raise(new OrganizationFiled(Id, Area, Kind.ToString(), TeamId, at));
        // The registry of volunteers files its team by this one, whichever of both comes first.
        RaiseRegistered(at);
        return Go(OrganizationState.Filed, OrganizationStepKind.Filed, null, at);
    }

    public OrganizationStep Register(string code, GateFindings found, DateTimeOffset at)
    {
        Pass(Gate.Registration, found);
        (UnifiedCode, RegisteredOn) = (code, ChinaTime.DateOf(at));
        RaiseRegistered(at);
        return Go(OrganizationState.Registered, OrganizationStepKind.Registered, null, at);
    }

    public OrganizationStep Graduate(GateFindings found, DateTimeOffset at)
    {
        Pass(Gate.Graduation, found);
        GraduatedOn = ChinaTime.DateOf(at);
        Raise(new OrganizationGraduated(Id, Area, Kind.ToString(), at));
        return Go(OrganizationState.Graduated, OrganizationStepKind.Graduated, null, at);
    }

    public OrganizationStep Suspend(byte[] reason, DateTimeOffset at)
    {
        if (HasEnded || State is OrganizationState.Suspended or OrganizationState.Applied) throw OrganizationRefusals.StateForbids(State);
        Before = State;
        Raise(new OrganizationSuspended(Id, Area, at));
        return Go(OrganizationState.Suspended, OrganizationStepKind.Suspended, reason, at);
    }

    public OrganizationStep Resume(DateTimeOffset at)
    {
        if (State != OrganizationState.Suspended || Before is not { } before) throw OrganizationRefusals.StateForbids(State);
        Before = null;
        Raise(new OrganizationResumed(Id, Area, at));
        return Go(before, OrganizationStepKind.Resumed, null, at);
    }

    public OrganizationStep Exit(byte[] reason, DateTimeOffset at)
    {
        if (HasEnded || IsRegistered) throw OrganizationRefusals.StateForbids(State);
        EndedOn = ChinaTime.DateOf(at);
        Raise(new OrganizationExited(Id, Area, Kind.ToString(), at));
        return Go(OrganizationState.Exited, OrganizationStepKind.Exited, reason, at);
    }

    /// <param name="found">What its gate misses.</param>
    /// <param name="ties">What it still owes, is owed or holds is settled first.</param>
    /// <param name="reason">Sealed.</param>
    /// <param name="at">Now.</param>
    public OrganizationStep Deregister(GateFindings found, Ties ties, byte[] reason, DateTimeOffset at)
    {
        if (!IsRegistered) throw OrganizationRefusals.StateForbids(State);
        found.MustBeEmpty();
        if (ties.Contracted) throw OrganizationRefusals.Contracted();
        if (ties.Holding) throw OrganizationRefusals.AssetsHeld();
        EndedOn = ChinaTime.DateOf(at);
        Raise(new OrganizationDeregistered(Id, Area, at));
        return Go(OrganizationState.Deregistered, OrganizationStepKind.Deregistered, reason, at);
    }

    /// <summary>Who left it no longer ago than an interest lasts.</summary>
    public string[] FormerAt(DateTimeOffset at) => [.. FormerStaff.Where((_, i) => FormerUntil[i] > at.AddYears(-YearsOfInterest))];

    /// <summary>Who works for it, or did within the years of interest, decides nothing about it.</summary>
    public void MustBeOfAnother(string by, DateTimeOffset at)
    {
        if (WorksFor(by, at)) throw OrganizationRefusals.SamePerson();
    }

    private bool WorksFor(string subject, DateTimeOffset at) => subject == Owner || FormerAt(at).Contains(subject);

    public void MustLive()
    {
        if (HasEnded) throw OrganizationRefusals.HasEnded();
    }

    private void Pass(Gate gate, GateFindings found)
    {
        if (Next != gate) throw OrganizationRefusals.StateForbids(State);
        found.MustBeEmpty();
    }

    // Who left long ago is kept no longer.
    private void Leave(string next, DateTimeOffset at)
    {
        if (Owner is not { } leaver || leaver == next) return;
        var kept = FormerStaff.Zip(FormerUntil).Where(f => f.First != leaver && f.Second > at.AddYears(-YearsOfInterest)).Append((First: leaver, Second: at)).ToList();
        (FormerStaff, FormerUntil) = ([.. kept.Select(f => f.First)], [.. kept.Select(f => f.Second)]);
    }

    // Once it is filed the office alone changes its team, and the registry of volunteers is told anew, also which one it was: also of the same one, when the registry has it as another's.
    private void Claim(Guid? named, bool ofTheOffice, DateTimeOffset at)
    {
        if (named is not { } given) return;
        var team = given == Guid.Empty ? (Guid?)null : given;
        if (!ofTheOffice && team == TeamId) return;
        if (!ofTheOffice && IsFiled) throw OrganizationRefusals.TeamOfTheOffice();
        var former = ConfirmedTeamId is { } before && before != team ? before : (Guid?)null;
        (TeamId, TeamConfirmed) = (team, team is not null && ofTheOffice);
        if (IsFiled && (TeamConfirmed || former is not null)) RaiseRegistered(at, former);
    }

    private void RaiseRegistered(DateTimeOffset at, Guid? former = null) =>
        Raise(new OrganizationRegistered(Id, Area, ConfirmedTeamId, at, RegisteredOn is null ? "Filed" : "Registered", ConfirmedTeamId is null ? null : true, former));

    private void Take(OrganizationEntry change)
    {
        (Name, Kind, Purpose, MemberCount) = (change.Name ?? Name, change.Kind ?? Kind, change.Purpose ?? Purpose, change.MemberCount ?? MemberCount);
        (LeaderName, LeaderPhone) = (change.LeaderName ?? LeaderName, change.LeaderPhone ?? LeaderPhone);
        if (change.Staff is { } staff) Owner = staff.Length == 0 ? null : staff;
    }

    private OrganizationStep Go(OrganizationState to, OrganizationStepKind kind, byte[]? reason, DateTimeOffset at, string? formerName = null, OrganizationKind? formerKind = null)
    {
        var step = new OrganizationStep { FormerName = formerName, FormerKind = formerKind, Id = Guid.CreateVersion7(at), OrganizationId = Id, Number = ++StepCount, Kind = kind, From = kind is OrganizationStepKind.Applied or OrganizationStepKind.Entered ? null : State, To = to, SealedReason = reason, At = at };
        State = to;
        return step;
    }
}

/// <summary>What is entered or to change; null = stays.</summary>
internal sealed record OrganizationEntry(string? Name, OrganizationKind? Kind, string? Purpose, int? MemberCount, Guid? TeamId, byte[]? LeaderName, byte[]? LeaderPhone, string? Staff = null);

/// <summary>What binds an organisation to others: a contract that is not over or not paid, and a public asset that is in its hands.</summary>
internal readonly record struct Ties(bool Contracted, bool Holding);

/// <summary>A step of an organisation's life. Insert-only.</summary>
[Nationwide("reached only through its organisation, which is area-scoped")]
internal sealed class OrganizationStep
{
    public Guid Id { get; init; }
    public Guid OrganizationId { get; init; }
    public int Number { get; init; }
    public OrganizationStepKind Kind { get; init; }
    public OrganizationState? From { get; init; }
    public OrganizationState To { get; init; }
    public byte[]? SealedReason { get; init; }

    /// <summary>What it was called, and was, before this step changed that; null = the step did not.</summary>
    public string? FormerName { get; init; }
    public OrganizationKind? FormerKind { get; init; }
    public DateTimeOffset At { get; init; }
}

/// <summary>A paper that was shown. Insert-only.</summary>
[Nationwide("reached only through its organisation, which is area-scoped")]
internal sealed class OrganizationPaper
{
    public Guid Id { get; init; }
    public Guid OrganizationId { get; init; }
    public PaperKind Kind { get; init; }
    public string Reference { get; init; } = "";
    public DateOnly Date { get; init; }
    public DateTimeOffset PresentedAt { get; init; }
}

/// <summary>A party organisation that the party service has told of; nobody types that it exists.</summary>
[Nationwide("an id, and whether it stands: who leads a social organisation may sit anywhere")]
internal sealed class PartyOrganization
{
    public Guid Id { get; init; }
    public DateOnly EstablishedOn { get; init; }

    /// <summary>What it sits in, as the party service says it; null = it was told before that was kept, or its end was told first.</summary>
    public string? Seat { get; set; }
    public DateTimeOffset? DissolvedAt { get; set; }

    /// <summary>Whose party organisation it is alone sits in it (单建): a community's or a county's does not. Joint ones and instructors may come from anywhere.</summary>
    public bool Leads(PartyBuilding how) => how != PartyBuilding.Sole || Seat is null or "TwoNew" or "Workplace";
}
