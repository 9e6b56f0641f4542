using Governance.Events.Party.V1;
using MassTransit;

namespace Governance.Volunteers.Registrations;

/// <summary>A volunteer who became a community worker has reached the end of the path of growth.</summary>
internal sealed class OnWorkerAppointed(RegistrationDesk desk) : IConsumer<WorkerAppointed>
{
    public Task Consume(ConsumeContext<WorkerAppointed> context) =>
        desk.GrowAsync(context.Message.VolunteerId, GrowthLevel.CommunityWorker, "受聘为社区专职工作者", context.Message.At, context.CancellationToken);
}
