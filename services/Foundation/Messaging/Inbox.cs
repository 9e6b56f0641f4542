using Governance.Access;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Messaging;

/// <summary>
/// Once per consumer and event. The inbox row is written in the consumer's transaction, so a second delivery fails on its key and is acknowledged; the row is looked
/// up beforehand only where a second delivery is likely. Each try has its own scope: nothing of a failed try is left in the next.
/// </summary>
internal sealed class Inbox<TConsumer, TEvent>(IServiceProvider services, Turns turns, string name, string reason) : IConsumer<TEvent>
    where TConsumer : class, IConsumer<TEvent> where TEvent : class
{
    private static readonly ObjectFactory<TConsumer> Create = ActivatorUtilities.CreateFactory<TConsumer>([]);

    public Task Consume(ConsumeContext<TEvent> context) => turns.TryAsync(() => OnceAsync(context), context.CancellationToken);

    private async Task OnceAsync(ConsumeContext<TEvent> context)
    {
        var id = EventIdOf(context);
        if (context.ReceiveContext.Redelivered && await IsDoneAsync(id, context.CancellationToken)) return;
        await using var scope = services.CreateAsyncScope();
        Enter(scope.ServiceProvider, id);
        var work = scope.ServiceProvider.GetRequiredService<Work>();
        try
        {
            await Create(scope.ServiceProvider, []).Consume(context);
            if (!work.Recorded) await scope.ServiceProvider.GetRequiredService<DbOfThisCall>().Db.SaveAsync(context.CancellationToken);
        }
        catch (AlreadyDone)
        {
            Count();
        }
        catch (Exception e) when (!Faults.IsOutage(e) && !work.Recorded)
        {
            // A second delivery may break a rule of the domain ("already closed") before it comes to the inbox row.
            if (!await IsDoneAsync(id, context.CancellationToken)) throw;
        }
    }

    private async Task<bool> IsDoneAsync(Guid id, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        if (!await scope.ServiceProvider.GetRequiredService<DbOfThisCall>().Db.HasConsumedAsync(name, id, cancel)) return false;
        Count();
        return true;
    }

    private void Enter(IServiceProvider scope, Guid id)
    {
        scope.GetRequiredService<Caller>().BecomeSystem(name, reason);
        var work = scope.GetRequiredService<Work>();
        (work.Action, work.Consumer, work.EventId) = (name, name, id);
    }

    private static Guid EventIdOf(ConsumeContext<TEvent> context) =>
        Guid.TryParse(context.Headers.Get<string>("ce-id"), out var id) ? id : context.MessageId ?? throw new EventWithoutId();

    private void Count() => MessagingTelemetry.Duplicates.Add(1, new KeyValuePair<string, object?>("consumer", name));
}
