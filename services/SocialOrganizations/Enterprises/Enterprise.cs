using System.Globalization;
using Governance.Events.SocialOrgs.V1;
using Governance.Messaging;
using Governance.Rpc;
using Governance.SocialOrganizations.Organizations;

namespace Governance.SocialOrganizations.Enterprises;

internal enum EnterpriseState { Applied = 1, Recognized, Declined, Exited, Withdrawn, Lapsed }

internal enum EnterpriseGrade { Good = 1, ToMend, Failed }

/// <summary>The recognition of an organisation as a community social enterprise (社区社会企业); one that is open or bears the label for each organisation, by an index. Plan ch. 3 §5.</summary>
internal sealed class Enterprise : Aggregate, IStaffed
{
    private Enterprise() { }

    public Guid OrganizationId { get; private init; }
    public string OrganizationName { get; private init; } = "";
    public string? Owner { get; private init; }
    public string[] FormerStaff { get; private init; } = [];
    public EnterpriseState State { get; private set; }
    public string Mission { get; private init; } = "";
    public int BenefitPercent { get; private init; }
    public string LabelNumber { get; private set; } = "";
    public DateOnly? ValidFrom { get; private set; }
    public DateOnly? ValidUntil { get; private set; }
    public int SupervisedYear { get; private set; }
    public EnterpriseGrade? Grade { get; private set; }

    /// <summary>The last year in which it was told that the year's supervision is missing; 0 = none.</summary>
    public int RemindedYear { get; private set; }
    public string AppliedBy { get; private init; } = "";

    public bool OwnedAnywhere => true;

    public static Enterprise Apply(Organization organization, string mission, int benefitPercent, string by, DateTimeOffset at)
    {
        MustBeRegistered(organization);
        var enterprise = new Enterprise
        {
            Id = Guid.CreateVersion7(at), Area = organization.Area, OrganizationId = organization.Id, OrganizationName = organization.Name, Owner = organization.Owner, FormerStaff = organization.FormerAt(at), State = EnterpriseState.Applied, Mission = mission,
            BenefitPercent = benefitPercent, AppliedBy = by,
        };
        enterprise.Raise(new EnterpriseApplied(enterprise.Id, enterprise.Area, organization.Id, at));
        return enterprise;
    }

    /// <summary>A legal person that may work.</summary>
    public static void MustBeRegistered(Organization organization)
    {
        if (!organization.MayServe) throw EnterpriseRefusals.NotRegistered();
    }

    /// <summary>The organisation as it stands now, not as it was when it applied.</summary>
    public void Recognize(Organization organization, DateOnly until, string by, DateTimeOffset at)
    {
        Must(EnterpriseState.Applied);
        MustBeRegistered(organization);
        if (by == AppliedBy || this.IsOf(by)) throw EnterpriseRefusals.SamePerson();
        var today = ChinaTime.DateOf(at);
        (State, ValidFrom, ValidUntil) = (EnterpriseState.Recognized, today, until);
        LabelNumber = string.Create(CultureInfo.InvariantCulture, $"SQ-{today.Year}-{Id.ToString("N")[20..].ToUpperInvariant()}");
        Raise(new EnterpriseRecognized(Id, Area, OrganizationId, today, until, at));
    }

    public void Decline(string by, DateTimeOffset at)
    {
        Must(EnterpriseState.Applied);
        if (by == AppliedBy || this.IsOf(by)) throw EnterpriseRefusals.SamePerson();
        End(EnterpriseState.Declined, at);
    }

    public Supervision Supervise(int year, EnterpriseGrade grade, string report, string by, DateTimeOffset at)
    {
        Must(EnterpriseState.Recognized);
        if (this.IsOf(by)) throw EnterpriseRefusals.SamePerson();
        if (year >= SupervisedYear) (SupervisedYear, Grade) = (year, grade);
        Raise(new EnterpriseSupervised(Id, Area, OrganizationId, year, grade.ToString(), at));
        return new Supervision { EnterpriseId = Id, Year = year, Grade = grade, Report = report, By = by, At = at };
    }

    /// <summary>Tells, once a year, that the year's supervision is missing.</summary>
    public void Remind(int year, DateTimeOffset at)
    {
        Must(EnterpriseState.Recognized);
        if (RemindedYear >= year) return;
        RemindedYear = year;
        Raise(new EnterpriseReminded(Id, Area, OrganizationId, year, at));
    }

    /// <summary>Whoever has found in the last supervision, that of <see cref="SupervisedYear"/>, that it failed does not take the label too.</summary>
    public void Withdraw(Supervision? last, string by, DateTimeOffset at)
    {
        Must(EnterpriseState.Recognized);
        if (this.IsOf(by)) throw EnterpriseRefusals.SamePerson();
        if (Grade != EnterpriseGrade.Failed) throw EnterpriseRefusals.NotFailed();
        if (last?.By == by) throw EnterpriseRefusals.SamePerson();
        End(EnterpriseState.Withdrawn, at);
    }

    /// <summary>An application is taken back in the same way.</summary>
    public void Exit(DateTimeOffset at)
    {
        if (State is not (EnterpriseState.Applied or EnterpriseState.Recognized)) throw EnterpriseRefusals.EnterpriseStateForbids();
        End(EnterpriseState.Exited, at);
    }

    public void Lapse(DateTimeOffset at)
    {
        Must(EnterpriseState.Recognized);
        End(EnterpriseState.Lapsed, at);
    }

    private void End(EnterpriseState state, DateTimeOffset at)
    {
        State = state;
        Raise(new EnterpriseEnded(Id, Area, OrganizationId, state.ToString(), at));
    }

    private void Must(EnterpriseState state)
    {
        if (State != state) throw EnterpriseRefusals.EnterpriseStateForbids();
    }
}

/// <summary>A yearly supervision; once a year, by its key. Insert-only.</summary>
[Nationwide("reached only through its enterprise, which is area-scoped")]
internal sealed class Supervision
{
    public Guid EnterpriseId { get; init; }
    public int Year { get; init; }
    public EnterpriseGrade Grade { get; init; }
    public string Report { get; init; } = "";
    public string By { get; init; } = "";
    public DateTimeOffset At { get; init; }
}
