using Governance.Events.Party.V1;
using Governance.Map;
using Governance.Party.V1;
using Governance.Rpc;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Registrations;

/// <summary>
/// Once only: who reports in as a party member is a volunteer, found by number or registered, and nobody types them again. The event carries no personal data, so the party service is
/// asked; while it is away the event waits.
/// </summary>
internal sealed class OnMemberReportedIn(VolunteersDb db, RegistrationDesk desk, DivisionMap map, ReportIns.ReportInsClient party) : IConsumer<MemberReportedIn>
{
    /// <summary>What this service's own client is granted at the party service.</summary>
    public const string Scope = "party.reportins.reveal";

    private const string Purpose = "双报到党员登记为志愿者";

    public async Task Consume(ConsumeContext<MemberReportedIn> context)
    {
        var (reported, cancel) = (context.Message, context.CancellationToken);
        var member = await party.RevealReportedMemberAsync(new() { Id = reported.ReportInId.ToString(), Purpose = Purpose }, cancellationToken: cancel);
        // A skill that only the party service knows must not keep the member out.
        var offered = member.Skills.Where(Skills.All.ContainsKey).Distinct().ToList();
        var check = new Check();
        var registration = await desk.ReadAsync(new Wire.RegisterVolunteerRequest
        {
            Name = member.Name,
            IdentityNumber = member.IdentityNumber,
            Phone = member.Phone,
            DivisionCode = await map.NowAsync(reported.Area, cancel),
            Skills = { offered },
            PoliticalStatus = Wire.PoliticalStatus.PartyMember,
        }, check, cancel);
        check.OrThrow();
        var hash = registration!.Person.NumberHash;
        var volunteer = await db.Everywhere<Volunteer>("one person is one volunteer in the whole province").FirstOrDefaultAsync(v => v.Person.NumberHash == hash, cancel);
        if (volunteer is null) db.Add(volunteer = Volunteer.Register(registration, desk.Now));
        // To report in is to volunteer anew; who is registered keeps home, phone and times as they gave them.
        else if (volunteer.State == VolunteerState.Left || volunteer.Hidden) volunteer.ComeBack(registration, desk.Now);
        volunteer.IsMember(reported.MemberId, offered, desk.Now);
        await db.SaveAsync(cancel);
    }
}
