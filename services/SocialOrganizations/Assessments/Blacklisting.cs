using Governance.Events.SocialOrgs.V1;
using Governance.Messaging;
using Governance.Rpc;
using Governance.SocialOrganizations.Organizations;

namespace Governance.SocialOrganizations.Assessments;

internal enum CreditKind { Commended = 1, Neglected, Breached }

internal enum BlacklistingState { Proposed = 1, Listed, Dismissed, Lifted }

/// <summary>What an organisation did well or badly. Insert-only.</summary>
[Nationwide("reached only through its organisation, which is area-scoped")]
internal sealed class CreditEntry
{
    public Guid Id { get; init; }
    public Guid OrganizationId { get; init; }
    public CreditKind Kind { get; init; }
    public string Reason { get; init; } = "";
    public string Reference { get; init; } = "";
    public DateOnly On { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
}

/// <summary>That an organisation is to be or is on the blacklist; one at a time, by a constraint. It is heard before another person than proposed it decides, and another than listed it lifts it.</summary>
internal sealed class Blacklisting : Aggregate, IStaffed
{
    public const int MostSaid = 20_000;

    private Blacklisting() { }

    public Guid OrganizationId { get; private init; }
    public string OrganizationName { get; private init; } = "";
    public string? Owner { get; private init; }
    public string[] FormerStaff { get; private init; } = [];
    public BlacklistingState State { get; private set; }
    public string Reason { get; private init; } = "";
    public DateOnly HearingEndsOn { get; private init; }

    /// <summary>Everything that was said, a line each time.</summary>
    public string Statement { get; private set; } = "";

    /// <summary>Who entered it: the organisation's staff, or the office for one that has no account.</summary>
    public string[] StatedBy { get; private set; } = [];

    /// <summary>Its own staff have spoken. What the office entered for it does not shorten the hearing.</summary>
    public bool Heard { get; private set; }
    public string ProposedBy { get; private init; } = "";
    public string DecidedBy { get; private set; } = "";
    public DateTimeOffset? ListedAt { get; private set; }
    public DateTimeOffset? LiftedAt { get; private set; }

    public static Blacklisting Propose(Organization organization, string reason, int hearingDays, string by, DateTimeOffset at)
    {
        organization.MustLive();
        organization.MustBeOfAnother(by, at);
        var listing = new Blacklisting
        {
            Id = Guid.CreateVersion7(at), Area = organization.Area, OrganizationId = organization.Id, OrganizationName = organization.Name, Owner = organization.Owner, FormerStaff = organization.FormerAt(at), State = BlacklistingState.Proposed, Reason = reason,
            HearingEndsOn = ChinaTime.DateOf(at).AddDays(hearingDays), ProposedBy = by,
        };
        listing.Raise(new BlacklistingProposed(listing.Id, listing.Area, organization.Id, listing.HearingEndsOn, at));
        return listing;
    }

    public void Hear(string statement, string by, DateOnly today)
    {
        Must(BlacklistingState.Proposed);
        if (by == ProposedBy) throw AssessmentRefusals.SamePerson();
        if (today > HearingEndsOn) throw AssessmentRefusals.HearingOver();
        Statement = Statement.Length == 0 ? statement : $"{Statement}\n{statement}";
        // The office leaves its own voice the half of it.
        if (Statement.Length > (by == Owner ? MostSaid : MostSaid / 2)) throw AssessmentRefusals.SaidEnough();
        (StatedBy, Heard) = ([.. StatedBy.Append(by).Distinct()], Heard || by == Owner);
    }

    public void Decide(bool listed, string by, DateTimeOffset at)
    {
        Must(BlacklistingState.Proposed);
        if (by == ProposedBy || StatedBy.Contains(by) || this.IsOf(by)) throw AssessmentRefusals.SamePerson();
        // Who has spoken was heard; who has not may still do so.
        if (!Heard && ChinaTime.DateOf(at) <= HearingEndsOn) throw AssessmentRefusals.HearingRunning();
        (State, DecidedBy) = (listed ? BlacklistingState.Listed : BlacklistingState.Dismissed, by);
        if (listed)
        {
            ListedAt = at;
            Raise(new OrganizationBlacklisted(Id, Area, OrganizationId, at));
        }
        else
        {
            Raise(new BlacklistingDismissed(Id, Area, OrganizationId, at));
        }
    }

    public void Lift(string by, DateTimeOffset at)
    {
        Must(BlacklistingState.Listed);
        if (by == DecidedBy || this.IsOf(by)) throw AssessmentRefusals.SamePerson();
        (State, LiftedAt) = (BlacklistingState.Lifted, at);
        Raise(new BlacklistingLifted(Id, Area, OrganizationId, at));
    }

    private void Must(BlacklistingState state)
    {
        if (State != state) throw AssessmentRefusals.BlacklistingStateForbids();
    }
}
