using Governance.Events.SocialOrgs.V1;
using MassTransit;

namespace Governance.Volunteers.Registrations;

/// <summary>A volunteer who works at a station of social work is a community worker, the step after the certificate.</summary>
internal sealed class OnSocialWorkerPosted(RegistrationDesk desk) : IConsumer<SocialWorkerPosted>
{
    public Task Consume(ConsumeContext<SocialWorkerPosted> context) =>
        desk.GrowAsync(context.Message.VolunteerId, GrowthLevel.CommunityWorker, "到社会工作站任职", context.Message.At, context.CancellationToken);
}
