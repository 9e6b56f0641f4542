using Governance.Events.SocialOrgs.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.Assessments;

/// <summary>An organisation that is no more gets no grade: its grading does not stay open for ever. Only registered ones are graded, so none is left by one that exits.</summary>
internal sealed class OnOrganizationDeregisteredEndGrading(SocialOrgsDb db, AssessmentDesk desk) : IConsumer<OrganizationDeregistered>
{
    public async Task Consume(ConsumeContext<OrganizationDeregistered> context)
    {
        var (organization, cancel) = (context.Message.OrganizationId, context.CancellationToken);
        foreach (var grading in await db.Gradings.Where(g => g.OrganizationId == organization && (g.State == GradingState.Applied || g.State == GradingState.Announced)).ToListAsync(cancel)) grading.End(desk.Now);
        await db.SaveAsync(cancel);
    }
}
