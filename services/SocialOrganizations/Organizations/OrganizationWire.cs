using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Organizations;

/// <summary>Organisation ↔ wire: seals on the way in, masks on the way out.</summary>
internal sealed class OrganizationWire(PersonalData personal)
{
    private const string NamePurpose = "socialorgs.organizations.leader-name", PhonePurpose = "socialorgs.organizations.leader-phone", ReasonPurpose = "socialorgs.organization-steps.reason";

    public static SealedColumn[] Sealed { get; } =
        [new("organizations", "leader_name", NamePurpose), new("organizations", "leader_phone", PhonePurpose), new("organization_steps", "sealed_reason", ReasonPurpose)];

    public byte[] SealName(string name) => personal.Encrypt(name, NamePurpose);

    public byte[] SealPhone(string phone) => personal.Encrypt(phone, PhonePurpose);

    public byte[] SealReason(string reason) => personal.Encrypt(reason, ReasonPurpose);

    public Wire.RevealedLeader Reveal(Organization organization) => new() { Name = personal.Decrypt(organization.LeaderName, NamePurpose), Phone = personal.Decrypt(organization.LeaderPhone, PhonePurpose) };

    public Wire.Organization Of(Organization organization, string division, bool partyConfirmed) => new()
    {
        Id = organization.Id.ToString(), DivisionCode = organization.Area, DivisionName = division, Name = organization.Name, Kind = (Wire.OrganizationKind)organization.Kind, State = (Wire.OrganizationState)organization.State,
        Purpose = organization.Purpose, MemberCount = organization.MemberCount, TeamId = organization.TeamId?.ToString() ?? "", TeamConfirmed = organization.TeamConfirmed, LeaderNameMasked = Mask.Name(personal.Decrypt(organization.LeaderName, NamePurpose)),
        LeaderPhoneMasked = Mask.Phone(personal.Decrypt(organization.LeaderPhone, PhonePurpose)), UnifiedCode = organization.UnifiedCode ?? "", PartyBuilding = (Wire.PartyBuilding)(organization.PartyBuilding ?? 0),
        PartyOrganizationId = organization.PartyOrganizationId?.ToString() ?? "", PartyConfirmed = partyConfirmed, IncubatedDate = organization.IncubatedOn.Day(), FiledDate = organization.FiledOn.Day(),
        RegisteredDate = organization.RegisteredOn.Day(), GraduatedDate = organization.GraduatedOn.Day(), EndDate = organization.EndedOn.Day(), ApplyTime = organization.AppliedAt.ToTimestamp(), Etag = Etag.Of(organization.Version),
    };

    public static Wire.OrganizationPaper Of(OrganizationPaper paper) => new()
    {
        Id = paper.Id.ToString(), OrganizationId = paper.OrganizationId.ToString(), Kind = (Wire.PaperKind)paper.Kind, Reference = paper.Reference, PaperDate = paper.Date.Day(), PresentTime = paper.PresentedAt.ToTimestamp(),
    };

    /// <param name="step">The step.</param>
    /// <param name="reasons">The caller may read why.</param>
    public Wire.OrganizationStep Of(OrganizationStep step, bool reasons) => new()
    {
        Number = step.Number, Kind = (Wire.OrganizationStepKind)step.Kind, FromState = (Wire.OrganizationState)(step.From ?? 0), ToState = (Wire.OrganizationState)step.To,
        Reason = reasons && step.SealedReason is { } reason ? personal.Decrypt(reason, ReasonPurpose) : "", StepTime = step.At.ToTimestamp(),
        FormerName = step.FormerName ?? "", FormerKind = (Wire.OrganizationKind)(step.FormerKind ?? 0),
    };

    public static Wire.GateRule Of(GateRule rule)
    {
        var wire = new Wire.GateRule
        {
            Id = rule.Id.ToString(), DivisionCode = rule.Area, Gate = (Wire.Gate)rule.Gate, Kind = (Wire.OrganizationKind)(rule.Kind ?? 0), SinceDate = rule.Since.Day(), MinMembers = rule.MinMembers, MinDays = rule.MinDays,
            NeedsPartyBuilding = rule.NeedsPartyBuilding,
        };
        wire.Papers.AddRange(rule.Papers.Select(p => (Wire.PaperKind)p));
        return wire;
    }

    public static Wire.GateCheck Of(GateFindings? found)
    {
        var wire = new Wire.GateCheck { Gate = (Wire.Gate)(found?.Gate ?? 0) };
        foreach (var lack in found?.Lacks ?? []) wire.Lacks.Add(new Wire.GateLack { Need = (Wire.GateNeed)lack.Need, Paper = (Wire.PaperKind)(lack.Paper ?? 0), Wanted = lack.Wanted, Found = lack.Found });
        return wire;
    }
}
