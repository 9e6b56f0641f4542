using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Map;
using Governance.Messaging;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Members;

/// <summary>Member ↔ wire: encrypts on the way in, masks on the way out.</summary>
internal sealed class MemberWire(PersonalData personal, DivisionMap map, Grants grants, Caller caller)
{
    private const string NamePurpose = "party.members.name", NumberPurpose = "party.members.number", PhonePurpose = "party.members.phone", FloatingPurpose = "party.members.floating",
        StepPurpose = "party.member-steps.reason", TransferPurpose = "party.transfers.reason";

    /// <summary>The command that brings everything under a new key.</summary>
    public static GovernanceCommand Reseal { get; } = Messaging.Reseal.Command(
        new("people", "name", People.PersonWire.NamePurpose), new("people", "number", People.PersonWire.NumberPurpose), new("people", "phone", People.PersonWire.PhonePurpose),
        new("team_holdings", "sealed_reason", People.PersonWire.ReasonPurpose), new("review_opinions", "sealed_reason", People.PersonWire.ReasonPurpose), new("filings", "sealed_reason", People.PersonWire.ReasonPurpose),
        new("workers", "sealed_reason", People.PersonWire.ReasonPurpose), new("worker_certificates", "sealed_number", Workers.WorkerDesk.NumberPurpose),
        new("members", "name", NamePurpose), new("members", "number", NumberPurpose), new("members", "phone", PhonePurpose), new("members", "floating_to", FloatingPurpose),
        new("member_steps", "sealed_reason", StepPurpose), new("transfers", "sealed_reason", TransferPurpose),
        new("year_appraisals", "sealed_opinion", ReportIns.ReportInDesk.OpinionPurpose), new("undertakings", "sealed_feedback", ReportIns.ReportInDesk.FeedbackPurpose),
        new("claims", "sealed_review", Regional.RegionalDesk.ReviewPurpose), new("claim_progress", "sealed_text", Regional.RegionalDesk.ProgressPurpose),
        new("supervision_scores", "sealed_opinion", Compounds.CompoundDesk.OpinionPurpose),
        new("conventions", "sealed_reason", Conventions.ConventionDesk.ReasonPurpose), new("performances", "sealed_text", Conventions.ConventionDesk.PerformancePurpose), new("listings", "sealed_name", Conventions.ConventionDesk.NamePurpose),
        new("listings", "sealed_deed", Conventions.ConventionDesk.DeedPurpose), new("listings", "sealed_appeal", Conventions.ConventionDesk.AppealPurpose));

    public SealedMember Seal(string name, IdentityNumber number, string phone) => new(SealName(name), personal.Encrypt(number.Text, NumberPurpose), HashOf(number), SealPhone(phone));

    public byte[] SealName(string name) => personal.Encrypt(name, NamePurpose);

    /// <summary>No phone is sealed too, so that rows do not tell who has one.</summary>
    public byte[] SealPhone(string phone) => personal.Encrypt(phone, PhonePurpose);

    public byte[] SealPlace(string place) => personal.Encrypt(place, FloatingPurpose);

    public byte[] SealStepReason(string reason) => personal.Encrypt(reason, StepPurpose);

    public byte[] SealTransferReason(string reason) => personal.Encrypt(reason, TransferPurpose);

    public string OpenTransferReason(byte[]? reason) => reason is null ? "" : personal.Decrypt(reason, TransferPurpose);

    public byte[] HashOf(IdentityNumber number) => personal.LookupHash(number.Text, NumberPurpose);

    public string OpenName(byte[] name) => personal.Decrypt(name, NamePurpose);

    public string OpenNumber(byte[] number) => personal.Decrypt(number, NumberPurpose);

    public string OpenPhone(byte[] phone) => personal.Decrypt(phone, PhonePurpose);

    /// <summary>Full years on a day.</summary>
    public int AgeOf(Member member, DateOnly on) => IdentityNumber.TryParse(OpenNumber(member.Person.Number), on, out var number) ? number.AgeOn(on) : 0;

    /// <summary>Whether the caller sees names, reasons and places of members of this area in full.</summary>
    public bool Manages(string area) => grants.Of("party.members.manage", caller.Roles) == Reach.Area && caller.Covers(area);

    public async ValueTask<Wire.Member> OfAsync(Member member, CancellationToken cancel) => Of(member, await map.NameAsync(member.Area, cancel));

    public Wire.Member Of(Member member, string division)
    {
        var (name, manages) = (OpenName(member.Person.Name), Manages(member.Area));
        return new Wire.Member
        {
            Id = member.Id.ToString(), OrganizationId = member.OrganizationId.ToString(), DivisionCode = member.Area, DivisionName = division, Name = manages ? name : Mask.Name(name),
            IdentityNumberMasked = Mask.Number(OpenNumber(member.Person.Number)), PhoneMasked = Mask.Phone(OpenPhone(member.Person.Phone)), BirthYear = member.BirthYear, Sex = (Wire.MemberSex)member.Sex,
            State = (Wire.MemberState)member.State, StateDate = member.StateSince.Day(), JoinedDate = member.JoinedOn?.Day() ?? "", ProbationDate = member.State == MemberState.Probationary ? member.ProbationUntil?.Day() ?? "" : "",
            Floating = member.Floating, FloatingDate = member.FloatingSince?.Day() ?? "", FloatingTo = manages && member.FloatingTo is { } to ? personal.Decrypt(to, FloatingPurpose) : "", Etag = Etag.Of(member.Version),
        };
    }

    /// <summary>In clear: only for the rpc that reveals.</summary>
    public Wire.RevealedMember Reveal(Member member) => new() { Name = OpenName(member.Person.Name), IdentityNumber = OpenNumber(member.Person.Number), Phone = OpenPhone(member.Person.Phone) };

    public Wire.MemberStep Of(MemberStep step, bool manages)
    {
        var wire = new Wire.MemberStep
        {
            Number = step.Number, FromState = (Wire.MemberState)step.From, ToState = (Wire.MemberState)step.To, Date = step.On.Day(), EnterTime = step.EnteredAt.ToTimestamp(),
            Reason = manages && step.SealedReason is { } reason ? personal.Decrypt(reason, StepPurpose) : "",
        };
        wire.Evidence.AddRange(step.Met.Zip(step.MetOn, (p, on) => new Wire.Evidence { Prerequisite = (Wire.Prerequisite)p, Date = on.Day() }));
        return wire;
    }

    public static Wire.MemberRule Of(MemberRule rule)
    {
        var wire = new Wire.MemberRule { Id = rule.Id.ToString(), DivisionCode = rule.Area, Kind = (Wire.MemberRuleKind)rule.Kind, MinMonths = rule.MinMonths, MaxMonths = rule.MaxMonths, MaxDays = rule.MaxDays, MinAge = rule.MinAge, EntryDays = rule.EntryDays, SinceDate = rule.Since.Day() };
        wire.Prerequisites.AddRange(rule.Prerequisites.Select(p => (Wire.Prerequisite)p));
        return wire;
    }

    public static Wire.MemberBatch Of(MemberBatch batch) => new()
    {
        Id = batch.Id.ToString(), DivisionCode = batch.Area, NextLine = batch.NextLine, EnteredCount = batch.Entered, KnownCount = batch.Known, RefusedCount = batch.Refused, StartTime = batch.StartedAt.ToTimestamp(),
        LastTime = batch.LastAt.ToTimestamp(), Kind = (Wire.BatchKind)batch.Kind,
    };
}
