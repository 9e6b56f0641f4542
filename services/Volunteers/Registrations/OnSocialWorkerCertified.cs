using Governance.Events.SocialOrgs.V1;
using MassTransit;

namespace Governance.Volunteers.Registrations;

/// <summary>A volunteer who is certified as a social worker, at whatever level, has reached that step of the path of growth.</summary>
internal sealed class OnSocialWorkerCertified(RegistrationDesk desk) : IConsumer<SocialWorkerCertified>
{
    public Task Consume(ConsumeContext<SocialWorkerCertified> context) =>
        desk.GrowAsync(context.Message.VolunteerId, GrowthLevel.SocialWorker, "取得社会工作者职业资格", context.Message.At, context.CancellationToken);
}
